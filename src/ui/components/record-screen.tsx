import { useMemo, type ReactNode } from 'react';
import type { CaseRecord } from '../../core/journal/state';
import type { RecordQuery } from '../../core/projection/port';
import type { Fields, RecordType } from '../../core/records/types';
import { RecordForm, type FormLayout } from '../forms/record-form';
import { useRecord } from '../hooks/records';
import { useText } from '../i18n/language';
import type { Column } from './columns';
import { EmptyState } from './display';
import type { Icon } from './button';
import { Button } from './button';
import { RecordTable } from './record-table';
import { Split } from './split';
import type { Sort } from './table';

type Props<T extends RecordType> = {
  type: T;
  columns: readonly Column<CaseRecord<T>>[];
  layout: FormLayout;
  /** Id of the open record, `new`, or null: comes from the address. */
  openId: string | null;
  setOpenId: (id: string | null) => void;
  emptyIcon: Icon;
  emptyTitle: string;
  emptyText: string;
  defaults?: Partial<Fields<T>>;
  initialSort?: Sort | null;
  order?: Pick<RecordQuery, 'order' | 'direction'>;
  rowHeight?: number;
  actions?: ReactNode;
  filters?: ReactNode;
  accept?: (record: CaseRecord<T>) => boolean;
  /** Above the fields of the form. */
  formTop?: (set: (key: string, value: string) => void) => ReactNode;
};

/** The usual screen of a record type: a table, and at its side the form of the open or the new record. */
export const RecordScreen = <T extends RecordType>(props: Props<T>) => {
  const { type, columns, layout, openId, setOpenId } = props;
  const t = useText();
  const record = useRecord(type, openId === 'new' ? null : openId);
  const isNew = openId === 'new';
  const isOpen = isNew || (record !== null && !record.removed);
  const visible = useMemo(() => (isOpen ? columns.filter(({ secondary }) => !secondary) : columns), [columns, isOpen]);
  const form = isOpen && (
    <RecordForm
      key={openId}
      type={type}
      record={record}
      layout={layout}
      onDone={() => setOpenId(null)}
      onClose={() => setOpenId(null)}
      {...(props.defaults && { defaults: props.defaults })}
      {...(props.formTop && { children: props.formTop })}
    />
  );
  return (
    <Split side={form || null}>
      <RecordTable
        type={type}
        columns={visible}
        selectedId={record?.id ?? null}
        onOpen={({ id }) => setOpenId(id)}
        onNew={() => setOpenId('new')}
        initialSort={props.initialSort ?? null}
        empty={
          <EmptyState
            icon={props.emptyIcon}
            title={props.emptyTitle}
            action={
              <Button tone="primary" onPress={() => setOpenId('new')}>
                {t('table.new')}
              </Button>
            }
          >
            <p>{props.emptyText}</p>
          </EmptyState>
        }
        {...(props.order && { order: props.order })}
        {...(props.rowHeight && { rowHeight: props.rowHeight })}
        {...(props.actions !== undefined && { actions: props.actions })}
        {...(props.filters !== undefined && { filters: props.filters })}
        {...(props.accept && { accept: props.accept })}
      />
    </Split>
  );
};
