import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { defang } from '../../../core/indicators/defang';
import { Chip } from '../../components/display';
import { focusedRowId, RowMark } from '../../components/row-mark';
import type { Column } from '../../components/columns';
import { Table } from '../../components/table';
import { isComposing } from '../../hooks/shortcut';
import { useLabels, useText } from '../../i18n/language';
import { RowCheck } from './row-check';
import type { Candidate } from './review';

/** Longer than a dialog needs to look for the focus it has lost. */
const FOCUS_MS = 60;

type Props = {
  candidates: readonly Candidate[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

export const toggled = (chosen: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(chosen);
  if (!next.delete(key)) next.add(key);
  return next;
};

const useReviewColumns = (
  chosen: ReadonlySet<string>,
  toggle: (candidate: Candidate) => void,
): readonly Column<Candidate>[] => {
  const t = useText();
  const labels = useLabels();
  return [
    {
      id: 'chosen',
      header: t('indicators.selectColumn'),
      width: '4.5rem',
      text: ({ key }) => (chosen.has(key) ? '0' : '1'),
      cell: (candidate) => (
        <>
          <RowMark id={candidate.key} />
          <RowCheck
            label={t('indicators.paste.checked', { value: defang(candidate.type, candidate.value) })}
            checked={chosen.has(candidate.key)}
            disabled={candidate.knownId !== null}
            onChange={() => toggle(candidate)}
          />
        </>
      ),
    },
    {
      id: 'known',
      header: labels.field('indicatorStatus'),
      width: '6rem',
      text: ({ knownId }) => (knownId === null ? '0' : '1'),
      cell: ({ knownId }) =>
        knownId === null ? (
          <Chip tone="info">{t('indicators.paste.new')}</Chip>
        ) : (
          <Chip tone="neutral">{t('indicators.paste.known')}</Chip>
        ),
    },
    {
      id: 'type',
      header: labels.field('indicatorType'),
      width: '7rem',
      text: ({ type }) => labels.code('indicatorType', type),
      cell: ({ type }) => labels.code('indicatorType', type),
    },
    {
      id: 'value',
      header: labels.field('value'),
      width: 'minmax(12rem, 2fr)',
      text: ({ value }) => value,
      cell: ({ type, value, count }) => (
        <span className="paste-value">
          <code className="mono">{defang(type, value)}</code>
          {count > 1 && <span className="paste-times">{t('indicators.paste.times', { count })}</span>}
        </span>
      ),
    },
    {
      id: 'context',
      header: labels.field('extractedFrom'),
      width: 'minmax(14rem, 3fr)',
      text: ({ before, match, after }) => before + match + after,
      cell: ({ before, match, after }) => (
        <span className="paste-context">
          {before}
          <mark>{match}</mark>
          {after}
        </span>
      ),
    },
  ];
};

/** What was found in a text. On a row Space toggles; `a` chooses all. */
export const ReviewList = ({ candidates, chosen, onChoose }: Props) => {
  const t = useText();
  const byKey = useMemo(() => new Map(candidates.map((candidate) => [candidate.key, candidate])), [candidates]);
  const toggle = (candidate: Candidate | undefined) => {
    if (candidate && candidate.knownId === null) onChoose(toggled(chosen, candidate.key));
  };
  const columns = useReviewColumns(chosen, toggle);
  const list = useRef<HTMLDivElement>(null);
  // The keys work at once: the first row has the focus, after the dialog has taken it out of what was there before.
  useEffect(() => {
    const timer = setTimeout(() => list.current?.querySelector<HTMLElement>('[data-row="0"]')?.focus(), FOCUS_MS);
    return () => clearTimeout(timer);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const focused = focusedRowId(event.target);
    if (focused === null) return;
    if (event.key === ' ') toggle(byKey.get(focused));
    else if (event.key === 'a')
      onChoose(new Set(candidates.filter(({ knownId }) => knownId === null).map(({ key }) => key)));
    else return;
    event.preventDefault();
  };
  return (
    <div className="paste-list" ref={list} onKeyDown={onKeyDown}>
      <Table
        label={t('indicators.paste.list')}
        rows={candidates}
        rowId={({ key }) => key}
        columns={columns}
        selectedId={null}
        onOpen={toggle}
        initialSort={null}
        rowHeight={44}
        empty={null}
      />
    </div>
  );
};
