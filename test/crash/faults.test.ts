import { rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { HostError } from '../../src/contract/errors';
import type { Host } from '../../src/contract/host';
import { nodeDisk } from '../../src/host/node/disk';
import { openJournal } from '../../src/host/node/journal';
import { nodeHostAt, PASS, quickFolder } from '../host/node/support';
import { hostnamesOf, system } from './payloads';
import { faultyDisk, newDevice, newJournalPlace, type Fault } from './support';

const FAULTS: readonly Fault[] = ['fail', 'full', 'short'];
const actor = randomUUID();
const now = (): Date => new Date();

/** Runs `scenario` with the n-th disk call failing, for n = 1, 2, 3 … until a run has fewer calls than n. */
const untilSuccess = async (scenario: (n: number) => Promise<boolean>): Promise<number> => {
  for (let n = 1; n < 500; n += 1) if (!(await scenario(n))) return n - 1;
  throw new Error('the scenario never ends');
};

test.each(FAULTS)(
  'append: any disk call may %s, nothing acknowledged is lost and nothing is half there',
  async (fault) => {
    const calls = await untilSuccess(async (n) => {
      const { disk, arm, hit } = faultyDisk(fault);
      const place = await newJournalPlace(disk);
      const device = newDevice();
      const journal = await openJournal(place, device, now, true);
      await journal.declare();
      await journal.append(actor, [system('before')]);
      arm(n);
      const error = await journal.append(actor, [system('a'), system('b')]).then(
        () => null,
        (reason: unknown) => reason,
      );
      const failed = hit() && error !== null;
      if (failed) {
        expect(error).toBeInstanceOf(HostError);
        expect((error as HostError).code).toBe(fault === 'fail' ? 'read-only' : 'disk-full');
        await expect(journal.append(actor, [system('after')])).rejects.toMatchObject({ code: 'read-only' });
      } else expect(error).toBeNull();
      arm(0);
      await journal.close();
      const again = await openJournal({ ...place, disk: nodeDisk }, device, now, true);
      const names = hostnamesOf(await again.readAll());
      expect(names).toEqual(failed ? ['before'] : ['before', 'a', 'b']);
      expect((await again.verify()).ok).toBe(true);
      await again.append(actor, [system('later')]);
      expect((await again.verify()).ok).toBe(true);
      await again.close();
      await rm(place.folder, { recursive: true });
      return hit();
    });
    expect(calls).toBeGreaterThanOrEqual(2);
  },
);

test.each(FAULTS)(
  'first start, new case, blob and import: any disk call may %s',
  { timeout: 120_000 },
  async (fault) => {
    const source = await exportedCase();
    const kept: string[] = [];
    const steps: ((host: Host) => Promise<unknown>)[] = [
      (host) => host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' }),
      async (host) => kept.push((await host['cases.create']({})).caseId),
      (host) => host['bundles.import']({ bytes: source.bytes, passphrase: PASS }),
      (host) => host['cases.open']({ caseId: source.caseId }),
      (host) => host['blobs.put']({ caseId: source.caseId, bytes: new Uint8Array([4, 5]) }),
      (host) => host['identities.create']({ passphrase: PASS, name: 'y', role: 'ciso' }),
    ];
    for (const [at, step] of steps.entries()) {
      const calls = await untilSuccess(async (n) => {
        const dataDir = await quickFolder();
        const { disk, arm, hit } = faultyDisk(fault);
        const host = nodeHostAt(dataDir, { disk });
        for (const before of steps.slice(0, at)) await before(host);
        arm(n);
        await step(host).catch((error: unknown) => {
          // Nothing but the closed set of reasons, or the injected error of a plain read, may come out.
          if (!(error instanceof HostError)) expect(String(error)).toContain('injected');
        });
        arm(0);
        await host['vault.lock']({});
        await expectSound(dataDir, source.caseId, at);
        await rm(dataDir, { recursive: true });
        return hit();
      });
      expect(calls).toBeGreaterThan(0);
    }
  },
);

const exportedCase = async (): Promise<{ caseId: string; bytes: Uint8Array<ArrayBuffer> }> => {
  const dataDir = await quickFolder();
  const host = nodeHostAt(dataDir, {});
  await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
  const { caseId } = await host['cases.create']({});
  await host['cases.open']({ caseId });
  await host['journal.append']({ caseId, actor, payloads: [system('one'), system('two')] });
  await host['blobs.put']({ caseId, bytes: new Uint8Array([1, 2, 3]) });
  const { bytes } = await host['bundles.export']({ caseId, passphrase: PASS });
  await host['vault.lock']({});
  await rm(dataDir, { recursive: true });
  return { caseId, bytes };
};

/** After a failure at step `at`: what earlier steps made is there, and every case that is listed is whole. */
const expectSound = async (dataDir: string, imported: string, at: number): Promise<void> => {
  const host = nodeHostAt(dataDir, {});
  if ((await host['vault.status']({})).state === 'empty') {
    expect(at).toBe(0);
    await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
  } else await host['vault.unlock']({ passphrase: PASS });
  const cases = await host['cases.list']({});
  expect(cases.length).toBeGreaterThanOrEqual(Math.max(0, Math.min(at - 1, 2)));
  for (const { caseId } of cases) {
    const opened = await host['cases.open']({ caseId });
    expect(opened).toMatchObject({ writable: true, notices: [], operations: caseId === imported ? 4 : 1 });
    expect(await host['journal.verify']({ caseId })).toMatchObject({ ok: true });
    if (caseId === imported) await host['blobs.put']({ caseId, bytes: new Uint8Array([4, 5]) });
  }
  expect((await host['identities.list']({})).length).toBeGreaterThan(0);
  await host['vault.lock']({});
};
