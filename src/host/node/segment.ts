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
 * all, also after a crash. The complement tells a frame that was cut off (a torn write, lawful to cut) from a length
 * that was changed (damage): without it, one flipped bit would make the rest of the journal look torn.
 */
const MAGIC = Buffer.from('SHODOJ1\n', 'latin1');
export const SEGMENT_START = MAGIC.length;
const LENGTHS = 8;
const TAG = 16;
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

const allZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Length of the sealed part at `offset`; null when the file ends within the frame; throws `damaged`. */
const frameLength = (bytes: Buffer, offset: number, where: string): number | null => {
  if (bytes.length - offset < LENGTHS) return null;
  const length = bytes.readUInt32BE(offset);
  if (~length >>> 0 !== bytes.readUInt32BE(offset + 4) || length < SEAL_OVERHEAD || length > FRAME_LIMIT) {
    // Some file systems leave zeros where a crash kept the new size but not the data.
    if (allZero(bytes.subarray(offset))) return null;
    throw new HostError('damaged', `${where}: length`);
  }
  return offset + LENGTHS + length > bytes.length ? null : length;
};

/** Decrypts one frame; `bytes` begins at the frame. Throws `damaged`. */
export const decodeFrame = (key: Uint8Array, place: SegmentPlace, frame: number, sealed: Uint8Array): Operation[] => {
  const plain = openBytes(key, aadOf(place, frame), sealed);
  if (plain === null) throw new HostError('damaged', `${framePlace(place, frame)}: does not decrypt`);
  return JSON.parse(Buffer.from(plain).toString('utf8')) as Operation[];
};

/** The sealed part of a frame that was read as a whole (with its lengths). */
export const sealedPart = (frame: Uint8Array): Uint8Array => frame.subarray(LENGTHS);

/**
 * All frames of a segment. `end` is where the good ones end; `torn` tells that bytes follow which a crash left behind.
 * Only the newest segment can have a torn end; anything else that does not fit throws `damaged` with its place.
 */
export const readSegment = (
  key: Uint8Array,
  place: SegmentPlace,
  content: Uint8Array,
  newest: boolean,
): { frames: Frame[]; end: number; torn: boolean } => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const torn = (frames: Frame[], end: number, at: string): { frames: Frame[]; end: number; torn: boolean } => {
    if (!newest) throw new HostError('damaged', `${at}: ends too early`);
    return { frames, end, torn: end < bytes.length };
  };
  const start = bytes.subarray(0, SEGMENT_START);
  if (start.length < SEGMENT_START && MAGIC.subarray(0, start.length).equals(start)) {
    return torn([], 0, framePlace(place, 0));
  }
  if (!start.equals(MAGIC)) {
    if (allZero(bytes)) return torn([], 0, framePlace(place, 0));
    throw new HostError('damaged', `device ${place.deviceId.slice(0, 12)}, segment ${place.segment}: not a journal`);
  }
  const frames: Frame[] = [];
  let offset = SEGMENT_START;
  while (offset < bytes.length) {
    const where = framePlace(place, frames.length);
    const length = frameLength(bytes, offset, where);
    if (length === null) return torn(frames, offset, where);
    const end = offset + LENGTHS + length;
    const last = end === bytes.length;
    if (newest && last && allZero(bytes.subarray(end - TAG, end))) return torn(frames, offset, where);
    const sealed = bytes.subarray(offset + LENGTHS, end);
    frames.push({ offset, length: end - offset, operations: decodeFrame(key, place, frames.length, sealed) });
    offset = end;
  }
  return { frames, end: offset, torn: false };
};
