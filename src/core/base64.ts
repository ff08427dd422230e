const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of standard base64 with padding (RFC 4648); null for any other text, including one with spare bits set. */
export const bytesOfBase64 = (text: string): Uint8Array | null => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/u.test(text)) return null;
  const digits = [...text.replace(/=+$/u, '')].map((digit) => ALPHABET.indexOf(digit));
  const bytes: number[] = [];
  for (let at = 0; at + 1 < digits.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = digits.slice(at, at + 4);
    const group = (a << 18) | (b << 12) | (c << 6) | d;
    bytes.push(group >> 16, (group >> 8) & 255, group & 255);
  }
  const out = Uint8Array.from(bytes.slice(0, Math.floor((digits.length * 3) / 4)));
  return base64OfBytes(out) === text ? out : null;
};

/** Standard base64 with padding (RFC 4648). For keys and signatures; large data goes through the platform. */
export const base64OfBytes = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((group >> shift) & 63)).join('');
    const left = bytes.length - at;
    text += left >= 3 ? digits : digits.slice(0, left + 1).padEnd(4, '=');
  }
  return text;
};
