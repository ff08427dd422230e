import { z } from './zod';
import type { Manifest } from '../core/package/manifest';

const text = z.string().max(20_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const count = z.int().min(0);
/** A plain file name: the package is one flat folder, and a name must not lead out of it. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/u);

export const manifestSchema: z.ZodType<Manifest> = z.strictObject({
  format: z.literal('shodo-package'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  application: z.strictObject({ name: z.literal('Shodo'), version: text }),
  training: z.boolean(),
  tlp: text,
  case: z.strictObject({ id: z.uuid(), title: text, number: text }),
  report: z.strictObject({
    id: z.uuid(),
    title: text,
    formId: text,
    formVersion: text,
    formSha256: sha256,
    stage: text,
    number: z.int().min(1),
    language: text,
  }),
  approval: z.strictObject({
    personId: z.uuid(),
    name: text,
    role: text,
    publicKey: text,
    fingerprint: text,
    statement: text,
  }),
  journal: z.array(z.strictObject({ deviceId: sha256, seq: count, head: sha256 })).max(1000),
  contentDigest: sha256,
  files: z.array(z.strictObject({ name: fileName, size: count, sha256 })).max(1000),
});

/** A manifest read from outside; null when it is not one (not JSON, wrong shape, newer format). */
export const parseManifest = (json: string): Manifest | null => {
  try {
    return manifestSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null; // any file may be offered as a manifest; "not JSON" is an answer here
  }
};
