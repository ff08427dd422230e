import { bytesOfBase64 } from '../../core/base64';

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/**
 * Ed25519 (RFC 8032) by the platform's Web Crypto: signature and raw public key in base64. False for anything that is
 * no valid signature of this key over exactly `message`. Rejects where the platform has no Ed25519 at all.
 */
export const verifyEd25519 = async (message: Uint8Array, signature: string, publicKey: string): Promise<boolean> => {
  const raw = bytesOfBase64(publicKey);
  const given = bytesOfBase64(signature);
  if (raw?.length !== 32 || given?.length !== 64) return false;
  const key = await crypto.subtle.importKey('raw', owned(raw), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, owned(given), owned(message));
};
