import { recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import type { FieldSpec, Moment } from '../records/fields';
import { referenceLabel } from '../records/label';
import { RECORD_TYPES, type RecordType } from '../records/types';
import { toCsv } from './csv';

/** A time takes four columns, so that nothing of what was stated is lost: UTC, as written, offset in minutes, precision. */
const columnsOf = (key: string, spec: FieldSpec): readonly string[] =>
  spec.kind === 'time' ? [`${key}Utc`, `${key}Original`, `${key}OffsetMinutes`, `${key}Precision`] : [key];

/** What to call the record that a reference points at; an empty text leaves it out. */
export type LabelOf = (types: readonly string[], id: string) => string;

const cellsOf = (label: LabelOf, spec: FieldSpec, value: unknown): readonly string[] => {
  switch (spec.kind) {
    case 'time': {
      const moment = value as Moment | undefined;
      return moment ? [moment.utc, moment.original, String(moment.offset), moment.precision] : ['', '', '', ''];
    }
    case 'texts':
      return [((value ?? []) as readonly string[]).join('; ')];
    case 'ref':
      return [value === undefined ? '' : label(spec.to, value as string)];
    case 'refs': {
      const labels = ((value ?? []) as readonly string[]).map((id) => label(spec.to, id));
      return [labels.filter((text) => text !== '').join('; ')];
    }
    case 'map':
      return [value === undefined ? '' : JSON.stringify(value)];
    case 'text':
    case 'lines':
    case 'enum':
    case 'integer':
    case 'flag':
    case 'sha256':
      return [value === undefined || typeof value === 'string' ? (value ?? '') : JSON.stringify(value)];
    default:
      return spec satisfies never;
  }
};

/**
 * Records as CSV: `id`, then these fields under their own names (codes stay the standard's English codes, references
 * become what `label` calls them).
 */
export const recordsCsv = (input: {
  type: RecordType;
  records: readonly CaseRecord[];
  columns: readonly string[];
  label: LabelOf;
}): string => {
  const all: Readonly<Record<string, FieldSpec>> = RECORD_TYPES[input.type];
  const specs = input.columns.flatMap((key): [string, FieldSpec][] => (all[key] ? [[key, all[key]]] : []));
  const header = ['id', ...specs.flatMap(([key, spec]) => columnsOf(key, spec))];
  const rows = input.records.map((record) => {
    const fields = record.fields as Readonly<Record<string, unknown>>;
    return [record.id, ...specs.flatMap(([key, spec]) => cellsOf(input.label, spec, fields[key]))];
  });
  return toCsv(header, rows);
};

/** All live records of a type with every field, for the team's own use. */
export const allRecordsCsv = (state: CaseState, type: RecordType): string =>
  recordsCsv({
    type,
    records: recordsOf(state, type),
    columns: Object.keys(RECORD_TYPES[type]),
    label: (types, id) => referenceLabel(state, types, id),
  });
