import type { CaseState, StateChange } from '../journal/state';
import { RECORD_TYPE_NAMES, type RecordType } from '../records/types';
import type { CaseSession } from '../session/session-type';
import { createMemoryProjection, stateCursor } from './memory';
import type { Projection } from './port';

/** Types with more rows than this are read from memory only: re-reading them from a store after each change takes too long. */
export const STORE_ROW_LIMIT = 20_000;
const CHUNK_ROWS = 1000;

export type LayeredProjection = Projection & {
  /** Resolves when the store has been filled, or has been given up. */
  filled: Promise<void>;
  /** Ends the filling and every subscription of its own; the store is left to its owner. */
  stop: () => void;
};

const isStored = (state: CaseState, type: RecordType): boolean =>
  (state.records.get(type)?.size ?? 0) <= STORE_ROW_LIMIT;

const touchedTypes = (changes: readonly StateChange[]): readonly RecordType[] => [
  ...new Set(changes.flatMap((change) => (change.kind === 'record' ? [change.type] : []))),
];

/** Observes whichever of the two answers for the type, and changes over when that changes. */
const observeThrough =
  (answering: (type: RecordType) => Projection, switches: Set<(type: RecordType) => void>): Projection['observe'] =>
  (query, onResult, onError) => {
    let end = answering(query.type).observe(query, onResult, onError);
    const onSwitch = (type: RecordType): void => {
      if (type !== query.type) return;
      end();
      end = answering(query.type).observe(query, onResult, onError);
    };
    switches.add(onSwitch);
    return () => {
      switches.delete(onSwitch);
      end();
    };
  };

/**
 * Memory in front of a store: memory answers for a type until the store holds everything of it, and always for types
 * beyond the row limit. The store is wiped, filled in chunks (`first` types before the others) and then follows every
 * change. When the store fails, it is left alone from then on and memory answers: nothing depends on it.
 */
export const createLayeredProjection = (
  session: Pick<CaseSession, 'state' | 'subscribe'>,
  store: Projection,
  first: readonly RecordType[],
  onStoreFailure: (error: unknown) => void,
): LayeredProjection => {
  const memory = createMemoryProjection(session);
  const ready = new Set<RecordType>();
  const switches = new Set<(type: RecordType) => void>();
  let stopped = false;
  let queue: Promise<void> = Promise.resolve();

  const setReady = (type: RecordType, isReady: boolean): void => {
    if (ready.has(type) === isReady) return;
    if (isReady) ready.add(type);
    else ready.delete(type);
    for (const onSwitch of [...switches]) onSwitch(type);
  };
  const giveUp = (error: unknown): void => {
    if (stopped) return;
    stopped = true;
    for (const type of [...ready]) setReady(type, false);
    onStoreFailure(error);
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(() => (stopped ? undefined : work())).catch(giveUp);
    return queue;
  };

  const fillType = (type: RecordType): Promise<void> =>
    inTurn(async () => {
      const state = session.state();
      if (!isStored(state, type)) return;
      const rows = [...(state.records.get(type)?.values() ?? [])];
      for (let from = 0; from < rows.length && !stopped; from += CHUNK_ROWS) {
        await store.apply(rows.slice(from, from + CHUNK_ROWS), `filling ${type}`);
      }
      // What changed meanwhile is behind this in the queue, and brings its own switch.
      if (session.state().records.get(type) === state.records.get(type)) setReady(type, true);
    });

  /** Everything that has changed since it was last handed to the store. */
  let pending: StateChange[] = [];
  const drain = async (): Promise<void> => {
    if (pending.length === 0) return;
    const state = session.state();
    const changes = pending;
    pending = [];
    const records = changes.flatMap((change) => {
      const record = change.kind === 'record' ? state.records.get(change.type)?.get(change.id) : undefined;
      return record && isStored(state, record.type) ? [record] : [];
    });
    await store.apply(records, stateCursor(state));
    // A type that has changed again meanwhile is pending again, and becomes ready with that change.
    const again = touchedTypes(pending);
    for (const type of touchedTypes(changes)) setReady(type, isStored(state, type) && !again.includes(type));
  };
  const follow = (changes: readonly StateChange[]): void => {
    pending.push(...changes);
    // Until the store has the change, memory answers: nobody is ever shown an older list than before.
    for (const type of touchedTypes(changes)) setReady(type, false);
    void inTurn(drain);
  };

  const unsubscribe = session.subscribe(follow);
  void inTurn(() => store.wipe());
  for (const type of new Set([...first, ...RECORD_TYPE_NAMES])) void fillType(type);
  const filled = inTurn(() => (pending.length > 0 ? drain() : store.apply([], stateCursor(session.state()))));
  const answering = (type: RecordType): Projection => (ready.has(type) ? store : memory);

  return {
    filled,
    stop: () => {
      stopped = true;
      unsubscribe();
    },
    apply: () => Promise.resolve(),
    wipe: () => inTurn(() => store.wipe()),
    cursor: memory.cursor,
    list: (query) => answering(query.type).list(query),
    get: (type, id) => answering(type).get(type, id),
    count: (type, removed) => answering(type).count(type, removed),
    observe: observeThrough(answering, switches),
  };
};
