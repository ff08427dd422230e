import { sha256Hex } from '../hash';
import type { Operation } from './operation';
import { headerHash, headerText, payloadHash } from './seal';

/** Ed25519 over the UTF-8 text; signature and raw 32-byte public key in base64. False for malformed keys. */
export type SignatureCheck = (text: string, signature: string, publicKey: string) => boolean | Promise<boolean>;

export type OperationProblem = { deviceId: string; seq: number; problem: string };
export type OperationsReport = {
  ok: boolean;
  operations: number;
  devices: { deviceId: string; operations: number; head: string | null }[];
  problems: OperationProblem[];
};

/** As many problems as a report names; the first one is the place to look at. */
export const PROBLEM_LIMIT = 20;

type Seen = { deviceId: string; seq: number; lamport: number };
type Device = {
  deviceId: string;
  operations: number;
  last: { seq: number; hash: string; lamport: number } | null;
  publicKey: string | null;
  /** Highest seq of every other device that this one has acknowledged in `heads`. */
  acknowledged: Map<string, number>;
};

const BASE64_32 = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/u;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** 32 bytes from their canonical base64; null for anything else. Core has no decoder of the platform at hand. */
const bytes32 = (text: string): Uint8Array | null => {
  if (!BASE64_32.test(text)) return null;
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const char of text.slice(0, 43)) {
    value = ((value << 6) | ALPHABET.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
};

/** Device id of a raw Ed25519 public key in base64: SHA-256 of its 32 bytes, hex. Null for a malformed key. */
export const deviceIdOf = (publicKey: string): string | null => {
  const bytes = bytes32(publicKey);
  return bytes === null ? null : sha256Hex(bytes);
};

/** The key that a device's first operation declares, or null when that operation is not such a declaration. */
const declaredKey = (operation: Operation): string | null => {
  const { payload } = operation;
  if (payload?.kind !== 'record.create' || payload.type !== 'device') return null;
  const key = payload.fields?.['publicKey'];
  return typeof key === 'string' ? key : null;
};

const chainProblem = (device: Device, { header }: Operation): string | null => {
  const expected = (device.last?.seq ?? 0) + 1;
  if (header.seq !== expected) return `sequence number ${header.seq} where ${expected} is due`;
  if (header.prev !== (device.last?.hash ?? null)) return 'does not follow the previous operation (prev)';
  if (header.lamport <= (device.last?.lamport ?? 0)) return 'Lamport number does not grow';
  return null;
};

const payloadProblem = ({ header, salt, payload }: Operation): string | null => {
  if (payload === null) return null;
  if (payload.kind !== header.kind) return 'kind of the payload differs from the header';
  return payloadHash(salt, payload) === header.payloadHash ? null : 'payload does not match its hash';
};

const keyProblem = (device: Device, operation: Operation): string | null => {
  if (device.last === null) {
    device.publicKey = declaredKey(operation);
    if (device.publicKey === null) return 'first operation does not declare the device';
    if (deviceIdOf(device.publicKey) !== device.deviceId) return 'device key does not match the device id';
  }
  return device.publicKey === null ? 'key of the device is unknown' : null;
};

const headsProblem = (device: Device, { header }: Operation, seen: ReadonlyMap<string, Seen>): string | null => {
  for (const [deviceId, hash] of Object.entries(header.heads)) {
    const known = seen.get(hash);
    if (deviceId === device.deviceId) return 'names its own device among the heads';
    if (known?.deviceId !== deviceId)
      return `refers to an operation of device ${deviceId.slice(0, 12)} that is missing`;
    if (known.lamport >= header.lamport) return 'Lamport number is not above that of its heads';
    if (known.seq < (device.acknowledged.get(deviceId) ?? 0)) return 'heads go back behind an earlier operation';
    device.acknowledged.set(deviceId, known.seq);
  }
  return null;
};

const newDevice = (deviceId: string): Device => ({
  deviceId,
  operations: 0,
  last: null,
  publicKey: null,
  acknowledged: new Map(),
});

/**
 * Checks a complete set of operations: chain of every device (in the order given), first operation, payload hashes,
 * kinds, case id, heads, Lamport numbers and signatures. A redacted payload (null) is a lawful hole, not a problem.
 * Wall times are claims and are not judged. What a person signed (approvals) is checked elsewhere.
 */
export const verifyOperations = async (
  caseId: string,
  operations: readonly Operation[],
  signatureIsGood: SignatureCheck,
): Promise<OperationsReport> => {
  const hashes = operations.map(({ header }) => headerHash(header));
  const seen = new Map<string, Seen>();
  operations.forEach(({ header }, at) => seen.set(hashes[at] ?? '', header));
  const devices = new Map<string, Device>();
  const problems: OperationProblem[] = [];
  for (const [at, operation] of operations.entries()) {
    const { header } = operation;
    const device = devices.get(header.deviceId) ?? newDevice(header.deviceId);
    devices.set(header.deviceId, device);
    const problem =
      (header.caseId === caseId ? null : 'belongs to another case') ??
      keyProblem(device, operation) ??
      chainProblem(device, operation) ??
      payloadProblem(operation) ??
      headsProblem(device, operation, seen) ??
      ((await signatureIsGood(headerText(header), operation.signature, device.publicKey ?? ''))
        ? null
        : 'signature does not match');
    if (problem !== null && problems.length < PROBLEM_LIMIT) {
      problems.push({ deviceId: header.deviceId, seq: header.seq, problem });
    }
    // Continue from what is there, so that one bad operation is named once and not again for all that follow.
    device.operations += 1;
    device.last = { seq: header.seq, hash: hashes[at] ?? '', lamport: header.lamport };
  }
  return {
    ok: problems.length === 0,
    operations: operations.length,
    devices: [...devices.values()].map(({ deviceId, operations: count, last }) => ({
      deviceId,
      operations: count,
      head: last?.hash ?? null,
    })),
    problems,
  };
};

/**
 * What `incoming` adds to `known`, in causal order (Lamport number, then device), so that every beginning of the
 * result refers only to operations already there. A fork (same device and sequence number, different header) means a
 * copied or restored laptop wrote twice: its place is returned and nothing may be added.
 */
export const planMerge = (
  known: readonly Operation[],
  incoming: readonly Operation[],
): { ok: true; added: Operation[] } | { ok: false; fork: { deviceId: string; seq: number } } => {
  const place = ({ header }: Operation): string => `${header.deviceId} ${header.seq}`;
  const have = new Map(known.map((operation) => [place(operation), operation]));
  const added: Operation[] = [];
  for (const operation of incoming) {
    const mine = have.get(place(operation));
    if (mine === undefined) added.push(operation);
    else if (headerHash(mine.header) !== headerHash(operation.header)) {
      return { ok: false, fork: { deviceId: operation.header.deviceId, seq: operation.header.seq } };
    }
  }
  added.sort((a, b) => {
    const byLamport = a.header.lamport - b.header.lamport;
    return byLamport !== 0 ? byLamport : a.header.deviceId < b.header.deviceId ? -1 : 1;
  });
  return { ok: true, added };
};
