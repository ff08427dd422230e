import { useState, type FormEvent } from 'react';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { weaknessOf } from '../../forms/identity-form';
import { useHost } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import { useToasts } from '../../hooks/toasts';
import { useText } from '../../i18n/language';

export type ImportFile = { token: string; name: string };

/** Asks for the bundle's passphrase, verifies all of it, and only then adds it. */
export const ImportDialog = ({ file, onClose }: { file: ImportFile; onClose: () => void }) => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const { show } = useToasts();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    void attempt(() => host['files.release']({ token: file.token }), ['not-found']);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || passphrase === '') return;
    setBusy(true);
    setProblem(null);
    const imported = await attempt(async () => {
      const { bytes } = await host['files.read']({ token: file.token });
      return host['bundles.import']({ bytes, passphrase });
    }, ['wrong-passphrase']);
    setBusy(false);
    if (!imported.ok) {
      if (imported.code === 'wrong-passphrase')
        setProblem(`${t('error.wrong-passphrase')} ${t('error.wrong-passphrase.todo')}`);
      return;
    }
    const { added } = imported.value;
    const title = added === 0 ? t('cases.importedNone') : t('cases.imported', { count: added });
    show({ kind: 'done', title, lines: [], action: null });
    close();
  };
  return (
    <Dialog title={t('cases.importTitle')} open onClose={close}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">{t('cases.importText', { name: file.name })}</p>
        <TextField
          label={t('first.passphrase')}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          problem={problem}
          autoFocus
        />
        <div className="dialog-buttons">
          <Button tone="quiet" onPress={close}>
            {t('form.cancel')}
          </Button>
          <Button tone="primary" type="submit" isDisabled={busy}>
            {busy ? t('cases.working') : t('cases.importButton')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

type ExportProps = { caseId: string; title: string; fileStem: string; onClose: () => void };

/** Writes the whole case into one encrypted file under a passphrase of its own. */
export const ExportDialog = ({ caseId, title, fileStem, onClose }: ExportProps) => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const { show } = useToasts();
  const [entry, setEntry] = useState({ passphrase: '', confirm: '' });
  const [problems, setProblems] = useState<{ passphrase?: string; confirm?: string }>({});
  const [busy, setBusy] = useState(false);
  const check = () => {
    const weakness = weaknessOf(entry.passphrase);
    if (weakness === 'short') return { passphrase: t('first.tooShort', { count: [...entry.passphrase].length }) };
    if (weakness === 'simple') return { passphrase: t('first.tooSimple') };
    return entry.confirm === entry.passphrase ? {} : { confirm: t('first.mismatch') };
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = check();
    setProblems(found);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    const saved = await attempt(async () => {
      await host['cases.open']({ caseId });
      try {
        const { bytes } = await host['bundles.export']({ caseId, passphrase: entry.passphrase });
        const name = `${fileStem.replace(/[^\p{L}\p{N}._-]+/gu, '_')}.shodo`;
        return await host['files.save']({ kind: 'bundle', name, bytes });
      } finally {
        await host['cases.close']({ caseId });
      }
    });
    setBusy(false);
    if (!saved.ok || saved.value === null) return;
    show({ kind: 'done', title: t('cases.exported', { name: saved.value.name }), lines: [], action: null });
    onClose();
  };
  return (
    <Dialog title={t('cases.exportTitle')} open onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">{t('cases.exportText', { title })}</p>
        <TextField
          label={t('first.passphrase')}
          type="password"
          autoComplete="new-password"
          hint={t('first.rules')}
          value={entry.passphrase}
          onChange={(passphrase) => setEntry({ ...entry, passphrase })}
          problem={problems.passphrase ?? null}
          autoFocus
        />
        <TextField
          label={t('first.confirm')}
          type="password"
          autoComplete="new-password"
          value={entry.confirm}
          onChange={(confirm) => setEntry({ ...entry, confirm })}
          problem={problems.confirm ?? null}
        />
        <div className="dialog-buttons">
          <Button tone="quiet" onPress={onClose}>
            {t('form.cancel')}
          </Button>
          <Button tone="primary" type="submit" isDisabled={busy}>
            {busy ? t('cases.working') : t('cases.exportButton')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
