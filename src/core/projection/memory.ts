import { recordById } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import type { RecordType } from '../records/types';
import type { CaseSession } from '../session/session-type';
import { inQueryOrder } from './order';
import type { Projection, RecordQuery } from './port';

/** Names the state a projection stands at: the newest sequence number of every device. */
export const stateCursor = (state: CaseState): string =>
  [...state.heads]
    .map(([deviceId, head]) => `${deviceId}:${head.seq}`)
    .sort()
    .join(',');

/** Records of a query, straight from the reduced state. */
export const queryState = <T extends RecordType>(state: CaseState, query: RecordQuery<T>): readonly CaseRecord<T>[] => {
  const records = [...(state.records.get(query.type)?.values() ?? [])] as unknown as CaseRecord<T>[];
  return inQueryOrder(
    records.filter((record) => record.removed === query.removed),
    query,
  );
};

/**
 * The read side over the reducer's own state: always complete and current, so `apply` and `wipe` have nothing to do.
 * Answers of `observe` come at once, and again when a record of the type has changed.
 */
export const createMemoryProjection = (session: Pick<CaseSession, 'state' | 'subscribe'>): Projection => ({
  apply: () => Promise.resolve(),
  wipe: () => Promise.resolve(),
  cursor: () => Promise.resolve(session.state().heads.size === 0 ? null : stateCursor(session.state())),
  list: (query) => Promise.resolve(queryState(session.state(), query)),
  get: (type, id) => Promise.resolve(recordById(session.state(), type, id)),
  count: (type, removed) => {
    const records = [...(session.state().records.get(type)?.values() ?? [])];
    return Promise.resolve(records.filter((record) => record.removed === removed).length);
  },
  observe: (query, onResult) => {
    onResult(queryState(session.state(), query));
    return session.subscribe((changes) => {
      const touched = changes.some((change) => change.kind === 'record' && change.type === query.type);
      if (touched) onResult(queryState(session.state(), query));
    });
  },
});
