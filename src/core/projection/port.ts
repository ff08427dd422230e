import type { CaseRecord } from '../journal/state';
import type { RecordType } from '../records/types';

/** Live records are listed unless `removed` is true, which lists the removed ones instead. */
export type RecordQuery<T extends RecordType = RecordType> = {
  type: T;
  removed: boolean;
  order: 'created' | 'modified' | 'occurred';
  direction: 'ascending' | 'descending';
};

/**
 * The read side of a case. Two implementations: the reducer's own memory (complete, answers first) and Dexie
 * (filled behind it). Nothing here is a source of truth: `wipe` and rebuild from the journal at any time.
 */
export type Projection = {
  /** Idempotent: stores these records as they are now and remembers `cursor` in one transaction. */
  apply: (records: readonly CaseRecord[], cursor: string) => Promise<void>;
  list: <T extends RecordType>(query: RecordQuery<T>) => Promise<readonly CaseRecord<T>[]>;
  get: <T extends RecordType>(type: T, id: string) => Promise<CaseRecord<T> | null>;
  count: (type: RecordType, removed: boolean) => Promise<number>;
  /** Calls back with the current answer and again after every change to it; returns the end of the subscription. */
  observe: <T extends RecordType>(
    query: RecordQuery<T>,
    onResult: (records: readonly CaseRecord<T>[]) => void,
    onError: (error: unknown) => void,
  ) => () => void;
  /** What has been applied, as given to `apply`; null when empty. */
  cursor: () => Promise<string | null>;
  wipe: () => Promise<void>;
};
