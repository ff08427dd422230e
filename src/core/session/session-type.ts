import type { CaseState, StateChange } from '../journal/state';
import type { Operation, Payload } from '../journal/operation';
import type { FieldWrites } from '../records/fields';
import type { Fields, RecordType } from '../records/types';

/** What a session needs from the outside. `append` is durable when it resolves. */
export type SessionPorts = {
  append: (actor: string, payloads: readonly Payload[]) => Promise<readonly Operation[]>;
  read: (from: number) => Promise<{ operations: readonly Operation[]; next: number | null }>;
  /** A new random UUID (version 4). */
  newId: () => string;
};

/** Optional fields may be cleared with null. */
export type Writes<T extends RecordType> = { [K in keyof Fields<T>]?: Fields<T>[K] | null };

/**
 * An open case: the only way in which screens and commands change it. Every change resolves after the journal has
 * acknowledged it, and only then shows in `state()`. Calls are carried out one after another.
 */
export type CaseSession = {
  readonly caseId: string;
  /** Reduced state; the same object while nothing changes, a new one after every change. */
  state: () => CaseState;
  subscribe: (onChange: (changes: readonly StateChange[]) => void) => () => void;
  /** Person id that operations are written as. */
  actor: () => string;
  setActor: (personId: string) => void;
  /** Creates a record and resolves to its id. */
  create: <T extends RecordType>(type: T, fields: Fields<T>) => Promise<string>;
  update: <T extends RecordType>(type: T, id: string, fields: Writes<T>) => Promise<void>;
  remove: (type: RecordType, id: string, reason: string | null) => Promise<void>;
  restore: (type: RecordType, id: string) => Promise<void>;
  /** Several payloads as one batch, undone together; resolves to the batch id. */
  write: (payloads: readonly Payload[]) => Promise<string>;
  /** As `write`, but as another person who is present: the approver who signs at this laptop. */
  writeAs: (personId: string, payloads: readonly Payload[]) => Promise<string>;
  /** Writes the compensating operations of a batch or of one operation (header hash); false when there is nothing left to undo. */
  undo: (batchOrHash: string) => Promise<boolean>;
  putDraft: (key: string, value: Readonly<Record<string, string>>) => Promise<void>;
  clearDraft: (key: string) => Promise<void>;
};

/** Payload builders, for `write`. */
export const createPayload = <T extends RecordType>(type: T, id: string, fields: Fields<T>): Payload => ({
  kind: 'record.create',
  type,
  id,
  fields: fields,
});
export const updatePayload = <T extends RecordType>(type: T, id: string, fields: Writes<T>): Payload => ({
  kind: 'record.update',
  type,
  id,
  fields: fields as FieldWrites,
});
