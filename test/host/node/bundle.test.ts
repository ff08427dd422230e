import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/canonical';
import { readBundle, writeBundle, type Bundle } from '../../../src/host/node';
import { hashHex } from '../../../src/host/node/crypto';
import { nodeDisk } from '../../../src/host/node/disk';
import { openJournal } from '../../../src/host/node/journal';
import { newDevice, newJournalPlace } from '../../crash/support';
import { system } from '../../crash/payloads';
import { nodeHostAt, PASS, temporaryFolder, TEST_WORK_FACTOR } from './support';

type Files = Record<string, Uint8Array>;
let bundle: Bundle;
let bytes: Uint8Array;
let files: Files;

const seal = async (zip: Uint8Array): Promise<Uint8Array> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(PASS);
  encrypter.setScryptWorkFactor(TEST_WORK_FACTOR);
  return encrypter.encrypt(zip);
};
const rebuilt = (change: (copy: Files) => void): Promise<Uint8Array> => {
  const copy = { ...files };
  change(copy);
  return seal(zipSync(copy));
};
const text = (name: string): string => Buffer.from(files[name] ?? []).toString('utf8');
const utf8 = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'utf8'));

beforeAll(async () => {
  const place = await newJournalPlace(nodeDisk);
  const journal = await openJournal(place, newDevice(), () => new Date(), true);
  await journal.declare();
  await journal.append(randomUUID(), [system('a'), system('b')]);
  const blob = utf8('blob content');
  bundle = { caseId: place.caseId, operations: await journal.readAll(), blobs: new Map([[hashHex(blob), blob]]) };
  await journal.close();
  bytes = await writeBundle(bundle, PASS, TEST_WORK_FACTOR);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(PASS);
  files = unzipSync(await decrypter.decrypt(bytes));
});

describe('a bundle', () => {
  test('comes back as it was', async () => {
    const read = await readBundle(bytes, PASS);
    expect(read.caseId).toBe(bundle.caseId);
    expect(read.operations).toEqual(bundle.operations);
    expect([...read.blobs].map(([id, content]) => [id, Buffer.from(content).toString()])).toEqual(
      [...bundle.blobs].map(([id, content]) => [id, Buffer.from(content).toString()]),
    );
  });

  test('is an age file around a zip of plain JSON lines', () => {
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /u);
    const device = bundle.operations[0]?.header.deviceId ?? '';
    expect(Object.keys(files).sort()).toEqual(
      ['bundle.json', `journal/${device}.ndjson`, `blobs/${[...bundle.blobs.keys()][0] ?? ''}`].sort(),
    );
    expect(text(`journal/${device}.ndjson`)).toBe(bundle.operations.map((one) => `${canonicalJson(one)}\n`).join(''));
  });

  test('refuses every changed byte', { timeout: 60_000 }, async () => {
    const opened: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      // The work factor is in clear in age's header: the one digit that would cost gigabytes is left alone.
      if (at < 60 && /\d/u.test(String.fromCharCode(bytes[at] ?? 0))) continue;
      await readBundle(changed, PASS).then(
        () => opened.push(at),
        (error: { code: string }) => expect(['damaged', 'wrong-passphrase']).toContain(error.code),
      );
    }
    expect(opened).toEqual([]);
  });

  const journalName = (): string => `journal/${bundle.operations[0]?.header.deviceId ?? ''}.ndjson`;
  const blobName = (): string => `blobs/${[...bundle.blobs.keys()][0] ?? ''}`;
  const manifest = (change: (value: Record<string, unknown>) => void): Uint8Array => {
    const value = JSON.parse(text('bundle.json')) as Record<string, unknown>;
    change(value);
    return utf8(canonicalJson(value));
  };
  const lines = (): string[] => text(journalName()).split('\n').slice(0, -1);
  const journalOf = (changed: string[]): Uint8Array => utf8(changed.map((line) => `${line}\n`).join(''));

  // Whoever knows the passphrase can make any archive: it must not be believed either.
  const hostile: [string, (copy: Files) => void][] = [
    ['no manifest', (copy) => delete copy['bundle.json']],
    ['a manifest with spaces', (copy) => (copy['bundle.json'] = utf8(`${text('bundle.json')} `))],
    ['a manifest of another format', (copy) => (copy['bundle.json'] = manifest((value) => (value['version'] = 2)))],
    ['a manifest with more in it', (copy) => (copy['bundle.json'] = manifest((value) => (value['note'] = 'x')))],
    [
      'a manifest for another case',
      (copy) => (copy['bundle.json'] = manifest((value) => (value['caseId'] = randomUUID()))),
    ],
    ['an entry that is not named', (copy) => (copy['extra.txt'] = utf8('x'))],
    ['an entry that climbs out', (copy) => (copy['../../evil'] = utf8('x'))],
    ['a missing blob', (copy) => delete copy[blobName()]],
    ['a changed blob', (copy) => (copy[blobName()] = utf8('blob contenT'))],
    ['a missing journal', (copy) => delete copy[journalName()]],
    ['a missing operation', (copy) => (copy[journalName()] = journalOf(lines().slice(1)))],
    ['a repeated operation', (copy) => (copy[journalName()] = journalOf([...lines().slice(0, 2), lines()[1] ?? '']))],
    ['operations in another order', (copy) => (copy[journalName()] = journalOf(lines().reverse()))],
    [
      'a changed operation',
      (copy) => (copy[journalName()] = journalOf(lines().map((line) => line.replace('"a"', '"z"')))),
    ],
    ['white space in a line', (copy) => (copy[journalName()] = journalOf(lines().map((line) => `${line} `)))],
    ['a line that is no JSON', (copy) => (copy[journalName()] = journalOf([...lines().slice(0, 2), '{']))],
    ['bytes that are not UTF-8', (copy) => (copy[journalName()] = Uint8Array.from([0xff, 0xfe, 10]))],
    ['a journal that is cut off', (copy) => (copy[journalName()] = utf8(text(journalName()).slice(0, -1)))],
  ];
  test.each(hostile)('with %s is damaged', async (_what, change) => {
    await expect(readBundle(await rebuilt(change), PASS)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('that unpacks to far more than it is, is too large', { timeout: 30_000 }, async () => {
    const bomb = await rebuilt((copy) => (copy['bundle.json'] = new Uint8Array(200_000_000)));
    expect(bomb.length).toBeLessThan(500_000);
    await expect(readBundle(bomb, PASS)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('of very repetitive content is written so that it can be read', { timeout: 60_000 }, async () => {
    const zeros = new Uint8Array(100_000_000);
    const large = { ...bundle, blobs: new Map([[hashHex(zeros), zeros]]) };
    const read = await readBundle(await writeBundle(large, PASS, TEST_WORK_FACTOR), PASS);
    expect(read.blobs.get(hashHex(zeros))).toHaveLength(zeros.length);
  });

  test.each(['', 'hello', 'age-encryption.org/v1\n', 'PK'])('that is %j is damaged', async (content) => {
    await expect(readBundle(utf8(content), PASS)).rejects.toMatchObject({ code: 'damaged' });
  });
});

test('a fork, from a copied laptop, is refused with its place and changes nothing', async () => {
  const place = await newJournalPlace(nodeDisk);
  const device = newDevice();
  const journal = await openJournal(place, device, () => new Date(), true);
  await journal.declare();
  const first = await journal.readAll();
  await journal.append(randomUUID(), [system('one')]);
  const copyPlace = { ...(await newJournalPlace(nodeDisk)), caseId: place.caseId };
  const copy = await openJournal(copyPlace, device, () => new Date(), true);
  await copy.absorb(first, async () => undefined);
  await copy.append(randomUUID(), [system('two')]);
  const bundles = await Promise.all(
    [journal, copy].map(async (source) =>
      writeBundle(
        { caseId: place.caseId, operations: await source.readAll(), blobs: new Map() },
        PASS,
        TEST_WORK_FACTOR,
      ),
    ),
  );
  await journal.close();
  await copy.close();
  const [original, forked] = bundles.map((made) => new Uint8Array(made));
  if (original === undefined || forked === undefined) throw new Error('two bundles');
  const dataDir = await temporaryFolder();
  const host = nodeHostAt(dataDir, {});
  await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
  expect(await host['bundles.import']({ bytes: original, passphrase: PASS })).toMatchObject({ added: 2 });
  await expect(host['bundles.import']({ bytes: forked, passphrase: PASS })).rejects.toMatchObject({
    code: 'refused',
    detail: `fork: device ${device.deviceId.slice(0, 12)} wrote operation 2 twice`,
  });
  await host['cases.open']({ caseId: place.caseId });
  expect(await host['journal.verify']({ caseId: place.caseId })).toMatchObject({ ok: true, operations: 3 });
  await host['vault.lock']({});
  await rm(dataDir, { recursive: true });
});
