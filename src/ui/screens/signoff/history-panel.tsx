import type { CaseState } from '../../../core/journal/state';
import { keyFingerprint } from '../../../core/package/public-key';
import { CodeChip, InstantView, Panel } from '../../components/display';
import { useText } from '../../i18n/language';
import { approverName, signoffHistory } from './hand-over';

/** Every decision on this report and every file written under it; nothing of it can be taken back. */
export const HistoryPanel = ({ state, reportId }: { state: CaseState; reportId: string }) => {
  const t = useText();
  const { approvals, releases } = signoffHistory(state, reportId);
  return (
    <Panel title={t('signoff.history')}>
      {approvals.length === 0 && <p className="panel-none">{t('signoff.historyNone')}</p>}
      <ol className="signoff-history">
        {approvals.map(({ id, createdAt, fields }) => (
          <li key={id}>
            <div className="signoff-history-line">
              <CodeChip field="decision" code={fields.decision} />
              <strong>{approverName(state, fields.personId)}</strong>
              <InstantView iso={createdAt} />
            </div>
            {fields.statement !== undefined && <p className="signoff-statement">{fields.statement}</p>}
            {fields.publicKey !== undefined && (
              <p className="cell-note">
                {t('signoff.fingerprint')}: <span className="mono">{keyFingerprint(fields.publicKey)}</span>
              </p>
            )}
            <ul className="signoff-releases">
              {releases
                .filter((release) => release.fields.approvalId === id)
                .map((release) => (
                  <li key={release.id}>
                    <span>{t('signoff.written', { name: release.fields.fileName })}</span>
                    <InstantView iso={release.createdAt} />
                    <span className="mono file-hash">{release.fields.sha256}</span>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </Panel>
  );
};
