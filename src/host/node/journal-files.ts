import path from 'node:path';
import type { Operation } from '../../core/journal/operation';
import { HostError } from '../../contract/errors';
import type { Disk } from './disk';
import { framePlace, readSegment, segmentName, segmentNumber, type Frame, type SegmentPlace } from './segment';

/** Where the journal of one case lies and what opens it. */
export type JournalPlace = { disk: Disk; folder: string; caseId: string; key: Uint8Array };

export type StoredSegment = { place: SegmentPlace; file: string; frames: Frame[]; end: number; torn: boolean };

export const segmentFile = (journal: JournalPlace, deviceId: string, segment: number): string =>
  path.join(journal.folder, deviceId, segmentName(segment));

/** Devices that have a folder in the journal, in order of their id. */
export const listDevices = async ({ disk, folder }: JournalPlace): Promise<string[]> =>
  (await disk.list(folder)).filter((name) => /^[0-9a-f]{64}$/u.test(name));

const checkFollows = (operations: readonly Operation[], from: number, place: SegmentPlace, frame: number): void => {
  operations.forEach(({ header }, at) => {
    const fits = header.caseId === place.caseId && header.deviceId === place.deviceId && header.seq === from + at;
    if (!fits) throw new HostError('damaged', `${framePlace(place, frame)}: operation ${from + at} is missing`);
  });
};

/**
 * Reads the segments of one device from disk, oldest first. Throws `damaged` with the place at the first frame that
 * does not decrypt or does not continue the device's numbering, and when a segment is missing in between.
 */
export async function* readDevice(journal: JournalPlace, deviceId: string): AsyncGenerator<StoredSegment> {
  const names = await journal.disk.list(path.join(journal.folder, deviceId));
  const numbers = names.map(segmentNumber).filter((number) => number !== null);
  let seq = 0;
  for (const [at, segment] of numbers.entries()) {
    const place = { caseId: journal.caseId, deviceId, segment };
    if (segment !== at + 1)
      throw new HostError('damaged', `device ${deviceId.slice(0, 12)}, segment ${at + 1}: missing`);
    const file = segmentFile(journal, deviceId, segment);
    const content = await journal.disk.readFile(file);
    const read = readSegment(journal.key, place, content, at === numbers.length - 1);
    for (const [frame, { operations }] of read.frames.entries()) {
      checkFollows(operations, seq + 1, place, frame);
      seq += operations.length;
    }
    yield { place, file, ...read };
  }
}

/** All operations as they are on disk now, device by device. */
export const readAllOperations = async (journal: JournalPlace): Promise<Operation[]> => {
  const operations: Operation[] = [];
  for (const deviceId of await listDevices(journal)) {
    for await (const { frames } of readDevice(journal, deviceId)) {
      for (const frame of frames) operations.push(...frame.operations);
    }
  }
  return operations;
};
