import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/button';
import { useLanguage } from '../i18n/language';

/** The page before the case list: a single column, and the other language in reach. */
export const StartFrame = ({ title, intro, children }: { title: string; intro: string; children: ReactNode }) => {
  const { language, setLanguage, text: t } = useLanguage();
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <main className="start">
      <div className="start-card">
        <div className="start-brand">
          <span className="brand">{t('app.name')}</span>
          <span className="start-tagline">{t('app.tagline')}</span>
          <span lang={other}>
            <Button tone="quiet" size="small" icon={Languages} onPress={() => setLanguage(other)}>
              {t('app.languageOther')}
            </Button>
          </span>
        </div>
        <h1>{title}</h1>
        <p className="start-intro">{intro}</p>
        {children}
      </div>
    </main>
  );
};
