import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../../src/contract/host';
import type { Payload } from '../../../src/core/journal/operation';
import type { AnyFieldValue, FieldSpec } from '../../../src/core/records/fields';
import { RECORD_TYPE_NAMES, RECORD_TYPES } from '../../../src/core/records/types';
import { createNodeHost, PRODUCTION_KDF } from '../../../src/host/node';
import { nodeHostAt, PASS, temporaryFolder } from './support';

/** Short enough for the shortest text field, and unlike anything that appears by chance. */
const MARKERS = ['秘密印', 'ZqMrk7'];
const MARKER = MARKERS.join('');

const marked = (spec: FieldSpec): AnyFieldValue => {
  switch (spec.kind) {
    case 'text':
    case 'lines':
      return MARKER;
    case 'texts':
      return [MARKER];
    case 'map':
      return { [MARKER]: MARKER };
    case 'enum':
      return spec.values[0] ?? '';
    case 'ref':
      return randomUUID();
    case 'refs':
      return [randomUUID()];
    case 'integer':
      return spec.min;
    case 'flag':
      return true;
    case 'time':
      return { utc: '2025-01-08T00:12:00.000Z', original: MARKER, offset: 540, precision: 'minute' };
    case 'sha256':
      return 'ab'.repeat(32);
    default:
      return spec satisfies never;
  }
};

const everyRecord = (): Payload[] =>
  RECORD_TYPE_NAMES.map((type) => ({
    kind: 'record.create',
    type,
    id: randomUUID(),
    fields: Object.fromEntries(Object.entries<FieldSpec>(RECORD_TYPES[type]).map(([key, spec]) => [key, marked(spec)])),
  }));

const filesUnder = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
};

const needles = MARKERS.flatMap((text) => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text, 'utf8').toString('base64').slice(0, 8)),
  Buffer.from(Buffer.from(text, 'utf8').toString('hex')),
]);

describe('data at rest', () => {
  let dataDir = '';
  let host: Host;
  let caseId = '';
  const bytes = new Uint8Array(Buffer.from(`${MARKER},`.repeat(2000), 'utf8'));

  beforeAll(async () => {
    dataDir = path.join(await temporaryFolder(), 'data');
    host = nodeHostAt(dataDir, { deviceName: MARKER });
    const me = await host['vault.create']({ passphrase: `${MARKER}-${PASS}`, name: MARKER, role: 'lead' });
    await host['identities.create']({ passphrase: `${MARKER}+${PASS}`, name: MARKER, role: 'ciso' });
    await host['preferences.set']({ language: 'ja', theme: 'dark' });
    caseId = (await host['cases.create']({})).caseId;
    await host['cases.open']({ caseId });
    const actor = me.personId;
    const drafts: Payload[] = [
      { kind: 'draft.put', key: MARKER, value: { [MARKER]: MARKER } },
      { kind: 'record.remove', type: 'system', id: randomUUID(), reason: MARKER },
    ];
    await host['journal.append']({ caseId, actor, payloads: [...everyRecord(), ...drafts] });
    const modifiedAt = '2025-01-08T00:12:00.000Z';
    const text = { title: MARKER, caseNumber: MARKER, organization: MARKER, investigationStatus: 'open' };
    await host['cases.writeCard']({ caseId, card: { ...text, tlp: 'red', training: false, modifiedAt } });
    await host['blobs.put']({ caseId, bytes });
    await host['vault.lock']({});
  });
  afterAll(() => rm(path.dirname(dataDir), { recursive: true }));

  test('the search finds a marker that is there', async () => {
    const probe = path.join(dataDir, 'probe');
    await writeFile(probe, Buffer.concat([Buffer.from([0, 1]), Buffer.from(MARKER, 'utf16le')]));
    const content = await readFile(probe);
    expect(needles.some((needle) => content.includes(needle))).toBe(true);
    await rm(probe);
  });

  test('no marker of the case, of a person or of the laptop is in any file or name', async () => {
    const files = await filesUnder(dataDir);
    expect(files.length).toBeGreaterThanOrEqual(6);
    for (const file of files) {
      const content = await readFile(file);
      for (const needle of needles) expect(content.includes(needle), path.relative(dataDir, file)).toBe(false);
      expect(file).not.toContain(MARKER);
    }
  });

  test('the hash of a stored file is not among the names', async () => {
    await host['vault.unlock']({ passphrase: `${MARKER}-${PASS}` });
    await host['cases.open']({ caseId });
    const { blobId } = await host['blobs.put']({ caseId, bytes });
    const names = (await filesUnder(dataDir)).join('\n');
    expect(names).toContain(`${path.sep}blobs${path.sep}`);
    expect(names).not.toContain(blobId);
    await host['vault.lock']({});
  });

  test.skipIf(process.platform === 'win32')('only the owner may read: folders 0700, files 0600', async () => {
    const entries = await readdir(dataDir, { recursive: true });
    for (const entry of ['', ...entries]) {
      const about = await stat(path.join(dataDir, entry));
      expect(about.mode & 0o777, entry).toBe(about.isDirectory() ? 0o700 : 0o600);
    }
  });

  test('no lock and no temporary file is left behind', async () => {
    expect((await filesUnder(dataDir)).filter((file) => /lock|tmp/u.test(path.basename(file)))).toEqual([]);
  });
});

describe('the vault file', () => {
  test('production derives keys with Argon2id, 64 MiB, three passes', () => {
    expect(PRODUCTION_KDF).toEqual({ memoryKiB: 65_536, iterations: 3, parallelism: 1 });
  });

  test('without other parameters, that is what is written', { timeout: 30_000 }, async () => {
    const dataDir = await temporaryFolder();
    const fileAccess = { pick: async () => null, save: async () => null };
    const host = createNodeHost({ dataDir, fileAccess, now: () => new Date(), version: '0.0.0-test', kind: 'node' });
    await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
    const vault = JSON.parse(await readFile(path.join(dataDir, 'vault.json'), 'utf8')) as { key: { kdf: object } };
    expect(vault.key.kdf).toMatchObject({ name: 'argon2id', ...PRODUCTION_KDF });
    await rm(dataDir, { recursive: true });
  });

  test('parameters that would exhaust the machine, and rubbish, are damage; a changed byte opens nothing', async () => {
    const dataDir = await temporaryFolder();
    const host = nodeHostAt(dataDir, {});
    await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
    await host['vault.lock']({});
    const file = path.join(dataDir, 'vault.json');
    const good = await readFile(file, 'utf8');
    for (const bad of [good.replace('"memoryKiB": 64', '"memoryKiB": 99999999'), good.slice(1), '{}', '']) {
      await writeFile(file, bad);
      await expect(nodeHostAt(dataDir, {})['vault.unlock']({ passphrase: PASS })).rejects.toMatchObject({
        code: 'damaged',
      });
    }
    for (const key of ['"sealed": "', '"body": "', '"salt": "']) {
      const at = good.indexOf(key) + key.length + 5;
      await writeFile(file, `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`);
      const opened = nodeHostAt(dataDir, {})['vault.unlock']({ passphrase: PASS });
      await expect(opened).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:damaged|wrong-passphrase)$/u) as string,
      });
    }
    await writeFile(file, good);
    await nodeHostAt(dataDir, {})['vault.unlock']({ passphrase: PASS });
    await rm(dataDir, { recursive: true });
  });
});
