import { randomBytes, randomUUID } from 'node:crypto';
import { isKnownPayload } from '../../src/contract/operation';
import type { Operation, Payload } from '../../src/core/journal/operation';
import {
  extendChain,
  headerHash,
  newChain,
  payloadHash,
  sealHeader,
  type ChainState,
} from '../../src/core/journal/seal';
import { sha256Hex } from '../../src/core/hash';
import { openCaseSession } from '../../src/core/session/session';
import type { CaseSession } from '../../src/core/session/session-type';

/** Seals payloads like a device does, without signing: for tests of what is built from operations. */
export const unsignedDevice = (caseId: string, deviceName: string) => {
  let chain: ChainState = newChain(caseId, sha256Hex(deviceName));
  let clock = Date.UTC(2025, 0, 8);
  const note = (operation: Operation): void => {
    chain = extendChain(chain, operation.header, headerHash(operation.header));
  };
  const seal = (actor: string, payload: Payload): Operation => {
    const salt = randomBytes(16).toString('hex');
    const header = sealHeader(chain, {
      time: new Date((clock += 1000)).toISOString(),
      actor,
      kind: payload.kind,
      payloadHash: payloadHash(salt, payload),
    });
    const operation = { header, signature: 'AA==', salt, payload };
    note(operation);
    return operation;
  };
  return { deviceId: sha256Hex(deviceName), seal, note };
};

/** A session over an array instead of a journal file. */
export const sessionInMemory = async (
  actor: string,
  before: readonly Operation[],
  caseId: string,
): Promise<{ session: CaseSession; operations: Operation[] }> => {
  const device = unsignedDevice(caseId, 'laptop');
  const operations: Operation[] = [...before];
  for (const operation of before) device.note(operation);
  const session = await openCaseSession(
    {
      append: (writer, payloads) => {
        const sealed = payloads.map((payload) => device.seal(writer, payload));
        operations.push(...sealed);
        return Promise.resolve(sealed);
      },
      read: (from) => Promise.resolve({ operations: operations.slice(from), next: null }),
      newId: () => randomUUID(),
    },
    caseId,
    actor,
    isKnownPayload,
  );
  return { session, operations };
};
