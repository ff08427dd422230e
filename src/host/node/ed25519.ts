import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as signNode,
  verify as verifyNode,
  type KeyObject,
} from 'node:crypto';

/** DER of an Ed25519 SubjectPublicKeyInfo (RFC 8410) up to the 32 raw bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** DER of an Ed25519 PKCS #8 private key (RFC 8410) up to the 32 raw bytes. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_BYTES = 32;

export type KeyPair = {
  /** Raw 32 bytes in base64. */
  publicKey: string;
  /** Raw 32 bytes (seed). */
  privateKey: Uint8Array;
};

export const newKeyPair = (): KeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES).toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-RAW_BYTES),
  };
};

const privateKeyObject = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, raw]), format: 'der', type: 'pkcs8' });

const publicKeyObject = (publicKey: string): KeyObject | null => {
  const raw = Buffer.from(publicKey, 'base64');
  if (raw.length !== RAW_BYTES || raw.toString('base64') !== publicKey) return null;
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
};

/** Signs many messages with one key without parsing it each time. Signatures are 64 bytes in base64. */
export const signerOf = (privateKey: Uint8Array): ((message: Uint8Array | string) => string) => {
  const key = privateKeyObject(privateKey);
  return (message) => signNode(null, Buffer.from(message), key).toString('base64');
};

/** False for a wrong signature and for a malformed key or signature alike. */
export const verifySignature = (message: Uint8Array | string, signature: string, publicKey: string): boolean => {
  const key = publicKeyObject(publicKey);
  const bytes = Buffer.from(signature, 'base64');
  if (key === null || bytes.length !== 64 || bytes.toString('base64') !== signature) return false;
  return verifyNode(null, Buffer.from(message), key, bytes);
};

/** A raw public key (base64) as PEM SubjectPublicKeyInfo, the form that OpenSSL reads. Null for a malformed key. */
export const publicKeyPem = (publicKey: string): string | null =>
  publicKeyObject(publicKey)?.export({ format: 'pem', type: 'spki' }).toString() ?? null;

/** The raw public key (base64) of a PEM SubjectPublicKeyInfo; null when it is not an Ed25519 key. */
export const publicKeyFromPem = (pem: string): string | null => {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') return null;
    return key.export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES).toString('base64');
  } catch {
    // Any text may be offered as a key; "not a key" is an answer here, not a failure.
    return null;
  }
};
