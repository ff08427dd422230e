import { z } from './zod';
import { PRECISIONS, type FieldSpec } from '../core/records/fields';
import { RECORD_TYPES, type RecordType } from '../core/records/types';

/** ISO 8601 UTC with milliseconds. */
export const utcSchema = z.iso.datetime({ precision: 3 });

export const momentSchema = z.strictObject({
  utc: utcSchema,
  original: z.string().max(200),
  offset: z
    .int()
    .min(-18 * 60)
    .max(18 * 60),
  precision: z.enum(PRECISIONS),
});

/** Keys of a map are the person's or the form's words, but never a name that an object inherits. */
const mapKeySchema = z
  .string()
  .min(1)
  .max(200)
  .refine((key) => !['__proto__', 'constructor', 'prototype'].includes(key));

/** The boundary schema of one field, derived from its descriptor. */
export const fieldSchema = (spec: FieldSpec): z.ZodType => {
  switch (spec.kind) {
    case 'text':
      return z
        .string()
        .max(spec.max)
        .refine((value) => !/[\r\n]/u.test(value), 'one line only');
    case 'lines':
      return z.string().max(spec.max);
    case 'enum':
      return z.enum(spec.values as [string, ...string[]]);
    case 'texts':
      return z.array(z.string().max(spec.max)).max(spec.count);
    case 'map':
      return z.record(mapKeySchema, z.string().max(spec.max)).refine((map) => Object.keys(map).length <= spec.count);
    case 'ref':
      return z.uuid();
    case 'refs':
      return z.array(z.uuid()).max(spec.count);
    case 'integer':
      return z.int().min(spec.min).max(spec.max);
    case 'flag':
      return z.boolean();
    case 'time':
      return momentSchema;
    case 'sha256':
      return z.string().regex(/^[0-9a-f]{64}$/u);
    default:
      return spec satisfies never;
  }
};

const specsOf = (type: RecordType): [string, FieldSpec][] => Object.entries<FieldSpec>(RECORD_TYPES[type]);

/** Fields as a `record.create` of this type may carry them: required ones present and not blank. */
export const createSchema = (type: RecordType) =>
  z.strictObject(
    Object.fromEntries(
      specsOf(type).map(([key, spec]) => {
        const schema = fieldSchema(spec);
        if (spec.required !== true) return [key, schema.nullable().optional()];
        return [key, schema.refine((value) => typeof value !== 'string' || value.trim() !== '', 'required')];
      }),
    ),
  );

/** Fields as a `record.update` of this type may carry them: any subset, `null` clears an optional field. */
export const updateSchema = (type: RecordType) =>
  z.strictObject(
    Object.fromEntries(
      specsOf(type).map(([key, spec]) => {
        const schema = fieldSchema(spec);
        return [key, (spec.required === true ? schema : schema.nullable()).optional()];
      }),
    ),
  );
