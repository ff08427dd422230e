import { useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import type { Checklist, Loaded } from '../../../core/forms/types';
import { CHECK_RESULTS, type CheckResult } from '../../../core/records/vocabularies';
import type { AnswerProblem } from '../../../core/triage/answers';
import { Button } from '../../components/button';
import { FlagField } from '../../components/flag';
import { DraftNote } from '../../forms/draft-note';
import { FieldInput } from '../../forms/field-input';
import { useProblemText } from '../../forms/problem-text';
import type { Problems } from '../../forms/values';
import { useOpenCase } from '../../hooks/case';
import type { Draft } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { useShortcut } from '../../hooks/shortcut';
import { useToasts } from '../../hooks/toasts';
import { useLabels, useText } from '../../i18n/language';
import { readAnswer, resultOf } from './answer-draft';

const ResultChoice = ({
  value,
  onChange,
  disabled,
}: {
  value: CheckResult | null;
  onChange: (result: CheckResult) => void;
  disabled: boolean;
}) => {
  const t = useText();
  const labels = useLabels();
  return (
    <ToggleButtonGroup
      className="triage-results"
      selectionMode="single"
      aria-label={t('triage.result')}
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const chosen = CHECK_RESULTS.find((code) => keys.has(code));
        if (chosen !== undefined) onChange(chosen);
      }}
      isDisabled={disabled}
    >
      {CHECK_RESULTS.map((code, index) => (
        <ToggleButton key={code} id={code} className={`triage-result triage-result-${code}`}>
          <kbd aria-hidden>{index + 1}</kbd>
          {labels.code('result', code)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};

const AnswerProblems = ({ problems, onUnknown }: { problems: readonly AnswerProblem[]; onUnknown: () => void }) => {
  const t = useText();
  const labels = useLabels();
  const names = { negative: labels.code('result', 'negative'), unknown: labels.code('result', 'unknown') };
  const isNegative = problems.some((problem) => problem.startsWith('negative-'));
  return (
    <div role="alert" className="triage-problems">
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{t(`triage.problem.${problem}`, names)}</li>
        ))}
      </ul>
      {isNegative && (
        <>
          <p>{t('triage.negativeRule', names)}</p>
          <Button size="small" onPress={onUnknown}>
            {t('triage.useUnknown', names)}
          </Button>
        </>
      )}
    </div>
  );
};

type Props = { checklist: Loaded<Checklist>; checkId: string; draft: Draft; again: boolean };
type Shown = { fields: Problems; answer: readonly AnswerProblem[] };
const NO_PROBLEMS: Shown = { fields: {}, answer: [] };

/** Records one answer; the keys 1 to 5 choose the result, Ctrl+Enter records it. */
export const AnswerForm = ({ checklist, checkId, draft, again }: Props) => {
  const t = useText();
  const save = useSave();
  const problemText = useProblemText();
  const { show } = useToasts();
  const { writable } = useOpenCase();
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const busy = useRef(false);
  const result = resultOf(draft.values);
  const set = (key: string, value: string) => {
    draft.set(key, value);
    setProblems(NO_PROBLEMS);
  };

  const submit = async () => {
    if (busy.current || !writable) return;
    const read = readAnswer(checklist, checkId, draft.values, () => crypto.randomUUID());
    setProblems(read.ok ? NO_PROBLEMS : { fields: read.problems, answer: read.answer });
    if (!read.ok) return;
    busy.current = true;
    // No offer to undo: an answer stays in the journal, and a new one corrects it.
    const saved = await save(read.payloads, null);
    if (saved) {
      show({ kind: 'done', title: t('triage.saved', { id: checkId }), lines: [t('triage.savedLine')], action: null });
      await draft.clear();
    }
    busy.current = false;
  };

  const choose = (code: CheckResult) => set('result', code);
  useShortcut('1', () => choose(CHECK_RESULTS[0]), writable);
  useShortcut('2', () => choose(CHECK_RESULTS[1]), writable);
  useShortcut('3', () => choose(CHECK_RESULTS[2]), writable);
  useShortcut('4', () => choose(CHECK_RESULTS[3]), writable);
  useShortcut('5', () => choose(CHECK_RESULTS[4]), writable);
  useShortcut('ctrl+enter', () => void submit(), writable);

  const input = (field: string, type: 'checklistAnswer' | 'timelineEvent') => (
    <FieldInput
      type={type}
      field={field}
      values={draft.values}
      set={set}
      problem={problems.fields[field] ? problemText(problems.fields[field]) : null}
      onBlur={draft.flush}
      disabled={!writable}
      autoFocus={false}
    />
  );
  return (
    <section className="triage-answer" aria-label={t(again ? 'triage.answerAgain' : 'triage.answer')}>
      <h3>{t(again ? 'triage.answerAgain' : 'triage.answer')}</h3>
      {again && <p className="triage-note">{t('triage.answerAgainText')}</p>}
      {!writable && <p className="triage-note">{t('triage.readOnly')}</p>}
      <ResultChoice value={result} onChange={choose} disabled={!writable} />
      {problems.answer.length > 0 && <AnswerProblems problems={problems.answer} onUnknown={() => choose('unknown')} />}
      <FlagField
        label={t('triage.stepRun')}
        value={draft.values.stepRun === 'true'}
        onChange={(value) => set('stepRun', value ? 'true' : '')}
        onBlur={draft.flush}
        disabled={!writable}
      />
      {input('coveredFrom', 'checklistAnswer')}
      {input('coveredUntil', 'checklistAnswer')}
      {/* Several systems share one answer here; each gets its own record. The field is the one events use. */}
      {input('systemIds', 'timelineEvent')}
      <p className="field-hint">{t('triage.systemsHint')}</p>
      {input('note', 'checklistAnswer')}
      {input('evidenceIds', 'checklistAnswer')}
      <div className="triage-answer-foot">
        <DraftNote draft={draft} />
        <Button tone="primary" onPress={() => void submit()} isDisabled={!writable}>
          {t('triage.save')}
        </Button>
      </div>
    </section>
  );
};
