import { ChevronLeft } from 'lucide-react';
import { useText } from '../i18n/language';
import { CASE_SCREENS, routeHash, useCaseRoute } from './routes';
import { SCREEN_ICONS } from './screen-icons';

/** Plain links, so that keyboard, middle click and screen readers work as everywhere. */
export const Navigation = () => {
  const t = useText();
  const { caseId, screen: current } = useCaseRoute();
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <span className="brand">{t('app.name')}</span>
      <a className="nav-link nav-back" href={routeHash({ at: 'cases' })}>
        <ChevronLeft size={16} aria-hidden />
        <span>{t('nav.cases')}</span>
      </a>
      <ul>
        {CASE_SCREENS.map((screen) => {
          const IconView = SCREEN_ICONS[screen];
          return (
            <li key={screen}>
              <a
                className="nav-link"
                href={routeHash({ at: 'case', caseId, screen, recordId: null })}
                aria-current={screen === current ? 'page' : undefined}
              >
                <IconView size={16} aria-hidden />
                <span>{t(`nav.${screen}`)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
