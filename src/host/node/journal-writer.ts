import path from 'node:path';
import type { Operation } from '../../core/journal/operation';
import { HostError } from '../../contract/errors';
import { writeFully, type DiskFile } from './disk';
import { segmentFile, type JournalPlace } from './journal-files';
import { encodeFrame, SEGMENT_LIMIT, segmentMagic } from './segment';

/** End of what is stored of one device: the newest segment, its size in bytes, the frames in it. */
export type Tail = { segment: number; end: number; frames: number };
/** Operations of one device that go into one frame. */
export type Batch = { deviceId: string; operations: readonly Operation[] };
export type StoredFrame = {
  deviceId: string;
  segment: number;
  frame: number;
  offset: number;
  length: number;
  operations: readonly Operation[];
};

export type JournalWriter = {
  /** All batches durably, or none; the returned frames are in the order given. */
  write: (batches: readonly Batch[]) => Promise<StoredFrame[]>;
  close: () => Promise<void>;
};

/** `undone` false: the file could not be cut back, so that its end is uncertain until reopened. */
export type WriteFailure = { cause: unknown; undone: boolean };

type Touched = { file: DiskFile; before: number };

/**
 * Appends frames to the segment files. Nothing is acknowledged before `fdatasync`, and before the flush of the
 * folder when a segment was made. Each frame is flushed before the next one is written: a crash then leaves whole frames
 * in the order given and at most one torn one behind. After any failure every touched file is cut back to where it
 * ended before.
 */
export const createJournalWriter = (
  journal: JournalPlace,
  tails: ReadonlyMap<string, Tail>,
  onFailure: (failure: WriteFailure) => void,
): JournalWriter => {
  const { disk } = journal;
  let ends = new Map(tails);
  const open = new Map<string, DiskFile>();

  const fileOf = async (deviceId: string, segment: number): Promise<DiskFile> => {
    const name = segmentFile(journal, deviceId, segment);
    const known = open.get(name);
    if (known !== undefined) return known;
    const file = await disk.open(name, 'write');
    open.set(name, file);
    return file;
  };

  /** The tail to append to: of the newest segment, or of a new one when that is full or there is none. */
  const tailFor = (current: ReadonlyMap<string, Tail>, deviceId: string): Tail => {
    const tail = current.get(deviceId) ?? { segment: 1, end: 0, frames: 0 };
    return tail.end < SEGMENT_LIMIT ? tail : { segment: tail.segment + 1, end: 0, frames: 0 };
  };

  const writeBatch = async (next: Map<string, Tail>, touched: Map<string, Touched>, batch: Batch) => {
    const { deviceId, operations } = batch;
    const tail = tailFor(next, deviceId);
    const place = { caseId: journal.caseId, deviceId, segment: tail.segment };
    const frame = encodeFrame(journal.key, place, tail.frames, operations);
    const folder = path.join(journal.folder, deviceId);
    if (tail.end === 0) await disk.makeDir(folder);
    const name = segmentFile(journal, deviceId, tail.segment);
    const file = await fileOf(deviceId, tail.segment);
    if (!touched.has(name)) touched.set(name, { file, before: tail.end });
    const start = tail.end === 0 ? segmentMagic() : new Uint8Array(0);
    await writeFully(file, start.length === 0 ? frame : Buffer.concat([start, frame]), tail.end);
    await file.datasync();
    if (tail.end === 0) {
      await disk.syncDir(folder);
      await disk.syncDir(journal.folder);
    }
    const offset = tail.end + start.length;
    next.set(deviceId, { segment: tail.segment, end: offset + frame.length, frames: tail.frames + 1 });
    return { deviceId, segment: tail.segment, frame: tail.frames, offset, length: frame.length, operations };
  };

  const cutBack = async (touched: ReadonlyMap<string, Touched>): Promise<boolean> => {
    try {
      for (const { file, before } of touched.values()) {
        await file.truncate(before);
        await file.datasync();
      }
      return true;
    } catch {
      // The write's own failure is what is reported; that the cut failed as well goes along in `undone`.
      return false;
    }
  };

  return {
    write: async (batches) => {
      const next = new Map(ends);
      const touched = new Map<string, Touched>();
      try {
        const stored: StoredFrame[] = [];
        for (const batch of batches) stored.push(await writeBatch(next, touched, batch));
        ends = next;
        return stored;
      } catch (cause) {
        const undone = await cutBack(touched);
        // A frame that was refused as too large, and left no trace, is no reason to stop writing.
        if (!(cause instanceof HostError && undone)) onFailure({ cause, undone });
        throw cause;
      }
    },
    close: async () => {
      for (const file of open.values()) await file.close();
      open.clear();
    },
  };
};
