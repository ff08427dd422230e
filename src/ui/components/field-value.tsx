import type { CaseState } from '../../core/journal/state';
import type { AnyFieldValue, FieldSpec, Moment } from '../../core/records/fields';
import { findAmong, recordLabel } from '../forms/record-label';
import { useLabels, useText } from '../i18n/language';
import { CodeChip, MomentView } from './display';

const RefNames = ({ ids, to, state }: { ids: readonly string[]; to: readonly string[]; state: CaseState }) => {
  const t = useText();
  const names = ids.map((id) => {
    const record = findAmong(state, to, id);
    return record === null || record.removed ? t('refs.missing') : recordLabel(record);
  });
  return <span className="cell-text">{names.join(', ')}</span>;
};

/** A field's value as it is read: codes as chips, times in JST and UTC, references by name. Nothing when absent. */
export const FieldValueView = ({
  field,
  spec,
  value,
  state,
}: {
  field: string;
  spec: FieldSpec;
  value: AnyFieldValue | null | undefined;
  state: CaseState;
}) => {
  const t = useText();
  if (value === null || value === undefined) return null;
  switch (spec.kind) {
    case 'enum':
      return <CodeChip field={field} code={value as string} />;
    case 'time':
      return <MomentView moment={value as Moment} />;
    case 'refs':
      return <RefNames ids={value as readonly string[]} to={spec.to} state={state} />;
    case 'ref':
      return <RefNames ids={[value as string]} to={spec.to} state={state} />;
    case 'texts':
      return <span className="cell-text">{(value as readonly string[]).join(', ')}</span>;
    case 'map':
      return <span className="cell-text">{JSON.stringify(value)}</span>;
    case 'integer':
      return <span className="number">{(value as number).toLocaleString()}</span>;
    case 'flag':
      return <span>{value === true ? t('value.yes') : t('value.no')}</span>;
    case 'sha256':
      return <code className="mono cell-text">{value as string}</code>;
    case 'text':
    case 'lines':
      return <span className="cell-text">{value as string}</span>;
    default:
      return spec satisfies never;
  }
};

/** The same value as plain text: for sorting, filtering and the journal. */
export const useFieldText = () => {
  const labels = useLabels();
  return (field: string, spec: FieldSpec, value: AnyFieldValue | null | undefined, state: CaseState): string => {
    if (value === null || value === undefined) return '';
    if (spec.kind === 'enum') return labels.code(field, value as string);
    if (spec.kind === 'time') return (value as Moment).utc;
    if (spec.kind === 'ref' || spec.kind === 'refs') {
      const ids = Array.isArray(value) ? (value as readonly string[]) : [value as string];
      return ids
        .map((id) => findAmong(state, spec.to, id))
        .map((record) => (record ? recordLabel(record) : ''))
        .join(', ');
    }
    if (Array.isArray(value)) return value.join(', ');
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
};
