import { useMemo } from 'react';
import { defang } from '../../../core/indicators/defang';
import type { CaseRecord } from '../../../core/journal/state';
import { useFieldColumns, type Column, type FieldColumn } from '../../components/columns';
import { RowMark } from '../../components/row-mark';
import { useLabels, useText } from '../../i18n/language';
import { RowCheck } from './row-check';
import { IndicatorValue } from './value-view';

type Indicator = CaseRecord<'indicator'>;

const FIELDS: readonly FieldColumn[] = [
  { field: 'indicatorStatus', width: '6.5rem' },
  { field: 'tlp', width: '8.5rem' },
  { field: 'confidence', width: '6rem', secondary: true },
  { field: 'firstSeenAt', width: '11.5rem', secondary: true },
  { field: 'lastSeenAt', width: '11.5rem', secondary: true },
  { field: 'systemIds', width: 'minmax(6rem, 1fr)', secondary: true },
];

/** Columns of the list of indicators; `selected` are the ids that are ticked. */
export const useIndicatorColumns = (
  selected: ReadonlySet<string>,
  onToggle: (id: string) => void,
): readonly Column<Indicator>[] => {
  const t = useText();
  const labels = useLabels();
  const fields = useFieldColumns('indicator', FIELDS);
  return useMemo(() => {
    const check: Column<Indicator> = {
      id: 'selected',
      header: t('indicators.selectColumn'),
      width: '4.5rem',
      text: ({ id }) => (selected.has(id) ? '0' : '1'),
      cell: ({ id, fields: { indicatorType, value } }) => (
        <>
          <RowMark id={id} />
          <RowCheck
            label={t('indicators.select', { value: defang(indicatorType, value) })}
            checked={selected.has(id)}
            disabled={false}
            onChange={() => onToggle(id)}
          />
        </>
      ),
    };
    const type: Column<Indicator> = {
      id: 'indicatorType',
      header: labels.field('indicatorType'),
      width: '7rem',
      text: (record) => labels.code('indicatorType', record.fields.indicatorType),
      cell: (record) => labels.code('indicatorType', record.fields.indicatorType),
    };
    const value: Column<Indicator> = {
      id: 'value',
      header: labels.field('value'),
      width: 'minmax(15rem, 3fr)',
      // Both forms can be searched for.
      text: (record) => `${record.fields.value}\n${defang(record.fields.indicatorType, record.fields.value)}`,
      cell: (record) => <IndicatorValue fields={record.fields} />,
    };
    return [check, type, value, ...fields];
  }, [t, labels, fields, selected, onToggle]);
};
