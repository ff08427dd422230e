import { fieldSchema } from '../../contract/records';
import type { AnyFieldValue, FieldSpec, Moment } from '../../core/records/fields';
import { RECORD_TYPES, type Fields, type RecordType } from '../../core/records/types';
import { offsetText, parseMoment } from '../../core/time/moment';
import type { DraftValues } from '../hooks/draft';

/** Why an entry is not accepted; the text is `problem.<code>` with the other members as parameters. */
export type Problem =
  | { code: 'required' | 'oneLine' | 'number' | 'hex' | 'time' | 'zone' | 'choice' }
  | { code: 'tooLong' | 'tooMany'; max: number }
  | { code: 'range'; min: number; max: number };

export type Problems = Readonly<Record<string, Problem>>;
type Read = { ok: true; value: AnyFieldValue | null } | { ok: false; problem: Problem };

/** The draft key that holds the zone of a time field. */
export const zoneKey = (field: string): string => `${field}@zone`;

export const specOf = (type: RecordType, field: string): FieldSpec => {
  const spec = (RECORD_TYPES[type] as Record<string, FieldSpec>)[field];
  if (spec === undefined) throw new Error(`${type} has no field ${field}`);
  return spec;
};

/** Lists and maps are kept in a draft as JSON. */
export const readList = (text: string): string[] => {
  if (text === '') return [];
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
};
export const writeList = (values: readonly string[]): string => (values.length === 0 ? '' : JSON.stringify(values));

const refuse = (problem: Problem): Read => ({ ok: false, problem });

const readTime = (text: string, zone: string): Read => {
  const parsed = parseMoment(text, zone === '' ? null : zone);
  if (parsed.ok) return { ok: true, value: parsed.moment };
  return refuse({ code: parsed.reason === 'zone-required' || parsed.reason === 'unknown-zone' ? 'zone' : 'time' });
};

/** The value as it would be written, before the schema has judged it. */
const rawValue = (spec: FieldSpec, text: string, zone: string): Read => {
  switch (spec.kind) {
    case 'text':
      return { ok: true, value: text.trim() };
    case 'lines':
    case 'enum':
    case 'ref':
      return { ok: true, value: text };
    case 'sha256':
      return { ok: true, value: text.trim().toLowerCase() };
    case 'texts':
    case 'refs':
      return { ok: true, value: readList(text) };
    case 'map':
      return { ok: true, value: JSON.parse(text) as Record<string, string> };
    case 'integer': {
      const number = text.normalize('NFKC').trim();
      return /^[+-]?\d{1,16}$/u.test(number) ? { ok: true, value: Number(number) } : refuse({ code: 'number' });
    }
    case 'flag':
      return { ok: true, value: text === 'true' };
    case 'time':
      return readTime(text, zone);
    default:
      return spec satisfies never;
  }
};

const problemOf = (spec: FieldSpec, value: AnyFieldValue): Problem => {
  switch (spec.kind) {
    case 'text':
      return /[\r\n]/u.test(value as string) ? { code: 'oneLine' } : { code: 'tooLong', max: spec.max };
    case 'lines':
      return { code: 'tooLong', max: spec.max };
    case 'texts':
      return (value as readonly string[]).length > spec.count
        ? { code: 'tooMany', max: spec.count }
        : { code: 'tooLong', max: spec.max };
    case 'map':
      return { code: 'tooLong', max: spec.max };
    case 'refs':
      return { code: 'tooMany', max: spec.count };
    case 'integer':
      return { code: 'range', min: spec.min, max: spec.max };
    case 'sha256':
      return { code: 'hex' };
    case 'time':
      return { code: 'time' };
    case 'enum':
    case 'ref':
    case 'flag':
      return { code: 'choice' };
    default:
      return spec satisfies never;
  }
};

/** Reads one field of a draft. An empty entry is `null`, which clears an optional field. */
export const readField = (spec: FieldSpec, text: string, zone: string): Read => {
  if (text.trim() === '') return spec.required ? refuse({ code: 'required' }) : { ok: true, value: null };
  const raw = rawValue(spec, text, zone);
  if (!raw.ok || raw.value === null) return raw;
  if (Array.isArray(raw.value) && raw.value.length === 0) return { ok: true, value: null };
  return fieldSchema(spec).safeParse(raw.value).success ? raw : refuse(problemOf(spec, raw.value));
};

const momentZone = (moment: Moment): string => {
  if (moment.offset === 540) return 'Asia/Tokyo';
  return moment.offset === 0 ? 'UTC' : offsetText(moment.offset);
};

/** The text of a value in a form. */
const fieldText = (value: AnyFieldValue): string => {
  if (Array.isArray(value)) return writeList(value as readonly string[]);
  if (typeof value !== 'object') return String(value);
  return 'utc' in value && 'original' in value ? String(value.original) : JSON.stringify(value);
};

/** The draft values that show these fields; absent fields are left out. */
export const draftFrom = (fields: Readonly<Record<string, AnyFieldValue | null | undefined>>): DraftValues => {
  const entries = Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined || value === null) return [];
    const isMoment = typeof value === 'object' && 'utc' in value && 'offset' in value;
    return [[key, fieldText(value)], ...(isMoment ? [[zoneKey(key), momentZone(value as Moment)]] : [])] as [
      string,
      string,
    ][];
  });
  return Object.fromEntries(entries);
};

export type ReadForm =
  { ok: true; values: Readonly<Record<string, AnyFieldValue | null>> } | { ok: false; problems: Problems };

/** Reads the named fields of a draft; all problems are listed, in the order of the fields. */
export const readForm = (type: RecordType, fields: readonly string[], draft: DraftValues): ReadForm => {
  const problems: Record<string, Problem> = {};
  const values: Record<string, AnyFieldValue | null> = {};
  for (const field of fields) {
    const read = readField(specOf(type, field), draft[field] ?? '', draft[zoneKey(field)] ?? '');
    if (read.ok) values[field] = read.value;
    else problems[field] = read.problem;
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, values };
};

/** Fields for a new record: what was left empty is left out. */
export const fieldsForCreate = <T extends RecordType>(
  values: Readonly<Record<string, AnyFieldValue | null>>,
): Fields<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as unknown as Fields<T>;

/**
 * The fields whose text or zone differs from what the form began with: only these are read and written, so that
 * nobody else's change is written over and a stored value never has to be readable as typed text.
 */
export const editedFields = (fields: readonly string[], draft: DraftValues, base: DraftValues): readonly string[] =>
  fields.filter((field) => [field, zoneKey(field)].some((key) => (draft[key] ?? '') !== (base[key] ?? '')));
