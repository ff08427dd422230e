import { useState } from 'react';
import { IdentityForm, type NewIdentity } from '../forms/identity-form';
import { useHost } from '../hooks/ports';
import { useAttempt } from '../hooks/save';
import { useText } from '../i18n/language';
import { StartFrame } from '../shell/start-frame';

/** No vault yet: language, who is writing, and the passphrase that everything is encrypted under. */
export const FirstStartScreen = ({ onOpen }: { onOpen: () => void }) => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const create = async (identity: NewIdentity) => {
    setBusy(true);
    const created = await attempt(() => host['vault.create'](identity));
    setBusy(false);
    if (created.ok) onOpen();
  };
  return (
    <StartFrame title={t('first.title')} intro={t('first.intro')}>
      <IdentityForm
        submitLabel={t('first.create')}
        busyLabel={t('first.creating')}
        busy={busy}
        firstRole="lead"
        onSubmit={(identity) => void create(identity)}
      />
    </StartFrame>
  );
};
