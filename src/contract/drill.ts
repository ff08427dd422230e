import { z } from './zod';
import { RECORD_TYPE_NAMES, type RecordType } from '../core/records/types';
import type { DrillRecord } from '../core/drill/scenario';

/** Largest scenario file that is read, in UTF-16 code units. */
export const DRILL_TEXT_LIMIT = 500_000;

const key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,49}$/u);
const text = z.union([z.string().max(20_000), z.strictObject({ ja: z.string().min(1), en: z.string().min(1) })]);
const value = z.union([
  text,
  z.int(),
  z.boolean(),
  z.array(z.string().max(500)).max(100),
  z.record(z.string().regex(/^[a-z][a-z0-9-]{0,99}$/u), text),
]);

/** The scenario of the training case. Whether its fields fit the record types is seen when it is built. */
export const drillSchema = z.strictObject({
  records: z
    .array(
      z.strictObject({
        type: z.enum(RECORD_TYPE_NAMES as [RecordType, ...RecordType[]]),
        key,
        file: z
          .string()
          .regex(/^[a-z0-9.-]{1,100}$/u)
          .optional(),
        fields: z.record(key, value),
      }),
    )
    .min(1)
    .max(1000),
}) as unknown as z.ZodType<{ records: readonly DrillRecord[] }>;
