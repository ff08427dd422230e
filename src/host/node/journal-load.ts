import path from 'node:path';
import { OPERATION_KINDS, type Operation } from '../../core/journal/operation';
import { extendChain, headerHash, newChain, type ChainState } from '../../core/journal/seal';
import { RECORD_TYPE_NAMES } from '../../core/records/types';
import type { Notice } from '../../contract/host';
import { writeError } from './disk';
import { listDevices, readDevice, setTailAside, type JournalPlace, type StoredSegment } from './journal-files';
import { addToIndex, type IndexEntry } from './journal-index';
import type { Tail } from './journal-writer';

export type Loaded = {
  chain: ChainState;
  index: IndexEntry[];
  count: number;
  tails: Map<string, Tail>;
  notices: Notice[];
  /** Why nothing can be written, or null. */
  failure: string | null;
};

const isUnknown = ({ payload }: Operation): boolean => {
  if (payload === null) return false;
  if (!(OPERATION_KINDS as readonly string[]).includes(payload.kind)) return true;
  return 'type' in payload && !(RECORD_TYPE_NAMES as readonly string[]).includes(payload.type);
};

/** Follows stored operations: only a device's last header needs its hash, except for heads of the Lamport order. */
export const follow = (chain: ChainState, operations: readonly Operation[]): ChainState => {
  const last = operations.at(-1);
  return last === undefined ? chain : extendChain(chain, last.header, headerHash(last.header));
};

/** What the person is told of a torn tail. `keptIn` null: nothing was touched. */
const tornNotice = ({ trouble }: StoredSegment, keptIn: string | null): Notice => ({
  kind: 'torn-tail',
  detail: `${trouble?.detail ?? ''}; ${keptIn === null ? 'left in place' : `kept in ${keptIn}`}`,
});

/** Sets the torn tails aside. Answers why it could not, or null; what is still in place must not be written over. */
const setTailsAside = async (
  journal: JournalPlace,
  torn: readonly StoredSegment[],
  notices: Notice[],
): Promise<string | null> => {
  let failure: string | null = null;
  for (const segment of torn) {
    try {
      const name = await setTailAside(journal, segment.file, segment.end);
      notices.push(tornNotice(segment, path.join('journal', segment.place.deviceId, name)));
    } catch (error) {
      const { code, detail } = writeError(error, 'unreadable end of the journal');
      failure = `${code}, ${detail}`;
      notices.push(tornNotice(segment, null), { kind: 'read-only', detail: failure });
    }
  }
  return failure;
};

/**
 * Reads everything once: what is there, where it ends, what the next header has to build on. A torn tail is set aside
 * and writing goes on after the last good frame. Damage leaves the readable beginning of that device, for reading
 * only: whatever were written after it would hide how much is missing.
 */
export const loadJournal = async (journal: JournalPlace, deviceId: string, writable: boolean): Promise<Loaded> => {
  const loaded: Loaded = {
    chain: newChain(journal.caseId, deviceId),
    index: [],
    count: 0,
    tails: new Map(),
    notices: [],
    failure: writable ? null : 'opened for reading',
  };
  let unknown = 0;
  const torn: StoredSegment[] = [];
  for (const writer of await listDevices(journal)) {
    for await (const segment of readDevice(journal, writer)) {
      const { place, frames, end, trouble } = segment;
      if (trouble?.kind === 'torn') torn.push(segment);
      if (trouble?.kind === 'damaged') {
        loaded.notices.push({ kind: 'damaged', detail: trouble.detail });
        loaded.failure = `damaged: ${trouble.detail}`;
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
  if (loaded.failure === null) loaded.failure = await setTailsAside(journal, torn, loaded.notices);
  else loaded.notices.push(...torn.map((segment) => tornNotice(segment, null)));
  if (unknown > 0) loaded.notices.push({ kind: 'unknown-operations', detail: String(unknown) });
  return loaded;
};
