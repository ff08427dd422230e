import { CHECK_RESULTS } from '../../../core/records/vocabularies';
import type { Progress } from '../../../core/triage/answers';
import { useLabels, useText } from '../../i18n/language';

/** How far the checklist has been worked through, and with what results. */
export const TriageProgress = ({ progress }: { progress: Progress }) => {
  const t = useText();
  const labels = useLabels();
  const found = CHECK_RESULTS.filter((code) => progress[code] > 0);
  const text = t('triage.progress', { answered: progress.answered, total: progress.total });
  return (
    <div className="triage-progress">
      <progress value={progress.answered} max={progress.total} aria-label={t('triage.progressLabel')} />
      <strong>{text}</strong>
      {found.map((code) => (
        <span key={code} className={`triage-count triage-count-${code}`}>
          {t('triage.countOf', { label: labels.code('result', code), count: progress[code] })}
        </span>
      ))}
    </div>
  );
};
