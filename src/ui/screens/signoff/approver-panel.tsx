import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Identity } from '../../../contract/host';
import { Button } from '../../components/button';
import { Panel } from '../../components/display';
import { TextField } from '../../components/field';
import { SelectField } from '../../components/select';
import { DraftNote } from '../../forms/draft-note';
import type { Draft } from '../../hooks/draft';
import { useLabels, useText } from '../../i18n/language';
import { useApp } from '../../shell/app-context';
import { AddPersonDialog } from '../../shell/actor-menu';
import { approverProblem } from '../../../core/package/approver';

type Props = {
  authors: ReadonlySet<string>;
  approver: Identity | null;
  onApprover: (personId: string) => void;
  draft: Draft;
  busy: boolean;
  disabled: boolean;
  onMake: () => void;
  again: boolean;
};

/** Who approves, and in what words; from these and the case all files are made. */
export const ApproverPanel = (props: Props) => {
  const { authors, approver, draft, disabled } = props;
  const t = useText();
  const labels = useLabels();
  const { identities } = useApp();
  const [adding, setAdding] = useState(false);
  const officers = identities.filter(({ role }) => role === 'ciso');
  const problem = approver === null ? null : approverProblem(approver, authors);
  const statement = draft.values.statement ?? '';
  return (
    <Panel title={t('signoff.step1')}>
      <p className="cell-note">{t('signoff.approverText', { role: labels.code('role', 'ciso') })}</p>
      <div className="approver-row">
        <SelectField
          label={t('signoff.approver')}
          required
          value={approver?.personId ?? ''}
          onChange={props.onApprover}
          choices={officers.map((identity) => ({
            id: identity.personId,
            label: identity.name,
            detail: authors.has(identity.personId) ? t('signoff.isAuthor') : labels.code('role', identity.role),
          }))}
          problem={problem === null ? null : t(`signoff.approverProblem.${problem}`)}
          disabled={disabled}
          hint={officers.length === 0 ? t('signoff.noApprover') : undefined}
        />
        <Button icon={UserPlus} onPress={() => setAdding(true)} isDisabled={disabled}>
          {t('signoff.addApprover')}
        </Button>
      </div>
      <TextField
        label={t('signoff.statement')}
        required
        lines
        hint={t('signoff.statementHint')}
        value={statement}
        onChange={(text) => draft.set('statement', text)}
        onBlur={draft.flush}
        disabled={disabled}
      />
      <div className="signoff-buttons">
        <DraftNote draft={draft} />
        <Button
          tone={props.again ? 'secondary' : 'primary'}
          onPress={props.onMake}
          isDisabled={disabled || props.busy || approver === null || problem !== null || statement.trim() === ''}
        >
          {props.busy ? t('signoff.making') : t(props.again ? 'signoff.makeAgain' : 'signoff.make')}
        </Button>
      </div>
      <AddPersonDialog
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={({ personId, role }) => role === 'ciso' && props.onApprover(personId)}
      />
    </Panel>
  );
};
