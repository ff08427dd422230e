import { ChevronDown, UserRound } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { Identity } from '../../contract/host';
import { Button } from '../components/button';
import { Dialog } from '../components/dialog';
import { IdentityForm, type NewIdentity } from '../forms/identity-form';
import { useHost } from '../hooks/ports';
import { useAttempt } from '../hooks/save';
import { useToasts } from '../hooks/toasts';
import { useLabels, useText } from '../i18n/language';
import { useApp } from './app-context';

const ADD = ' add';

type AddPersonProps = { open: boolean; onClose: () => void; onAdded?: (identity: Identity) => void };

/** Adds someone with a passphrase of their own to this machine. */
export const AddPersonDialog = ({ open, onClose, onAdded }: AddPersonProps) => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const { show } = useToasts();
  const { addIdentity } = useApp();
  const [busy, setBusy] = useState(false);
  const create = async (identity: NewIdentity) => {
    setBusy(true);
    const created = await attempt(() => host['identities.create'](identity));
    setBusy(false);
    if (!created.ok) return;
    addIdentity(created.value);
    onAdded?.(created.value);
    show({ kind: 'done', title: t('person.added', { name: identity.name }), lines: [], action: null });
    onClose();
  };
  return (
    <Dialog title={t('person.title')} open={open} onClose={onClose}>
      <p className="dialog-text">{t('person.text')}</p>
      <IdentityForm
        submitLabel={t('person.create')}
        busyLabel={t('cases.working')}
        busy={busy}
        firstRole="ciso"
        onSubmit={(identity) => void create(identity)}
        side={
          <Button tone="quiet" onPress={onClose}>
            {t('form.cancel')}
          </Button>
        }
      />
    </Dialog>
  );
};

/** Who the next change is written as. Signing as someone needs that person's own passphrase; writing does not. */
export const ActorMenu = () => {
  const t = useText();
  const labels = useLabels();
  const { identities, actor, setActor } = useApp();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <MenuTrigger>
        <AriaButton
          className="button button-quiet button-normal actor-button"
          aria-label={`${t('top.actor')}: ${actor.name}`}
        >
          <UserRound size={16} aria-hidden />
          <span>{actor.name}</span>
          <ChevronDown size={14} aria-hidden />
        </AriaButton>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu
            className="choices"
            aria-label={t('top.actor')}
            selectionMode="single"
            selectedKeys={[actor.personId]}
            onAction={(key) => (key === ADD ? setAdding(true) : setActor(String(key)))}
          >
            {identities.map(({ personId, name, role }) => (
              <MenuItem key={personId} id={personId} textValue={name} className="choice">
                <span className="choice-label">{name}</span>
                <span className="choice-detail">{labels.code('role', role)}</span>
              </MenuItem>
            ))}
            <MenuItem id={ADD} textValue={t('top.addPerson')} className="choice choice-action">
              {t('top.addPerson')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <AddPersonDialog open={adding} onClose={() => setAdding(false)} />
    </>
  );
};
