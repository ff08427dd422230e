import { recordById } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import type { RecordType } from './types';

/** Fields that can name a record, the first one present wins. */
const NAMING_FIELDS = ['title', 'name', 'hostname', 'accountName', 'value', 'fileName', 'message', 'checkId'] as const;

/** What a person would call the record: its title, host name, value …; its id when it has none of them. */
export const recordLabel = (record: CaseRecord): string => {
  const fields = record.fields as Readonly<Record<string, unknown>>;
  const name = NAMING_FIELDS.map((field) => fields[field]).find((value) => typeof value === 'string' && value !== '');
  return (name as string | undefined) ?? record.id;
};

/** The label of what a reference points at, among the types it may point to; the bare id when it is not there. */
export const referenceLabel = (state: CaseState, types: readonly string[], id: string): string => {
  const target = types.map((type) => recordById(state, type as RecordType, id)).find((record) => record !== null);
  return target ? recordLabel(target) : id;
};
