import { recordsOf } from '../../../core/journal/read';
import type { CaseState } from '../../../core/journal/state';
import { Panel } from '../../components/display';
import { useCaseState } from '../../hooks/case';
import { useText } from '../../i18n/language';
import { SCREEN_ICONS } from '../../shell/screen-icons';
import { routeHash, useCaseRoute, type CaseScreen } from '../../shell/routes';
import { isOpenTask } from '../tasks';
import { useTriageProgress } from './use-triage-progress';

type Count = { screen: CaseScreen; value: string; note: string };

const isCompromised = ({ fields }: { fields: { compromiseStatus?: string } }): boolean =>
  fields.compromiseStatus === 'compromised' || fields.compromiseStatus === 'suspected';

const useCounts = (state: CaseState): readonly Count[] => {
  const t = useText();
  const progress = useTriageProgress();
  const systems = recordsOf(state, 'system');
  const accounts = recordsOf(state, 'account');
  const indicators = recordsOf(state, 'indicator');
  const evidence = recordsOf(state, 'evidenceItem');
  const tasks = recordsOf(state, 'task');
  const compromised = [...systems, ...accounts].filter(isCompromised).length;
  const candidates = indicators.filter(({ fields }) => fields.indicatorStatus === 'candidate').length;
  const noHash = evidence.filter(({ fields }) => fields.sha256 === undefined).length;
  const number = (value: number) => value.toLocaleString();
  return [
    {
      screen: 'triage',
      value: progress ? `${progress.answered}/${progress.total}` : '–',
      note: progress ? t('overview.positive', { count: progress.positive + progress.suspicious }) : '',
    },
    { screen: 'timeline', value: number(recordsOf(state, 'timelineEvent').length), note: '' },
    { screen: 'indicators', value: number(indicators.length), note: t('overview.candidates', { count: candidates }) },
    {
      screen: 'systems',
      value: number(systems.length + accounts.length),
      note: t('overview.compromised', { count: compromised }),
    },
    { screen: 'evidence', value: number(evidence.length), note: t('overview.noHash', { count: noHash }) },
    {
      screen: 'tasks',
      value: number(tasks.length),
      note: t('overview.openTasks', { count: tasks.filter(isOpenTask).length }),
    },
    { screen: 'reports', value: number(recordsOf(state, 'report').length), note: '' },
  ];
};

/** What is recorded so far; each figure leads to its list. */
export const CountsPanel = () => {
  const t = useText();
  const { caseId } = useCaseRoute();
  const counts = useCounts(useCaseState());
  return (
    <Panel title={t('overview.counts')}>
      <ul className="counts">
        {counts.map(({ screen, value, note }) => {
          const IconView = SCREEN_ICONS[screen];
          return (
            <li key={screen}>
              <a className="count" href={routeHash({ at: 'case', caseId, screen, recordId: null })}>
                <span className="count-label">
                  <IconView size={14} aria-hidden />
                  {t(`nav.${screen}`)}
                </span>
                <span className="count-value">{value}</span>
                <span className="count-note">{note}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
