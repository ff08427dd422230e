import { useEffect, useRef, type KeyboardEvent } from 'react';
import { localText } from '../../../core/forms/select';
import type { Check } from '../../../core/forms/types';
import { PHASES } from '../../../core/records/vocabularies';
import {
  checkStatus,
  triageProgress,
  type CheckStatus,
  type CurrentAnswers,
  type Phase,
} from '../../../core/triage/answers';
import { Chip, CodeChip } from '../../components/display';
import { isComposing } from '../../hooks/shortcut';
import { useLabels, useLanguage, useText } from '../../i18n/language';

export const StatusChip = ({ status }: { status: CheckStatus }) => {
  const t = useText();
  return status === 'open' ? <Chip tone="neutral">{t('triage.open')}</Chip> : <CodeChip field="result" code={status} />;
};

type Props = {
  /** All checks, for the progress of each phase. */
  checks: readonly Check[];
  /** Those that pass the filter, in the order of the phases. */
  shown: readonly Check[];
  current: CurrentAnswers;
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Moves the selection by this many checks. */
  onStep: (by: number) => void;
};

const CheckRow = ({
  check,
  current,
  selected,
  onSelect,
  tabbable,
}: {
  check: Check;
  current: CurrentAnswers;
  selected: boolean;
  onSelect: () => void;
  tabbable: boolean;
}) => {
  const { language } = useLanguage();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <li>
      <button
        ref={row}
        type="button"
        className="triage-row"
        aria-current={selected ? 'true' : undefined}
        tabIndex={tabbable ? 0 : -1}
        onClick={onSelect}
      >
        <span className="triage-row-head">
          <span className="mono">{check.id}</span>
          <StatusChip status={checkStatus(current.get(check.id))} />
        </span>
        <span className="triage-row-text">{localText(check.question, language)}</span>
      </button>
    </li>
  );
};

/** The checks of a checklist by phase. One of them is in the tab order; arrows move, as j and k do everywhere. */
export const CheckList = ({ checks, shown, current, selectedId, onSelect, onStep }: Props) => {
  const t = useText();
  const labels = useLabels();
  const list = useRef<HTMLDivElement>(null);
  const tabbableId = shown.some(({ id }) => id === selectedId) ? selectedId : shown[0]?.id;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    onStep(event.key === 'ArrowDown' ? 1 : -1);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus());
  };
  const phases = PHASES.map((phase: Phase) => ({ phase, rows: shown.filter((check) => check.phase === phase) }));
  return (
    <nav className="triage-list" aria-label={t('triage.list')} ref={list} onKeyDown={onKeyDown}>
      {phases
        .filter(({ rows }) => rows.length > 0)
        .map(({ phase, rows }) => {
          const progress = triageProgress(
            checks.filter((check) => check.phase === phase),
            current,
          );
          return (
            <section key={phase} aria-label={labels.code('phase', phase)}>
              <h2 className="triage-phase">
                {labels.code('phase', phase)}
                <span className="number">
                  {t('triage.phaseProgress', { answered: progress.answered, total: progress.total })}
                </span>
              </h2>
              <ul>
                {rows.map((check) => (
                  <CheckRow
                    key={check.id}
                    check={check}
                    current={current}
                    selected={check.id === selectedId}
                    tabbable={check.id === tabbableId}
                    onSelect={() => onSelect(check.id)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
    </nav>
  );
};
