import { useMemo } from 'react';
import type { FormLibrary } from '../../../core/forms/types';
import { defang } from '../../../core/indicators/defang';
import { recordById } from '../../../core/journal/read';
import type { CaseState } from '../../../core/journal/state';
import { tlpOfReport } from '../../../core/package/release';
import { Panel, TlpChip } from '../../components/display';
import { useLabels, useText } from '../../i18n/language';
import { withheldIndicators } from './open-points';

/** What stays in the organisation although it is in the case, and why. */
export const WithheldPanel = ({
  state,
  reportId,
  library,
}: {
  state: CaseState;
  reportId: string;
  library: FormLibrary;
}) => {
  const t = useText();
  const labels = useLabels();
  const withheld = useMemo(() => withheldIndicators(state, reportId, library), [state, reportId, library]);
  return (
    <Panel title={t('signoff.withheld')} actions={<TlpChip level={tlpOfReport(state, reportId)} />}>
      <p className="cell-note">{t('signoff.withheldIntro')}</p>
      {withheld.length === 0 ? (
        <p className="panel-none">{t('signoff.withheldNone')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{labels.type('indicator')}</th>
              <th scope="col">{t('signoff.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {withheld.map(({ id, reason, stixOnly }) => {
              const fields = recordById(state, 'indicator', id)?.fields;
              return (
                <tr key={id}>
                  <td>
                    <span className="mono break">{fields ? defang(fields.indicatorType, fields.value) : id}</span>
                    <span className="cell-note">{fields && labels.code('indicatorType', fields.indicatorType)}</span>
                  </td>
                  <td>
                    {t(`signoff.withheld.${reason}`)}
                    {stixOnly && <span className="cell-note">{t('signoff.stixOnly')}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
};
