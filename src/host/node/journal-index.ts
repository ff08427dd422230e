import type { Operation } from '../../core/journal/operation';
import { readFully } from './disk';
import { segmentFile, type JournalPlace } from './journal-files';
import type { StoredFrame } from './journal-writer';
import { decodeFrame, sealedPart } from './segment';

/** Where a stored frame lies, and which operations of the journal (in storage order, from 0) it holds. */
export type IndexEntry = Omit<StoredFrame, 'operations'> & { first: number; count: number };

/** Adds a frame whose operations begin at `first`; answers where the next one's begin. */
export const addToIndex = (index: IndexEntry[], first: number, { operations, ...frame }: StoredFrame): number => {
  index.push({ ...frame, first, count: operations.length });
  return first + operations.length;
};

/** The operations of neighbouring frames of one file. Throws `damaged`. */
export const readFrames = async (journal: JournalPlace, entries: readonly IndexEntry[]): Promise<Operation[]> => {
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
export const runsOf = (entries: readonly IndexEntry[]): IndexEntry[][] => {
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

/** The frames that hold any of `limit` operations from `from` on. */
export const entriesFrom = (index: readonly IndexEntry[], from: number, limit: number): IndexEntry[] => {
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
