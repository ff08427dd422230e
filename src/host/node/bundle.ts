import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { unzipFiles, zipFiles } from '../../adapters/fflate/zip';
import { decodeUtf8 } from '../../adapters/text-decoder/decode-text';
import { canonicalJson } from '../../core/canonical';
import type { Operation } from '../../core/journal/operation';
import { verifyOperations } from '../../core/journal/verify';
import { HostError } from '../../contract/errors';
import { PICK_KINDS } from '../../contract/host';
import { operationSchema } from '../../contract/operation';
import { hashHex } from './crypto';
import { verifySignature } from './ed25519';
import { normalPassphrase } from './passphrase';

/** A whole case as it travels between laptops. Keys of `blobs` are the SHA-256 of their content. */
export type Bundle = {
  caseId: string;
  operations: readonly Operation[];
  blobs: ReadonlyMap<string, Uint8Array>;
};

/** Limits of the archive inside; the same ones hold when a bundle is written, so that none is made that nobody reads. */
const LIMITS = { entries: 100_000, totalBytes: 2_000_000_000, ratio: 200, ratioFreeBytes: 64_000_000 };
const MANIFEST = 'bundle.json';
const AGE_HEADER = 'age-encryption.org/v1\n';

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const count = z.int().min(0);
const manifestSchema = z.strictObject({
  format: z.literal('shodo-bundle'),
  version: z.literal(1),
  caseId: z.uuid(),
  devices: z.array(z.strictObject({ deviceId: hash, operations: count })),
  blobs: z.array(z.strictObject({ sha256: hash, size: count })),
});
type Manifest = z.infer<typeof manifestSchema>;

const journalEntry = (deviceId: string): string => `journal/${deviceId}.ndjson`;
const blobEntry = (sha256: string): string => `blobs/${sha256}`;

const byDevice = (operations: readonly Operation[]): Map<string, Operation[]> => {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.header.deviceId);
    if (group === undefined) groups.set(operation.header.deviceId, [operation]);
    else group.push(operation);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const tooLarge = (what: string): HostError => new HostError('too-large', `bundle: ${what}`);
const damaged = (place: string): HostError => new HostError('damaged', `bundle: ${place}`);

const pack = (files: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (total > LIMITS.totalBytes) throw tooLarge(`${total} bytes`);
  if (files.size > LIMITS.entries) throw tooLarge(`${files.size} entries`);
  return zipFiles(files, LIMITS);
};

/**
 * A `.shodo` file: a standard age file (passphrase, scrypt) around a zip of `bundle.json`, one
 * `journal/<device id>.ndjson` per device (one canonical operation per line) and `blobs/<sha256>`.
 * `workFactor` is age's log2 N; leave it out for age's own default (18).
 */
export const writeBundle = async (
  bundle: Bundle,
  passphrase: string,
  workFactor?: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const devices = byDevice(bundle.operations);
  const manifest: Manifest = {
    format: 'shodo-bundle',
    version: 1,
    caseId: bundle.caseId,
    devices: [...devices].map(([deviceId, operations]) => ({ deviceId, operations: operations.length })),
    blobs: [...bundle.blobs].map(([sha256, bytes]) => ({ sha256, size: bytes.length })),
  };
  const files = new Map<string, Uint8Array>([[MANIFEST, Buffer.from(canonicalJson(manifest), 'utf8')]]);
  for (const [deviceId, operations] of devices) {
    const lines = operations.map((operation) => `${canonicalJson(operation)}\n`);
    files.set(journalEntry(deviceId), Buffer.from(lines.join(''), 'utf8'));
  }
  for (const [sha256, bytes] of bundle.blobs) files.set(blobEntry(sha256), bytes);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(normalPassphrase(passphrase));
  if (workFactor !== undefined) encrypter.setScryptWorkFactor(workFactor);
  return new Uint8Array(await encrypter.encrypt(pack(files)));
};

const decrypt = async (bytes: Uint8Array, passphrase: string): Promise<Uint8Array> => {
  if (bytes.length > PICK_KINDS.bundle.readLimit) throw tooLarge(`${bytes.length} bytes`);
  if (!Buffer.from(bytes.subarray(0, AGE_HEADER.length)).equals(Buffer.from(AGE_HEADER)))
    throw damaged('not an age file');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(normalPassphrase(passphrase));
  try {
    return await decrypter.decrypt(bytes);
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (text.includes('no identity matched')) throw new HostError('wrong-passphrase', 'bundle');
    throw damaged(`encryption (${text})`);
  }
};

/** The entries of the archive, each limit checked before anything is unpacked. */
const unpack = (zip: Uint8Array): ReadonlyMap<string, Uint8Array> => {
  const result = unzipFiles(zip, LIMITS);
  if (result.ok) return result.files;
  if (result.reason === 'not-a-zip' || result.reason === 'entry-twice') throw damaged(`archive (${result.reason})`);
  throw tooLarge(result.reason);
};

const parseJson = (text: string, place: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(place);
  }
};

const utf8 = (bytes: Uint8Array, place: string): string => {
  const text = decodeUtf8(bytes);
  if (text === null) throw damaged(`${place}: not UTF-8`);
  return text;
};

const readManifest = (files: ReadonlyMap<string, Uint8Array>): Manifest => {
  const bytes = files.get(MANIFEST);
  if (bytes === undefined) throw damaged(`${MANIFEST} is missing`);
  const text = utf8(bytes, MANIFEST);
  const parsed = manifestSchema.safeParse(parseJson(text, MANIFEST));
  if (!parsed.success || canonicalJson(parsed.data) !== text) throw damaged(MANIFEST);
  const expected = [
    MANIFEST,
    ...parsed.data.devices.map(({ deviceId }) => journalEntry(deviceId)),
    ...parsed.data.blobs.map(({ sha256 }) => blobEntry(sha256)),
  ];
  if (new Set(expected).size !== expected.length) throw damaged(`${MANIFEST}: an entry is named twice`);
  const missing = expected.find((name) => !files.has(name));
  if (missing !== undefined) throw damaged(`${missing} is missing`);
  if (files.size !== expected.length) throw damaged('an entry that bundle.json does not name');
  return parsed.data;
};

const readLines = (bytes: Uint8Array, deviceId: string, expected: number): Operation[] => {
  const name = `journal of device ${deviceId.slice(0, 12)}`;
  const lines = utf8(bytes, name).split('\n');
  if (lines.pop() !== '') throw damaged(`${name}: last line is cut off`);
  if (lines.length !== expected) throw damaged(`${name}: ${lines.length} operations where ${expected} are due`);
  return lines.map((line, at) => {
    const place = `${name}, line ${at + 1}`;
    const parsed = operationSchema.safeParse(parseJson(line, place));
    // Anything that the hash does not cover (order of keys, white space) must not differ either.
    if (!parsed.success || canonicalJson(parsed.data) !== line) throw damaged(place);
    if (parsed.data.header.deviceId !== deviceId) throw damaged(`${place}: another device`);
    return parsed.data;
  });
};

/**
 * Decrypts and checks a bundle completely: archive, entries, hashes, chains and signatures. Throws `HostError` with
 * the place: `wrong-passphrase`, `damaged`, `too-large`.
 */
export const readBundle = async (bytes: Uint8Array, passphrase: string): Promise<Bundle> => {
  const files = unpack(await decrypt(bytes, passphrase));
  const manifest = readManifest(files);
  const operations = manifest.devices.flatMap(({ deviceId, operations: expected }) =>
    readLines(files.get(journalEntry(deviceId)) ?? new Uint8Array(0), deviceId, expected),
  );
  const { problems } = await verifyOperations(manifest.caseId, operations, verifySignature);
  const [problem] = problems;
  if (problem !== undefined) {
    throw damaged(`device ${problem.deviceId.slice(0, 12)}, operation ${problem.seq}: ${problem.problem}`);
  }
  const blobs = new Map<string, Uint8Array>();
  for (const { sha256, size } of manifest.blobs) {
    const content = files.get(blobEntry(sha256)) ?? new Uint8Array(0);
    if (content.length !== size || hashHex(content) !== sha256) throw damaged(`blob ${sha256.slice(0, 12)}`);
    blobs.set(sha256, content);
  }
  return { caseId: manifest.caseId, operations, blobs };
};
