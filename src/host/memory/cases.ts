import { canonicalJson } from '../../core/canonical';
import { sha256Hex, uuidV5 } from '../../core/hash';
import type { Operation, Payload } from '../../core/journal/operation';
import { extendChain, headerHash, headerText, newChain, payloadHash, sealHeader } from '../../core/journal/seal';
import { deviceIdOf, planMerge, verifyOperations } from '../../core/journal/verify';
import { HostError } from '../../contract/errors';
import type { CaseCard } from '../../contract/host';
import { openText, randomHex, sealText, verifyWithWebCrypto, type Signer } from './crypto';

export type MemoryCase = {
  caseId: string;
  operations: Operation[];
  blobs: Map<string, Uint8Array>;
  card: CaseCard | null;
};

export const deviceIdOfSigner = (signer: Signer): string => {
  const deviceId = deviceIdOf(signer.publicKey);
  if (deviceId === null) throw new Error('Web Crypto made an Ed25519 key that is not 32 bytes');
  return deviceId;
};

const chainOf = ({ caseId, operations }: MemoryCase, deviceId: string) =>
  operations.reduce((chain, { header }) => extendChain(chain, header, headerHash(header)), newChain(caseId, deviceId));

/** Seals and adds; nothing is added when any payload fails. `time` is ISO 8601 with offset. */
export const appendTo = async (
  target: MemoryCase,
  signer: Signer,
  time: string,
  actor: string,
  payloads: readonly Payload[],
): Promise<Operation[]> => {
  let chain = chainOf(target, deviceIdOfSigner(signer));
  const operations: Operation[] = [];
  for (const payload of payloads) {
    const salt = randomHex(16);
    const header = sealHeader(chain, { time, actor, kind: payload.kind, payloadHash: payloadHash(salt, payload) });
    const signature = await signer.sign(new TextEncoder().encode(headerText(header)));
    operations.push({ header, signature, salt, payload: structuredClone(payload) });
    chain = extendChain(chain, header, headerHash(header));
  }
  target.operations.push(...operations);
  return operations;
};

/** The device's first operation, unless it has written here before. */
export const declareDevice = async (target: MemoryCase, signer: Signer, time: string): Promise<void> => {
  const deviceId = deviceIdOfSigner(signer);
  if (target.operations.some(({ header }) => header.deviceId === deviceId)) return;
  const fields = { name: 'memory', publicKey: signer.publicKey };
  const id = uuidV5(target.caseId, deviceId);
  await appendTo(target, signer, time, deviceId, [{ kind: 'record.create', type: 'device', id, fields }]);
};

export const verifyCase = ({ caseId, operations }: MemoryCase) =>
  verifyOperations(caseId, operations, verifyWithWebCrypto);

type Packed = { caseId: string; operations: Operation[]; blobs: [string, number[]][] };

export const exportCase = ({ caseId, operations, blobs }: MemoryCase, passphrase: string) =>
  sealText(canonicalJson({ caseId, operations, blobs: [...blobs].map(([id, bytes]) => [id, [...bytes]]) }), passphrase);

/** A bundle that another memory host has exported, checked. */
export const readExport = async (bytes: Uint8Array, passphrase: string): Promise<MemoryCase> => {
  const text = await openText(bytes, passphrase);
  if (text === null) throw new HostError('wrong-passphrase', 'bundle');
  const packed = JSON.parse(text) as Packed;
  const blobs = new Map(packed.blobs.map(([id, content]) => [id, Uint8Array.from(content)]));
  const imported: MemoryCase = { caseId: packed.caseId, operations: packed.operations, blobs, card: null };
  const report = await verifyCase(imported);
  const whole = [...blobs].every(([id, content]) => sha256Hex(content) === id);
  if (!report.ok || !whole) throw new HostError('damaged', 'bundle');
  return imported;
};

/** Adds what is new; answers how many operations that were. `refused` for a fork. */
export const mergeInto = (target: MemoryCase, imported: MemoryCase): number => {
  const plan = planMerge(target.operations, imported.operations);
  if (!plan.ok) throw new HostError('refused', `fork: ${plan.fork.deviceId.slice(0, 12)} ${plan.fork.seq}`);
  target.operations.push(...plan.added);
  for (const [id, content] of imported.blobs) target.blobs.set(id, content);
  return plan.added.length;
};
