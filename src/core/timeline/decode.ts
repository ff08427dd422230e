import type { ENCODINGS } from '../records/vocabularies';

export type TextEncodingName = (typeof ENCODINGS)[number];

/** Bytes to text in this encoding; null when the bytes are not valid in it. Passed in: the platform decodes. */
export type DecodeText = (bytes: Uint8Array, encoding: TextEncodingName) => string | null;

/**
 * The encoding a text file is most likely in: its byte order mark, else UTF-8 if it is valid UTF-8, else whichever of
 * Shift_JIS and EUC-JP reads it with fewer half-width kana and private-use characters. A proposal: the person can change it.
 */
export const detectEncoding = (bytes: Uint8Array, decode: DecodeText): TextEncodingName => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (decode(bytes, 'utf-8') !== null) return 'utf-8';
  const odd = (encoding: TextEncodingName): number => {
    const text = decode(bytes, encoding);
    return text === null ? Number.POSITIVE_INFINITY : (text.match(/[\uff61-\uff9f\ue000-\uf8ff\ufffd]/gu)?.length ?? 0);
  };
  return odd('euc-jp') < odd('shift_jis') ? 'euc-jp' : 'shift_jis';
};
