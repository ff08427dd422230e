import type { AnyFieldValue } from '../records/fields';
import type { Fields, RecordType } from '../records/types';
import type { Operation } from './operation';

/** A record as the journal's operations have made it. Times are the claims of the operations' headers. */
export type CaseRecord<T extends RecordType = RecordType> = {
  readonly type: T;
  readonly id: string;
  readonly fields: Fields<T>;
  readonly createdAt: string;
  /** Lamport number of the operation that made the record: the records of one batch have the same time, never the same number. */
  readonly createdLamport: number;
  /** Person id. */
  readonly createdBy: string;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  /** Number of operations that touched the record. */
  readonly revision: number;
  readonly removed: boolean;
};

/** What one operation changed; the audit trail and undo read this. */
export type LogEntry = {
  /** Hash of the operation's header. */
  readonly hash: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly time: string;
  readonly actor: string;
  readonly kind: string;
  readonly batch: string | null;
  readonly type: RecordType | null;
  readonly id: string | null;
  readonly changes: readonly { field: string; before: AnyFieldValue | null; after: AnyFieldValue | null }[];
  /** `applied`; `superseded` by a later write of another device; `refused` by a rule (add-only, unknown record); `unknown` kind or field of a newer version; `redacted`. */
  readonly effect: 'applied' | 'superseded' | 'refused' | 'unknown' | 'redacted';
};

/**
 * The case in memory: the result of reducing all operations. Built by `newCaseState` and `applyOperation` only;
 * everybody else reads it.
 */
export type CaseState = {
  readonly caseId: string;
  readonly records: ReadonlyMap<RecordType, ReadonlyMap<string, CaseRecord>>;
  readonly drafts: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly log: readonly LogEntry[];
  /** Newest header hash and seq of every device seen. */
  readonly heads: ReadonlyMap<string, { seq: number; hash: string }>;
  readonly lamport: number;
  /** Operations kept but not understood (newer version). */
  readonly unknown: readonly Operation[];
};

/** What an operation touched, for projections and screens. */
export type StateChange =
  { kind: 'record'; type: RecordType; id: string } | { kind: 'draft'; key: string } | { kind: 'log' };
