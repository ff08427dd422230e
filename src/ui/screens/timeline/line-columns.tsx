import { Star } from 'lucide-react';
import { useMemo } from 'react';
import type { CaseRecord } from '../../../core/journal/state';
import { timelineRowKey, type TimelineRow } from '../../../core/timeline/rows';
import { Button } from '../../components/button';
import type { Column } from '../../components/columns';
import { Chip, CodeChip, MomentView } from '../../components/display';
import { RowMark } from '../../components/row-mark';
import { useLabels, useText } from '../../i18n/language';
import type { LoadedImport } from './import-store';
import { useNameOf } from './lines';

const timeOf = (line: TimelineRow) => (line.kind === 'curated' ? line.event.fields.occurredAt : line.row.occurredAt);

const EventMessage = ({ event }: { event: CaseRecord<'timelineEvent'> }) => {
  const t = useText();
  return (
    <span className="line-message">
      {event.fields.keyEvent === true && (
        <Star size={14} className="line-key" role="img" aria-label={t('timeline.keyEvent')} />
      )}
      <span className="cell-text">{event.fields.message}</span>
    </span>
  );
};

const useTimeColumn = (): Column<TimelineRow> => {
  const t = useText();
  return useMemo(
    () => ({
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
    }),
    [t],
  );
};

const useMessageColumns = (): readonly Column<TimelineRow>[] => {
  const t = useText();
  const labels = useLabels();
  return useMemo(
    () => [
      {
        id: 'message',
        header: t('timeline.message'),
        width: 'minmax(16rem, 5fr)',
        text: (line) => (line.kind === 'curated' ? line.event.fields.message : line.row.message),
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
        text: (line) =>
          line.kind === 'imported' ? t('timeline.imported') : labels.code('category', line.event.fields.category ?? ''),
        cell: (line) => {
          if (line.kind === 'imported') return <Chip tone="neutral">{t('timeline.imported')}</Chip>;
          const { category } = line.event.fields;
          return category === undefined ? null : <CodeChip field="category" code={category} />;
        },
      },
    ],
    [t, labels],
  );
};

const useLinkColumns = (imports: readonly LoadedImport[]): readonly Column<TimelineRow>[] => {
  const t = useText();
  const nameOf = useNameOf();
  return useMemo(() => {
    const files = new Map(imports.map(({ batch }) => [batch.id, batch.fields.fileName]));
    const systems = (line: TimelineRow) =>
      line.kind === 'imported'
        ? [line.row.host, line.row.account].filter((name) => name !== '').join(' / ')
        : [...(line.event.fields.systemIds ?? []), ...(line.event.fields.accountIds ?? [])].map(nameOf).join(', ');
    const source = (line: TimelineRow) =>
      line.kind === 'imported'
        ? line.row.source || (files.get(line.importBatchId) ?? '')
        : (line.event.fields.source ?? '');
    const techniques = (line: TimelineRow) =>
      line.kind === 'imported' ? '' : (line.event.fields.techniqueIds ?? []).join(', ');
    const column = (id: string, header: string, width: string, text: (line: TimelineRow) => string) => ({
      id,
      header,
      width,
      secondary: true,
      text,
      cell: (line: TimelineRow) => <span className="cell-text">{text(line)}</span>,
    });
    return [
      column('systems', t('timeline.systems'), 'minmax(6rem, 1.4fr)', systems),
      column('source', t('timeline.source'), 'minmax(6rem, 1.2fr)', source),
      column('techniques', t('timeline.techniques'), '6.5rem', techniques),
    ];
  }, [t, nameOf, imports]);
};

type Ports = {
  imports: readonly LoadedImport[];
  promoted: ReadonlySet<string>;
  promote: ((line: TimelineRow) => void) | null;
};

/** Columns for curated events and imported rows alike. The last one is there when there are imports. */
export const useLineColumns = ({ imports, promoted, promote }: Ports): readonly Column<TimelineRow>[] => {
  const t = useText();
  const time = useTimeColumn();
  const message = useMessageColumns();
  const links = useLinkColumns(imports);
  return useMemo(() => {
    const promotion: Column<TimelineRow> = {
      id: 'promote',
      header: t('timeline.promoteHead'),
      width: '6.5rem',
      text: (line) => (promoted.has(timelineRowKey(line)) ? '1' : '0'),
      cell: (line) => {
        if (line.kind === 'curated') return null;
        if (promoted.has(timelineRowKey(line))) return <Chip tone="good">{t('timeline.promoted')}</Chip>;
        return promote === null ? null : (
          <Button size="small" tone="quiet" onPress={() => promote(line)}>
            {t('timeline.promoteShort')}
          </Button>
        );
      },
    };
    return [time, ...message, ...links, ...(imports.length === 0 ? [] : [promotion])];
  }, [t, time, message, links, imports.length, promoted, promote]);
};
