import { ArchiveRestore, Plus, Search, Trash2 } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import type { CaseRecord } from '../../core/journal/state';
import type { RecordQuery } from '../../core/projection/port';
import type { RecordType } from '../../core/records/types';
import { useOpenCase } from '../hooks/case';
import { useRecords } from '../hooks/records';
import { useSave } from '../hooks/save';
import { useShortcut } from '../hooks/shortcut';
import { useLabels, useText } from '../i18n/language';
import { Button, IconButton } from './button';
import type { Column } from './columns';
import { Table, type Sort } from './table';

type Props<T extends RecordType> = {
  type: T;
  columns: readonly Column<CaseRecord<T>>[];
  selectedId: string | null;
  onOpen: (record: CaseRecord<T>) => void;
  onNew: () => void;
  /** Shown while there is no record of this type: what belongs here and how to begin. */
  empty: ReactNode;
  initialSort?: Sort | null;
  order?: Pick<RecordQuery, 'order' | 'direction'>;
  rowHeight?: number;
  /** Further filter controls, and what they let through. */
  filters?: ReactNode;
  accept?: (record: CaseRecord<T>) => boolean;
  /** Beside the "new" button. */
  actions?: ReactNode;
};

const normal = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Each word must occur in some column; full and half width count as the same. */
const useFiltered = <T extends RecordType>(
  records: readonly CaseRecord<T>[],
  columns: readonly Column<CaseRecord<T>>[],
  query: string,
) =>
  useMemo(() => {
    const words = normal(query).split(/\s+/u).filter(Boolean);
    if (words.length === 0) return records;
    return records.filter((record) => {
      const text = normal(columns.map((column) => column.text(record)).join('\n'));
      return words.every((word) => text.includes(word));
    });
  }, [records, columns, query]);

const useRestoreColumn = <T extends RecordType>(type: T): Column<CaseRecord<T>> => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const restore = (id: string) =>
    save([{ kind: 'record.restore', type, id }], t('toast.restored', { type: labels.type(type) }));
  return {
    id: 'restore',
    header: t('table.actions'),
    width: '7rem',
    text: () => '',
    cell: (record) => (
      <Button size="small" icon={ArchiveRestore} onPress={() => void restore(record.id)}>
        {t('form.restore')}
      </Button>
    ),
  };
};

/** The list of a record type: filter (`/`), sort, new (`n`), removed ones with restore. */
export const RecordTable = <T extends RecordType>(props: Props<T>) => {
  const { type, columns, onOpen, onNew } = props;
  const t = useText();
  const labels = useLabels();
  const { writable } = useOpenCase();
  const [query, setQuery] = useState('');
  const [removed, setRemoved] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const records = useRecords(type, { removed, ...props.order });
  const accepted = useMemo(() => (props.accept ? records.filter(props.accept) : records), [records, props.accept]);
  const shown = useFiltered(accepted, columns, useDeferredValue(query));
  const restoreColumn = useRestoreColumn(type);
  const own = removed ? columns.filter(({ actions }) => !actions) : columns;
  const visible = removed && writable ? [...own, restoreColumn] : own;
  useShortcut('n', onNew, writable);
  useShortcut('/', () => search.current?.focus(), true);
  const noneMatch = query !== '' || props.accept !== undefined;
  const counted =
    shown.length === records.length
      ? t('table.count', { count: records.length })
      : t('table.countFiltered', { count: shown.length, total: records.length });

  return (
    <div className="record-table">
      <h1 className="visually-hidden">{labels.types(type)}</h1>
      <div className="toolbar">
        <SearchField className="search" aria-label={t('table.filter')} value={query} onChange={setQuery}>
          <Search size={14} aria-hidden />
          <Input className="input" ref={search} placeholder={t('table.filter')} />
        </SearchField>
        {props.filters}
        <span className="toolbar-count" aria-live="polite">
          {counted}
        </span>
        <div className="toolbar-actions">
          <IconButton
            label={t(removed ? 'table.hideRemoved' : 'table.showRemoved')}
            icon={Trash2}
            aria-pressed={removed}
            onPress={() => setRemoved(!removed)}
          />
          {props.actions}
          <Button tone="primary" icon={Plus} onPress={onNew} isDisabled={!writable}>
            {t('table.newHint')}
          </Button>
        </div>
      </div>
      {removed && <p className="removed-note">{t('table.removedView', { types: labels.types(type) })}</p>}
      <Table
        label={labels.types(type)}
        rows={shown}
        rowId={(record) => record.id}
        columns={visible}
        selectedId={props.selectedId}
        onOpen={removed ? null : onOpen}
        initialSort={props.initialSort ?? null}
        rowHeight={props.rowHeight ?? 44}
        empty={
          removed ? (
            <p className="table-none">{t('table.removedEmpty')}</p>
          ) : noneMatch && records.length > 0 ? (
            <p className="table-none">{t('table.noMatch', { query })}</p>
          ) : (
            props.empty
          )
        }
      />
    </div>
  );
};
