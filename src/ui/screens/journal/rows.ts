import type { CaseRecord, CaseState, LogEntry } from '../../../core/journal/state';
import { findAmong, recordLabel } from '../../forms/record-label';
import type { useLabels } from '../../i18n/language';

type Labels = ReturnType<typeof useLabels>;

export type JournalFilter = { person: string | null; kind: string | null; drafts: boolean };

/** The name of what an entry is about; for a draft nothing. An approval is named by its decision and its report. */
export const targetLabel = (state: CaseState, entry: LogEntry, labels: Pick<Labels, 'code'>): string => {
  if (entry.type === null || entry.id === null) return '';
  const record = state.records.get(entry.type)?.get(entry.id);
  if (!record) return entry.id.slice(0, 8);
  if (record.type !== 'approval') return recordLabel(record);
  const { decision, reportId } = (record as CaseRecord<'approval'>).fields;
  const report = findAmong(state, ['report'], reportId);
  return `${labels.code('decision', decision)}: ${report ? recordLabel(report) : reportId.slice(0, 8)}`;
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
