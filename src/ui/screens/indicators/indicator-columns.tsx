import { useMemo } from 'react';
import { defang } from '../../../core/indicators/defang';
import type { CaseRecord } from '../../../core/journal/state';
import { useFieldColumns, type Column, type FieldColumn } from '../../components/columns';
import { MomentView } from '../../components/display';
import { RowMark } from '../../components/row-mark';
import { useLabels, useText } from '../../i18n/language';
import { RowCheck } from './row-check';
import { IndicatorValue } from './value-view';

type Indicator = CaseRecord<'indicator'>;

const FIELDS: readonly FieldColumn[] = [
  { field: 'indicatorStatus', width: '5.5rem' },
  { field: 'tlp', width: '8.75rem' },
];
const SYSTEMS: readonly FieldColumn[] = [{ field: 'systemIds', width: 'minmax(6rem, 1fr)', secondary: true }];

const useSeenColumns = (): readonly Column<Indicator>[] => {
  const t = useText();
  return useMemo(
    () => [
      {
        id: 'confidence',
        header: t('indicators.confidence'),
        width: '3rem',
        secondary: true,
        text: ({ fields }) => String(fields.confidence ?? ''),
        number: ({ fields }) => fields.confidence ?? -1,
        cell: ({ fields }) => <span className="number">{fields.confidence}</span>,
      },
      {
        id: 'seen',
        header: t('indicators.seen'),
        width: '11.5rem',
        secondary: true,
        text: ({ fields }) => fields.firstSeenAt?.utc ?? fields.lastSeenAt?.utc ?? '',
        cell: ({ fields: { firstSeenAt, lastSeenAt } }) => (
          <span className="indicator-seen">
            {firstSeenAt && <MomentView moment={firstSeenAt} />}
            {lastSeenAt && lastSeenAt.utc !== firstSeenAt?.utc && <MomentView moment={lastSeenAt} />}
          </span>
        ),
      },
    ],
    [t],
  );
};

/** Columns of the list of indicators; `selected` are the ids that are ticked. */
export const useIndicatorColumns = (
  selected: ReadonlySet<string>,
  onToggle: (id: string) => void,
): readonly Column<Indicator>[] => {
  const t = useText();
  const labels = useLabels();
  const fields = useFieldColumns('indicator', FIELDS);
  const seen = useSeenColumns();
  const systems = useFieldColumns('indicator', SYSTEMS);
  return useMemo(() => {
    const check: Column<Indicator> = {
      id: 'selected',
      header: t('indicators.selectColumn'),
      width: '2.25rem',
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
      width: 'minmax(13rem, 3fr)',
      // Both forms can be searched for.
      text: (record) => `${record.fields.value}\n${defang(record.fields.indicatorType, record.fields.value)}`,
      cell: (record) => <IndicatorValue fields={record.fields} />,
    };
    return [check, type, value, ...fields, ...seen, ...systems];
  }, [t, labels, fields, seen, systems, selected, onToggle]);
};
