import { Clock3, FileUp, Plus } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { CaseRecord } from '../../../core/journal/state';
import { EVENT_CATEGORIES } from '../../../core/records/vocabularies';
import { createPayload } from '../../../core/session/session-type';
import { promotedEvent } from '../../../core/timeline/promote';
import { promotedRowKeys, timelineRowKey, type TimelineRow } from '../../../core/timeline/rows';
import { Button } from '../../components/button';
import { EmptyState, PageHeader } from '../../components/display';
import { FilterSelect } from '../../components/filter-select';
import { ListToolbar } from '../../components/list-toolbar';
import { focusedRowId } from '../../components/row-mark';
import { Split } from '../../components/split';
import { Table } from '../../components/table';
import { RecordForm, type FormLayout } from '../../forms/record-form';
import { useOpenCase } from '../../hooks/case';
import { useRecord, useRecords } from '../../hooks/records';
import { useSave } from '../../hooks/save';
import { isComposing, useShortcut } from '../../hooks/shortcut';
import { useToasts } from '../../hooks/toasts';
import { useLabels, useText } from '../../i18n/language';
import { useCaseRoute } from '../../shell/routes';
import { ImportBar } from './import-bar';
import { ImportDetail } from './import-detail';
import { useImports, type LoadedImport } from './import-store';
import { ImportView } from './import-view';
import { useLineColumns } from './line-columns';
import { useLines, type LineFilter } from './lines';
import { QuickEntry } from './quick-entry';
import { RowDetail } from './row-detail';

type Event = CaseRecord<'timelineEvent'>;

const LAYOUT: FormLayout = [
  { title: 'timeline.section.event', rows: [['occurredAt'], ['endAt'], ['message'], ['timestampDesc', 'source']] },
  { title: 'timeline.section.meaning', rows: [['category'], ['interpretation'], ['techniqueIds']] },
  { title: 'timeline.section.links', rows: [['systemIds'], ['accountIds'], ['indicatorIds'], ['evidenceIds']] },
  { title: 'timeline.section.report', rows: [['keyEvent', 'inReport']] },
];
const NO_FILTER: LineFilter = { query: '', show: null, category: null, hidden: new Set() };

/** Makes an event of an imported row: linked to what the case knows, and to the row it came from. */
const usePromote = (imports: readonly LoadedImport[], promoted: ReadonlySet<string>) => {
  const t = useText();
  const save = useSave();
  const { show } = useToasts();
  const systems = useRecords('system');
  const accounts = useRecords('account');
  return useCallback(
    async (line: TimelineRow): Promise<void> => {
      if (line.kind === 'curated') return;
      if (promoted.has(timelineRowKey(line))) {
        show({ kind: 'info', title: t('timeline.alreadyPromoted'), lines: [], action: null });
        return;
      }
      const file = imports.find(({ batch }) => batch.id === line.importBatchId)?.batch.fields.fileName ?? '';
      const fields = promotedEvent(line.row, line.importBatchId, { systems, accounts });
      const done = t('timeline.promotedToast', { file, row: line.row.row });
      await save([createPayload('timelineEvent', crypto.randomUUID(), fields)], done);
    },
    [t, save, show, imports, promoted, systems, accounts],
  );
};

const Filters = ({
  filter,
  setFilter,
  withImports,
}: {
  filter: LineFilter;
  setFilter: (filter: LineFilter) => void;
  withImports: boolean;
}) => {
  const t = useText();
  const labels = useLabels();
  return (
    <>
      {withImports && (
        <FilterSelect
          label={t('timeline.show')}
          choices={(['curated', 'imported'] as const).map((show) => ({ id: show, label: t(`timeline.show.${show}`) }))}
          value={filter.show}
          onChange={(show) => setFilter({ ...filter, show })}
        />
      )}
      <FilterSelect
        label={t('timeline.category')}
        choices={EVENT_CATEGORIES.map((code) => ({ id: code, label: labels.code('category', code) }))}
        value={filter.category}
        onChange={(category) => setFilter({ ...filter, category })}
      />
    </>
  );
};

type Lines = {
  events: readonly Event[];
  imports: readonly LoadedImport[];
  promoted: ReadonlySet<string>;
  promote: ((line: TimelineRow) => void) | null;
};

/** What is open beside the list: an event, an imported row, or an import; the address says which. */
const useSidePanel = ({ events, imports, promote }: Lines): ReactNode => {
  const { recordId, go } = useCaseRoute();
  const event = useRecord('timelineEvent', recordId);
  const close = () => go('timeline', null);
  if (event !== null && !event.removed) {
    return (
      <RecordForm key={event.id} type="timelineEvent" record={event} layout={LAYOUT} onDone={close} onClose={close} />
    );
  }
  const loaded = imports.find(({ batch }) => batch.id === recordId?.split(':')[0]);
  if (loaded === undefined || recordId === null) return null;
  if (recordId === loaded.batch.id) return <ImportDetail loaded={loaded} onClose={close} />;
  const number = Number(recordId.split(':')[1]);
  const row = loaded.state.at === 'ready' ? loaded.state.result.rows.find((one) => one.row === number) : undefined;
  if (row === undefined) return null;
  const made = events.find(({ fields }) => fields.importBatchId === loaded.batch.id && fields.importRow === number);
  return (
    <RowDetail
      row={row}
      fileName={loaded.batch.fields.fileName}
      eventId={made?.id ?? null}
      onPromote={promote === null ? null : () => promote({ kind: 'imported', importBatchId: loaded.batch.id, row })}
      onOpenEvent={(id) => go('timeline', id)}
      onClose={close}
    />
  );
};

const LineList = ({ events, imports, promoted, promote, compact }: Lines & { compact: boolean }) => {
  const t = useText();
  const { recordId, go } = useCaseRoute();
  const { writable } = useOpenCase();
  const [filter, setFilter] = useState(NO_FILTER);
  const query = useDeferredValue(filter.query);
  const applied = useMemo(() => ({ ...filter, query }), [filter, query]);
  const { total, shown } = useLines(events, imports, promoted, applied);
  const columns = useLineColumns({ imports, promoted, promote });

  const onKeyDown = (event: KeyboardEvent) => {
    const focused = focusedRowId(event.target);
    if (isComposing(event.nativeEvent) || event.key !== 'p' || event.ctrlKey || event.altKey || focused === null)
      return;
    const line = shown.find((one) => timelineRowKey(one) === focused);
    if (line === undefined || promote === null) return;
    event.preventDefault();
    promote(line);
  };
  const toggleImport = (id: string) => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(id)) hidden.add(id);
    setFilter({ ...filter, hidden });
  };
  const actions = (
    <>
      <Button icon={FileUp} onPress={() => go('timeline', 'import')} isDisabled={!writable}>
        {t('timeline.import')}
      </Button>
      <Button tone="primary" icon={Plus} onPress={() => go('timeline', 'new')} isDisabled={!writable}>
        {t('timeline.new')}
      </Button>
    </>
  );
  const empty = (
    <EmptyState
      icon={Clock3}
      title={t('timeline.empty')}
      action={
        <Button tone="primary" icon={Plus} onPress={() => go('timeline', 'new')} isDisabled={!writable}>
          {t('timeline.new')}
        </Button>
      }
    >
      <p>{t('timeline.emptyText')}</p>
    </EmptyState>
  );
  return (
    <div className="record-table" onKeyDown={onKeyDown}>
      <ListToolbar
        query={filter.query}
        onQuery={(text) => setFilter({ ...filter, query: text })}
        shown={shown.length}
        total={total}
        filters={<Filters filter={filter} setFilter={setFilter} withImports={imports.length > 0} />}
        actions={actions}
      />
      <ImportBar imports={imports} hidden={filter.hidden} onToggle={toggleImport} onOpen={(id) => go('timeline', id)} />
      <Table
        label={t('timeline.list')}
        rows={shown}
        rowId={timelineRowKey}
        columns={compact ? columns.filter(({ secondary }) => !secondary) : columns}
        selectedId={recordId}
        onOpen={(line) => go('timeline', timelineRowKey(line))}
        initialSort={null}
        rowHeight={44}
        empty={total > 0 || imports.length > 0 ? <p className="table-none">{t('timeline.noMatch')}</p> : empty}
      />
    </div>
  );
};

/** What happened when: events that people note, and rows of imported logs, in one order. */
export const TimelineScreen = () => {
  const t = useText();
  const { recordId, go } = useCaseRoute();
  const { writable } = useOpenCase();
  const events = useRecords('timelineEvent');
  const imports = useImports();
  const promoted = useMemo(() => promotedRowKeys(events), [events]);
  const promoteLine = usePromote(imports, promoted);
  const promote = useMemo(
    () => (writable ? (line: TimelineRow) => void promoteLine(line) : null),
    [writable, promoteLine],
  );
  const lines: Lines = { events, imports, promoted, promote };
  const side = useSidePanel(lines);
  const close = () => go('timeline', null);
  useShortcut('n', () => go('timeline', 'new'), writable && recordId !== 'import');
  if (recordId === 'import') {
    return (
      <div className="list-page">
        <PageHeader title={t('timeline.import.title')} />
        <ImportView onClose={close} />
      </div>
    );
  }
  return (
    <div className="list-page">
      <PageHeader title={t('timeline.title')} subtitle={t('timeline.subtitle')} />
      {recordId === 'new' && <QuickEntry onClose={close} onDetails={(id) => go('timeline', id)} />}
      <Split side={side}>
        <LineList {...lines} compact={side !== null} />
      </Split>
      <p className="list-keys">{t('timeline.keys')}</p>
    </div>
  );
};
