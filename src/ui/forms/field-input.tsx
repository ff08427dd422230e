import { useMemo } from 'react';
import type { FieldSpec } from '../../core/records/fields';
import type { RecordType } from '../../core/records/types';
import { createPayload } from '../../core/session/session-type';
import { ComboField, SelectField, type Choice } from '../components/select';
import { FlagField } from '../components/flag';
import { RefsField, TagField } from '../components/tags';
import { TextField } from '../components/field';
import { TimeField } from '../components/time-field';
import { useCaseState } from '../hooks/case';
import { useSave } from '../hooks/save';
import { useLabels, useText } from '../i18n/language';
import { QUICK_ADD, recordLabel } from './record-label';
import { readList, specOf, writeList, zoneKey } from './values';
import type { DraftValues } from '../hooks/draft';

type Props = {
  type: RecordType;
  field: string;
  values: DraftValues;
  set: (key: string, value: string) => void;
  problem: string | null;
  onBlur: () => void;
  disabled: boolean;
  autoFocus: boolean;
  /** Nothing is asked of this record yet: a required field is not marked as one. */
  optional?: boolean;
};

/** Long lists are searched by typing, short ones are shown as a whole. */
const COMBO_FROM = 12;
const MONO_FIELDS = new Set(['sha256', 'value', 'ipAddresses', 'sid', 'fileName', 'fqdn']);

/** Live records of the given types as choices. */
const useRefChoices = (to: readonly string[]): readonly Choice[] => {
  const { records } = useCaseState();
  const labels = useLabels();
  return useMemo(
    () =>
      to.flatMap((type) =>
        [...(records.get(type as RecordType)?.values() ?? [])]
          .filter((record) => !record.removed)
          .map((record) => ({
            id: record.id,
            label: recordLabel(record),
            ...(to.length > 1 && { detail: labels.type(type as RecordType) }),
          })),
      ),
    [to, records, labels],
  );
};

const RefsInput = ({ spec, ...props }: Props & { spec: FieldSpec & { kind: 'refs' } }) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const choices = useRefChoices(spec.to);
  const target = spec.to.length === 1 ? (spec.to[0] as RecordType) : null;
  const nameField = target === null ? undefined : QUICK_ADD[target];
  const create = async (name: string): Promise<string | null> => {
    if (target === null || nameField === undefined) return null;
    const id = crypto.randomUUID();
    const payload = createPayload(target, id, { [nameField]: name } as never);
    return (await save([payload], t('toast.created', { type: labels.type(target) }))) ? id : null;
  };
  return (
    <RefsField
      label={labels.field(props.field)}
      values={readList(props.values[props.field] ?? '')}
      onChange={(ids) => props.set(props.field, writeList(ids))}
      choices={choices}
      missingLabel={t('refs.missing')}
      onCreate={nameField === undefined ? undefined : create}
      problem={props.problem}
      onBlur={props.onBlur}
      disabled={props.disabled}
    />
  );
};

const RefInput = ({ spec, ...props }: Props & { spec: FieldSpec & { kind: 'ref' } }) => {
  const labels = useLabels();
  const choices = useRefChoices(spec.to);
  return (
    <ComboField
      label={labels.field(props.field)}
      value={props.values[props.field] ?? ''}
      onChange={(id) => props.set(props.field, id)}
      choices={choices}
      required={spec.required ?? false}
      problem={props.problem}
      onBlur={props.onBlur}
      disabled={props.disabled}
    />
  );
};

/** The input for one field of a record type, chosen by the field's descriptor. */
export const FieldInput = (props: Props) => {
  const labels = useLabels();
  const spec = specOf(props.type, props.field);
  const text = props.values[props.field] ?? '';
  const common = {
    label: labels.field(props.field),
    required: (spec.required ?? false) && !props.optional,
    problem: props.problem,
    onBlur: props.onBlur,
    disabled: props.disabled,
    autoFocus: props.autoFocus,
  };
  const onChange = (value: string) => props.set(props.field, value);
  switch (spec.kind) {
    case 'text':
    case 'integer':
    case 'sha256':
      return <TextField {...common} value={text} onChange={onChange} mono={MONO_FIELDS.has(props.field)} />;
    case 'lines':
    case 'map':
      return <TextField {...common} value={text} onChange={onChange} lines />;
    case 'enum': {
      const choices = spec.values.map((code) => ({ id: code, label: labels.code(props.field, code) }));
      const Choose = choices.length >= COMBO_FROM ? ComboField : SelectField;
      return <Choose {...common} value={text} onChange={onChange} choices={choices} />;
    }
    case 'texts':
      return <TagField {...common} values={readList(text)} onChange={(values) => onChange(writeList(values))} />;
    case 'ref':
      return <RefInput {...props} spec={spec} />;
    case 'refs':
      return <RefsInput {...props} spec={spec} />;
    case 'flag':
      return <FlagField {...common} value={text === 'true'} onChange={(value) => onChange(value ? 'true' : '')} />;
    case 'time': {
      const write = (value: string, zone: string) => {
        props.set(props.field, value);
        props.set(zoneKey(props.field), zone);
      };
      return <TimeField {...common} text={text} zone={props.values[zoneKey(props.field)] ?? ''} onChange={write} />;
    }
    default:
      return spec satisfies never;
  }
};
