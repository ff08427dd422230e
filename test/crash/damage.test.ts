import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../src/core/journal/operation';
import { nodeDisk } from '../../src/host/node/disk';
import { openJournal, type Device } from '../../src/host/node/journal';
import { segmentFile, type JournalPlace } from '../../src/host/node/journal-files';
import { SEGMENT_START } from '../../src/host/node/segment';
import { nodeHostAt, PASS, temporaryFolder } from '../host/node/support';
import { hostnamesOf, system } from './payloads';
import { newDevice, newJournalPlace } from './support';

const now = (): Date => new Date();
const actor = randomUUID();
let place: JournalPlace;
let device: Device;
let file = '';
let good: Uint8Array;
let operations: Operation[] = [];
/** Where each frame ends, with the number of operations up to there. */
const ends = new Map<number, number>();

beforeAll(async () => {
  place = await newJournalPlace(nodeDisk);
  device = newDevice();
  file = segmentFile(place, device.deviceId, 1);
  const journal = await openJournal(place, device, now, true);
  const steps = [
    () => journal.declare(),
    () => journal.append(actor, [system('a'), system('b')]),
    () => journal.append(actor, [system('c')]),
  ];
  ends.set(0, 0).set(SEGMENT_START, 0);
  for (const step of steps) {
    await step();
    ends.set((await readFile(file)).length, journal.count());
  }
  operations = await journal.readAll();
  await journal.close();
  good = await readFile(file);
});

const openAgain = async (writable: boolean) => openJournal(place, device, now, writable);

test('every flipped byte is noticed, and nothing is cut', { timeout: 60_000 }, async () => {
  const unnoticed: number[] = [];
  for (let at = 0; at < good.length; at += 1) {
    const changed = Uint8Array.from(good);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await writeFile(file, changed);
    const code = await openAgain(true).then(
      () => 'opened',
      (error: { code: string }) => error.code,
    );
    if (code !== 'damaged') unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
  expect((await readFile(file)).length).toBe(good.length);
  await writeFile(file, good);
});

test(
  'cut at any length, exactly the whole frames before it are there, and the loss is reported',
  { timeout: 60_000 },
  async () => {
    for (let length = 0; length < good.length; length += 1) {
      await writeFile(file, good.subarray(0, length));
      const journal = await openAgain(true);
      const boundary = [...ends.keys()].filter((end) => end <= length).at(-1) ?? 0;
      expect(await journal.readAll()).toEqual(operations.slice(0, ends.get(boundary)));
      expect(journal.notices.map(({ kind }) => kind)).toEqual(ends.has(length) ? [] : ['torn-tail']);
      await journal.close();
      expect((await readFile(file)).length).toBe(length < SEGMENT_START ? 0 : boundary);
    }
    await writeFile(file, good);
  },
);

test('a journal that was cut goes on', async () => {
  await writeFile(file, good.subarray(0, good.length - 1));
  const journal = await openAgain(true);
  await journal.append(actor, [system('d')]);
  expect(hostnamesOf(await journal.readAll())).toEqual(['a', 'b', 'd']);
  expect(await journal.verify()).toMatchObject({ ok: true });
  await journal.close();
  await writeFile(file, good);
});

test('zeros that a crash left at the end are cut, zeros elsewhere are damage', async () => {
  const lastStart = [...ends.keys()].at(-2) ?? 0;
  const tails = [new Uint8Array(5), new Uint8Array(100), Uint8Array.from(good.subarray(lastStart)).fill(0, 30)];
  for (const tail of tails) {
    await writeFile(file, Buffer.concat([good.subarray(0, lastStart), tail]));
    const journal = await openAgain(true);
    expect(journal.notices).toMatchObject([{ kind: 'torn-tail' }]);
    expect(journal.count()).toBe(3);
    await journal.close();
  }
  await writeFile(file, Uint8Array.from(good).fill(0, 40, 60));
  await expect(openAgain(true)).rejects.toMatchObject({ code: 'damaged' });
  await writeFile(file, good);
});

test('frames that were swapped, repeated or moved to another case are noticed', async () => {
  const [, , first = 0, second = 0, third = 0] = [...ends.keys()];
  const part = (from: number, to: number): Uint8Array => good.subarray(from, to);
  const arrangements = [
    [part(0, first), part(second, third), part(first, second)],
    [part(0, second), part(first, second), part(second, third)],
    [part(0, first), part(second, third)],
  ];
  for (const parts of arrangements) {
    await writeFile(file, Buffer.concat(parts));
    await expect(openAgain(true)).rejects.toMatchObject({ code: 'damaged' });
  }
  await writeFile(file, good);
  await expect(openJournal({ ...place, caseId: randomUUID() }, device, now, true)).rejects.toMatchObject({
    code: 'damaged',
  });
  const stranger = path.join(place.folder, 'ab'.repeat(32));
  await mkdir(stranger);
  await writeFile(path.join(stranger, '000001.seg'), good);
  await expect(openAgain(true)).rejects.toMatchObject({ code: 'damaged' });
  await rm(stranger, { recursive: true });
  await writeFile(path.join(path.dirname(file), '000003.seg'), good);
  await expect(openAgain(true)).rejects.toMatchObject({
    code: 'damaged',
    detail: expect.stringContaining('segment 2') as string,
  });
  await rm(path.join(path.dirname(file), '000003.seg'));
  expect((await openAgain(true)).count()).toBe(operations.length);
});

test('a full segment is followed by a new one', { timeout: 60_000 }, async () => {
  const own = await newJournalPlace(nodeDisk);
  const journal = await openJournal(own, device, now, true);
  await journal.declare();
  const note = 'あ'.repeat(15_000);
  for (let n = 0; n < 3; n += 1) {
    const payloads = Array.from({ length: 110 }, (_, m) => ({
      ...system(`${n}-${m}`),
      fields: { hostname: `${n}-${m}`, note },
    }));
    await journal.append(actor, payloads);
  }
  const page = await journal.read(100, 150);
  await journal.close();
  expect(await nodeDisk.list(path.join(own.folder, device.deviceId))).toEqual(['000001.seg', '000002.seg']);
  const again = await openJournal(own, device, now, true);
  expect(again.count()).toBe(331);
  expect(await again.read(100, 150)).toEqual(page);
  expect(await again.verify()).toMatchObject({ ok: true, operations: 331 });
  await again.close();
  await rm(own.folder, { recursive: true });
});

const mountSmall = async (): Promise<string | null> => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = await temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
};

test(
  'a really full disk stops writing, loses nothing, and goes on when there is space again',
  { timeout: 60_000 },
  async (context) => {
    const folder = await mountSmall();
    if (folder === null) {
      console.warn('SKIPPED: a full disk on a real file system needs root and mount on Linux');
      return context.skip();
    }
    try {
      const host = nodeHostAt(path.join(folder, 'data'), {});
      await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
      const { caseId } = await host['cases.create']({});
      expect((await host['cases.open']({ caseId })).notices).toMatchObject([{ kind: 'low-space' }]);
      const ballast = path.join(folder, 'ballast');
      await writeFile(ballast, new Uint8Array(200_000));
      let written = 0;
      const fill = async (): Promise<string> => {
        for (; written < 10_000; written += 1) {
          try {
            await host['journal.append']({ caseId, actor, payloads: [system(`n${written}`)] });
          } catch (error) {
            return (error as { code: string }).code;
          }
        }
        return 'never full';
      };
      expect(await fill()).toBe('disk-full');
      expect(written).toBeGreaterThan(50);
      expect(await fill()).toBe('read-only');
      await rm(ballast);
      const opened = await host['cases.open']({ caseId });
      expect(opened).toMatchObject({ writable: true, operations: written + 1 });
      await host['journal.append']({ caseId, actor, payloads: [system('after')] });
      expect(await host['journal.verify']({ caseId })).toMatchObject({ ok: true, operations: written + 2 });
      await host['vault.lock']({});
    } finally {
      execFileSync('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    }
  },
);
