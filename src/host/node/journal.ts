import { randomBytes } from 'node:crypto';
import { OPERATION_KINDS, type Operation, type Payload } from '../../core/journal/operation';
import {
  extendChain,
  headerHash,
  headerText,
  newChain,
  payloadHash,
  sealHeader,
  type ChainState,
} from '../../core/journal/seal';
import { planMerge, verifyOperations } from '../../core/journal/verify';
import { uuidV5 } from '../../core/hash';
import { RECORD_TYPE_NAMES } from '../../core/records/types';
import { HostError } from '../../contract/errors';
import type { Notice, VerifyReport } from '../../contract/host';
import { readFully, writeError } from './disk';
import { verifySignature } from './ed25519';
import { listDevices, readAllOperations, readDevice, segmentFile, type JournalPlace } from './journal-files';
import { createJournalWriter, type Batch, type StoredFrame, type Tail, type WriteFailure } from './journal-writer';
import { decodeFrame, sealedPart } from './segment';
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
   * Adds verified operations of any device; all or none. `refused` for a fork. `beforeWrite` runs once it is certain
   * that they fit. Answers how many were new.
   */
  absorb: (operations: readonly Operation[], beforeWrite: () => Promise<void>) => Promise<number>;
  read: (from: number, limit: number) => Promise<{ operations: Operation[]; next: number | null }>;
  readAll: () => Promise<Operation[]>;
  verify: () => Promise<VerifyReport>;
  close: () => Promise<void>;
};

type IndexEntry = Omit<StoredFrame, 'operations'> & { first: number; count: number };
type Loaded = {
  chain: ChainState;
  index: IndexEntry[];
  count: number;
  tails: Map<string, Tail>;
  notices: Notice[];
};

/** Operations of one imported frame. */
const ABSORB_BATCH = 500;

const isUnknown = ({ payload }: Operation): boolean => {
  if (payload === null) return false;
  if (!(OPERATION_KINDS as readonly string[]).includes(payload.kind)) return true;
  return 'type' in payload && !(RECORD_TYPE_NAMES as readonly string[]).includes(payload.type);
};

const addToIndex = (index: IndexEntry[], first: number, { operations, ...frame }: StoredFrame): number => {
  index.push({ ...frame, first, count: operations.length });
  return first + operations.length;
};

/** Follows stored operations: only a device's last header needs its hash, except for heads of the Lamport order. */
const follow = (chain: ChainState, operations: readonly Operation[]): ChainState => {
  const last = operations.at(-1);
  return last === undefined ? chain : extendChain(chain, last.header, headerHash(last.header));
};

const cutTornTail = async (journal: JournalPlace, file: string, end: number): Promise<void> => {
  const handle = await journal.disk.open(file, 'write');
  try {
    await handle.truncate(end);
    await handle.datasync();
  } catch (error) {
    throw writeError(error, 'torn tail');
  } finally {
    await handle.close();
  }
};

/** Reads everything once: what is there, where it ends, what the next header has to build on. */
const load = async (journal: JournalPlace, deviceId: string, writable: boolean): Promise<Loaded> => {
  const loaded: Loaded = {
    chain: newChain(journal.caseId, deviceId),
    index: [],
    count: 0,
    tails: new Map(),
    notices: [],
  };
  let unknown = 0;
  for (const writer of await listDevices(journal)) {
    for await (const { place, file, frames, end, torn } of readDevice(journal, writer)) {
      if (torn) {
        if (writable) await cutTornTail(journal, file, end);
        const detail = `device ${writer.slice(0, 12)}, segment ${place.segment}, byte ${end}`;
        loaded.notices.push({ kind: 'torn-tail', detail });
      }
      for (const [frame, stored] of frames.entries()) {
        const entry = { ...stored, deviceId: writer, segment: place.segment, frame };
        loaded.count = addToIndex(loaded.index, loaded.count, entry);
        loaded.chain = follow(loaded.chain, stored.operations);
        unknown += stored.operations.filter(isUnknown).length;
      }
      loaded.tails.set(writer, { segment: place.segment, end, frames: frames.length });
    }
  }
  if (unknown > 0) loaded.notices.push({ kind: 'unknown-operations', detail: String(unknown) });
  return loaded;
};

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

const readFrames = async (journal: JournalPlace, entries: readonly IndexEntry[]): Promise<Operation[]> => {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return [];
  const file = await journal.disk.open(segmentFile(journal, first.deviceId, first.segment), 'read');
  try {
    const bytes = await readFully(file, first.offset, last.offset + last.length - first.offset);
    return entries.flatMap((entry) => {
      const start = entry.offset - first.offset;
      const place = { caseId: journal.caseId, deviceId: entry.deviceId, segment: entry.segment };
      return decodeFrame(journal.key, place, entry.frame, sealedPart(bytes.subarray(start, start + entry.length)));
    });
  } finally {
    await file.close();
  }
};

/** Neighbouring frames of one file, so that a page of small appends is one read and not thousands. */
const runsOf = (entries: readonly IndexEntry[]): IndexEntry[][] => {
  const runs: IndexEntry[][] = [];
  for (const entry of entries) {
    const before = runs.at(-1)?.at(-1);
    const joins =
      before?.deviceId === entry.deviceId &&
      before.segment === entry.segment &&
      before.offset + before.length === entry.offset;
    if (joins) runs.at(-1)?.push(entry);
    else runs.push([entry]);
  }
  return runs;
};

const entriesFrom = (index: readonly IndexEntry[], from: number, limit: number): IndexEntry[] => {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = index[middle];
    if (entry !== undefined && entry.first + entry.count <= from) low = middle + 1;
    else high = middle;
  }
  const entries: IndexEntry[] = [];
  for (let at = low; at < index.length; at += 1) {
    const entry = index[at];
    if (entry === undefined || entry.first >= from + limit) break;
    entries.push(entry);
  }
  return entries;
};

/**
 * Opens the journal of a case whose lock the caller holds. A torn tail is cut and noted. With `writable` false
 * nothing on disk is touched. Calls that write must come one after another.
 */
export const openJournal = async (
  journal: JournalPlace,
  device: Device,
  now: () => Date,
  writable: boolean,
): Promise<Journal> => {
  const loaded = await load(journal, device.deviceId, writable);
  let { chain, count } = loaded;
  const { index, notices } = loaded;
  let failure: string | null = writable ? null : 'opened for reading';
  const onFailure = ({ cause, undone }: WriteFailure): void => {
    const error = writeError(cause, 'journal');
    failure = `${error.code}, ${error.detail}${undone ? '' : ', end of file uncertain'}`;
  };
  const writer = createJournalWriter(journal, loaded.tails, onFailure);

  const store = async (batches: readonly Batch[]): Promise<void> => {
    if (failure !== null) throw new HostError('read-only', failure);
    let frames: StoredFrame[];
    try {
      frames = await writer.write(batches);
    } catch (error) {
      throw writeError(error, 'journal');
    }
    for (const frame of frames) count = addToIndex(index, count, frame);
  };

  const append = async (actor: string, payloads: readonly Payload[]): Promise<Operation[]> => {
    const sealed = seal(chain, device, localTime(now()), actor, payloads);
    await store([{ deviceId: device.deviceId, operations: sealed.operations }]);
    chain = sealed.chain;
    return sealed.operations;
  };

  const readAll = (): Promise<Operation[]> => readAllOperations(journal);

  return {
    notices,
    count: () => count,
    failure: () => failure,
    append,
    declare: async () => {
      if (chain.seq === 0) await append(device.deviceId, [devicePayload(journal.caseId, device)]);
    },
    absorb: async (incoming, beforeWrite) => {
      const plan = planMerge(await readAll(), incoming);
      if (!plan.ok) {
        const { deviceId, seq } = plan.fork;
        throw new HostError('refused', `fork: device ${deviceId.slice(0, 12)} wrote operation ${seq} twice`);
      }
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
    try {
      for await (const segment of readDevice(journal, deviceId)) {
        for (const frame of segment.frames) {
          operations.push(...frame.operations);
          seq += frame.operations.length;
        }
        if (segment.torn) unreadable.push({ deviceId, seq: seq + 1, problem: 'bytes after the last operation' });
      }
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      unreadable.push({ deviceId, seq: seq + 1, problem: error.detail });
    }
  }
  const report = await verifyOperations(journal.caseId, operations, verifySignature);
  return {
    ...report,
    ok: report.ok && unreadable.length === 0,
    problems: [...unreadable, ...report.problems].slice(0, 20),
  };
};
