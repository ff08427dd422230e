import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { localText } from '../../../core/forms/select';
import type { Check, Checklist, FormLibrary, Loaded } from '../../../core/forms/types';
import { checkStatus, type Answer, type AnswersOfCheck } from '../../../core/triage/answers';
import { IconButton } from '../../components/button';
import { useOpenCase } from '../../hooks/case';
import { useDraft } from '../../hooks/draft';
import { useLanguage, useText } from '../../i18n/language';
import { draftOfAnswer, EMPTY_ANSWER } from './answer-draft';
import { AnswerForm } from './answer-form';
import { AnswerHistory } from './answer-history';
import { CheckGuide } from './check-guide';
import { StatusChip } from './check-list';

type Props = {
  library: FormLibrary;
  checklist: Loaded<Checklist>;
  check: Check;
  /** All answers to this check, oldest first. */
  answers: readonly Answer[];
  current: AnswersOfCheck | undefined;
  onStep: (by: number) => void;
};

/** One check: what to do on the left, the answer and its history on the right. Mount again (React `key`) for another. */
export const CheckDetail = ({ library, checklist, check, answers, current, onStep }: Props) => {
  const t = useText();
  const { language } = useLanguage();
  const { writable } = useOpenCase();
  const [initial] = useState(EMPTY_ANSWER);
  const draft = useDraft(`triage:${checklist.id}:${check.id}`, initial);
  const correct = (answer: Answer) => {
    for (const [key, value] of Object.entries(draftOfAnswer(answer))) draft.set(key, value);
  };
  return (
    <article className="triage-detail" aria-labelledby="triage-question">
      <header className="triage-head">
        <div className="triage-head-line">
          <span className="mono">{check.id}</span>
          <span>{localText(check.section, language)}</span>
          <span>{t(`triage.scope.${check.scope}`)}</span>
          <StatusChip status={checkStatus(current)} />
          <span className="triage-head-space" />
          <IconButton label={t('triage.previous')} icon={ChevronUp} onPress={() => onStep(-1)} />
          <IconButton label={t('triage.next')} icon={ChevronDown} onPress={() => onStep(1)} />
        </div>
        <h2 id="triage-question">{localText(check.question, language)}</h2>
      </header>
      <div className="triage-columns">
        <CheckGuide library={library} checklist={checklist} check={check} />
        <div className="triage-side">
          <AnswerForm checklist={checklist} checkId={check.id} draft={draft} again={answers.length > 0} />
          <AnswerHistory
            answers={answers}
            current={new Set([...(current?.values() ?? [])].map(({ id }) => id))}
            version={checklist.version}
            onCorrect={writable ? correct : null}
          />
        </div>
      </div>
    </article>
  );
};
