import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { isComposing } from '../hooks/shortcut';
import { useText } from '../i18n/language';
import type { Column } from './columns';
import { useFittingColumns } from './fitting';

export type Sort = { column: string; direction: 'ascending' | 'descending' };

type Props<R> = {
  label: string;
  rows: readonly R[];
  rowId: (row: R) => string;
  columns: readonly Column<R>[];
  /** The row whose form is open; null when none is. */
  selectedId: string | null;
  onOpen: ((row: R) => void) | null;
  /** Order before the person chooses a column; null keeps the order of `rows`. */
  initialSort: Sort | null;
  /** Height of a row in pixels before it is measured. */
  rowHeight: number;
  empty: ReactNode;
};

const sortRows = <R,>(rows: readonly R[], columns: readonly Column<R>[], sort: Sort | null): readonly R[] => {
  const column = columns.find(({ id }) => id === sort?.column);
  if (!column || !sort) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  if (column.number) {
    const { number } = column;
    return [...rows].sort((a, b) => sign * (number(a) - number(b)));
  }
  const collator = new Intl.Collator('ja', { numeric: true });
  return rows
    .map((row) => ({ row, text: column.text(row) }))
    .sort((a, b) => sign * collator.compare(a.text, b.text))
    .map(({ row }) => row);
};

/** Rows that stay at the top or the bottom when paging with the keyboard. */
const PAGE_ROWS = 12;
const keyTarget = (key: string, current: number, last: number): number | null => {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + PAGE_ROWS,
    PageUp: current - PAGE_ROWS,
    Home: 0,
    End: last,
  };
  const target = moves[key];
  return target === undefined ? null : Math.min(Math.max(target, 0), last);
};

const ColumnHead = <R,>({
  column,
  sort,
  onSort,
}: {
  column: Column<R>;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
}) => {
  const t = useText();
  const active = sort?.column === column.id ? sort.direction : null;
  const next = active === 'ascending' ? 'descending' : 'ascending';
  return (
    <div role="columnheader" className="table-head-cell" aria-sort={active ?? 'none'}>
      <button
        type="button"
        title={t('table.sortBy', { column: column.header })}
        onClick={() => onSort({ column: column.id, direction: next })}
      >
        <span>{column.header}</span>
        {active === 'ascending' && <ArrowUp size={12} aria-hidden />}
        {active === 'descending' && <ArrowDown size={12} aria-hidden />}
      </button>
    </div>
  );
};

type HeadProps<R> = {
  columns: readonly Column<R>[];
  template: string;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
};

const TableHead = <R,>({ columns, template, sort, onSort }: HeadProps<R>) => (
  <div role="rowgroup" className="table-head">
    <div role="row" aria-rowindex={1} className="table-row" style={{ gridTemplateColumns: template }}>
      {columns.map((column) => (
        <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />
      ))}
    </div>
  </div>
);

/**
 * A virtual table: only the rows in sight are in the document. One row is in the tab order; arrows, Page keys, Home and
 * End move within, Enter opens. Secondary columns without room are left out.
 */
export const Table = <R,>(props: Props<R>) => {
  const { rows, columns, rowId, onOpen } = props;
  const [sort, setSort] = useState(props.initialSort);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const shown = useFittingColumns(columns, scroller);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only, never memoised
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller,
    estimateSize: () => props.rowHeight,
    overscan: 8,
    getItemKey: (index) => rowId(sorted[index] as R),
  });
  const activeIndex = Math.max(
    0,
    sorted.findIndex((row) => rowId(row) === (activeId ?? props.selectedId)),
  );
  const template = shown.map(({ width }) => width).join(' ');

  const focusRow = (index: number) => {
    const row = sorted[index];
    if (row === undefined) return;
    setActiveId(rowId(row));
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return;
    const target = keyTarget(event.key, activeIndex, sorted.length - 1);
    const row = sorted[activeIndex];
    if (target !== null) focusRow(target);
    else if (event.key === 'Enter' && row !== undefined && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };
  if (rows.length === 0) return <>{props.empty}</>;
  return (
    <div
      className="table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={sorted.length + 1}
      aria-colcount={shown.length}
      onKeyDown={onKeyDown}
    >
      <div className="table-scroll" role="presentation" ref={setScroller}>
        <TableHead columns={shown} template={template} sort={sort} onSort={setSort} />
        <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index] as R;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-row={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={rowId(row) === props.selectedId}
                tabIndex={item.index === activeIndex ? 0 : -1}
                className={onOpen ? 'table-row table-row-open' : 'table-row'}
                style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                onFocus={() => setActiveId(rowId(row))}
                onClick={() => onOpen?.(row)}
              >
                {shown.map((column) => (
                  <div key={column.id} role="gridcell" className="table-cell">
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
};
