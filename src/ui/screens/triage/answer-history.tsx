import type { Answer } from '../../../core/triage/answers';
import { formatMoment } from '../../../core/time/moment';
import { Button } from '../../components/button';
import { Chip, CodeChip, InstantView } from '../../components/display';
import { personName, recordLabel } from '../../forms/record-label';
import { useCaseState } from '../../hooks/case';
import { useRecordMap } from '../../hooks/records';
import { useText } from '../../i18n/language';

const useAboutText = (): ((answer: Answer) => string) => {
  const t = useText();
  const systems = useRecordMap('system');
  return ({ fields }) => {
    if (fields.systemId === undefined) return t('triage.wholeCase');
    const system = systems.get(fields.systemId);
    return system === undefined ? t('triage.removedSystem') : recordLabel(system);
  };
};

const CoveredText = ({ answer: { fields } }: { answer: Answer }) => {
  const t = useText();
  const { coveredFrom: from, coveredUntil: until } = fields;
  if (from === undefined && until === undefined) return null;
  const shown = (moment: typeof from) => (moment === undefined ? '—' : formatMoment(moment, 'Asia/Tokyo'));
  return <p className="triage-note">{t('triage.covered', { from: shown(from), until: shown(until) })}</p>;
};

type ViewProps = { answer: Answer; counts: boolean; version: string; onCorrect: (() => void) | null };

const AnswerView = ({ answer, counts, version, onCorrect }: ViewProps) => {
  const t = useText();
  const state = useCaseState();
  const about = useAboutText();
  const { fields } = answer;
  const evidence = fields.evidenceIds?.length ?? 0;
  return (
    <li className={counts ? 'triage-entry' : 'triage-entry triage-entry-old'}>
      <div className="triage-entry-head">
        <CodeChip field="result" code={fields.result} />
        <strong>{about(answer)}</strong>
        {!counts && <Chip tone="neutral">{t('triage.superseded')}</Chip>}
      </div>
      {fields.note !== undefined && <p className="triage-entry-note">{fields.note}</p>}
      <p className="triage-note">
        {t(fields.stepRun === true ? 'triage.ran' : 'triage.notRan')}
        {evidence > 0 && ` · ${t('triage.evidenceCount', { count: evidence })}`}
      </p>
      <CoveredText answer={answer} />
      {fields.checklistVersion !== version && (
        <p className="triage-note">{t('triage.otherVersion', { version: fields.checklistVersion })}</p>
      )}
      <div className="triage-entry-foot">
        <span>{personName(state, answer.createdBy)}</span>
        <InstantView iso={answer.createdAt} />
        {onCorrect !== null && (
          <Button size="small" tone="quiet" onPress={onCorrect}>
            {t('triage.copyAnswer')}
          </Button>
        )}
      </div>
    </li>
  );
};

type Props = {
  /** All answers to one check, oldest first. */
  answers: readonly Answer[];
  /** Ids of those that count. */
  current: ReadonlySet<string>;
  version: string;
  onCorrect: ((answer: Answer) => void) | null;
};

/** Every answer that was ever given to a check, newest first, with who gave it and when. */
export const AnswerHistory = ({ answers, current, version, onCorrect }: Props) => {
  const t = useText();
  if (answers.length === 0) return null;
  return (
    <section className="triage-history" aria-label={t('triage.history')}>
      <h3>
        {t('triage.history')} <span className="triage-note">{t('triage.historyCount', { count: answers.length })}</span>
      </h3>
      <ol>
        {[...answers].reverse().map((answer) => (
          <AnswerView
            key={answer.id}
            answer={answer}
            counts={current.has(answer.id)}
            version={version}
            onCorrect={onCorrect === null ? null : () => onCorrect(answer)}
          />
        ))}
      </ol>
    </section>
  );
};
