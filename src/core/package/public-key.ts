import { base64OfBytes, bytesOfBase64 } from '../base64';
import { sha256Hex } from '../hash';

/** DER of an Ed25519 SubjectPublicKeyInfo (RFC 8410) before the 32 raw bytes. */
const SPKI_PREFIX = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

const rawKey = (publicKey: string): Uint8Array => {
  const raw = bytesOfBase64(publicKey);
  if (raw?.length !== 32) throw new RangeError('not a raw Ed25519 public key in base64');
  return raw;
};

const derOf = (publicKey: string): Uint8Array => Uint8Array.from([...SPKI_PREFIX, ...rawKey(publicKey)]);

/** PEM as openssl reads it, of a raw Ed25519 key in base64. Throws a RangeError for anything else. */
export const publicKeyPem = (publicKey: string): string =>
  `-----BEGIN PUBLIC KEY-----\n${base64OfBytes(derOf(publicKey))}\n-----END PUBLIC KEY-----\n`;

/**
 * Eight groups of four hex digits, to be read out on the phone: the first 128 bits of the SHA-256 of the key's DER
 * (SubjectPublicKeyInfo), which `openssl pkey … -outform DER | openssl dgst -sha256` gives on any system. Throws a
 * RangeError for anything but a raw Ed25519 key in base64.
 */
export const keyFingerprint = (publicKey: string): string =>
  sha256Hex(derOf(publicKey)).slice(0, 32).match(/.{4}/gu)?.join('-') ?? '';
