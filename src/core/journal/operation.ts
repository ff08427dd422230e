import type { FieldWrites } from '../records/fields';

/** What an operation says. `batch` groups operations that one action made, so that they are undone together. */
export type Payload = { batch?: string } & (
  | { kind: 'record.create'; type: string; id: string; fields: FieldWrites }
  | { kind: 'record.update'; type: string; id: string; fields: FieldWrites }
  | { kind: 'record.remove'; type: string; id: string; reason?: string }
  | { kind: 'record.restore'; type: string; id: string }
  | { kind: 'draft.put'; key: string; value: Readonly<Record<string, string>> }
  | { kind: 'draft.clear'; key: string }
);
export type OperationKind = Payload['kind'];
export const OPERATION_KINDS = [
  'record.create',
  'record.update',
  'record.remove',
  'record.restore',
  'draft.put',
  'draft.clear',
] as const satisfies readonly OperationKind[];

/** Largest Lamport number that an operation may carry. */
export const LAMPORT_LIMIT = 2 ** 48;
/**
 * An import must leave at least this many Lamport numbers free. Otherwise one bundle with the largest number would
 * make everything written after it unlawful, and the case could never be handed on again.
 */
export const LAMPORT_ROOM = 2 ** 32;

/**
 * The signed part. `prev` is the hash of the device's own previous header (null for seq 1), `heads` the newest
 * header hash known of every other device, `lamport` orders operations across devices, `time` is a claim of the
 * laptop's clock (ISO 8601 with offset) and never an ordering key. Hashes are SHA-256 in lower-case hex.
 */
export type OperationHeader = {
  v: 1;
  caseId: string;
  deviceId: string;
  seq: number;
  prev: string | null;
  heads: Readonly<Record<string, string>>;
  lamport: number;
  time: string;
  actor: string;
  kind: string;
  payloadHash: string;
};

/**
 * One entry of the journal. `salt` (16 random bytes, hex) goes into the payload hash, so that a redacted payload
 * (`payload: null`) cannot be guessed back from the hash. `signature` is Ed25519 over the canonical header, base64.
 */
export type Operation = {
  header: OperationHeader;
  signature: string;
  salt: string;
  payload: Payload | null;
};
