import type { RecordType } from '../records/types';
import type { CaseRecord, CaseState } from './state';

/** Live (not removed) records of a type in order of creation. */
export const recordsOf = <T extends RecordType>(state: CaseState, type: T): readonly CaseRecord<T>[] =>
  [...(state.records.get(type)?.values() ?? [])].filter((record) => !record.removed) as unknown as CaseRecord<T>[];

/** A record by id, removed or not; null when there is none. */
export const recordById = <T extends RecordType>(state: CaseState, type: T, id: string): CaseRecord<T> | null =>
  (state.records.get(type)?.get(id) as unknown as CaseRecord<T> | undefined) ?? null;

/** The one record of type `case`; null before it has been filled in. */
export const caseRecord = (state: CaseState): CaseRecord<'case'> | null => recordById(state, 'case', state.caseId);
