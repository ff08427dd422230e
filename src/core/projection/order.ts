import type { CaseRecord } from '../journal/state';
import type { Moment } from '../records/fields';
import type { RecordQuery } from './port';

/** What a record is ordered by: ISO 8601 in UTC. A record without the time it should be ordered by uses its creation. */
export const orderKey = (record: CaseRecord, order: RecordQuery['order']): string => {
  switch (order) {
    case 'created':
      return new Date(record.createdAt).toISOString();
    case 'modified':
      return new Date(record.modifiedAt).toISOString();
    case 'occurred': {
      const occurred = (record.fields as { occurredAt?: Moment }).occurredAt;
      return occurred?.utc ?? new Date(record.createdAt).toISOString();
    }
    default:
      return order satisfies never;
  }
};

/**
 * Sorts as the query says. Records of the same time (a pasted list is one batch) stay in the order they were made in,
 * whatever the direction; of two devices at the same number, by id, so that every implementation gives the same order.
 */
export const inQueryOrder = <R extends CaseRecord>(
  records: readonly R[],
  query: Omit<RecordQuery, 'type'>,
): readonly R[] => {
  const sign = query.direction === 'ascending' ? 1 : -1;
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return records
    .map((record) => ({ record, key: orderKey(record, query.order) }))
    .sort((a, b) => {
      const made = a.record.createdLamport - b.record.createdLamport;
      return sign * compare(a.key, b.key) || made || compare(a.record.id, b.record.id);
    })
    .map(({ record }) => record);
};
