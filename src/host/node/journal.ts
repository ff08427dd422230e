import { randomBytes } from 'node:crypto';
import { LAMPORT_LIMIT, LAMPORT_ROOM, type Operation, type Payload } from '../../core/journal/operation';
import { extendChain, headerHash, headerText, payloadHash, sealHeader, type ChainState } from '../../core/journal/seal';
import { planMerge, verifyOperations } from '../../core/journal/verify';
import { uuidV5 } from '../../core/hash';
import { HostError } from '../../contract/errors';
import type { Notice, VerifyReport } from '../../contract/host';
import { writeError } from './disk';
import { verifySignature } from './ed25519';
import { listDevices, readDevice, type JournalPlace } from './journal-files';
import { addToIndex, entriesFrom, readFrames, runsOf } from './journal-index';
import { follow, loadJournal } from './journal-load';
import { createJournalWriter, type Batch, type StoredFrame, type WriteFailure } from './journal-writer';
import { localTime } from './time';

/** The laptop as the journal sees it. `sign` answers base64. */
export type Device = {
  deviceId: string;
  name: string;
  publicKey: string;
  sign: (message: string) => string;
};

export type Journal = {
  notices: readonly Notice[];
  count: () => number;
  /** Why nothing more can be written, or null. */
  failure: () => string | null;
  append: (actor: string, payloads: readonly Payload[]) => Promise<Operation[]>;
  /** Begins this device's chain with the declaration of its key, unless it has begun already. */
  declare: () => Promise<void>;
  /**
   * Adds verified operations of any device; all or none. `refused` for a fork and for Lamport numbers out of reach. `beforeWrite` runs once it is certain
   * that they fit. Answers how many were new.
   */
  absorb: (operations: readonly Operation[], beforeWrite: () => Promise<void>) => Promise<number>;
  read: (from: number, limit: number) => Promise<{ operations: Operation[]; next: number | null }>;
  readAll: () => Promise<Operation[]>;
  verify: () => Promise<VerifyReport>;
  close: () => Promise<void>;
};

/** Operations of one imported frame. */
const ABSORB_BATCH = 500;

const seal = (
  chain: ChainState,
  device: Device,
  time: string,
  actor: string,
  payloads: readonly Payload[],
): { operations: Operation[]; chain: ChainState } => {
  const operations: Operation[] = [];
  let now = chain;
  for (const payload of payloads) {
    const salt = randomBytes(16).toString('hex');
    const header = sealHeader(now, { time, actor, kind: payload.kind, payloadHash: payloadHash(salt, payload) });
    operations.push({ header, signature: device.sign(headerText(header)), salt, payload });
    now = extendChain(now, header, headerHash(header));
  }
  return { operations, chain: now };
};

/** Frames of one device each, keeping the order: a crash in between leaves a beginning that is complete in itself. */
const batchesOf = (operations: readonly Operation[]): Batch[] => {
  const batches: { deviceId: string; operations: Operation[] }[] = [];
  for (const operation of operations) {
    const last = batches.at(-1);
    const { deviceId } = operation.header;
    if (last?.deviceId === deviceId && last.operations.length < ABSORB_BATCH) last.operations.push(operation);
    else batches.push({ deviceId, operations: [operation] });
  }
  return batches;
};

/** The operation that a device begins with: it declares its key, written in the device's own name. */
const devicePayload = (caseId: string, device: Device): Payload => ({
  kind: 'record.create',
  type: 'device',
  id: uuidV5(caseId, device.deviceId),
  fields: { name: device.name, publicKey: device.publicKey },
});

/** After a failed write the journal takes nothing more, whatever the cause: full disk, or read-only in effect. */
const journalError = (cause: unknown): HostError => {
  const error = writeError(cause, 'journal');
  return cause instanceof HostError || error.code === 'disk-full' ? error : new HostError('read-only', error.detail);
};

/** Refuses Lamport numbers that would leave this laptop too few of them: its own next operation lies above. */
const checkRoom = (added: readonly Operation[]): void => {
  for (const { header } of added) {
    if (header.lamport > LAMPORT_LIMIT - LAMPORT_ROOM) {
      const place = `device ${header.deviceId.slice(0, 12)}, operation ${header.seq}`;
      throw new HostError(
        'refused',
        `${place}: Lamport number ${header.lamport} leaves no room for further operations`,
      );
    }
  }
};

/**
 * Opens the journal of a case whose lock the caller holds. A torn tail is set aside and noted; with damage, the readable
 * beginning is opened for reading, and noted. With `writable` false nothing on disk is touched. Calls that write must
 * come one after another.
 */
export const openJournal = async (
  journal: JournalPlace,
  device: Device,
  now: () => Date,
  writable: boolean,
): Promise<Journal> => {
  const loaded = await loadJournal(journal, device.deviceId, writable);
  let { chain, count } = loaded;
  const { index, notices } = loaded;
  let { failure } = loaded;
  const onFailure = ({ cause, undone }: WriteFailure): void => {
    const error = journalError(cause);
    failure = `${error.code}, ${error.detail}${undone ? '' : ', end of file uncertain'}`;
  };
  const writer = createJournalWriter(journal, loaded.tails, onFailure);

  const store = async (batches: readonly Batch[]): Promise<void> => {
    if (failure !== null) throw new HostError('read-only', failure);
    let frames: StoredFrame[];
    try {
      frames = await writer.write(batches);
    } catch (error) {
      throw journalError(error);
    }
    for (const frame of frames) count = addToIndex(index, count, frame);
  };

  const append = async (actor: string, payloads: readonly Payload[]): Promise<Operation[]> => {
    const sealed = seal(chain, device, localTime(now()), actor, payloads);
    if (sealed.chain.lamport > LAMPORT_LIMIT)
      throw new HostError('refused', 'the Lamport numbers of this case are used up');
    await store([{ deviceId: device.deviceId, operations: sealed.operations }]);
    chain = sealed.chain;
    return sealed.operations;
  };

  /** Exactly the operations that are counted; `damaged` when one of them has become unreadable since. */
  const readAll = async (): Promise<Operation[]> => {
    const operations: Operation[] = [];
    for (const run of runsOf(index)) for (const operation of await readFrames(journal, run)) operations.push(operation);
    return operations;
  };

  return {
    notices,
    count: () => count,
    failure: () => failure,
    append,
    declare: async () => {
      if (chain.seq === 0) await append(device.deviceId, [devicePayload(journal.caseId, device)]);
    },
    absorb: async (incoming, beforeWrite) => {
      if (failure !== null) throw new HostError('read-only', failure);
      const plan = planMerge(await readAll(), incoming);
      if (!plan.ok) {
        const { deviceId, seq } = plan.fork;
        throw new HostError('refused', `fork: device ${deviceId.slice(0, 12)} wrote operation ${seq} twice`);
      }
      checkRoom(plan.added);
      await beforeWrite();
      if (plan.added.length === 0) return 0;
      await store(batchesOf(plan.added));
      for (const operation of plan.added) chain = follow(chain, [operation]);
      return plan.added.length;
    },
    read: async (from, limit) => {
      const entries = entriesFrom(index, from, limit);
      const operations: Operation[] = [];
      for (const run of runsOf(entries)) operations.push(...(await readFrames(journal, run)));
      const skip = from - (entries[0]?.first ?? from);
      const end = from + limit;
      return { operations: operations.slice(skip, skip + limit), next: end < count ? end : null };
    },
    readAll,
    verify: async () => verifyFiles(journal),
    close: () => writer.close(),
  };
};

/** Everything from disk again. What cannot be read is a problem of its device; the readable rest is checked too. */
const verifyFiles = async (journal: JournalPlace): Promise<VerifyReport> => {
  const operations: Operation[] = [];
  const unreadable: VerifyReport['problems'] = [];
  for (const deviceId of await listDevices(journal)) {
    let seq = 0;
    for await (const { frames, trouble } of readDevice(journal, deviceId)) {
      for (const frame of frames) {
        operations.push(...frame.operations);
        seq += frame.operations.length;
      }
      if (trouble !== null) unreadable.push({ deviceId, seq: seq + 1, problem: trouble.detail });
    }
  }
  const report = await verifyOperations(journal.caseId, operations, verifySignature);
  return {
    ...report,
    ok: report.ok && unreadable.length === 0,
    problems: [...unreadable, ...report.problems].slice(0, 20),
  };
};
