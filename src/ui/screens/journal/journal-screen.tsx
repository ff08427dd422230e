import { useDeferredValue, useMemo, useState } from 'react';
import { OPERATION_KINDS } from '../../../core/journal/operation';
import type { CaseState, LogEntry } from '../../../core/journal/state';
import type { Column } from '../../components/columns';
import { Chip, InstantView, PageHeader } from '../../components/display';
import { FilterSelect } from '../../components/filter-select';
import { FlagField } from '../../components/flag';
import { Split } from '../../components/split';
import { Table } from '../../components/table';
import { personName } from '../../forms/record-label';
import { useCaseState } from '../../hooks/case';
import { useLabels, useText } from '../../i18n/language';
import { EntryDetail } from './entry-detail';
import { isDraftEntry, journalRows, targetLabel, type JournalFilter } from './rows';
import { VerifyPanel } from './verify-panel';

const SHOWN_FIELDS = 3;

const useColumns = (state: CaseState, narrow: boolean): readonly Column<LogEntry>[] => {
  const t = useText();
  const labels = useLabels();
  return useMemo(() => {
    const changed = (entry: LogEntry): string => {
      const fields = entry.changes.map(({ field }) => labels.field(field));
      const more = fields.length - SHOWN_FIELDS;
      return [...fields.slice(0, SHOWN_FIELDS), ...(more > 0 ? [t('journal.more', { count: more })] : [])].join(', ');
    };
    const kind = (entry: LogEntry) => labels.lookup(`operation.${entry.kind}`, entry.kind);
    const columns: readonly Column<LogEntry>[] = [
      {
        id: 'time',
        header: t('journal.time'),
        width: '10.5rem',
        text: ({ time }) => time,
        cell: ({ time }) => <InstantView iso={time} />,
      },
      {
        id: 'who',
        header: t('journal.who'),
        width: 'minmax(5rem, 1fr)',
        text: ({ actor }) => personName(state, actor),
        cell: ({ actor }) => <span className="cell-text">{personName(state, actor)}</span>,
      },
      {
        id: 'what',
        header: t('journal.what'),
        width: '6rem',
        text: kind,
        cell: (entry) => (
          <span>
            {kind(entry)} {entry.effect !== 'applied' && <Chip tone="warning">{t(`effect.${entry.effect}`)}</Chip>}
          </span>
        ),
      },
      {
        id: 'target',
        header: t('journal.target'),
        width: 'minmax(9rem, 2fr)',
        text: (entry) => targetLabel(state, entry, labels),
        cell: (entry) => (
          <span className="cell-two">
            <span className="cell-text">{targetLabel(state, entry, labels)}</span>
            {entry.type && <span className="field-hint">{labels.type(entry.type)}</span>}
          </span>
        ),
      },
      {
        id: 'changes',
        header: t('journal.changes'),
        width: 'minmax(10rem, 2fr)',
        secondary: true,
        text: changed,
        cell: (entry) => <span className="cell-text">{changed(entry)}</span>,
      },
    ];
    return narrow ? columns.filter(({ secondary }) => !secondary) : columns;
  }, [t, labels, state, narrow]);
};

const Filters = ({
  filter,
  setFilter,
  state,
}: {
  filter: JournalFilter;
  setFilter: (filter: JournalFilter) => void;
  state: CaseState;
}) => {
  const t = useText();
  const labels = useLabels();
  const people = [...new Set(state.log.map(({ actor }) => actor))].filter((actor) => actor !== '');
  return (
    <>
      <FilterSelect
        label={t('journal.who')}
        value={filter.person}
        onChange={(person) => setFilter({ ...filter, person })}
        choices={people.map((id) => ({ id, label: personName(state, id) }))}
      />
      <FilterSelect
        label={t('journal.what')}
        value={filter.kind}
        onChange={(kind) => setFilter({ ...filter, kind })}
        choices={OPERATION_KINDS.map((kind) => ({ id: kind, label: labels.lookup(`operation.${kind}`, kind) }))}
      />
      <FlagField
        label={t('journal.drafts')}
        value={filter.drafts}
        onChange={(drafts) => setFilter({ ...filter, drafts })}
      />
    </>
  );
};

/** Who changed what when, and whether all of it is still as it was written. */
export const JournalScreen = () => {
  const t = useText();
  const state = useCaseState();
  const [filter, setFilter] = useState<JournalFilter>({ person: null, kind: null, drafts: false });
  const [openHash, setOpenHash] = useState<string | null>(null);
  const log = useDeferredValue(state.log);
  const rows = useMemo(() => journalRows(log, filter), [log, filter]);
  const open = rows.find(({ hash }) => hash === openHash) ?? null;
  const columns = useColumns(state, open !== null);
  const total = filter.drafts ? log.length : log.filter((entry) => !isDraftEntry(entry)).length;
  return (
    <Split side={open && <EntryDetail key={open.hash} entry={open} onClose={() => setOpenHash(null)} />}>
      <div className="journal">
        <PageHeader title={t('journal.title')} subtitle={t('journal.subtitle')} />
        <VerifyPanel />
        <div className="toolbar">
          <Filters filter={filter} setFilter={setFilter} state={state} />
          <span className="toolbar-count" aria-live="polite">
            {rows.length === total
              ? t('table.count', { count: total })
              : t('table.countFiltered', { count: rows.length, total })}
          </span>
        </div>
        <Table
          label={t('journal.title')}
          rows={rows}
          rowId={({ hash }) => hash}
          columns={columns}
          selectedId={openHash}
          onOpen={({ hash }) => setOpenHash(hash)}
          initialSort={null}
          rowHeight={52}
          empty={<p className="table-none">{t('refs.none')}</p>}
        />
      </div>
    </Split>
  );
};
