import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyEd25519 } from '../../../src/adapters/webcrypto/verify-ed25519';
import { base64OfBytes, bytesOfBase64 } from '../../../src/core/base64';
import { newKeyPair, signerOf } from '../../../src/host/node';

it('accepts what the host signs, and nothing that differs in one bit', async () => {
  const { privateKey, publicKey } = newKeyPair();
  const sign = signerOf(privateKey);
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.nat(511), async (text, bit) => {
      const message = new TextEncoder().encode(text);
      const signature = sign(text);
      expect(await verifyEd25519(message, signature, publicKey)).toBe(true);
      const bent = bytesOfBase64(signature) ?? new Uint8Array();
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await verifyEd25519(message, base64OfBytes(bent), publicKey)).toBe(false);
      expect(await verifyEd25519(new TextEncoder().encode(`${text}.`), signature, publicKey)).toBe(false);
      expect(await verifyEd25519(message, signature, newKeyPair().publicKey)).toBe(false);
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['', ''],
  ['AAAA', 'AAAA'],
  ['not base64', 'not base64'],
])('refuses what is no signature or no key (%j, %j)', async (signature, key) => {
  expect(await verifyEd25519(new Uint8Array([1]), signature, key)).toBe(false);
});
