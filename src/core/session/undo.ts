import { canonicalJson } from '../canonical';
import { recordById } from '../journal/read';
import type { Payload } from '../journal/operation';
import type { CaseState, LogEntry } from '../journal/state';
import type { AnyFieldValue } from '../records/fields';
import { ADD_ONLY } from '../records/types';

/** Fields that still hold what the operation wrote; a value somebody changed since is left alone. */
const revertibleFields = (state: CaseState, entry: LogEntry): Record<string, AnyFieldValue | null> => {
  const record = entry.type && entry.id ? recordById(state, entry.type, entry.id) : null;
  const current = (record?.fields ?? {}) as Record<string, AnyFieldValue | undefined>;
  return Object.fromEntries(
    entry.changes
      .filter(({ field, after }) => canonicalJson(current[field] ?? null) === canonicalJson(after))
      .map(({ field, before }) => [field, before]),
  );
};

const compensate = (state: CaseState, entry: LogEntry): Payload | null => {
  if (entry.effect !== 'applied' || !entry.type || !entry.id || ADD_ONLY.has(entry.type)) return null;
  const target = { type: entry.type, id: entry.id };
  const removed = recordById(state, entry.type, entry.id)?.removed ?? false;
  switch (entry.kind) {
    case 'record.create':
    case 'record.restore':
      return removed ? null : { kind: 'record.remove', ...target };
    case 'record.remove':
      return removed ? { kind: 'record.restore', ...target } : null;
    case 'record.update': {
      const fields = revertibleFields(state, entry);
      return Object.keys(fields).length > 0 ? { kind: 'record.update', ...target, fields } : null;
    }
    default:
      return null;
  }
};

/** The operations that take back a batch, or the operation with this header hash, newest first; empty when nothing is left to take back. */
export const undoPayloads = (state: CaseState, batchOrHash: string): readonly Payload[] =>
  state.log
    .filter((entry) => entry.batch === batchOrHash || entry.hash === batchOrHash)
    .reverse()
    .map((entry) => compensate(state, entry))
    .filter((payload) => payload !== null);
