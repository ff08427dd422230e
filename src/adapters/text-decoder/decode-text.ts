import type { DecodeText } from '../../core/timeline/decode';

/**
 * Decodes strictly: a byte that does not fit is a reason to ask, never a question mark. A byte order mark stays, so
 * that equal text means equal bytes.
 */
export const decodeText: DecodeText = (bytes, encoding) => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // TypeError is how the platform says "not valid in this encoding"; the caller reports it
  }
};

export const decodeUtf8 = (bytes: Uint8Array): string | null => decodeText(bytes, 'utf-8');
