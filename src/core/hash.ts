import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const bytesOf = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? utf8ToBytes(data) : data);

/** SHA-256 of bytes, or of a text in UTF-8, as 64 lower-case hex digits. Synchronous and pure. */
export const sha256Hex = (data: string | Uint8Array): string => bytesToHex(sha256(bytesOf(data)));

/** UUID version 5 (RFC 9562): SHA-1 over the namespace's 16 bytes and the UTF-8 name. */
export const uuidV5 = (namespace: string, name: string): string => {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const digest = sha1(Uint8Array.from([...space, ...utf8ToBytes(name)])).slice(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(digest).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
