import { PenLine } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { keyFingerprint } from '../../../core/package/public-key';
import { Button } from '../../components/button';
import { Panel } from '../../components/display';
import { TextField } from '../../components/field';
import { FlagField } from '../../components/flag';
import { useText } from '../../i18n/language';
import { FileTable } from './file-table';
import type { Signed } from './use-sign';
import type { Made } from './use-release';

type Props = {
  made: Made;
  openPoints: number;
  disabled: boolean;
  onSign: (passphrase: string) => Promise<Signed>;
};

/** What will leave, and the signature under exactly that. */
export const SignPanel = ({ made, openPoints, disabled, onSign }: Props) => {
  const t = useText();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [seen, setSeen] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { approver, prepared } = made;
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || disabled) return;
    if (openPoints > 0 && !seen) return setProblem(t('signoff.confirmFirst'));
    if (passphrase === '') return setProblem(t('problem.required'));
    setBusy(true);
    setProblem(null);
    const signed = await onSign(passphrase);
    setBusy(false);
    setPassphrase('');
    if (signed.ok) return;
    setProblem(signed.passphrase);
    form.current?.querySelector<HTMLElement>('input[type=password]')?.focus();
  };
  return (
    <Panel title={t('signoff.step2')}>
      <p className="cell-note">{t('signoff.leaves')}</p>
      <FileTable files={prepared.files} />
      <form
        ref={form}
        className="stack sign-form"
        onSubmit={(event) => void sign(event)}
        aria-label={t('signoff.step2')}
      >
        <p>
          {t('signoff.signsAs', { name: approver.name })}
          <span className="cell-note">
            {t('signoff.fingerprint')}: <span className="mono">{keyFingerprint(approver.publicKey)}</span>
          </span>
        </p>
        {openPoints > 0 && (
          <FlagField
            label={t('signoff.seen', { count: openPoints })}
            value={seen}
            onChange={(value) => {
              setSeen(value);
              setProblem(null);
            }}
            disabled={disabled}
          />
        )}
        <TextField
          label={t('signoff.passphraseOf', { name: approver.name })}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          problem={problem}
          disabled={disabled}
        />
        <Button tone="primary" icon={PenLine} type="submit" isDisabled={busy || disabled}>
          {busy ? t('signoff.signing') : t('signoff.sign')}
        </Button>
      </form>
    </Panel>
  );
};
