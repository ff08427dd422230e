import { Star } from 'lucide-react';
import { useMemo } from 'react';
import { recordLabel } from '../../forms/record-label';
import type { CaseRecord } from '../../../core/journal/state';
import { searchWords } from '../../../core/text/search';
import { searchTextOf, timelineRowKey, timelineRows, type TimelineRow } from '../../../core/timeline/rows';
import type { EVENT_CATEGORIES } from '../../../core/records/vocabularies';
import { Button } from '../../components/button';
import type { Column } from '../../components/columns';
import { Chip, CodeChip, MomentView } from '../../components/display';
import { RowMark } from '../../components/row-mark';
import { useCaseState } from '../../hooks/case';
import { useLabels, useText } from '../../i18n/language';
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

const EventMessage = ({ event }: { event: CaseRecord<'timelineEvent'> }) => {
  const t = useText();
  return (
    <span className="line-message">
      {event.fields.keyEvent === true && (
        <span className="line-key" title={t('timeline.keyEvent')}>
          <Star size={14} aria-label={t('timeline.keyEvent')} />
        </span>
      )}
      <span className="cell-text">{event.fields.message}</span>
    </span>
  );
};

type ColumnPorts = {
  imports: readonly LoadedImport[];
  promoted: ReadonlySet<string>;
  onPromote: ((line: TimelineRow) => void) | null;
};

/** Columns for curated events and imported rows alike. */
export const useLineColumns = ({ imports, promoted, onPromote }: ColumnPorts): readonly Column<TimelineRow>[] => {
  const t = useText();
  const labels = useLabels();
  const nameOf = useNameOf();
  return useMemo(() => {
    const files = new Map(imports.map(({ batch }) => [batch.id, batch.fields.fileName]));
    const timeOf = (line: TimelineRow) =>
      line.kind === 'curated' ? line.event.fields.occurredAt : line.row.occurredAt;
    const messageOf = (line: TimelineRow) => (line.kind === 'curated' ? line.event.fields.message : line.row.message);
    const categoryOf = (line: TimelineRow) =>
      line.kind === 'imported' ? t('timeline.imported') : labels.code('category', line.event.fields.category ?? '');
    const systemsOf = (line: TimelineRow) =>
      line.kind === 'imported'
        ? [line.row.host, line.row.account].filter((name) => name !== '').join(' / ')
        : [...(line.event.fields.systemIds ?? []), ...(line.event.fields.accountIds ?? [])].map(nameOf).join(', ');
    const sourceOf = (line: TimelineRow) =>
      line.kind === 'imported'
        ? line.row.source || (files.get(line.importBatchId) ?? '')
        : (line.event.fields.source ?? '');
    const techniquesOf = (line: TimelineRow) =>
      line.kind === 'imported' ? '' : (line.event.fields.techniqueIds ?? []).join(', ');
    const columns: Column<TimelineRow>[] = [
      {
        id: 'time',
        header: t('timeline.time'),
        width: '12rem',
        text: (line) => timeOf(line).utc,
        number: (line) => Date.parse(timeOf(line).utc),
        cell: (line) => (
          <>
            <RowMark id={timelineRowKey(line)} />
            <MomentView moment={timeOf(line)} />
          </>
        ),
      },
      {
        id: 'message',
        header: t('timeline.message'),
        width: 'minmax(16rem, 5fr)',
        text: messageOf,
        cell: (line) =>
          line.kind === 'curated' ? (
            <EventMessage event={line.event} />
          ) : (
            <span className="cell-text line-imported">{line.row.message}</span>
          ),
      },
      {
        id: 'category',
        header: t('timeline.category'),
        width: '7.5rem',
        text: categoryOf,
        cell: (line) => {
          if (line.kind === 'imported') return <Chip tone="neutral">{t('timeline.imported')}</Chip>;
          const { category } = line.event.fields;
          return category === undefined ? null : <CodeChip field="category" code={category} />;
        },
      },
      {
        id: 'systems',
        header: t('timeline.systems'),
        width: 'minmax(6rem, 1.4fr)',
        secondary: true,
        text: systemsOf,
        cell: (line) => <span className="cell-text">{systemsOf(line)}</span>,
      },
      {
        id: 'source',
        header: t('timeline.source'),
        width: 'minmax(6rem, 1.2fr)',
        secondary: true,
        text: sourceOf,
        cell: (line) => <span className="cell-text">{sourceOf(line)}</span>,
      },
      {
        id: 'techniques',
        header: t('timeline.techniques'),
        width: '6.5rem',
        secondary: true,
        text: techniquesOf,
        cell: (line) => <span className="cell-text mono">{techniquesOf(line)}</span>,
      },
    ];
    if (imports.length === 0) return columns;
    return [
      ...columns,
      {
        id: 'promote',
        header: t('timeline.promoteHead'),
        width: '6.5rem',
        text: (line) => (promoted.has(timelineRowKey(line)) ? '1' : '0'),
        cell: (line) => {
          if (line.kind === 'curated') return null;
          if (promoted.has(timelineRowKey(line))) return <Chip tone="good">{t('timeline.promoted')}</Chip>;
          if (onPromote === null) return null;
          return (
            <Button size="small" tone="quiet" onPress={() => onPromote(line)}>
              {t('timeline.promoteShort')}
            </Button>
          );
        },
      },
    ];
  }, [t, labels, nameOf, imports, promoted, onPromote]);
};
