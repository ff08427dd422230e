import { LockKeyhole } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { IconButton } from '../components/button';
import { useText } from '../i18n/language';
import { ActorMenu } from './actor-menu';
import { useApp } from './app-context';
import { SettingsMenu } from './settings-menu';

/** The frame of the case list. */
export const CasesFrame = ({ children }: { children: ReactNode }) => {
  const t = useText();
  const { lock } = useApp();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    // What had the focus is gone with the page before: the unlocking, or a case.
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="cases">
      <header className="top cases-top">
        <span className="brand">{t('app.name')}</span>
        <span className="start-tagline">{t('app.tagline')}</span>
        <span className="toolbar-space" />
        <ActorMenu />
        <SettingsMenu />
        <IconButton label={t('top.lock')} icon={LockKeyhole} onPress={lock} />
      </header>
      <main className="cases-main" tabIndex={-1} ref={main}>
        {children}
      </main>
    </div>
  );
};
