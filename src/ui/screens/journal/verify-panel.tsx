import { CircleAlert, CircleCheck, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { VerifyReport } from '../../../contract/host';
import { Button } from '../../components/button';
import { Chip, CopyText, Panel } from '../../components/display';
import { useCaseState, useOpenCase } from '../../hooks/case';
import { useHost } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import { useText } from '../../i18n/language';
import { deviceName } from '../../forms/record-label';

const Result = ({ report }: { report: VerifyReport }) => {
  const t = useText();
  if (report.ok) {
    return (
      <p className="verify-result verify-ok" role="status">
        <CircleCheck size={18} aria-hidden />
        {t('journal.ok', { count: report.operations })}
      </p>
    );
  }
  return (
    <div className="verify-result verify-bad" role="alert">
      <p>
        <CircleAlert size={18} aria-hidden />
        <strong>{t('journal.bad', { count: report.problems.length })}</strong> {t('journal.badTodo')}
      </p>
      <ul>
        {report.problems.map(({ deviceId, seq, problem }) => (
          <li key={`${deviceId} ${seq} ${problem}`}>
            {t('journal.problemAt', { device: deviceId.slice(0, 12), seq })}: <code className="mono">{problem}</code>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** Devices that have written to this case, with the newest hash of each: to be compared or noted on paper. */
const Devices = () => {
  const t = useText();
  const state = useCaseState();
  const { deviceId: own } = useOpenCase();
  return (
    <ul className="devices">
      {[...state.heads].map(([deviceId, head]) => (
        <li key={deviceId}>
          <span className="device-name">
            {deviceName(state, deviceId)} {deviceId === own && <Chip tone="info">{t('journal.thisDevice')}</Chip>}
          </span>
          <span className="number">{t('journal.deviceOps', { count: head.seq })}</span>
          <span className="field-hint">{t('journal.head')}</span>
          <CopyText value={head.hash} label={t('journal.copyHead')} />
        </li>
      ))}
    </ul>
  );
};

export const VerifyPanel = () => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const { session } = useOpenCase();
  const [report, setReport] = useState<VerifyReport | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    setReport(null);
    const verified = await attempt(() => host['journal.verify']({ caseId: session.caseId }));
    setBusy(false);
    if (verified.ok) setReport(verified.value);
  };
  return (
    <Panel
      title={t('journal.devices')}
      actions={
        <Button icon={ShieldCheck} isDisabled={busy} onPress={() => void verify()}>
          {busy ? t('journal.verifying') : t('journal.verify')}
        </Button>
      }
    >
      <p className="field-hint">{t('journal.verifyHint')}</p>
      {report && <Result report={report} />}
      <Devices />
    </Panel>
  );
};
