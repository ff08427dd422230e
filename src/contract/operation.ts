import { z } from './zod';
import { LAMPORT_LIMIT, type Operation, type OperationHeader, type Payload } from '../core/journal/operation';
import { RECORD_TYPE_NAMES, type RecordType } from '../core/records/types';
import { createSchema, updateSchema } from './records';

const hexHash = z.string().regex(/^[0-9a-f]{64}$/u);
const base64 = z
  .string()
  .max(500)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/u);
const batch = z.uuid().optional();
const id = z.uuid();

const created = (type: RecordType) =>
  z.strictObject({ kind: z.literal('record.create'), type: z.literal(type), id, fields: createSchema(type), batch });
const updated = (type: RecordType) =>
  z.strictObject({ kind: z.literal('record.update'), type: z.literal(type), id, fields: updateSchema(type), batch });
const typeName = z.enum(RECORD_TYPE_NAMES as [RecordType, ...RecordType[]]);
const draftKey = z.string().min(1).max(200);

/** What this version of the application may write. Payloads read from a journal can be newer: see `operationSchema`. */
export const payloadSchema = z.discriminatedUnion('kind', [
  z.discriminatedUnion('type', RECORD_TYPE_NAMES.map(created) as unknown as [ReturnType<typeof created>]),
  z.discriminatedUnion('type', RECORD_TYPE_NAMES.map(updated) as unknown as [ReturnType<typeof updated>]),
  z.strictObject({
    kind: z.literal('record.remove'),
    type: typeName,
    id,
    reason: z.string().max(2000).optional(),
    batch,
  }),
  z.strictObject({ kind: z.literal('record.restore'), type: typeName, id, batch }),
  z.strictObject({
    kind: z.literal('draft.put'),
    key: draftKey,
    value: z.record(z.string().min(1).max(200), z.string().max(20_000)),
    batch,
  }),
  z.strictObject({ kind: z.literal('draft.clear'), key: draftKey, batch }),
]) as unknown as z.ZodType<Payload>;

const headerSchema: z.ZodType<OperationHeader> = z.strictObject({
  v: z.literal(1),
  caseId: z.uuid(),
  deviceId: hexHash,
  seq: z.int().min(1),
  prev: hexHash.nullable(),
  heads: z.record(hexHash, hexHash),
  lamport: z.int().min(1).max(LAMPORT_LIMIT),
  time: z.iso.datetime({ offset: true }),
  actor: z.string().max(200),
  kind: z.string().max(100),
  payloadHash: hexHash,
});

/**
 * An operation as read from a journal or a bundle. The payload is checked for shape only (an object, or null when
 * redacted): a newer version of the application may have written kinds and fields this one does not know.
 */
export const operationSchema = z.strictObject({
  header: headerSchema,
  signature: base64,
  salt: z.string().regex(/^[0-9a-f]{32}$/u),
  payload: z.looseObject({ kind: z.string().max(100) }).nullable(),
}) as unknown as z.ZodType<Operation>;

/** Whether this version of the application understands a payload completely. */
export const isKnownPayload = (payload: unknown): boolean => payloadSchema.safeParse(payload).success;
