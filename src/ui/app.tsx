import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { Identity, Preferences } from '../contract/host';
import { Button } from './components/button';
import { ActivityProvider } from './hooks/activity';
import { PortsProvider, useHost, usePorts } from './hooks/ports';
import { errorCodeOf } from './hooks/save';
import { createToasts, ToastContext } from './hooks/toasts';
import { LanguageProvider, useText } from './i18n/language';
import type { Texts } from './i18n/text';
import type { UiPorts } from './ports';
import { FirstStartScreen } from './screens/first-start';
import { UnlockScreen } from './screens/unlock';
import { useAppearance } from './shell/appearance';
import { ErrorBoundary } from './shell/error-boundary';
import { StatePage } from './shell/state-page';
import { ToastRegion } from './shell/toast-region';

/** All that an open vault needs is loaded while the passphrase is being typed or checked. */
const Unlocked = lazy(() => import('./shell/unlocked').then((m) => ({ default: m.Unlocked })));

type Start =
  | { at: 'asking' }
  | { at: 'unreachable'; detail: string }
  | { at: 'empty' | 'locked' }
  | { at: 'open'; identities: readonly Identity[] };

/** How things stand with the vault, asked again on demand. */
const useStart = (): { start: Start; ask: () => void } => {
  const host = useHost();
  const [start, setStart] = useState<Start>({ at: 'asking' });
  const ask = useCallback(() => {
    const read = async (): Promise<Start> => {
      const { state } = await host['vault.status']({});
      return state === 'open' ? { at: 'open', identities: await host['identities.list']({}) } : { at: state };
    };
    read().then(setStart, (error: unknown) => setStart({ at: 'unreachable', detail: errorCodeOf(error) }));
  }, [host]);
  useEffect(ask, [ask]);
  return { start, ask };
};

const Pages = ({
  theme,
  setTheme,
}: {
  theme: Preferences['theme'];
  setTheme: (theme: Preferences['theme']) => void;
}) => {
  const t = useText();
  const { start, ask } = useStart();
  switch (start.at) {
    case 'asking':
      return <p className="state-loading">{t('app.loading')}</p>;
    case 'unreachable':
      return (
        <StatePage
          title={t('state.unreachableTitle')}
          action={
            <Button tone="primary" onPress={ask}>
              {t('state.retry')}
            </Button>
          }
        >
          <p>{t('state.unreachableText')}</p>
        </StatePage>
      );
    case 'empty':
      return <FirstStartScreen onOpen={ask} />;
    case 'locked':
      return <UnlockScreen onOpen={ask} />;
    case 'open':
      return (
        <Suspense fallback={<p className="state-loading">{t('app.loading')}</p>}>
          <Unlocked identities={start.identities} theme={theme} setTheme={setTheme} recheck={ask} />
        </Suspense>
      );
    default:
      return start satisfies never;
  }
};

const Themed = ({ preferences, texts: first }: { preferences: Preferences; texts: Texts }) => {
  const { host, logError } = usePorts();
  const report = useCallback((error: unknown) => logError('language or appearance', error), [logError]);
  const { texts, setLanguage, theme, setTheme } = useAppearance(host, preferences, first, report);
  return (
    <LanguageProvider texts={texts} setLanguage={setLanguage}>
      <ErrorBoundary>
        <Pages theme={theme} setTheme={setTheme} />
      </ErrorBoundary>
      <ToastRegion />
    </LanguageProvider>
  );
};

type Props = { ports: UiPorts; preferences: Preferences; texts: Texts };

/** The whole interface. Preferences and texts are read before the first paint, so that neither language nor theme flickers. */
export const App = ({ ports, preferences, texts }: Props) => {
  const toasts = useMemo(() => createToasts(), []);
  return (
    <PortsProvider ports={ports}>
      <ActivityProvider>
        <ToastContext.Provider value={toasts}>
          <Themed preferences={preferences} texts={texts} />
        </ToastContext.Provider>
      </ActivityProvider>
    </PortsProvider>
  );
};
