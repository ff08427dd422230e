import type { CaseRecord } from '../journal/state';
import { searchForm } from '../text/search';
import { compareMoments } from '../time/moment';
import type { ImportedRow } from './csv-import';

/** A line of the timeline: an event that a person keeps, or a row of an imported file. */
export type TimelineRow =
  | { kind: 'curated'; event: CaseRecord<'timelineEvent'> }
  | { kind: 'imported'; importBatchId: string; row: ImportedRow };

/** Stable over time: `importBatchId` and row number name an imported row for good. */
export const timelineRowKey = (line: TimelineRow): string =>
  line.kind === 'curated' ? line.event.id : `${line.importBatchId}:${String(line.row.row)}`;

const occurredAt = (line: TimelineRow) =>
  line.kind === 'curated' ? line.event.fields.occurredAt : line.row.occurredAt;

/** In time order; lines of the same moment stay in the order given (curated ones first, rows as in their file). */
export const timelineRows = (
  events: readonly CaseRecord<'timelineEvent'>[],
  imports: readonly { importBatchId: string; rows: readonly ImportedRow[] }[],
): readonly TimelineRow[] => {
  const lines: TimelineRow[] = events.map((event) => ({ kind: 'curated', event }));
  for (const { importBatchId, rows } of imports)
    for (const row of rows) lines.push({ kind: 'imported', importBatchId, row });
  return lines.sort((a, b) => compareMoments(occurredAt(a), occurredAt(b)));
};

/** Keys of the imported rows that have been promoted to events. */
export const promotedRowKeys = (events: readonly CaseRecord<'timelineEvent'>[]): ReadonlySet<string> =>
  new Set(
    events.flatMap(({ fields }) =>
      fields.importBatchId === undefined || fields.importRow === undefined
        ? []
        : [`${fields.importBatchId}:${String(fields.importRow)}`],
    ),
  );

/** What the filter looks through in a line; `names` are the resolved names of what a curated event refers to. */
export const searchTextOf = (line: TimelineRow, names: (ids: readonly string[]) => string): string => {
  if (line.kind === 'imported') {
    const { message, host, account, source, timestampDesc, occurredAt: time } = line.row;
    return searchForm([message, host, account, source, timestampDesc, time.original].join('\n'));
  }
  const { fields } = line.event;
  const ids = [...(fields.systemIds ?? []), ...(fields.accountIds ?? []), ...(fields.indicatorIds ?? [])];
  return searchForm(
    [
      fields.message,
      fields.interpretation ?? '',
      fields.source ?? '',
      fields.timestampDesc ?? '',
      (fields.techniqueIds ?? []).join(' '),
      names(ids),
      fields.occurredAt.original,
    ].join('\n'),
  );
};
