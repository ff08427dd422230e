import { ClipboardPaste, Crosshair, Plus, Trash2 } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState, type KeyboardEvent } from 'react';
import { defang } from '../../../core/indicators/defang';
import type { CaseRecord } from '../../../core/journal/state';
import { INDICATOR_STATUSES, INDICATOR_TYPES, type IndicatorType } from '../../../core/records/vocabularies';
import { searchForm, searchWords } from '../../../core/text/search';
import { Button, IconButton } from '../../components/button';
import { EmptyState, PageHeader } from '../../components/display';
import { FilterSelect } from '../../components/filter-select';
import { ListToolbar } from '../../components/list-toolbar';
import { focusedRowId } from '../../components/row-mark';
import { Split } from '../../components/split';
import { Table } from '../../components/table';
import { RecordForm, type FormLayout } from '../../forms/record-form';
import { useOpenCase } from '../../hooks/case';
import { useRecord, useRecords } from '../../hooks/records';
import { isComposing, useShortcut } from '../../hooks/shortcut';
import { useLabels, useText } from '../../i18n/language';
import { useCaseRoute } from '../../shell/routes';
import { BulkBar } from './bulk-bar';
import { useIndicatorColumns } from './indicator-columns';
import { NewIndicator } from './new-indicator';
import { PasteDialog } from './paste-dialog';
import { knownIndicators, MAX_BATCH } from './review';
import { toggled } from './review-list';
import { IndicatorValue } from './value-view';

type Indicator = CaseRecord<'indicator'>;
type Status = (typeof INDICATOR_STATUSES)[number];

/** The value itself is not among them: another value is another indicator. */
const LAYOUT: FormLayout = [
  {
    title: 'indicators.section.rating',
    rows: [['indicatorStatus', 'tlp'], ['confidence', 'malwareFamily'], ['shareable']],
  },
  { title: 'indicators.section.seen', rows: [['firstSeenAt'], ['lastSeenAt'], ['systemIds']] },
  { title: 'indicators.section.origin', rows: [['source'], ['description'], ['techniqueIds'], ['extractedFrom']] },
];

type Filter = { query: string; type: IndicatorType | null; status: Status | null };

const useShown = (records: readonly Indicator[], { query, type, status }: Filter): readonly Indicator[] => {
  const labels = useLabels();
  const words = searchWords(useDeferredValue(query)).join(' ');
  return useMemo(() => {
    const matches = ({ fields }: Indicator): boolean => {
      if ((type !== null && fields.indicatorType !== type) || (status !== null && fields.indicatorStatus !== status))
        return false;
      if (words === '') return true;
      // A defanged value is found by its plain form and the other way round.
      const text = searchForm(
        [
          fields.value,
          defang(fields.indicatorType, fields.value),
          labels.code('indicatorType', fields.indicatorType),
          fields.source ?? '',
          fields.description ?? '',
          fields.malwareFamily ?? '',
        ].join('\n'),
      );
      return words.split(' ').every((word) => text.includes(word));
    };
    return records.filter(matches);
  }, [records, words, type, status, labels]);
};

const Filters = ({ filter, setFilter }: { filter: Filter; setFilter: (filter: Filter) => void }) => {
  const t = useText();
  const labels = useLabels();
  return (
    <>
      <FilterSelect
        label={t('indicators.filterType')}
        choices={INDICATOR_TYPES.map((code) => ({ id: code, label: labels.code('indicatorType', code) }))}
        value={filter.type}
        onChange={(type) => setFilter({ ...filter, type })}
      />
      <FilterSelect
        label={t('indicators.filterStatus')}
        choices={INDICATOR_STATUSES.map((code) => ({ id: code, label: labels.code('indicatorStatus', code) }))}
        value={filter.status}
        onChange={(status) => setFilter({ ...filter, status })}
      />
    </>
  );
};

type ListProps = {
  removed: boolean;
  setRemoved: (removed: boolean) => void;
  compact: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
  onPaste: () => void;
};

/** The list with its filters and the selection; Space on a row selects it. */
const IndicatorList = ({ removed, setRemoved, compact, openId, onOpen, onPaste }: ListProps) => {
  const t = useText();
  const { writable } = useOpenCase();
  const [filter, setFilter] = useState<Filter>({ query: '', type: null, status: null });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const records = useRecords('indicator', { removed, order: 'created', direction: 'descending' });
  const shown = useShown(records, filter);
  const toggle = useCallback((id: string) => setSelected((before) => toggled(before, id)), []);
  const columns = useIndicatorColumns(selected, toggle);
  // What a filter hides is not acted on.
  const selectedIds = useMemo(() => shown.filter(({ id }) => selected.has(id)).map(({ id }) => id), [shown, selected]);
  const selectAll = () => setSelected(new Set(shown.slice(0, MAX_BATCH).map(({ id }) => id)));
  const onKeyDown = (event: KeyboardEvent) => {
    const focused = focusedRowId(event.target);
    if (isComposing(event.nativeEvent) || event.key !== ' ' || focused === null) return;
    event.preventDefault();
    toggle(focused);
  };
  const actions = (
    <>
      <IconButton
        label={t(removed ? 'indicators.hideRemoved' : 'indicators.showRemoved')}
        icon={Trash2}
        aria-pressed={removed}
        onPress={() => setRemoved(!removed)}
      />
      <Button icon={ClipboardPaste} onPress={onPaste} isDisabled={!writable}>
        {t('indicators.pasteHint')}
      </Button>
      <Button tone="primary" icon={Plus} onPress={() => onOpen('new')} isDisabled={!writable}>
        {t('table.newHint')}
      </Button>
    </>
  );
  const empty = (
    <EmptyState
      icon={Crosshair}
      title={t('indicators.empty')}
      action={
        <Button tone="primary" icon={ClipboardPaste} onPress={onPaste} isDisabled={!writable}>
          {t('indicators.paste')}
        </Button>
      }
    >
      <p>{t('indicators.emptyText')}</p>
    </EmptyState>
  );
  const none = records.length > 0 ? 'indicators.noMatch' : 'indicators.removedEmpty';
  return (
    <div className="record-table" onKeyDown={onKeyDown}>
      <ListToolbar
        query={filter.query}
        onQuery={(query) => setFilter({ ...filter, query })}
        shown={shown.length}
        total={records.length}
        filters={<Filters filter={filter} setFilter={setFilter} />}
        actions={actions}
      />
      {selectedIds.length > 0 && writable && (
        <BulkBar
          ids={selectedIds}
          removed={removed}
          shownCount={Math.min(shown.length, MAX_BATCH)}
          onSelectAll={selectAll}
          onClear={() => setSelected(new Set())}
        />
      )}
      <Table
        label={t('indicators.title')}
        rows={shown}
        rowId={({ id }) => id}
        columns={compact ? columns.filter(({ secondary }) => !secondary) : columns}
        selectedId={openId}
        onOpen={removed ? null : ({ id }) => onOpen(id)}
        initialSort={null}
        rowHeight={44}
        empty={records.length > 0 || removed ? <p className="table-none">{t(none)}</p> : empty}
      />
    </div>
  );
};

/** Indicators of compromise: list, bulk changes, adding by hand, and extraction from pasted text. */
export const IndicatorsScreen = () => {
  const t = useText();
  const { recordId, go } = useCaseRoute();
  const { writable } = useOpenCase();
  const [removed, setRemoved] = useState(false);
  const [pasting, setPasting] = useState(false);
  const live = useRecords('indicator');
  const known = useMemo(() => knownIndicators(live), [live]);
  const record = useRecord('indicator', recordId === 'new' ? null : recordId);
  const open = (id: string | null) => go('indicators', id);
  useShortcut('n', () => open('new'), writable);
  useShortcut('v', () => setPasting(true), writable);

  const form =
    recordId === 'new' ? (
      <NewIndicator known={known} onOpen={open} onClose={() => open(null)} />
    ) : record !== null && !record.removed ? (
      <RecordForm
        key={record.id}
        type="indicator"
        record={record}
        layout={LAYOUT}
        onDone={() => open(null)}
        onClose={() => open(null)}
      >
        {() => <IndicatorValue fields={record.fields} />}
      </RecordForm>
    ) : null;
  return (
    <div className="list-page">
      <PageHeader title={t('indicators.title')} subtitle={t('indicators.subtitle')} />
      <Split side={form}>
        <IndicatorList
          key={String(removed)}
          removed={removed}
          setRemoved={setRemoved}
          compact={form !== null}
          openId={recordId}
          onOpen={open}
          onPaste={() => setPasting(true)}
        />
      </Split>
      {pasting && <PasteDialog known={known} onClose={() => setPasting(false)} />}
    </div>
  );
};
