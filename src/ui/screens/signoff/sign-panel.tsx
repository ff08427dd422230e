import { PenLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { keyFingerprint } from '../../../core/package/public-key';
import { Button } from '../../components/button';
import { Panel } from '../../components/display';
import { TextField } from '../../components/field';
import { FlagField } from '../../components/flag';
import { useShortcut } from '../../hooks/shortcut';
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

/** What stands against signing, and the input it is about. A new object for every attempt. */
type Problem = { text: string | null; input: 'checkbox' | 'password' };

const focusInput = (form: HTMLFormElement | null, input: Problem['input']) =>
  form?.querySelector<HTMLElement>(`input[type=${input}]`)?.focus({ preventScroll: true });

/** The passphrase, the tick under the open points, and the attempt to sign with them. */
const useSigning = ({ openPoints, disabled, onSign }: Props) => {
  const t = useText();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [seen, setSeen] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const sign = async () => {
    if (busy || disabled) return;
    if (openPoints > 0 && !seen) return setProblem({ text: t('signoff.confirmFirst'), input: 'checkbox' });
    if (passphrase === '') return setProblem({ text: t('problem.required'), input: 'password' });
    setBusy(true);
    setProblem(null);
    const signed = await onSign(passphrase);
    setBusy(false);
    setPassphrase('');
    if (!signed.ok) setProblem({ text: signed.passphrase, input: 'password' });
  };
  useShortcut(
    'ctrl+enter',
    () => {
      // Not from behind the dialog that returns the report.
      if (!form.current?.closest('[inert], [aria-hidden="true"]')) void sign();
    },
    !disabled,
  );
  useEffect(() => {
    if (problem === null) return;
    focusInput(form.current, problem.input);
    form.current?.querySelector('.field-problem')?.scrollIntoView({ block: 'center' });
  }, [problem]);
  useEffect(() => {
    // The button that made the files has done its work; someone who is typing is left alone.
    const active = document.activeElement;
    if (active !== document.body && !(active instanceof HTMLButtonElement)) return;
    focusInput(form.current, 'password');
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const edited = <V,>(set: (value: V) => void) => {
    return (value: V) => {
      set(value);
      setProblem(null);
    };
  };
  return {
    form,
    passphrase,
    setPassphrase: edited(setPassphrase),
    seen,
    setSeen: edited(setSeen),
    problem,
    busy,
    sign,
  };
};

/** What will leave, and the signature under exactly that. */
export const SignPanel = (props: Props) => {
  const { made, openPoints, disabled } = props;
  const t = useText();
  const { form, passphrase, setPassphrase, seen, setSeen, problem, busy, sign } = useSigning(props);
  const { approver, prepared } = made;
  return (
    <Panel title={t('signoff.step2')}>
      <p className="cell-note">{t('signoff.leaves')}</p>
      <FileTable files={prepared.files} />
      <form
        ref={form}
        className="stack sign-form"
        onSubmit={(event) => {
          event.preventDefault();
          void sign();
        }}
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
            onChange={setSeen}
            disabled={disabled}
          />
        )}
        <TextField
          label={t('signoff.passphraseOf', { name: approver.name })}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          problem={problem?.text ?? null}
          disabled={disabled}
        />
        <Button tone="primary" icon={PenLine} type="submit" isDisabled={busy || disabled}>
          {busy ? t('signoff.signing') : t('signoff.sign')}
        </Button>
      </form>
    </Panel>
  );
};
