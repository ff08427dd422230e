import { createDexieProjection } from '../../../../src/adapters/dexie/projection';
import { applyOperations, newCaseState } from '../../../../src/core/journal/reducer';
import { headerHash } from '../../../../src/core/journal/seal';
import type { Operation, OperationHeader, Payload } from '../../../../src/core/journal/operation';
import type { CaseState, StateChange } from '../../../../src/core/journal/state';
import { createLayeredProjection } from '../../../../src/core/projection/layered';
import { queryState, stateCursor } from '../../../../src/core/projection/memory';
import type { Projection, RecordQuery } from '../../../../src/core/projection/port';
import { RECORD_TYPE_NAMES, type RecordType } from '../../../../src/core/records/types';

const CASE_ID = '00000000-0000-4000-8000-0000000000ca';
const DEVICE = 'a'.repeat(64);
const TYPES = ['system', 'task', 'timelineEvent'] as const satisfies readonly RecordType[];

/** Mulberry32: the same numbers for the same seed, in every browser. */
const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

/** The reducer fed with unsigned operations: what a session is to a projection. */
const fakeSession = () => {
  const operations: Operation[] = [];
  const listeners = new Set<(changes: readonly StateChange[]) => void>();
  let state: CaseState = newCaseState(CASE_ID);
  let prev: string | null = null;
  const write = (payload: Payload): void => {
    const seq = operations.length + 1;
    // Several records share a time, as those of one batch do.
    const time = new Date(Date.UTC(2025, 0, 8) + Math.floor(seq / 9) * 1000).toISOString();
    const header: OperationHeader = {
      v: 1,
      caseId: CASE_ID,
      deviceId: DEVICE,
      seq,
      prev,
      heads: {},
      lamport: seq,
      time,
      actor: 'x',
      kind: payload.kind,
      payloadHash: '0'.repeat(64),
    };
    prev = headerHash(header);
    const operation: Operation = { header, signature: 'AA==', salt: '0'.repeat(32), payload };
    operations.push(operation);
    const reduced = applyOperations(state, [operation], () => true);
    state = reduced.state;
    for (const listener of listeners) listener(reduced.changes);
  };
  const subscribe = (listener: (changes: readonly StateChange[]) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { operations, write, subscribe, state: () => state };
};

type Session = ReturnType<typeof fakeSession>;

const randomPayload = (random: () => number, ids: Map<string, RecordType>): Payload => {
  const known = [...ids];
  const chosen = known[Math.floor(random() * known.length)];
  const action = random();
  if (chosen === undefined || action < 0.4) {
    const type = TYPES[Math.floor(random() * TYPES.length)] ?? 'system';
    const id = `00000000-0000-4000-8000-${String(Math.floor(random() * 1e12)).padStart(12, '0')}`;
    ids.set(id, type);
    const utc = new Date(Math.floor(random() * 1e12)).toISOString();
    const occurredAt = { utc, original: utc, offset: 0, precision: 'millisecond' as const };
    return { kind: 'record.create', type, id, fields: { name: `n${random()}`, ...(random() < 0.7 && { occurredAt }) } };
  }
  const [id, type] = chosen;
  if (action < 0.75) return { kind: 'record.update', type, id, fields: { name: `n${random()}` } };
  return action < 0.9 ? { kind: 'record.remove', type, id } : { kind: 'record.restore', type, id };
};

const allQueries = (): RecordQuery[] =>
  RECORD_TYPE_NAMES.flatMap((type) =>
    [true, false].flatMap((removed) =>
      (['created', 'modified', 'occurred'] as const).flatMap((order) =>
        (['ascending', 'descending'] as const).map((direction) => ({ type, removed, order, direction })),
      ),
    ),
  );

const differences = async (store: Projection, state: CaseState): Promise<string[]> => {
  const found: string[] = [];
  for (const query of allQueries()) {
    const expected = JSON.stringify(queryState(state, query));
    if (JSON.stringify(await store.list(query)) !== expected) found.push(JSON.stringify(query));
    const count = await store.count(query.type, query.removed);
    if (count !== queryState(state, query).length) found.push(`count ${query.type}`);
  }
  return found;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const caughtUp = async (store: Projection, session: Session): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await store.cursor()) === stateCursor(session.state())) return;
    await pause(25);
  }
  throw new Error('the store did not catch up');
};

/** Random work before, while and after the store is filled; answers with what differs from a from-scratch rebuild. */
const fuzz = async (seed: number, steps: number): Promise<{ differences: string[]; rows: number; seen: number }> => {
  const random = randomFrom(seed);
  const session = fakeSession();
  const ids = new Map<string, RecordType>();
  for (let step = 0; step < steps / 3; step += 1) session.write(randomPayload(random, ids));
  const store = createDexieProjection(`fuzz-${seed}`);
  const failures: unknown[] = [];
  const layered = createLayeredProjection(session, store, ['task'], (error) => failures.push(error));
  let seen: readonly { id: string }[] = [];
  const query = { type: 'system', removed: false, order: 'created', direction: 'ascending' } as const;
  const end = layered.observe(
    query,
    (records) => (seen = records),
    (error) => failures.push(error),
  );
  for (let step = 0; step < (2 * steps) / 3; step += 1) {
    session.write(randomPayload(random, ids));
    if (random() < 0.2) await pause(random() * 10);
    // At no time is a list older than the state: memory answers while the store is behind.
    const now = JSON.stringify(queryState(session.state(), query).map(({ id }) => id));
    if (JSON.stringify((await layered.list(query)).map(({ id }) => id)) !== now) failures.push(`stale at ${step}`);
  }
  await caughtUp(store, session);
  await pause(50);
  const rebuilt = applyOperations(newCaseState(CASE_ID), session.operations, () => true).state;
  const found = await differences(store, rebuilt);
  if (JSON.stringify(seen) !== JSON.stringify(queryState(rebuilt, query))) found.push('observed list');
  end();
  layered.stop();
  store.close();
  return { differences: [...found, ...failures.map(String)], rows: ids.size, seen: seen.length };
};

Object.assign(window, { fuzz });
