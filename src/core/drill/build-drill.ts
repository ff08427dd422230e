import { findChecklist, findReportForm } from '../forms/select';
import type { FormLibrary } from '../forms/types';
import type { Payload } from '../journal/operation';
import type { AnyFieldValue, FieldSpec, FieldWrites } from '../records/fields';
import { RECORD_TYPES } from '../records/types';
import type { Language } from '../records/vocabularies';
import type { CaseSession } from '../session/session-type';
import { parseMoment } from '../time/moment';
import type { DrillRecord, DrillScenario, DrillText, DrillValue } from './scenario';

/** The checklist that the drill answers. */
const CHECKLIST_ID = 'mirrorface-20250108';
const ZONE = 'Asia/Tokyo';

export type DrillInput = {
  scenario: DrillScenario;
  library: FormLibrary;
  language: Language;
  /** The case is already there, empty; its record takes this id. */
  caseId: string;
  /** A new UUID for each record. */
  newId: () => string;
};

type Resolve = { language: Language; ids: ReadonlyMap<string, string>; at: string };

/** A broken scenario is our own mistake: it stops the drill and names the place. */
const failAt = (at: string, reason: string): never => {
  throw new Error(`Drill, ${at}: ${reason}`);
};

const localised = (value: DrillText, language: Language): string =>
  typeof value === 'string' ? value : value[language];

const idOf = (key: string, { ids, at }: Resolve): string => ids.get(key) ?? failAt(at, `no record with the key ${key}`);

const momentValue = (text: string, at: string): AnyFieldValue => {
  const parsed = parseMoment(text, ZONE);
  return parsed.ok ? parsed.moment : failAt(at, `${text}: ${parsed.reason}`);
};

const isText = (value: DrillValue): value is DrillText =>
  typeof value === 'string' || (typeof value === 'object' && 'ja' in value && 'en' in value);

const fieldValue = (spec: FieldSpec, value: DrillValue, resolve: Resolve): AnyFieldValue => {
  switch (spec.kind) {
    case 'text':
    case 'lines':
      return isText(value) ? localised(value, resolve.language) : failAt(resolve.at, 'not a text');
    case 'enum':
    case 'sha256':
      return typeof value === 'string' ? value : failAt(resolve.at, 'not a code');
    case 'time':
      return typeof value === 'string' ? momentValue(value, resolve.at) : failAt(resolve.at, 'not a time');
    case 'ref':
      return typeof value === 'string' ? idOf(value, resolve) : failAt(resolve.at, 'not a key');
    case 'refs':
      return Array.isArray(value) ? value.map((key: string) => idOf(key, resolve)) : failAt(resolve.at, 'not keys');
    case 'texts':
      return Array.isArray(value) ? (value as readonly string[]) : failAt(resolve.at, 'not a list');
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, DrillText>>).map(([key, text]) => [
          key,
          localised(text, resolve.language),
        ]),
      );
    case 'integer':
    case 'flag':
      return value as number | boolean;
    default:
      return spec satisfies never;
  }
};

/** What a record takes from its sample file: an indicator the hash as its value, evidence name, size and hash. */
const sampleFields = (record: DrillRecord, { samples }: DrillScenario): FieldWrites => {
  if (record.file === undefined) return {};
  const sample = samples.get(record.file) ?? failAt(record.key, `no sample ${record.file}`);
  return record.type === 'indicator'
    ? { value: sample.sha256 }
    : { fileName: record.file, sizeBytes: sample.size, sha256: sample.sha256 };
};

/** Answers and reports name the exact form file they were made with. */
const formFields = (record: DrillRecord, { library, language }: DrillInput): FieldWrites => {
  if (record.type === 'checklistAnswer') {
    const list = findChecklist(library, CHECKLIST_ID, null) ?? failAt(record.key, `no checklist ${CHECKLIST_ID}`);
    return { checklistId: list.id, checklistVersion: list.version, checklistSha256: list.sha256 };
  }
  if (record.type !== 'report') return {};
  const { formId } = record.fields;
  const named = typeof formId === 'string' ? formId : failAt(record.key, 'formId is not a text');
  const form = findReportForm(library, named, null) ?? failAt(record.key, `no form ${named}`);
  return { formVersion: form.version, formSha256: form.sha256, language };
};

const recordFields = (record: DrillRecord, input: DrillInput, ids: ReadonlyMap<string, string>): FieldWrites => {
  const specs: Readonly<Record<string, FieldSpec>> = RECORD_TYPES[record.type];
  const entries = Object.entries(record.fields).map(([name, value]) => {
    const at = `${record.key}.${name}`;
    const spec = specs[name] ?? failAt(at, 'no such field');
    return [name, fieldValue(spec, value, { language: input.language, ids, at })] as const;
  });
  return { ...Object.fromEntries(entries), ...sampleFields(record, input.scenario), ...formFields(record, input) };
};

/**
 * The training case as payloads, in batches of one record type each. With the same ids it is the same every time.
 * Throws an Error that names the record where the scenario does not fit the record types or the forms.
 */
export const drillBatches = (input: DrillInput): readonly (readonly Payload[])[] => {
  const { records } = input.scenario;
  const ids = new Map(records.map(({ key, type }) => [key, type === 'case' ? input.caseId : input.newId()]));
  if (ids.size !== records.length) failAt('scenario', 'two records share a key');
  const types = [...new Set(records.map((record) => record.type))];
  return types.map((type) =>
    records
      .filter((record) => record.type === type)
      .map((record) => ({
        kind: 'record.create',
        type,
        id: ids.get(record.key) ?? input.caseId,
        fields: recordFields(record, input, ids),
      })),
  );
};

/** Writes the training case into an open, empty case, each batch durable before the next. */
export const buildDrill = async (session: CaseSession, input: Omit<DrillInput, 'caseId'>): Promise<void> => {
  for (const batch of drillBatches({ ...input, caseId: session.caseId })) await session.write(batch);
};
