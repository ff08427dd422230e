import { canonicalJson } from '../canonical';
import { sha256Hex } from '../hash';
import type { OperationHeader, Payload } from './operation';

/** What a device knows when it writes: its own chain, the newest header of every other device, the highest Lamport. */
export type ChainState = {
  readonly caseId: string;
  readonly deviceId: string;
  /** Of the device's own last operation; 0 before the first. */
  readonly seq: number;
  /** Hash of the device's own last header. */
  readonly head: string | null;
  readonly heads: Readonly<Record<string, string>>;
  readonly lamport: number;
};

/** Chain of a device that has neither written nor seen anything. */
export const newChain = (caseId: string, deviceId: string): ChainState => ({
  caseId,
  deviceId,
  seq: 0,
  head: null,
  heads: {},
  lamport: 0,
});

/** The exact text that the device signs and that is hashed: the canonical JSON (RFC 8785) of the header. */
export const headerText = (header: OperationHeader): string => canonicalJson(header);

/** SHA-256 of the canonical header, hex: the name of an operation. */
export const headerHash = (header: OperationHeader): string => sha256Hex(headerText(header));

/** SHA-256 of the salt's 32 hex digits, a line feed and the canonical JSON of the payload, hex. */
export const payloadHash = (salt: string, payload: Payload): string => sha256Hex(`${salt}\n${canonicalJson(payload)}`);

/** The next header of the device's own chain. */
export const sealHeader = (
  chain: ChainState,
  draft: Pick<OperationHeader, 'time' | 'actor' | 'kind' | 'payloadHash'>,
): OperationHeader => ({
  v: 1,
  caseId: chain.caseId,
  deviceId: chain.deviceId,
  seq: chain.seq + 1,
  prev: chain.head,
  heads: chain.heads,
  lamport: chain.lamport + 1,
  time: draft.time,
  actor: draft.actor,
  kind: draft.kind,
  payloadHash: draft.payloadHash,
});

/** The chain after an operation, of this device or another one, has been stored. `hash` is its header's hash. */
export const extendChain = (chain: ChainState, header: OperationHeader, hash: string): ChainState => {
  const lamport = Math.max(chain.lamport, header.lamport);
  if (header.deviceId === chain.deviceId) return { ...chain, seq: header.seq, head: hash, lamport };
  return { ...chain, heads: { ...chain.heads, [header.deviceId]: hash }, lamport };
};
