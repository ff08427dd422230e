import { useState, type FormEvent, type ReactNode } from 'react';
import { PASSPHRASE_MIN_LENGTH } from '../../contract/host';
import { ROLES, type Role } from '../../core/records/vocabularies';
import { Button } from '../components/button';
import { TextField } from '../components/field';
import { SelectField } from '../components/select';
import { useLabels, useText } from '../i18n/language';

export type NewIdentity = { name: string; role: Role; passphrase: string };
type Entry = NewIdentity & { confirm: string };
type Field = keyof Entry;
type Weakness = 'short' | 'simple' | null;

export const weaknessOf = (passphrase: string): Weakness => {
  if ([...passphrase].length < PASSPHRASE_MIN_LENGTH) return 'short';
  return new Set(passphrase).size < 4 ? 'simple' : null;
};

const useProblems = () => {
  const t = useText();
  return (entry: Entry): Partial<Record<Field, string>> => {
    const problems: Partial<Record<Field, string>> = {};
    const weakness = weaknessOf(entry.passphrase);
    if (entry.name.trim() === '') problems.name = t('problem.required');
    if (weakness === 'short') problems.passphrase = t('first.tooShort', { count: [...entry.passphrase].length });
    if (weakness === 'simple') problems.passphrase = t('first.tooSimple');
    if (entry.confirm !== entry.passphrase) problems.confirm = t('first.mismatch');
    return problems;
  };
};

type Props = {
  submitLabel: string;
  busyLabel: string;
  busy: boolean;
  firstRole: Role;
  onSubmit: (identity: NewIdentity) => void;
  /** Beside the button that submits, e.g. one that closes the dialog. */
  side?: ReactNode;
};

/** Name, role and a new passphrase, typed twice. Nothing of this is a draft: a passphrase is never written down. */
export const IdentityForm = ({ submitLabel, busyLabel, busy, firstRole, onSubmit, side }: Props) => {
  const t = useText();
  const labels = useLabels();
  const check = useProblems();
  const [entry, setEntry] = useState<Entry>({ name: '', role: firstRole, passphrase: '', confirm: '' });
  const [shown, setShown] = useState<Partial<Record<Field, string>>>({});
  const set = (field: Field) => (value: string) => setEntry({ ...entry, [field]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = check(entry);
    setShown(problems);
    if (Object.keys(problems).length > 0 || busy) return;
    onSubmit({ name: entry.name.trim(), role: entry.role, passphrase: entry.passphrase });
  };
  const submitButton = (
    <Button tone="primary" type="submit" isDisabled={busy}>
      {busy ? busyLabel : submitLabel}
    </Button>
  );
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t('first.name')}
        required
        hint={t('first.nameHint')}
        value={entry.name}
        onChange={set('name')}
        problem={shown.name ?? null}
        autoFocus
      />
      <SelectField
        label={t('first.role')}
        required
        value={entry.role}
        onChange={(role) => setEntry({ ...entry, role: role as Role })}
        choices={ROLES.map((role) => ({ id: role, label: labels.code('role', role) }))}
      />
      <TextField
        label={t('first.passphrase')}
        required
        type="password"
        autoComplete="new-password"
        hint={t('first.rules')}
        value={entry.passphrase}
        onChange={set('passphrase')}
        problem={shown.passphrase ?? null}
      />
      <TextField
        label={t('first.confirm')}
        required
        type="password"
        autoComplete="new-password"
        value={entry.confirm}
        onChange={set('confirm')}
        problem={shown.confirm ?? null}
      />
      {side === undefined ? (
        submitButton
      ) : (
        <div className="dialog-buttons">
          {side}
          {submitButton}
        </div>
      )}
    </form>
  );
};
