import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { nodeDisk, type Disk } from '../../src/host/node/disk';
import { openJournal, type Device } from '../../src/host/node/journal';
import { segmentFile, type JournalPlace } from '../../src/host/node/journal-files';
import { nodeHostAt, PASS, quickFolder } from '../host/node/support';
import { hostnamesOf, system } from './payloads';
import { newDevice, newJournalPlace } from './support';

/*
 * An append that no one has acknowledged may reach the disk in any order: the file has its new size, and any of its
 * pages may still hold zeros. Never touched is what was flushed before.
 */
const SECTOR = 512;
const PAGE = 4096;
const now = (): Date => new Date();
const actor = randomUUID();
const large = (hostname: string) => {
  const payload = system(hostname);
  return { ...payload, fields: { hostname, note: 'あ'.repeat(5_000) } };
};

let place: JournalPlace;
let device: Device;
let file = '';
let whole: Uint8Array;
let acknowledged = 0;

beforeAll(async () => {
  place = await newJournalPlace(nodeDisk);
  device = newDevice();
  file = segmentFile(place, device.deviceId, 1);
  const journal = await openJournal(place, device, now, true);
  await journal.declare();
  await journal.append(actor, [system('acknowledged')]);
  acknowledged = (await readFile(file)).length;
  await journal.append(actor, [large('torn')]);
  await journal.close();
  whole = await readFile(file);
});

/** Blocks of the file that the append touched. */
const blocksOf = (size: number): number[] => {
  const first = Math.floor(acknowledged / size);
  return Array.from({ length: Math.ceil(whole.length / size) - first }, (_, at) => first + at);
};

const withLost = (size: number, blocks: readonly number[]): Uint8Array => {
  const content = Uint8Array.from(whole);
  for (const block of blocks) content.fill(0, Math.max(acknowledged, block * size), (block + 1) * size);
  return content;
};

const kept = async (): Promise<string[]> =>
  (await readdir(path.dirname(file))).filter((name) => name.endsWith('.unreadable'));

const expectGoesOn = async (content: Uint8Array): Promise<void> => {
  await writeFile(file, content);
  const journal = await openJournal(place, device, now, true);
  expect(journal.notices).toMatchObject([{ kind: 'torn-tail' }]);
  expect(journal.failure()).toBeNull();
  const [name = '', ...more] = await kept();
  expect(more).toEqual([]);
  expect(journal.notices[0]?.detail).toContain(path.join('journal', device.deviceId, name));
  const aside = path.join(path.dirname(file), name);
  expect(Buffer.compare(await readFile(aside), content.subarray(acknowledged))).toBe(0);
  await rm(aside);
  await journal.append(actor, [system('later')]);
  expect(hostnamesOf(await journal.readAll())).toEqual(['acknowledged', 'later']);
  expect(await journal.verify()).toMatchObject({ ok: true });
  await journal.close();
  const again = await openJournal(place, device, now, true);
  expect(again.notices).toEqual([]);
  await again.close();
};

test('whichever pages of the last append are missing, the case opens after the last good frame', async () => {
  const pages = blocksOf(PAGE);
  expect(pages.length).toBeGreaterThanOrEqual(4);
  for (let set = 1; set < 2 ** pages.length; set += 1) {
    const lost = pages.filter((_, at) => (set >> at) & 1);
    await expectGoesOn(withLost(PAGE, lost));
  }
});

test('whichever sectors are missing, and wherever the file ends', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(blocksOf(SECTOR), { minLength: 1 }),
      fc.integer({ min: acknowledged + 1, max: whole.length }),
      async (lost, length) => expectGoesOn(withLost(SECTOR, lost).slice(0, length)),
    ),
    { numRuns: 60 },
  );
});

test('a tail that cannot be set aside stays where it is, and the case opens for reading', async () => {
  const content = withLost(PAGE, blocksOf(PAGE).slice(1, 2));
  await writeFile(file, content);
  const disk: Disk = {
    ...nodeDisk,
    rename: async () => Promise.reject(Object.assign(new Error('injected'), { code: 'ENOSPC' })),
  };
  const journal = await openJournal({ ...place, disk }, device, now, true);
  expect(journal.notices).toMatchObject([
    { kind: 'torn-tail', detail: expect.stringContaining('left in place') as string },
    { kind: 'read-only', detail: expect.stringContaining('disk-full') as string },
  ]);
  expect(hostnamesOf(await journal.readAll())).toEqual(['acknowledged']);
  await expect(journal.append(actor, [system('x')])).rejects.toMatchObject({ code: 'read-only' });
  await journal.close();
  expect(Buffer.compare(await readFile(file), content)).toBe(0);
  expect(await kept()).toEqual([]);
  await writeFile(file, whole);
});

test('each frame of an import is flushed before the next one is written', async () => {
  const caseId = randomUUID();
  const others = await Promise.all(
    [newDevice(), newDevice()].map(async (other) => {
      const source = await openJournal({ ...(await newJournalPlace(nodeDisk)), caseId }, other, now, true);
      await source.declare();
      for (let n = 0; n < 3; n += 1) await source.append(actor, [system(`${other.deviceId.slice(0, 4)}-${n}`)]);
      const operations = await source.readAll();
      await source.close();
      return operations;
    }),
  );
  const events: string[] = [];
  const disk: Disk = {
    ...nodeDisk,
    open: async (name, mode) => {
      const real = await nodeDisk.open(name, mode);
      return {
        ...real,
        write: async (bytes, position) => (events.push('write'), real.write(bytes, position)),
        datasync: async () => (events.push('flush'), real.datasync()),
      };
    },
  };
  const target = await openJournal({ ...(await newJournalPlace(disk)), caseId }, device, now, true);
  expect(await target.absorb(others.flat(), async () => undefined)).toBe(8);
  await target.close();
  expect(events.filter((event) => event === 'write').length).toBeGreaterThanOrEqual(8);
  expect(events.join(' ')).toMatch(/^(?:write flush ?)+$/u);
});

test('through the host: a torn page, then a flipped bit in the middle', async () => {
  const dataDir = await quickFolder();
  const host = nodeHostAt(dataDir, {});
  await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
  const { caseId } = await host['cases.create']({});
  const { deviceId } = await host['cases.open']({ caseId });
  await host['journal.append']({ caseId, actor, payloads: [system('one')] });
  await host['journal.append']({ caseId, actor, payloads: [large('two')] });
  await host['cases.close']({ caseId });
  const segment = path.join(dataDir, 'cases', caseId, 'journal', deviceId, '000001.seg');
  await writeFile(segment, Uint8Array.from(await readFile(segment)).fill(0, 8192, 12288));
  const torn = await host['cases.open']({ caseId });
  expect(torn).toMatchObject({ writable: true, operations: 2, notices: [{ kind: 'torn-tail' }] });
  await host['journal.append']({ caseId, actor, payloads: [system('three')] });
  await host['cases.close']({ caseId });

  const content = Uint8Array.from(await readFile(segment));
  const inTheMiddle = content.length >> 1;
  content[inTheMiddle] = (content[inTheMiddle] ?? 0) ^ 1;
  await writeFile(segment, Buffer.concat([content]));
  const before = await readFile(segment);
  const opened = await host['cases.open']({ caseId });
  expect(opened.operations).toBeLessThan(3);
  expect(opened).toMatchObject({ writable: false, notices: [{ kind: 'damaged' }] });
  const page = await host['journal.read']({ caseId, from: 0, limit: 10 });
  expect(page.operations).toHaveLength(opened.operations);
  expect(await host['journal.verify']({ caseId })).toMatchObject({ ok: false, problems: [{ deviceId }] });
  await expect(host['journal.append']({ caseId, actor, payloads: [system('four')] })).rejects.toMatchObject({
    code: 'read-only',
  });
  await expect(host['bundles.export']({ caseId, passphrase: PASS })).resolves.toBeDefined();
  await host['vault.lock']({});
  expect(await readFile(segment)).toEqual(before);
  await rm(dataDir, { recursive: true });
});
