import type { AnyFieldValue } from '../records/fields';
import { ADD_ONLY, type RecordType } from '../records/types';
import { headerHash } from './seal';
import type { Operation, OperationHeader, Payload } from './operation';
import type { CaseRecord, CaseState, LogEntry, StateChange } from './state';

/** Position of a write in the total order: Lamport number, then device id. Wall time never decides. */
type Stamp = { lamport: number; deviceId: string };
/** A record with what the merge needs to know: which write each field comes from, and the newest removal or restore. */
type StoredRecord = CaseRecord & { stamps: Readonly<Record<string, Stamp>>; presence: Stamp };
type RecordPayload = Exclude<Payload, { kind: `draft.${string}` }>;
type Change = LogEntry['changes'][number];
type Outcome = { effect: LogEntry['effect']; changes: readonly Change[] };

/** Working copy of a state: maps are copied when first written, so that a published state never changes. */
type Work = {
  records: Map<RecordType, Map<string, StoredRecord>>;
  copied: Set<RecordType>;
  drafts: Map<string, Readonly<Record<string, string>>>;
  log: LogEntry[];
  heads: Map<string, { seq: number; hash: string }>;
  lamport: number;
  unknown: Operation[];
  changes: StateChange[];
};

const isLater = (a: Stamp, b: Stamp): boolean =>
  a.lamport !== b.lamport ? a.lamport > b.lamport : a.deviceId > b.deviceId;

const stampOf = ({ lamport, deviceId }: OperationHeader): Stamp => ({ lamport, deviceId });

export const newCaseState = (caseId: string): CaseState => ({
  caseId,
  records: new Map(),
  drafts: new Map(),
  log: [],
  heads: new Map(),
  lamport: 0,
  unknown: [],
});

const storeRecord = (work: Work, record: StoredRecord): void => {
  if (!work.copied.has(record.type)) {
    work.records.set(record.type, new Map(work.records.get(record.type)));
    work.copied.add(record.type);
  }
  work.records.get(record.type)?.set(record.id, record);
  work.changes.push({ kind: 'record', type: record.type, id: record.id });
};

/** Field-level last writer wins: a field is written only when this operation is later than the one it comes from. */
const writeFields = (
  record: StoredRecord,
  header: OperationHeader,
  writes: Readonly<Record<string, AnyFieldValue | null | undefined>>,
): { record: StoredRecord; changes: Change[] } => {
  const stamp = stampOf(header);
  const fields: Record<string, AnyFieldValue> = { ...record.fields };
  const stamps: Record<string, Stamp> = { ...record.stamps };
  const changes: Change[] = [];
  for (const [field, value] of Object.entries(writes)) {
    if (value === undefined) continue;
    const current = stamps[field];
    if (current !== undefined && !isLater(stamp, current)) continue;
    changes.push({ field, before: fields[field] ?? null, after: value });
    stamps[field] = stamp;
    if (value === null) delete fields[field];
    else fields[field] = value;
  }
  return {
    record: {
      ...record,
      fields: fields,
      stamps,
      modifiedAt: header.time,
      modifiedBy: header.actor,
      revision: record.revision + 1,
    },
    changes,
  };
};

const blankRecord = (type: RecordType, id: string, header: OperationHeader): StoredRecord => ({
  type,
  id,
  fields: {},
  createdAt: header.time,
  createdLamport: header.lamport,
  createdBy: header.actor,
  modifiedAt: header.time,
  modifiedBy: header.actor,
  revision: 0,
  removed: false,
  stamps: {},
  presence: stampOf(header),
});

const applyRecordPayload = (work: Work, header: OperationHeader, payload: RecordPayload): Outcome => {
  const type = payload.type as RecordType;
  const existing = work.records.get(type)?.get(payload.id);
  if (payload.kind === 'record.create') {
    // The same id created on two laptops (a person known to both) merges field by field; an add-only record never changes.
    if (existing && ADD_ONLY.has(type)) return { effect: 'refused', changes: [] };
    const { record, changes } = writeFields(existing ?? blankRecord(type, payload.id, header), header, payload.fields);
    storeRecord(work, record);
    return { effect: 'applied', changes };
  }
  if (!existing || ADD_ONLY.has(type)) return { effect: 'refused', changes: [] };
  if (payload.kind === 'record.update') {
    const { record, changes } = writeFields(existing, header, payload.fields);
    if (changes.length === 0) return { effect: 'superseded', changes };
    storeRecord(work, record);
    return { effect: 'applied', changes };
  }
  const stamp = stampOf(header);
  if (!isLater(stamp, existing.presence)) return { effect: 'superseded', changes: [] };
  const { record } = writeFields(existing, header, {});
  storeRecord(work, { ...record, removed: payload.kind === 'record.remove', presence: stamp });
  return { effect: 'applied', changes: [] };
};

const applyPayload = (work: Work, header: OperationHeader, payload: Payload): Outcome => {
  switch (payload.kind) {
    case 'draft.put':
      work.drafts.set(payload.key, payload.value);
      work.changes.push({ kind: 'draft', key: payload.key });
      return { effect: 'applied', changes: [] };
    case 'draft.clear':
      work.drafts.delete(payload.key);
      work.changes.push({ kind: 'draft', key: payload.key });
      return { effect: 'applied', changes: [] };
    case 'record.create':
    case 'record.update':
    case 'record.remove':
    case 'record.restore':
      return applyRecordPayload(work, header, payload);
    default:
      return payload satisfies never;
  }
};

const applyOne = (work: Work, operation: Operation, isKnown: (payload: Payload) => boolean): void => {
  const { header, payload } = operation;
  const head = work.heads.get(header.deviceId);
  if (head && header.seq <= head.seq) return; // already applied: replay is idempotent
  const hash = headerHash(header);
  work.heads.set(header.deviceId, { seq: header.seq, hash });
  work.lamport = Math.max(work.lamport, header.lamport);

  const known = payload !== null && isKnown(payload);
  if (payload !== null && !known) work.unknown.push(operation);
  const outcome: Outcome = known
    ? applyPayload(work, header, payload)
    : { effect: payload === null ? 'redacted' : 'unknown', changes: [] };
  work.log.push({
    hash,
    deviceId: header.deviceId,
    seq: header.seq,
    time: header.time,
    actor: header.actor,
    kind: header.kind,
    batch: (known && payload.batch) || null,
    type: known && 'type' in payload ? (payload.type as RecordType) : null,
    id: known && 'id' in payload ? payload.id : null,
    ...outcome,
  });
  work.changes.push({ kind: 'log' });
};

/** The order in which operations of several devices are reduced: Lamport number, then device id. */
export const inTotalOrder = (operations: readonly Operation[]): Operation[] =>
  [...operations].sort((a, b) => (isLater(stampOf(a.header), stampOf(b.header)) ? 1 : -1));

/**
 * Reduces operations into a new state; the given state is not touched. `isKnown` says whether this version of the
 * application understands a payload (the boundary schema): others are kept in `unknown` and shown as such.
 * Operations already applied are passed over, so replay is idempotent.
 */
export const applyOperations = (
  state: CaseState,
  operations: readonly Operation[],
  isKnown: (payload: Payload) => boolean,
): { state: CaseState; changes: readonly StateChange[] } => {
  const work: Work = {
    records: new Map(state.records) as Work['records'],
    copied: new Set(),
    drafts: new Map(state.drafts),
    log: [...state.log],
    heads: new Map(state.heads),
    lamport: state.lamport,
    unknown: [...state.unknown],
    changes: [],
  };
  for (const operation of inTotalOrder(operations)) applyOne(work, operation, isKnown);
  const { copied: _copied, changes, ...reduced } = work;
  return { state: { caseId: state.caseId, ...reduced }, changes };
};
