import { FileJson, FileText, PackageCheck } from 'lucide-react';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import { keyFingerprint } from '../../../core/package/public-key';
import { Button } from '../../components/button';
import { CopyText, InstantView, Panel } from '../../components/display';
import { useText } from '../../i18n/language';
import { approverName, type HandOverKind } from './hand-over';

type Props = {
  state: CaseState;
  approval: CaseRecord<'approval'>;
  busy: HandOverKind | null;
  disabled: boolean;
  onHandOver: (kind: HandOverKind) => void;
};

/** An approval that stands: who, when, with which key; and writing the approved files out. */
export const ApprovedPanel = ({ state, approval, busy, disabled, onHandOver }: Props) => {
  const t = useText();
  const { publicKey, personId, statement } = approval.fields;
  return (
    <Panel title={t('signoff.approvedTitle')}>
      <dl className="signoff-facts">
        <dt>{t('signoff.approver')}</dt>
        <dd>{approverName(state, personId)}</dd>
        <dt>{t('signoff.approvedAt')}</dt>
        <dd>
          <InstantView iso={approval.createdAt} />
        </dd>
        <dt>{t('signoff.statement')}</dt>
        <dd className="signoff-statement">{statement}</dd>
        {publicKey !== undefined && (
          <>
            <dt>{t('signoff.fingerprint')}</dt>
            <dd>
              <CopyText value={keyFingerprint(publicKey)} label={t('signoff.copyFingerprint')} />
              <span className="cell-note">{t('signoff.fingerprintHint')}</span>
            </dd>
          </>
        )}
      </dl>
      <div className="signoff-buttons">
        <Button
          tone="primary"
          icon={PackageCheck}
          onPress={() => onHandOver('package')}
          isDisabled={disabled || busy !== null}
        >
          {busy === 'package' ? t('signoff.writing') : t('signoff.writePackage')}
        </Button>
        <Button icon={FileText} onPress={() => onHandOver('pdf')} isDisabled={disabled || busy !== null}>
          {t('signoff.writePdf')}
        </Button>
        <Button icon={FileJson} onPress={() => onHandOver('stix')} isDisabled={disabled || busy !== null}>
          {t('signoff.writeStix')}
        </Button>
      </div>
      <p className="cell-note">{t('signoff.packageHint')}</p>
    </Panel>
  );
};
