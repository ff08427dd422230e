import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Identity, Preferences } from '../contract/host';
import { Button } from './components/button';
import { ActivityProvider } from './hooks/activity';
import { PortsProvider, useHost } from './hooks/ports';
import { errorCodeOf } from './hooks/save';
import { createToasts, ToastContext } from './hooks/toasts';
import { LanguageProvider, useText } from './i18n/language';
import type { UiPorts } from './ports';
import { FirstStartScreen } from './screens/first-start';
import { UnlockScreen } from './screens/unlock';
import { useAppearance } from './shell/appearance';
import { ErrorBoundary } from './shell/error-boundary';
import { StatePage } from './shell/state-page';
import { ToastRegion } from './shell/toast-region';
import { Unlocked } from './shell/unlocked';

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
      return <Unlocked identities={start.identities} theme={theme} setTheme={setTheme} recheck={ask} />;
    default:
      return start satisfies never;
  }
};

const Themed = ({ preferences }: { preferences: Preferences }) => {
  const host = useHost();
  const report = useCallback((error: unknown) => console.error('the preferences could not be kept', error), []);
  const { language, setLanguage, theme, setTheme } = useAppearance(host, preferences, report);
  return (
    <LanguageProvider language={language} setLanguage={setLanguage}>
      <ErrorBoundary>
        <Pages theme={theme} setTheme={setTheme} />
      </ErrorBoundary>
      <ToastRegion />
    </LanguageProvider>
  );
};

/** The whole interface. `preferences` are read before the first paint, so that neither language nor theme flickers. */
export const App = ({ ports, preferences }: { ports: UiPorts; preferences: Preferences }) => {
  const toasts = useMemo(createToasts, []);
  return (
    <PortsProvider ports={ports}>
      <ActivityProvider>
        <ToastContext.Provider value={toasts}>
          <Themed preferences={preferences} />
        </ToastContext.Provider>
      </ActivityProvider>
    </PortsProvider>
  );
};
