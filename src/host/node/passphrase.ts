import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { canonicalJson } from '../../core/canonical';
import { openBytes, sealBytes } from './crypto';

/** Argon2id (RFC 9106); memory in KiB. */
export type KdfParameters = { memoryKiB: number; iterations: number; parallelism: number };

/** What the application uses: 64 MiB and three passes, about a third of a second on an ordinary laptop. */
export const PRODUCTION_KDF: KdfParameters = { memoryKiB: 65_536, iterations: 3, parallelism: 1 };

/** A secret under a passphrase. The parameters are read from a file: bounded, so that it cannot exhaust the machine. */
export const wrappedSchema = z.strictObject({
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    salt: z.base64().max(64),
    memoryKiB: z.int().min(64).max(1_048_576),
    iterations: z.int().min(1).max(16),
    parallelism: z.int().min(1).max(4),
  }),
  sealed: z.base64().max(4096),
});
export type Wrapped = z.infer<typeof wrappedSchema>;

/**
 * Passphrases are compared as typed except for Unicode composition (NFC): keyboards and systems differ in whether
 * ガ is one code point or two. Not NFKC, which would make distinct characters equal (Ａ and A) and weaken a choice.
 */
export const normalPassphrase = (passphrase: string): string => passphrase.normalize('NFC');

const keyFrom = (passphrase: string, kdf: Wrapped['kdf']): Promise<Uint8Array> =>
  argon2id({
    password: normalPassphrase(passphrase),
    salt: Buffer.from(kdf.salt, 'base64'),
    memorySize: kdf.memoryKiB,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });

const placeOf = (purpose: string, kdf: Wrapped['kdf']): string => `${purpose}|${canonicalJson(kdf)}`;

/** Seals a secret under a passphrase; `purpose` binds it to its place. */
export const wrapSecret = async (
  passphrase: string,
  parameters: KdfParameters,
  purpose: string,
  secret: Uint8Array,
): Promise<Wrapped> => {
  const kdf = { name: 'argon2id' as const, salt: randomBytes(16).toString('base64'), ...parameters };
  const key = await keyFrom(passphrase, kdf);
  return { kdf, sealed: Buffer.from(sealBytes(key, placeOf(purpose, kdf), secret)).toString('base64') };
};

/** The secret, or null when the passphrase is wrong (or the file was changed: the two cannot be told apart). */
export const unwrapSecret = async (passphrase: string, purpose: string, wrapped: Wrapped): Promise<Uint8Array | null> =>
  openBytes(
    await keyFrom(passphrase, wrapped.kdf),
    placeOf(purpose, wrapped.kdf),
    Buffer.from(wrapped.sealed, 'base64'),
  );
