import { recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import type { FieldSpec, Moment } from '../records/fields';
import { referenceLabel } from '../records/label';
import { RECORD_TYPES, type RecordType } from '../records/types';
import { toCsv } from './csv';

/** A time takes four columns, so that nothing of what was stated is lost: UTC, as written, offset in minutes, precision. */
const columnsOf = (key: string, spec: FieldSpec): readonly string[] =>
  spec.kind === 'time' ? [`${key}Utc`, `${key}Original`, `${key}OffsetMinutes`, `${key}Precision`] : [key];

const cellsOf = (state: CaseState, spec: FieldSpec, value: unknown): readonly string[] => {
  switch (spec.kind) {
    case 'time': {
      const moment = value as Moment | undefined;
      return moment ? [moment.utc, moment.original, String(moment.offset), moment.precision] : ['', '', '', ''];
    }
    case 'texts':
      return [((value ?? []) as readonly string[]).join('; ')];
    case 'ref':
      return [value === undefined ? '' : referenceLabel(state, spec.to, value as string)];
    case 'refs':
      return [((value ?? []) as readonly string[]).map((id) => referenceLabel(state, spec.to, id)).join('; ')];
    case 'map':
      return [value === undefined ? '' : JSON.stringify(value)];
    case 'text':
    case 'lines':
    case 'enum':
    case 'integer':
    case 'flag':
    case 'sha256':
      return [value === undefined ? '' : String(value as string | number | boolean)];
    default:
      return spec satisfies never;
  }
};

/**
 * These records as CSV: `id`, then one column for each field under its own name (field codes stay the standard's
 * English codes, references become names), then who changed it last and when.
 */
export const recordsCsv = (state: CaseState, type: RecordType, records: readonly CaseRecord[]): string => {
  const specs: [string, FieldSpec][] = Object.entries(RECORD_TYPES[type]);
  const header = ['id', ...specs.flatMap(([key, spec]) => columnsOf(key, spec)), 'modifiedAt', 'modifiedBy'];
  const rows = records.map((record) => {
    const fields = record.fields as Readonly<Record<string, unknown>>;
    const cells = specs.flatMap(([key, spec]) => cellsOf(state, spec, fields[key]));
    return [record.id, ...cells, record.modifiedAt, referenceLabel(state, ['person'], record.modifiedBy)];
  });
  return toCsv(header, rows);
};

/** All live records of a type as CSV. */
export const allRecordsCsv = (state: CaseState, type: RecordType): string =>
  recordsCsv(state, type, recordsOf(state, type));
