import { ClipboardCheck, ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import { findCheck, findChecklist, localText } from '../../../core/forms/select';
import type { Checklist, FormLibrary, Loaded } from '../../../core/forms/types';
import { recordsOf } from '../../../core/journal/read';
import { CHECK_RESULTS, PHASES } from '../../../core/records/vocabularies';
import {
  currentAnswers,
  filterChecks,
  triageProgress,
  type CheckFilter,
  type CheckStatus,
} from '../../../core/triage/answers';
import { Button } from '../../components/button';
import { EmptyState, PageHeader } from '../../components/display';
import { FilterSelect } from '../../components/filter-select';
import { useCaseState } from '../../hooks/case';
import { useFormLibrary } from '../../hooks/form-library';
import { useShortcut } from '../../hooks/shortcut';
import { useLabels, useLanguage, useText } from '../../i18n/language';
import { useCaseRoute } from '../../shell/routes';
import { CheckDetail } from './check-detail';
import { CheckList } from './check-list';
import { TriageProgress } from './progress';

const NO_FILTER: CheckFilter = { phase: null, advisoryItem: null, status: null };

const FilterBar = ({
  checklist,
  filter,
  setFilter,
}: {
  checklist: Checklist;
  filter: CheckFilter;
  setFilter: (filter: CheckFilter) => void;
}) => {
  const t = useText();
  const labels = useLabels();
  const { language } = useLanguage();
  const items = checklist.advisoryItems.map(({ id, title }) => ({ id, label: `${id} ${localText(title, language)}` }));
  const statuses = [
    { id: 'open' as const, label: t('triage.open') },
    ...CHECK_RESULTS.map((code) => ({ id: code, label: labels.code('result', code) })),
  ];
  const phases = PHASES.map((phase) => ({ id: phase, label: labels.code('phase', phase) }));
  return (
    <div className="triage-filters">
      <FilterSelect
        label={t('triage.filterPhase')}
        choices={phases}
        value={filter.phase}
        onChange={(phase) => setFilter({ ...filter, phase })}
      />
      <FilterSelect<CheckStatus>
        label={t('triage.filterResult')}
        choices={statuses}
        value={filter.status}
        onChange={(status) => setFilter({ ...filter, status })}
      />
      <div className="triage-filter-wide">
        <FilterSelect
          label={t('triage.filterItem')}
          choices={items}
          value={filter.advisoryItem}
          onChange={(advisoryItem) => setFilter({ ...filter, advisoryItem })}
        />
      </div>
    </div>
  );
};

const Triage = ({ library, checklist }: { library: FormLibrary; checklist: Loaded<Checklist> }) => {
  const t = useText();
  const { language } = useLanguage();
  const { recordId, go } = useCaseRoute();
  const state = useCaseState();
  const [filter, setFilter] = useState(NO_FILTER);
  const answers = useMemo(() => recordsOf(state, 'checklistAnswer'), [state]);
  const current = useMemo(() => currentAnswers(answers, checklist.id), [answers, checklist]);
  const shown = useMemo(() => filterChecks(checklist.checks, current, filter), [checklist, current, filter]);
  const selected = (recordId === null ? null : findCheck(checklist, recordId)) ?? shown[0] ?? null;

  const step = (by: number) => {
    const at = shown.findIndex(({ id }) => id === selected?.id);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) go('triage', next.id);
  };
  useShortcut('j', () => step(1), true);
  useShortcut('k', () => step(-1), true);

  return (
    <div className="triage">
      <PageHeader
        title={t('nav.triage')}
        subtitle={t('triage.subtitle', { title: localText(checklist.title, language), version: checklist.version })}
        actions={<TriageProgress progress={triageProgress(checklist.checks, current)} />}
      />
      <div className="triage-body">
        <div className="triage-left">
          <FilterBar checklist={checklist} filter={filter} setFilter={setFilter} />
          {shown.length === 0 ? (
            <EmptyState
              icon={ListFilter}
              title={t('triage.noMatch')}
              action={<Button onPress={() => setFilter(NO_FILTER)}>{t('triage.clearFilter')}</Button>}
            >
              <p>{t('triage.noMatchText')}</p>
            </EmptyState>
          ) : (
            <CheckList
              checks={checklist.checks}
              shown={shown}
              current={current}
              selectedId={selected?.id ?? null}
              onSelect={(id) => go('triage', id)}
              onStep={step}
            />
          )}
          <p className="triage-keys">{t('triage.keys')}</p>
        </div>
        {selected === null ? (
          <EmptyState icon={ClipboardCheck} title={t('triage.pick')}>
            <p>{t('triage.pickText')}</p>
          </EmptyState>
        ) : (
          <CheckDetail
            key={selected.id}
            library={library}
            checklist={checklist}
            check={selected}
            answers={answers.filter(
              ({ fields }) => fields.checklistId === checklist.id && fields.checkId === selected.id,
            )}
            current={current.get(selected.id)}
            onStep={step}
          />
        )}
      </div>
    </div>
  );
};

/** The checklist of the advisory: what to look at, how, and what was found. */
export const TriageScreen = () => {
  const t = useText();
  const library = useFormLibrary();
  if (library === null) return <p className="state-loading">{t('triage.loading')}</p>;
  const checklist = findChecklist(library, library.checklists[0]?.id ?? '', null);
  if (checklist === null) {
    return (
      <EmptyState icon={ClipboardCheck} title={t('triage.noList')}>
        <p>{t('triage.noListText')}</p>
      </EmptyState>
    );
  }
  return <Triage library={library} checklist={checklist} />;
};
