import { useState, type FormEvent } from 'react';
import { Button } from '../components/button';
import { TextField } from '../components/field';
import { useHost } from '../hooks/ports';
import { useAttempt } from '../hooks/save';
import { useText } from '../i18n/language';
import { StartFrame } from '../shell/start-frame';

export const UnlockScreen = ({ onOpen }: { onOpen: () => void }) => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || passphrase === '') return;
    setBusy(true);
    setProblem(null);
    const opened = await attempt(() => host['vault.unlock']({ passphrase }), ['wrong-passphrase', 'throttled']);
    setBusy(false);
    if (opened.ok) return onOpen();
    if (opened.code === 'wrong-passphrase' || opened.code === 'throttled') {
      setProblem(`${t(`error.${opened.code}`)} ${t(`error.${opened.code}.todo`)}`);
    }
  };
  return (
    <StartFrame title={t('unlock.title')} intro={t('unlock.intro')}>
      <form className="stack" onSubmit={(event) => void unlock(event)}>
        <TextField
          label={t('first.passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
          problem={problem}
          autoFocus
        />
        <Button tone="primary" type="submit" isDisabled={busy}>
          {busy ? t('unlock.working') : t('unlock.button')}
        </Button>
      </form>
    </StartFrame>
  );
};
