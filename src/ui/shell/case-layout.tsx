import { Suspense, useEffect } from 'react';
import { caseRecord } from '../../core/journal/read';
import { useCaseState } from '../hooks/case';
import { useText } from '../i18n/language';
import { Banners } from './banners';
import { SCREENS } from './case-screens';
import { ErrorBoundary } from './error-boundary';
import { Navigation } from './navigation';
import { useCaseRoute } from './routes';
import { TopBar } from './top-bar';

/** The frame of an open case: navigation at the left, top bar, banners, and the screen. */
export const CaseLayout = () => {
  const t = useText();
  const { screen } = useCaseRoute();
  const record = caseRecord(useCaseState());
  useEffect(() => {
    // Without the case's title: windows and task lists show this to whoever passes by.
    document.title = `${t(`nav.${screen}`)} – ${t('app.name')}`;
  }, [t, screen]);
  useEffect(() => {
    // Keys work on the screen at once; a field of it that has taken the focus already keeps it.
    const main = document.getElementById('main');
    if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
  }, [screen]);
  const View = SCREENS[screen];
  return (
    <div className="shell">
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <Navigation />
      <div className="shell-main">
        <TopBar title={record?.fields.title ?? t('cases.untitled')} tlp={record?.fields.tlp ?? null} />
        <Banners training={record?.fields.training ?? false} />
        <main id="main" className="screen" tabIndex={-1}>
          <ErrorBoundary key={screen}>
            <Suspense fallback={<p className="state-loading">{t('app.loading')}</p>}>
              <View />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
};
