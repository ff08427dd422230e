import { Check, Settings } from 'lucide-react';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { Preferences } from '../../contract/host';
import { LANGUAGES, type Language } from '../../core/records/vocabularies';
import { IconButton } from '../components/button';
import { useLanguage } from '../i18n/language';
import { useApp } from './app-context';

const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Preferences['theme'][];
/** A language is named in itself, so that it is found by someone who reads no other. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ja: '日本語', en: 'English' };

export const SettingsMenu = () => {
  const { language, setLanguage, text: t } = useLanguage();
  const { theme, setTheme } = useApp();
  const item = (id: string, label: string, selected: boolean) => (
    <MenuItem key={id} id={id} textValue={label} className="choice">
      <span className="choice-label">{label}</span>
      {selected && <Check size={14} aria-hidden />}
    </MenuItem>
  );
  return (
    <MenuTrigger>
      <IconButton label={t('top.settings')} icon={Settings} />
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="choices" aria-label={t('top.settings')}>
          <MenuSection
            selectionMode="single"
            selectedKeys={[language]}
            onSelectionChange={(keys) => keys !== 'all' && keys.size > 0 && setLanguage([...keys][0] as Language)}
          >
            <Header className="choices-head">{t('app.language')}</Header>
            {LANGUAGES.map((code) => item(code, LANGUAGE_NAMES[code], code === language))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            selectedKeys={[theme]}
            onSelectionChange={(keys) =>
              keys !== 'all' && keys.size > 0 && setTheme([...keys][0] as Preferences['theme'])
            }
          >
            <Header className="choices-head">{t('app.theme')}</Header>
            {THEMES.map((name) => item(name, t(`app.theme.${name}`), name === theme))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
};
