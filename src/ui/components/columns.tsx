import { useMemo, type ReactNode } from 'react';
import type { CaseRecord } from '../../core/journal/state';
import type { AnyFieldValue } from '../../core/records/fields';
import type { RecordType } from '../../core/records/types';
import { useCaseState } from '../hooks/case';
import { useLabels } from '../i18n/language';
import { specOf } from '../forms/values';
import { FieldValueView, useFieldText } from './field-value';

export type Column<R> = {
  id: string;
  header: string;
  /** A CSS grid track: `minmax(8rem, 2fr)`, `7rem`. */
  width: string;
  cell: (row: R) => ReactNode;
  /** For sorting and the filter box. */
  text: (row: R) => string;
  /** Compares as numbers instead of as text. */
  number?: (row: R) => number;
  /** Left out while a form is open beside the table, and where there is no room for it. */
  secondary?: boolean;
  /** Buttons of the screen; they do not belong beside a removed record. */
  actions?: boolean;
};

export type FieldColumn = { field: string; width: string; secondary?: boolean };

/** Columns for fields of a record type; mixes well with hand-made ones. */
export const useFieldColumns = <T extends RecordType>(
  type: T,
  wanted: readonly FieldColumn[],
): readonly Column<CaseRecord<T>>[] => {
  const state = useCaseState();
  const labels = useLabels();
  const fieldText = useFieldText();
  return useMemo(
    () =>
      wanted.map(({ field, width, secondary }) => {
        const spec = specOf(type, field);
        const valueOf = (record: CaseRecord<T>) =>
          (record.fields as unknown as Readonly<Record<string, AnyFieldValue | undefined>>)[field];
        return {
          id: field,
          header: labels.field(field),
          width,
          cell: (record) => <FieldValueView field={field} spec={spec} value={valueOf(record)} state={state} />,
          text: (record) => fieldText(field, spec, valueOf(record), state),
          ...(spec.kind === 'integer' && {
            number: (record: CaseRecord<T>) => Number(valueOf(record) ?? Number.MIN_SAFE_INTEGER),
          }),
          ...(secondary !== undefined && { secondary }),
        };
      }),
    [type, wanted, state, labels, fieldText],
  );
};
