import path from 'node:path';
import { hashHex } from './crypto';
import { writeFileAtomic, type Disk } from './disk';
import {
  framePlace,
  readSegment,
  segmentName,
  segmentNumber,
  type Frame,
  type SegmentContent,
  type SegmentPlace,
} from './segment';

/** Where the journal of one case lies and what opens it. */
export type JournalPlace = { disk: Disk; folder: string; caseId: string; key: Uint8Array };

export type StoredSegment = SegmentContent & { place: SegmentPlace; file: string };

export const segmentFile = (journal: JournalPlace, deviceId: string, segment: number): string =>
  path.join(journal.folder, deviceId, segmentName(segment));

/** Devices that have a folder in the journal, in order of their id. */
export const listDevices = async ({ disk, folder }: JournalPlace): Promise<string[]> =>
  (await disk.list(folder)).filter((name) => /^[0-9a-f]{64}$/u.test(name));

/** The index of the first frame that does not continue the device's numbering after `seq`; null when all do. */
const firstThatBreaks = (frames: readonly Frame[], seq: number, place: SegmentPlace): number | null => {
  let due = seq + 1;
  for (const [at, { operations }] of frames.entries()) {
    for (const { header } of operations) {
      if (header.caseId !== place.caseId || header.deviceId !== place.deviceId || header.seq !== due) return at;
      due += 1;
    }
  }
  return null;
};

const upToBreak = (read: SegmentContent, seq: number, place: SegmentPlace): SegmentContent => {
  const at = firstThatBreaks(read.frames, seq, place);
  if (at === null) return read;
  const detail = `${framePlace(place, at)}: does not continue the operations before it`;
  return {
    frames: read.frames.slice(0, at),
    end: read.frames[at]?.offset ?? read.end,
    trouble: { kind: 'damaged', detail },
  };
};

const missing = (place: SegmentPlace): SegmentContent => {
  const detail = `device ${place.deviceId.slice(0, 12)}, segment ${place.segment}: missing`;
  return { frames: [], end: 0, trouble: { kind: 'damaged', detail } };
};

/**
 * Reads the segments of one device from disk, oldest first, up to the first trouble: a frame that cannot be read or
 * does not continue the device's numbering, or a segment that is missing in between. What comes after it is left out.
 */
export async function* readDevice(journal: JournalPlace, deviceId: string): AsyncGenerator<StoredSegment> {
  const names = await journal.disk.list(path.join(journal.folder, deviceId));
  const numbers = names.map(segmentNumber).filter((number) => number !== null);
  let seq = 0;
  for (const [at, number] of numbers.entries()) {
    const segment = at + 1;
    const place = { caseId: journal.caseId, deviceId, segment };
    const file = segmentFile(journal, deviceId, segment);
    const content = number === segment ? await journal.disk.readFile(file) : null;
    const newest = segment === numbers.length;
    const read =
      content === null ? missing(place) : upToBreak(readSegment(journal.key, place, content, newest), seq, place);
    yield { place, file, ...read };
    if (read.trouble !== null) return;
    seq = read.frames.at(-1)?.operations.at(-1)?.header.seq ?? seq;
  }
}

/**
 * Puts the unreadable end of a segment, encrypted as it is, into a file beside it, and cuts it off only when that
 * file is safe. Answers the file's name. The name tells the content, so that a second try after a crash finds it.
 */
export const setTailAside = async ({ disk }: JournalPlace, file: string, end: number): Promise<string> => {
  const content = await disk.readFile(file);
  const tail = content.subarray(end);
  const name = `${path.basename(file)}.${end}-${hashHex(tail).slice(0, 12)}.unreadable`;
  await writeFileAtomic(disk, path.join(path.dirname(file), name), tail);
  const handle = await disk.open(file, 'write');
  try {
    await handle.truncate(end);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return name;
};
