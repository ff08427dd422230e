import type { Operation } from '../../core/journal/operation';
import { canonicalJson } from '../../core/canonical';
import { HostError } from '../../contract/errors';
import { openBytes, SEAL_OVERHEAD, sealBytes } from './crypto';

/*
 * A segment file:
 *   8 bytes   "SHODOJ1\n"
 *   frames    each: 4 bytes length L (big endian), 4 bytes its bitwise complement, L bytes of nonce (12),
 *             AES-256-GCM ciphertext and tag (16) of the canonical JSON of a list of operations
 *
 * A frame holds everything that one append wrote. One tag covers it, so that an append is there completely or not at
 * all, also after a crash. The complement tells a length from anything else: without it, one flipped bit would make
 * the rest of the journal look cut off, and no frame could be found behind one that cannot be read.
 * docs/adr/0013-frame-format-and-torn-tails.md has the reasons.
 */
const MAGIC = Buffer.from('SHODOJ1\n', 'latin1');
export const SEGMENT_START = MAGIC.length;
const LENGTHS = 8;
/** A segment that has reached this size (bytes) is followed by a new one. */
export const SEGMENT_LIMIT = 8 * 1024 * 1024;
/** Longest sealed frame (bytes); what is longer is refused when written and damage when read. */
export const FRAME_LIMIT = 256 * 1024 * 1024;

export type SegmentPlace = { caseId: string; deviceId: string; segment: number };
export type Frame = { offset: number; length: number; operations: Operation[] };

export const segmentName = (segment: number): string => `${String(segment).padStart(6, '0')}.seg`;
export const segmentNumber = (name: string): number | null => {
  const digits = /^(\d{6})\.seg$/u.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
};

export const framePlace = (place: SegmentPlace, frame: number): string =>
  `device ${place.deviceId.slice(0, 12)}, segment ${place.segment}, frame ${frame}`;

/** Binds a frame to its case, device, segment and position: frames cannot be swapped, repeated or spliced. */
const aadOf = (place: SegmentPlace, frame: number): string =>
  `shodo journal 1|${place.caseId}|${place.deviceId}|${place.segment}|${frame}`;

export const segmentMagic = (): Uint8Array => Uint8Array.from(MAGIC);

/** `frame` is the 0-based position in the segment. Throws `too-large`. */
export const encodeFrame = (
  key: Uint8Array,
  place: SegmentPlace,
  frame: number,
  operations: readonly Operation[],
): Uint8Array => {
  const plain = Buffer.from(canonicalJson(operations), 'utf8');
  const length = plain.length + SEAL_OVERHEAD;
  if (length > FRAME_LIMIT) throw new HostError('too-large', 'operations of one append');
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32BE(length, 0);
  lengths.writeUInt32BE(~length >>> 0, 4);
  return Buffer.concat([lengths, sealBytes(key, aadOf(place, frame), plain)]);
};

/** Length of the sealed part, or null where no length is written: cut off, not written back, or changed. */
const frameLength = (bytes: Buffer, offset: number): number | null => {
  if (bytes.length - offset < LENGTHS) return null;
  const length = bytes.readUInt32BE(offset);
  if (~length >>> 0 !== bytes.readUInt32BE(offset + 4)) return null;
  return length < SEAL_OVERHEAD || length > FRAME_LIMIT ? null : length;
};

const parseOperations = (plain: Uint8Array): Operation[] =>
  JSON.parse(Buffer.from(plain).toString('utf8')) as Operation[];

/** Decrypts one frame; `bytes` begins at the frame. Throws `damaged`. */
export const decodeFrame = (key: Uint8Array, place: SegmentPlace, frame: number, sealed: Uint8Array): Operation[] => {
  const plain = openBytes(key, aadOf(place, frame), sealed);
  if (plain === null) throw new HostError('damaged', `${framePlace(place, frame)}: does not decrypt`);
  return parseOperations(plain);
};

/** The sealed part of a frame that was read as a whole (with its lengths). */
export const sealedPart = (frame: Uint8Array): Uint8Array => frame.subarray(LENGTHS);

/** Whether any frame of this segment can be read in what follows `from`, wherever it lies and whichever it is. */
const frameFollows = (key: Uint8Array, place: SegmentPlace, bytes: Buffer, from: number): boolean => {
  for (let at = from; at + LENGTHS + SEAL_OVERHEAD <= bytes.length; at += 1) {
    const length = frameLength(bytes, at);
    // Random bytes pass for a length once in 2^32 places, so that only real frames are tried.
    if (length === null || at + LENGTHS + length > bytes.length) continue;
    const sealed = bytes.subarray(at + LENGTHS, at + LENGTHS + length);
    const most = Math.floor(bytes.length / (LENGTHS + SEAL_OVERHEAD));
    for (let frame = 0; frame <= most; frame += 1)
      if (openBytes(key, aadOf(place, frame), sealed) !== null) return true;
  }
  return false;
};

/**
 * Why a segment is not as it was written. `torn`: one unreadable frame at the very end of the newest segment, which is
 * what an interrupted append leaves behind, in whatever order its pages reached the disk (every frame is flushed before
 * the next one is written, so it is never more than one). A last frame that was changed later looks the same, so
 * nobody may say that it was never acknowledged. `damaged`: anything else; an interruption cannot explain it.
 */
export type Trouble = { kind: 'torn' | 'damaged'; detail: string };
export type SegmentContent = {
  /** The readable frames from the beginning; those after the first that cannot be read are not among them. */
  frames: Frame[];
  /** Where they end, in bytes. */
  end: number;
  trouble: Trouble | null;
};

/** The readable frames from `SEGMENT_START` on, where they end, and why the next one, if any, is not readable. */
const readFrames = (key: Uint8Array, place: SegmentPlace, bytes: Buffer) => {
  const frames: Frame[] = [];
  let offset = SEGMENT_START;
  const stop = (what: string, end: number) => ({ frames, end: offset, unreadable: { what, end } });
  while (offset < bytes.length) {
    const length = frameLength(bytes, offset);
    if (length === null) return stop('no length', bytes.length);
    const end = offset + LENGTHS + length;
    if (end > bytes.length) return stop('ends too early', bytes.length);
    const plain = openBytes(key, aadOf(place, frames.length), bytes.subarray(offset + LENGTHS, end));
    if (plain === null) return stop('does not decrypt', end);
    frames.push({ offset, length: end - offset, operations: parseOperations(plain) });
    offset = end;
  }
  return { frames, end: offset, unreadable: null };
};

/** The readable beginning of a segment. `newest`: it is the device's last one, the only one that is appended to. */
export const readSegment = (
  key: Uint8Array,
  place: SegmentPlace,
  content: Uint8Array,
  newest: boolean,
): SegmentContent => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length === 0 && newest) return { frames: [], end: 0, trouble: null };
  const { frames, end, unreadable } = readFrames(key, place, bytes);
  const troubleAt = (at: number, what: string, kind: Trouble['kind']): Trouble => ({
    kind,
    detail: `${framePlace(place, frames.length)}, byte ${at}: ${what}`,
  });
  const isTail = newest && (unreadable?.end ?? end) >= bytes.length;
  if (!bytes.subarray(0, SEGMENT_START).equals(MAGIC)) {
    const torn = isTail && frames.length === 0 && !frameFollows(key, place, bytes, 0);
    const trouble = troubleAt(0, 'not the beginning of a journal', torn ? 'torn' : 'damaged');
    return { frames, end: torn ? 0 : end, trouble };
  }
  if (unreadable === null) return { frames, end, trouble: null };
  const torn = isTail && !frameFollows(key, place, bytes, end);
  return { frames, end, trouble: troubleAt(end, unreadable.what, torn ? 'torn' : 'damaged') };
};
