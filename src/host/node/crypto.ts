import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
/** Bytes that `sealBytes` adds: nonce and authentication tag. */
export const SEAL_OVERHEAD = NONCE + TAG;
export const KEY_BYTES = 32;

/** AES-256-GCM with a random nonce: nonce, ciphertext, tag. `aad` names the place, so that nothing can be moved. */
export const sealBytes = (key: Uint8Array, aad: string, plain: Uint8Array): Uint8Array => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** The plain bytes, or null when key, place or content do not match. */
export const openBytes = (key: Uint8Array, aad: string, sealed: Uint8Array): Uint8Array | null => {
  if (sealed.length < SEAL_OVERHEAD) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
  } catch {
    // Node's only failure here is the tag; its text says no more than this null does.
    return null;
  }
};

export const randomKey = (): Uint8Array => randomBytes(KEY_BYTES);

/** A key for one purpose, so that no key serves two (HKDF-SHA-256, RFC 5869). */
export const deriveKey = (key: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), purpose, KEY_BYTES));

export const hashHex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const newHasher = () => {
  const hash = createHash('sha256');
  return {
    update: (bytes: Uint8Array): void => void hash.update(bytes),
    hex: (): string => hash.digest('hex'),
  };
};
