import { useMemo } from 'react';
import { defang } from '../../../core/indicators/defang';
import { recordById } from '../../../core/journal/read';
import type { CaseState } from '../../../core/journal/state';
import { tlpOfReport } from '../../../core/package/release';
import { Panel, TlpChip } from '../../components/display';
import { useLabels, useText } from '../../i18n/language';
import { withheldIndicators, type Withheld } from './open-points';

/** Up to so many are shown opened; longer lists open when asked for. */
const OPEN_UP_TO = 5;

const Group = ({ state, group }: { state: CaseState; group: readonly [Withheld, ...Withheld[]] }) => {
  const t = useText();
  const labels = useLabels();
  const [{ reason, stixOnly }] = group;
  return (
    <details className="withheld-group" open={group.length <= OPEN_UP_TO}>
      <summary>
        {t(`signoff.withheld.${reason}`)}
        <strong className="number">{t('signoff.withheldCount', { count: group.length })}</strong>
      </summary>
      {stixOnly && <p className="cell-note">{t('signoff.stixOnly')}</p>}
      <ul>
        {group.map(({ id }) => {
          const fields = recordById(state, 'indicator', id)?.fields;
          return (
            <li key={id}>
              <span className="mono break">{fields ? defang(fields.indicatorType, fields.value) : id}</span>
              <span className="cell-note">{fields && labels.code('indicatorType', fields.indicatorType)}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
};

/** By reason, in the order in which the reasons first occur. */
const groupsOf = (withheld: readonly Withheld[]): readonly (readonly [Withheld, ...Withheld[]])[] => {
  const groups = new Map<string, [Withheld, ...Withheld[]]>();
  for (const one of withheld) {
    const key = `${one.reason} ${one.stixOnly}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
};

type Props = { state: CaseState; reportId: string };

/** What stays in the organisation although it is in the case, and why. */
export const WithheldPanel = ({ state, reportId }: Props) => {
  const t = useText();
  const groups = useMemo(() => groupsOf(withheldIndicators(state, reportId)), [state, reportId]);
  return (
    <Panel title={t('signoff.withheld')} actions={<TlpChip level={tlpOfReport(state, reportId)} />}>
      <p className="cell-note">{t('signoff.withheldIntro')}</p>
      {groups.length === 0 && <p className="panel-none">{t('signoff.withheldNone')}</p>}
      {groups.map((group) => (
        <Group key={`${group[0].reason} ${group[0].stixOnly}`} state={state} group={group} />
      ))}
    </Panel>
  );
};
