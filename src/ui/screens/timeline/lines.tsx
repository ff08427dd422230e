import { useMemo } from 'react';
import { recordLabel } from '../../forms/record-label';
import type { CaseRecord } from '../../../core/journal/state';
import { searchWords } from '../../../core/text/search';
import { searchTextOf, timelineRowKey, timelineRows, type TimelineRow } from '../../../core/timeline/rows';
import type { EVENT_CATEGORIES } from '../../../core/records/vocabularies';
import { useCaseState } from '../../hooks/case';
import type { LoadedImport } from './import-store';

export type Show = 'curated' | 'imported';
export type LineFilter = {
  query: string;
  show: Show | null;
  category: (typeof EVENT_CATEGORIES)[number] | null;
  /** Ids of the imports whose rows are left out. */
  hidden: ReadonlySet<string>;
};

/** Names of systems, accounts and indicators by id. */
export const useNameOf = (): ((id: string) => string) => {
  const { records } = useCaseState();
  return useMemo(() => {
    const find = (id: string) =>
      records.get('system')?.get(id) ?? records.get('account')?.get(id) ?? records.get('indicator')?.get(id);
    return (id) => {
      const record = find(id);
      return record === undefined ? '' : recordLabel(record);
    };
  }, [records]);
};

/** All lines in time order, and those that pass the filter. A promoted row stands for itself only among the imported. */
export const useLines = (
  events: readonly CaseRecord<'timelineEvent'>[],
  imports: readonly LoadedImport[],
  promoted: ReadonlySet<string>,
  filter: LineFilter,
): { total: number; shown: readonly TimelineRow[] } => {
  const nameOf = useNameOf();
  const lines = useMemo(() => {
    const ready = imports.flatMap(({ batch, state }) =>
      state.at === 'ready' ? [{ importBatchId: batch.id, rows: state.result.rows }] : [],
    );
    return timelineRows(events, ready);
  }, [events, imports]);
  const { query, show, category, hidden } = filter;
  const shown = useMemo(() => {
    const words = searchWords(query);
    const names = (ids: readonly string[]) => ids.map(nameOf).join(' ');
    return lines.filter((line) => {
      if (show !== null && line.kind !== show) return false;
      if (category !== null && (line.kind === 'imported' || line.event.fields.category !== category)) return false;
      if (line.kind === 'imported') {
        if (hidden.has(line.importBatchId)) return false;
        if (show === null && promoted.size > 0 && promoted.has(timelineRowKey(line))) return false;
      }
      if (words.length === 0) return true;
      const text = searchTextOf(line, names);
      return words.every((word) => text.includes(word));
    });
  }, [lines, query, show, category, hidden, promoted, nameOf]);
  return { total: lines.length, shown };
};
