import { z } from './zod';
import {
  FILL_SOURCES,
  GRADES,
  type Authority,
  type Checklist,
  type ReportForm,
  type TechniqueCatalogue,
} from '../core/forms/types';
import { PHASES, REPORT_STAGES } from '../core/records/vocabularies';

/** Largest form file that is read, in UTF-16 code units. */
export const FORM_TEXT_LIMIT = 1_000_000;

const id = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/u);
const date = z.iso.date();
/** A source may be dated by year or month only. */
const sourceDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/u);
const text = (max: number) => z.string().trim().min(1).max(max);
const localText = (max: number) => z.strictObject({ ja: text(max), en: text(max) });
const label = localText(500);
const prose = localText(10_000);
const grade = z.enum(GRADES);
const techniqueId = z.string().regex(/^T\d{4}(\.\d{3})?$/u);

const source = z.strictObject({
  key: id,
  title: label,
  date: sourceDate.nullable(),
  url: z
    .url({ protocol: /^https?$/u })
    .max(500)
    .nullable(),
  grade,
});
const head = {
  id,
  version: date,
  validFrom: date,
  validUntil: date.nullable(),
  title: label,
  sources: z.array(source).min(1).max(200),
};

const checkSchema = z.strictObject({
  id,
  phase: z.enum(PHASES),
  section: label,
  advisoryItems: z.array(id).max(50),
  cluster: id,
  scope: z.enum(['case', 'system', 'network-device', 'mailbox', 'account']),
  question: prose,
  why: prose,
  how: z.string().max(10_000),
  howNote: prose.optional(),
  howTested: z.boolean(),
  positive: prose,
  evidence: prose,
  techniqueIds: z.array(techniqueId).max(50),
  weight: z.int().min(0).max(100),
  floor: id.optional(),
  sourceKeys: z.array(id).min(1).max(50),
});
const checklistSchema = z.strictObject({
  kind: z.literal('checklist'),
  ...head,
  advisoryItems: z.array(z.strictObject({ id, title: label })).max(100),
  checks: z.array(checkSchema).min(1).max(500),
});

const reportFieldSchema = z.strictObject({
  id,
  label,
  hint: prose.nullable(),
  required: z.boolean(),
  fill: z.enum(FILL_SOURCES).nullable(),
  input: z.enum(['line', 'lines', 'table']),
  grade,
});
const reportFormSchema = z.strictObject({
  kind: z.literal('report-form'),
  ...head,
  layoutNote: prose,
  recipients: z.array(id).min(1).max(50),
  stages: z.array(z.enum(REPORT_STAGES)).min(1),
  sections: z
    .array(z.strictObject({ id, title: label, fields: z.array(reportFieldSchema).min(1).max(100) }))
    .min(1)
    .max(50),
});

const authoritySchema = z.strictObject({
  kind: z.literal('authority'),
  ...head,
  nature: z.enum(['duty', 'contract', 'voluntary']),
  names: z
    .array(z.strictObject({ from: date, name: label }))
    .min(1)
    .max(20),
  note: prose,
});

const techniquesSchema = z.strictObject({
  kind: z.literal('techniques'),
  ...head,
  techniques: z
    .array(
      z.strictObject({
        id: techniqueId,
        idV18: techniqueId.nullable(),
        name: text(200),
        stixId: z
          .string()
          .regex(/^attack-pattern--[0-9a-f-]{36}$/u)
          .nullable(),
        tactics: z.array(id).max(20),
      }),
    )
    .min(1)
    .max(2000),
});

export type FormFileContent = Checklist | ReportForm | Authority | TechniqueCatalogue;

/** A form file of any kind. Unknown keys are refused, so that a misspelt one is never lost silently. */
export const formSchema: z.ZodType<FormFileContent> = z.discriminatedUnion('kind', [
  checklistSchema,
  reportFormSchema,
  authoritySchema,
  techniquesSchema,
]) as unknown as z.ZodType<FormFileContent>;
