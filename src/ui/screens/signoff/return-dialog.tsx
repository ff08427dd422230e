import { useRef, useState, type FormEvent } from 'react';
import type { Approver } from '../../../core/package/manifest';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import type { Draft } from '../../hooks/draft';
import { useText } from '../../i18n/language';
import type { Signed } from './use-sign';

type Props = {
  approver: Approver;
  draft: Draft;
  open: boolean;
  onClose: () => void;
  onReturn: (statement: string, passphrase: string) => Promise<Signed>;
};

/** Sends the report back with comments. The approver's passphrase proves who writes them. */
export const ReturnDialog = ({ approver, draft, open, onClose, onReturn }: Props) => {
  const t = useText();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [commentProblem, setCommentProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const comment = draft.values.comment ?? '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setCommentProblem(comment.trim() === '' ? t('problem.required') : null);
    setProblem(passphrase === '' ? t('problem.required') : null);
    if (comment.trim() === '' || passphrase === '') return;
    setBusy(true);
    const returned = await onReturn(comment, passphrase);
    setBusy(false);
    setPassphrase('');
    if (returned.ok) return onClose();
    setProblem(returned.passphrase);
    form.current?.querySelector<HTMLElement>('input[type=password]')?.focus();
  };
  return (
    <Dialog title={t('signoff.returnTitle')} open={open} onClose={onClose}>
      <p className="dialog-text">{t('signoff.returnText', { name: approver.name })}</p>
      <form ref={form} className="stack" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('signoff.comment')}
          required
          lines
          autoFocus
          value={comment}
          onChange={(text) => draft.set('comment', text)}
          onBlur={draft.flush}
          problem={commentProblem}
        />
        <TextField
          label={t('signoff.passphraseOf', { name: approver.name })}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          problem={problem}
        />
        <Button tone="primary" type="submit" isDisabled={busy}>
          {busy ? t('signoff.signing') : t('signoff.return')}
        </Button>
      </form>
    </Dialog>
  );
};
