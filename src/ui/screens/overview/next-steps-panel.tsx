import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { caseRecord } from '../../../core/journal/read';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Panel } from '../../components/display';
import { useCaseState } from '../../hooks/case';
import { useText } from '../../i18n/language';
import { routeHash, useCaseRoute } from '../../shell/routes';
import { nextSteps, type NextStep } from './next-steps';
import type { Editing } from './editing';
import { useTriageProgress } from './use-triage-progress';

const Step = ({
  step,
  onEdit,
  children,
}: {
  step: NextStep;
  onEdit: (editing: Editing) => void;
  children: ReactNode;
}) => {
  const { caseId } = useCaseRoute();
  const record = caseRecord(useCaseState());
  const inside = (
    <>
      <span>{children}</span>
      <ChevronRight size={14} aria-hidden />
    </>
  );
  if (step.screen !== 'overview') {
    return (
      <a className="step" href={routeHash({ at: 'case', caseId, screen: step.screen, recordId: null })}>
        {inside}
      </a>
    );
  }
  const type = step.key === 'organization' || step.key === 'contact' ? step.key : 'case';
  return (
    <AriaButton className="step" onPress={() => onEdit({ type, id: type === 'case' ? (record?.id ?? null) : null })}>
      {inside}
    </AriaButton>
  );
};

export const NextStepsPanel = ({ onEdit }: { onEdit: (editing: Editing) => void }) => {
  const t = useText();
  const state = useCaseState();
  const progress = useTriageProgress();
  const steps = nextSteps(state, progress && progress.total - progress.answered, new Date().toISOString());
  return (
    <Panel title={t('overview.next')}>
      {steps.length === 0 && <p className="panel-none">{t('overview.nextNone')}</p>}
      <ul className="steps">
        {steps.map((step) => (
          <li key={step.key}>
            <Step step={step} onEdit={onEdit}>
              {'count' in step ? t(`next.${step.key}`, { count: step.count }) : t(`next.${step.key}`)}
            </Step>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
