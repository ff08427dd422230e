import type { CaseState, LogEntry } from '../../../core/journal/state';
import { recordLabel } from '../../forms/record-label';

export type JournalFilter = { person: string | null; kind: string | null; drafts: boolean };

/** The name of what an entry is about; for a draft nothing. */
export const targetLabel = (state: CaseState, entry: LogEntry): string => {
  if (entry.type === null || entry.id === null) return '';
  const record = state.records.get(entry.type)?.get(entry.id);
  return record ? recordLabel(record) : entry.id.slice(0, 8);
};

export const isDraftEntry = ({ kind }: LogEntry): boolean => kind.startsWith('draft.');

/** Entries that pass the filter, newest first. Null lets everything through. */
export const journalRows = (log: readonly LogEntry[], filter: JournalFilter): readonly LogEntry[] =>
  log
    .filter(
      (entry) =>
        (filter.drafts || !isDraftEntry(entry)) &&
        (filter.person === null || entry.actor === filter.person) &&
        (filter.kind === null || entry.kind === filter.kind),
    )
    .reverse();
