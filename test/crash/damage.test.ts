import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
const deviceFolder = (): string => path.dirname(file);

/** The side files of unreadable ends, which are taken away with it. */
const takeKept = async (): Promise<Uint8Array[]> => {
  const names = (await readdir(deviceFolder())).filter((name) => name.endsWith('.unreadable'));
  const contents = await Promise.all(names.map((name) => readFile(path.join(deviceFolder(), name))));
  for (const name of names) await rm(path.join(deviceFolder(), name));
  return contents.map((content) => Uint8Array.from(content));
};

const openDamaged = async (known: number, detail: RegExp): Promise<void> => {
  const before = await readFile(file);
  const journal = await openAgain(true);
  expect(journal.notices).toEqual([{ kind: 'damaged', detail: expect.stringMatching(detail) as string }]);
  expect(await journal.readAll()).toEqual(operations.slice(0, known));
  expect(await journal.verify()).toMatchObject({ ok: false });
  await expect(journal.append(actor, [system('x')])).rejects.toMatchObject({
    code: 'read-only',
    detail: expect.stringMatching(detail) as string,
  });
  await journal.close();
  expect(await readFile(file)).toEqual(before);
  expect(await takeKept()).toEqual([]);
};

test('every flipped byte is noticed, and nothing is thrown away', { timeout: 120_000 }, async () => {
  const lastStart = [...ends.keys()].at(-2) ?? 0;
  for (let at = 0; at < good.length; at += 1) {
    const changed = Uint8Array.from(good);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await writeFile(file, changed);
    const journal = await openAgain(true);
    if (at >= lastStart) {
      // Nobody can tell a last frame that was changed from one that was torn: it is kept, and the notice says so.
      expect(journal.notices, String(at)).toMatchObject([
        { kind: 'torn-tail', detail: expect.stringContaining('kept in journal') as string },
      ]);
      expect(journal.failure()).toBeNull();
      expect(await journal.readAll()).toEqual(operations.slice(0, 3));
      expect(await takeKept()).toEqual([changed.subarray(lastStart)]);
      expect((await readFile(file)).length).toBe(lastStart);
    } else {
      expect(journal.notices, String(at)).toMatchObject([{ kind: 'damaged' }]);
      expect(journal.failure()).toContain('damaged');
      // Checking every signature again for every byte would only cost time.
      if (at % 16 === 0) expect((await journal.verify()).ok).toBe(false);
      const start = [...ends.keys()].filter((end) => end <= at).at(-1) ?? 0;
      const known = at < SEGMENT_START ? operations.length : ends.get(start);
      expect(await journal.readAll()).toEqual(operations.slice(0, known));
      expect(Buffer.compare(await readFile(file), changed)).toBe(0);
    }
    await journal.close();
  }
  expect(await takeKept()).toEqual([]);
  await writeFile(file, good);
});

test('without leave to write, nothing on disk is touched', async () => {
  const torn = good.subarray(0, good.length - 3);
  await writeFile(file, torn);
  const journal = await openAgain(false);
  expect(journal.notices).toMatchObject([
    { kind: 'torn-tail', detail: expect.stringContaining('left in place') as string },
  ]);
  expect(await journal.verify()).toMatchObject({ ok: false, problems: [{ seq: 4 }] });
  await journal.close();
  expect(await readFile(file)).toEqual(Buffer.from(torn));
  expect(await takeKept()).toEqual([]);
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
      const end = length < SEGMENT_START ? 0 : boundary;
      expect((await readFile(file)).length).toBe(end);
      expect(await takeKept()).toEqual(ends.has(length) ? [] : [Uint8Array.from(good.subarray(end, length))]);
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
  await takeKept();
  await writeFile(file, good);
});

test('zeros that a crash left at the end are set aside, zeros elsewhere are damage', async () => {
  const lastStart = [...ends.keys()].at(-2) ?? 0;
  const tails = [new Uint8Array(5), new Uint8Array(100), Uint8Array.from(good.subarray(lastStart)).fill(0, 30)];
  for (const tail of tails) {
    await writeFile(file, Buffer.concat([good.subarray(0, lastStart), tail]));
    const journal = await openAgain(true);
    expect(journal.notices).toMatchObject([{ kind: 'torn-tail' }]);
    expect(journal.count()).toBe(3);
    await journal.close();
    expect(await takeKept()).toEqual([tail]);
  }
  await writeFile(file, Uint8Array.from(good).fill(0, 40, 60));
  await openDamaged(0, /segment 1, frame 0, byte 8: does not decrypt/u);
  await writeFile(file, Uint8Array.from(good).fill(0, SEGMENT_START, SEGMENT_START + 8));
  await openDamaged(0, /segment 1, frame 0, byte 8: no length/u);
  await writeFile(file, good);
});

test('frames that were swapped, repeated or moved to another case are noticed', async () => {
  const [, , first = 0, second = 0, third = 0] = [...ends.keys()];
  const part = (from: number, to: number): Uint8Array => good.subarray(from, to);
  const arrangements: [number, Uint8Array[]][] = [
    [1, [part(0, first), part(second, third), part(first, second)]],
    [3, [part(0, second), part(first, second), part(second, third)]],
    [4, [part(0, third), part(first, second)]],
    [1, [part(0, first), part(second, third)]],
  ];
  for (const [known, parts] of arrangements) {
    await writeFile(file, Buffer.concat(parts));
    await openDamaged(known, /does not decrypt/u);
  }
  await writeFile(file, good);
  const elsewhere = await openJournal({ ...place, caseId: randomUUID() }, device, now, true);
  expect(elsewhere.notices).toMatchObject([{ kind: 'damaged' }]);
  expect(elsewhere.count()).toBe(0);
  const stranger = path.join(place.folder, 'ab'.repeat(32));
  await mkdir(stranger);
  await writeFile(path.join(stranger, '000001.seg'), good);
  await openDamaged(operations.length, /device abababababab, segment 1, frame 0/u);
  await rm(stranger, { recursive: true });
  await writeFile(path.join(deviceFolder(), '000003.seg'), good);
  await openDamaged(operations.length, /segment 2: missing/u);
  await rm(path.join(deviceFolder(), '000003.seg'));
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
