import { z } from './zod';
import { LANGUAGES, ROLES, TLP_LEVELS } from '../core/records/vocabularies';
import { operationSchema, payloadSchema } from './operation';
import { utcSchema } from './records';

const none = z.strictObject({});
const done = z.null();
const id = z.uuid();
const bytes = z.instanceof(Uint8Array);
/** As an argument: any bytes do, whatever buffer they lie in. */
const givenBytes: z.ZodType<Uint8Array> = bytes;
const passphrase = z.string().min(1).max(1024);
const personName = z.string().trim().min(1).max(200);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const base64 = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/u);
const size = z.int().min(0);

export const PASSPHRASE_MIN_LENGTH = 12;
const newPassphrase = passphrase.min(PASSPHRASE_MIN_LENGTH);

/** What the case list shows before a case is opened; a cache, encrypted at rest, rewritten by the session. */
export const caseCardSchema = z.strictObject({
  title: z.string().max(500),
  caseNumber: z.string().max(200),
  organization: z.string().max(500),
  tlp: z.enum(TLP_LEVELS).nullable(),
  investigationStatus: z.string().max(50),
  training: z.boolean(),
  modifiedAt: utcSchema,
});
export type CaseCard = z.infer<typeof caseCardSchema>;

export const identitySchema = z.strictObject({
  personId: id,
  name: personName,
  role: z.enum(ROLES),
  /** Ed25519, raw 32 bytes. */
  publicKey: base64,
});
export type Identity = z.infer<typeof identitySchema>;

export const preferencesSchema = z.strictObject({
  language: z.enum(LANGUAGES).nullable(),
  theme: z.enum(['system', 'light', 'dark']),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/**
 * Something the journal had to do or noticed when it was opened; shown to the person. `torn-tail`: the last record
 * could not be read and was set aside (the detail says where), writing goes on. `damaged`: only what lies before the
 * damage is shown, and nothing can be written.
 */
export const noticeSchema = z.strictObject({
  kind: z.enum(['torn-tail', 'damaged', 'read-only', 'unknown-operations', 'low-space']),
  detail: z.string().max(500),
});
export type Notice = z.infer<typeof noticeSchema>;

export const verifyReportSchema = z.strictObject({
  ok: z.boolean(),
  operations: size,
  devices: z.array(z.strictObject({ deviceId: sha256, operations: size, head: sha256.nullable() })),
  /** First operations that fail, at most 20: which device, which seq, and what is wrong with it. */
  problems: z.array(z.strictObject({ deviceId: z.string(), seq: z.int(), problem: z.string() })),
});
export type VerifyReport = z.infer<typeof verifyReportSchema>;

/** Kinds of file a person can choose. The renderer names a kind, never a path. Limits are bytes that `files.read` returns. */
export const PICK_KINDS = {
  evidence: { extensions: [], readLimit: 0 },
  text: { extensions: ['txt', 'log', 'csv', 'md', 'eml', 'json'], readLimit: 20_000_000 },
  csv: { extensions: ['csv', 'tsv', 'txt'], readLimit: 200_000_000 },
  bundle: { extensions: ['shodo'], readLimit: 1_000_000_000 },
} as const;
export type PickKind = keyof typeof PICK_KINDS;
export const SAVE_KINDS = ['pdf', 'stix', 'csv', 'package', 'bundle'] as const;
export type SaveKind = (typeof SAVE_KINDS)[number];
const pickKind = z.enum(Object.keys(PICK_KINDS) as [PickKind, ...PickKind[]]);
const fileToken = z.strictObject({ token: z.string().min(1).max(100) });

/**
 * The Host: all that the renderer and the command line ask of the machine. Declared once; the TypeScript type, the
 * preload bridge, the Electron registrar, the loopback server and client, the memory host and the conformance suite
 * are derived from this table. Every call may fail with a `HostError`.
 */
export const HOST_METHODS = {
  'app.info': {
    args: none,
    result: z.strictObject({ version: z.string(), host: z.enum(['memory', 'node', 'loopback', 'electron']) }),
  },
  'preferences.get': { args: none, result: preferencesSchema },
  'preferences.set': { args: preferencesSchema, result: done },

  /** `empty`: no vault yet (first start); `locked`; `open`. */
  'vault.status': { args: none, result: z.strictObject({ state: z.enum(['empty', 'locked', 'open']) }) },
  /** Creates the vault, the device key and the first identity (same passphrase), and opens it. */
  'vault.create': {
    args: z.strictObject({ passphrase: newPassphrase, name: personName, role: z.enum(ROLES) }),
    result: identitySchema,
  },
  'vault.unlock': { args: z.strictObject({ passphrase }), result: done },
  /** Closes every case and forgets all keys. */
  'vault.lock': { args: none, result: done },

  'identities.list': { args: none, result: z.array(identitySchema) },
  'identities.create': {
    args: z.strictObject({ passphrase: newPassphrase, name: personName, role: z.enum(ROLES) }),
    result: identitySchema,
  },
  /** Ed25519 over exactly `message` with the person's own key. Fails with `wrong-passphrase`, then `throttled`. */
  'identities.sign': {
    args: z.strictObject({ personId: id, passphrase, message: givenBytes }),
    result: z.strictObject({ signature: base64, publicKey: base64 }),
  },

  'cases.list': { args: none, result: z.array(z.strictObject({ caseId: id, card: caseCardSchema.nullable() })) },
  /** Makes an empty case: key, folder, and the device's first operation. It is not open yet. */
  'cases.create': { args: none, result: z.strictObject({ caseId: id }) },
  /** Takes the single-writer lock and checks the journal's frames. `case-busy` when another process has it. */
  'cases.open': {
    args: z.strictObject({ caseId: id }),
    result: z.strictObject({
      deviceId: sha256,
      operations: size,
      writable: z.boolean(),
      notices: z.array(noticeSchema),
    }),
  },
  'cases.close': { args: z.strictObject({ caseId: id }), result: done },
  'cases.writeCard': { args: z.strictObject({ caseId: id, card: caseCardSchema }), result: done },

  /**
   * Seals the payloads into operations (header, signature), writes them encrypted, and answers after fdatasync.
   * All of them are written or none. `actor` is a person id. `read-only` after a failed write, with the reason.
   */
  'journal.append': {
    args: z.strictObject({ caseId: id, actor: id, payloads: z.array(payloadSchema).min(1).max(5000) }),
    result: z.strictObject({ operations: z.array(operationSchema) }),
  },
  /** Operations of all devices in storage order from 0-based `from`; `next` is null at the end. */
  'journal.read': {
    args: z.strictObject({ caseId: id, from: size, limit: z.int().min(1).max(2000) }),
    result: z.strictObject({ operations: z.array(operationSchema), next: z.int().nullable() }),
  },
  /** Re-reads the files from disk and checks every frame, hash, chain, head and signature. */
  'journal.verify': { args: z.strictObject({ caseId: id }), result: verifyReportSchema },

  /** Content-addressed, compressed and encrypted at rest; durable when it answers. Same bytes, same id. */
  'blobs.put': {
    args: z.strictObject({ caseId: id, bytes: givenBytes }),
    result: z.strictObject({ blobId: sha256, sha256, size }),
  },
  'blobs.get': { args: z.strictObject({ caseId: id, blobId: sha256 }), result: z.strictObject({ bytes }) },

  /** Lets the person choose a file. Null when cancelled. The token is good until `files.release` or `vault.lock`. */
  'files.pick': {
    args: z.strictObject({ kind: pickKind }),
    result: z.strictObject({ token: z.string(), name: z.string(), size, modifiedAt: utcSchema.nullable() }).nullable(),
  },
  /** The content, up to the kind's limit (`too-large` beyond it). */
  'files.read': { args: fileToken, result: z.strictObject({ bytes, sha256 }) },
  /** SHA-256 in a stream; nothing is copied or kept. `refused` when cancelled meanwhile. */
  'files.hash': { args: fileToken, result: z.strictObject({ sha256, size }) },
  'files.progress': { args: fileToken, result: z.strictObject({ doneBytes: size, totalBytes: size }) },
  /** Forgets the file; stops a running hash. */
  'files.release': { args: fileToken, result: done },
  /** Writes a file where the person says (temporary file, flush, rename). Null when cancelled. */
  'files.save': {
    args: z.strictObject({ kind: z.enum(SAVE_KINDS), name: z.string().min(1).max(200), bytes: givenBytes }),
    result: z.strictObject({ name: z.string() }).nullable(),
  },

  /** The case as a standard age file under its own passphrase: journal of all devices and blobs. */
  'bundles.export': {
    args: z.strictObject({ caseId: id, passphrase: newPassphrase }),
    result: z.strictObject({ bytes }),
  },
  /** Verifies the bundle completely, then adds the case (or what is new of a case already here). Nothing on failure. */
  'bundles.import': {
    args: z.strictObject({ bytes: givenBytes, passphrase }),
    result: z.strictObject({ caseId: id, added: size }),
  },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

export type HostMethod = keyof typeof HOST_METHODS;
export const HOST_METHOD_NAMES = Object.keys(HOST_METHODS) as readonly HostMethod[];
export type HostArgs<M extends HostMethod> = z.infer<(typeof HOST_METHODS)[M]['args']>;
export type HostResult<M extends HostMethod> = z.infer<(typeof HOST_METHODS)[M]['result']>;

/** One function for each method; rejects with `HostError`. */
export type Host = { [M in HostMethod]: (args: HostArgs<M>) => Promise<HostResult<M>> };
