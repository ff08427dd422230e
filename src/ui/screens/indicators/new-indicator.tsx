import { useRef, useState } from 'react';
import { defang } from '../../../core/indicators/defang';
import { guessIndicatorType, normaliseIndicator, type Normalised } from '../../../core/indicators/normalise';
import { INDICATOR_TYPES, type IndicatorType } from '../../../core/records/vocabularies';
import { createPayload } from '../../../core/session/session-type';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { SelectField } from '../../components/select';
import { DraftNote } from '../../forms/draft-note';
import { FieldInput } from '../../forms/field-input';
import { FormFrame } from '../../forms/form-frame';
import { useProblemText } from '../../forms/problem-text';
import { fieldsForCreate, readForm, type Problems } from '../../forms/values';
import { useOpenCase } from '../../hooks/case';
import { useDraft } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { useLabels, useText } from '../../i18n/language';
import { indicatorKey } from './review';

const FIELDS = ['indicatorStatus', 'tlp', 'confidence', 'source', 'description', 'systemIds', 'shareable'] as const;
const INITIAL = { indicatorStatus: 'candidate', shareable: 'true' };

type Reading = { type: IndicatorType | null; guessed: boolean; normal: Normalised | null };

/** What a typed value is taken for: the type chosen, else the one it looks like. */
const readValue = (value: string, chosen: string): Reading => {
  const own = INDICATOR_TYPES.find((type) => type === chosen) ?? null;
  const type = own ?? (value.trim() === '' ? null : guessIndicatorType(value));
  return { type, guessed: own === null, normal: type === null ? null : normaliseIndicator(type, value) };
};

type Props = { known: ReadonlyMap<string, string>; onOpen: (id: string) => void; onClose: () => void };

/** What was understood of the value, while it is typed. */
const Understood = ({
  reading,
  knownId,
  onOpen,
}: {
  reading: Reading;
  knownId: string | null;
  onOpen: (id: string) => void;
}) => {
  const t = useText();
  const labels = useLabels();
  const { type, normal } = reading;
  return (
    <div className="indicator-read" aria-live="polite">
      {type !== null && normal?.ok && (
        <>
          {reading.guessed && <p>{t('indicators.guessed', { type: labels.code('indicatorType', type) })}</p>}
          <p>{t('indicators.normalised', { value: defang(type, normal.value) })}</p>
        </>
      )}
      {knownId !== null && (
        <p className="indicator-known">
          {t('indicators.known')}
          <Button size="small" tone="quiet" onPress={() => onOpen(knownId)}>
            {t('indicators.openKnown')}
          </Button>
        </p>
      )}
    </div>
  );
};

/** Why the value cannot be recorded as it stands; what is missing is told only after trying to save. */
const useValueProblem = (value: string, { type, normal }: Reading, isKnown: boolean, tried: boolean): string | null => {
  const t = useText();
  if (value.trim() === '') return tried ? t('problem.required') : null;
  if (type === null) return tried ? t('indicators.noGuess') : null;
  if (normal?.ok) return tried && isKnown ? t('indicators.known') : null;
  return t('indicators.notAccepted', { reason: t(`indicator.reason.${normal?.reason ?? 'empty'}`) });
};

/** Adds indicators one after another: the type is guessed, the value brought into its normal form. */
export const NewIndicator = ({ known, onOpen, onClose }: Props) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const problemText = useProblemText();
  const { writable } = useOpenCase();
  const [initial] = useState(INITIAL);
  const draft = useDraft('indicator:new', initial);
  const [problems, setProblems] = useState<Problems>({});
  const [tried, setTried] = useState(false);
  const busy = useRef(false);
  const value = draft.values['value'] ?? '';
  const reading = readValue(value, draft.values['indicatorType'] ?? '');
  const { type, normal } = reading;
  const knownId = type !== null && normal?.ok ? (known.get(indicatorKey(type, normal.value)) ?? null) : null;
  const valueProblem = useValueProblem(value, reading, knownId !== null, tried);

  const submit = async () => {
    setTried(true);
    const read = readForm('indicator', FIELDS, draft.values);
    setProblems(read.ok ? {} : read.problems);
    if (busy.current || !writable || !read.ok || type === null || !normal?.ok || knownId !== null) return;
    busy.current = true;
    const fields = { ...fieldsForCreate<'indicator'>(read.values), indicatorType: type, value: normal.value };
    if (await save([createPayload('indicator', crypto.randomUUID(), fields)], t('indicators.added'))) {
      await draft.clear();
      setTried(false);
      document.querySelector<HTMLElement>('.indicator-form-value input')?.focus();
    }
    busy.current = false;
  };
  const common = { onBlur: draft.flush, disabled: !writable };
  return (
    <FormFrame
      title={t('indicators.new')}
      onSubmit={() => void submit()}
      onClose={onClose}
      problemCount={Object.keys(problems).length + (tried && valueProblem !== null ? 1 : 0)}
      note={<DraftNote draft={draft} />}
      disabled={!writable}
    >
      <div className="indicator-form-value">
        <TextField
          {...common}
          label={labels.field('value')}
          value={value}
          onChange={(text) => draft.set('value', text)}
          problem={valueProblem}
          required
          autoFocus
          mono
        />
      </div>
      <Understood reading={reading} knownId={knownId} onOpen={onOpen} />
      <SelectField
        {...common}
        label={labels.field('indicatorType')}
        choices={INDICATOR_TYPES.map((code) => ({ id: code, label: labels.code('indicatorType', code) }))}
        value={type ?? ''}
        onChange={(chosen) => draft.set('indicatorType', chosen)}
      />
      {FIELDS.map((field) => (
        <FieldInput
          {...common}
          key={field}
          type="indicator"
          field={field}
          values={draft.values}
          set={draft.set}
          problem={problems[field] ? problemText(problems[field]) : null}
          autoFocus={false}
        />
      ))}
    </FormFrame>
  );
};
