import { useLayoutEffect, useMemo, useState } from 'react';
import type { CaseRecord } from '../../core/journal/state';
import type { RecordQuery } from '../../core/projection/port';
import type { RecordType } from '../../core/records/types';
import { useCaseState, useOpenCase } from './case';
import { useThrow } from './throw';

type ListOptions = Partial<Omit<RecordQuery, 'type'>>;

/**
 * The records of a type, again after every change; oldest first unless said otherwise. The first answer comes before
 * the first paint, because memory answers until the store has caught up.
 */
export const useRecords = <T extends RecordType>(type: T, options?: ListOptions): readonly CaseRecord<T>[] => {
  const { projection } = useOpenCase();
  const { removed = false, order = 'created', direction = 'ascending' } = options ?? {};
  const [records, setRecords] = useState<readonly CaseRecord<T>[]>([]);
  const throwInRender = useThrow();
  useLayoutEffect(
    () => projection.observe({ type, removed, order, direction }, setRecords, throwInRender),
    [projection, type, removed, order, direction, throwInRender],
  );
  return records;
};

/** One record, removed or not; null when there is none with this id. */
export const useRecord = <T extends RecordType>(type: T, id: string | null): CaseRecord<T> | null => {
  const state = useCaseState();
  return id === null ? null : ((state.records.get(type)?.get(id) as CaseRecord<T> | undefined) ?? null);
};

/** Live records by id, for showing what a reference points at. */
export const useRecordMap = <T extends RecordType>(type: T): ReadonlyMap<string, CaseRecord<T>> => {
  const state = useCaseState();
  const records = state.records.get(type);
  return useMemo(() => (records ?? new Map()) as ReadonlyMap<string, CaseRecord<T>>, [records]);
};
