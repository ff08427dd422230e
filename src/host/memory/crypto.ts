/** Base64 and Ed25519 with what every JavaScript platform of today has: Web Crypto, atob and btoa. */

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.codePointAt(0) ?? 0);

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const randomHex = (bytes: number): string => hex(crypto.getRandomValues(new Uint8Array(bytes)));

export const digestHex = async (bytes: ArrayBuffer): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/** Raw 32-byte public key in base64, and a signer that answers base64. */
export type Signer = {
  publicKey: string;
  sign: (message: Uint8Array) => Promise<string>;
};

export const newSigner = async (): Promise<Signer> => {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  return {
    publicKey: base64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
    sign: async (message) =>
      base64(new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message.slice()))),
  };
};

export const verifyWithWebCrypto = async (text: string, signature: string, publicKey: string): Promise<boolean> => {
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, fromBase64(signature), new TextEncoder().encode(text));
  } catch {
    // A malformed key or signature verifies nothing; that is the answer, not a failure.
    return false;
  }
};

const keyFrom = async (passphrase: string): Promise<CryptoKey> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(passphrase.normalize('NFC')));
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt']);
};

/** Seals a text for the test's own round trip. The key is one hash of the passphrase: never to be written to a disk. */
export const sealText = async (text: string, passphrase: string): Promise<Uint8Array<ArrayBuffer>> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(text);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyFrom(passphrase), plain));
  return Uint8Array.from([...iv, ...sealed]);
};

/** Null for a wrong passphrase or changed bytes, which this cheap format cannot tell apart. */
export const openText = async (bytes: Uint8Array, passphrase: string): Promise<string | null> => {
  try {
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.slice(0, 12) },
      await keyFrom(passphrase),
      bytes.slice(12),
    );
    return new TextDecoder().decode(opened);
  } catch {
    // Web Crypto says nothing more than that it failed.
    return null;
  }
};
