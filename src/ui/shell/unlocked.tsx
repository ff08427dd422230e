import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { Identity, Preferences } from '../../contract/host';
import { useHost } from '../hooks/ports';
import { useAttempt } from '../hooks/save';
import { useText } from '../i18n/language';
import { AppContext } from './app-context';
import { CaseFrame } from './case-frame';
import { navigate, useRoute } from './routes';
import { whenClosed } from './open-case';

const CasesScreen = lazy(() => import('../screens/cases/cases-screen').then((m) => ({ default: m.CasesScreen })));

type Props = {
  identities: readonly Identity[];
  theme: Preferences['theme'];
  setTheme: (theme: Preferences['theme']) => void;
  recheck: () => void;
};

/** The application with an open vault: the case list or one case. */
export const Unlocked = ({ identities: known, theme, setTheme, recheck }: Props) => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const route = useRoute();
  const [identities, setIdentities] = useState(known);
  const [actorId, setActorId] = useState(known[0]?.personId ?? '');
  const lock = useCallback(() => {
    navigate({ at: 'cases' });
    // The case hands in its drafts and closes when its screens are taken down, which is in the next turns.
    const close = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await whenClosed();
      await host['vault.lock']({});
    };
    void attempt(close).then((locked) => locked.ok && recheck());
  }, [host, attempt, recheck]);
  const actor = identities.find(({ personId }) => personId === actorId) ?? identities[0];
  const value = useMemo(
    () =>
      actor && {
        identities,
        actor,
        setActor: setActorId,
        addIdentity: (identity: Identity) => setIdentities((all) => [...all, identity]),
        theme,
        setTheme,
        lock,
        recheck,
      },
    [identities, actor, theme, setTheme, lock, recheck],
  );
  if (!value) throw new Error('an open vault without a person');
  return (
    <AppContext.Provider value={value}>
      <Suspense fallback={<p className="state-loading">{t('app.loading')}</p>}>
        {route.at === 'cases' ? <CasesScreen /> : <CaseFrame key={route.caseId} caseId={route.caseId} />}
      </Suspense>
    </AppContext.Provider>
  );
};
