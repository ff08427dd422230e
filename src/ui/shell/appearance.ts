import { useCallback, useEffect, useState } from 'react';
import type { Host, Preferences } from '../../contract/host';
import type { Language } from '../../core/records/vocabularies';

const browserLanguage = (): Language => (navigator.language.startsWith('ja') ? 'ja' : 'en');

/** Language and theme: read once, written to the document, kept by the host. */
export const useAppearance = (host: Host, initial: Preferences, onFailure: (error: unknown) => void) => {
  const [preferences, setPreferences] = useState(initial);
  const language = preferences.language ?? browserLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = preferences.theme;
  }, [language, preferences.theme]);
  const change = useCallback(
    (part: Partial<Preferences>) => {
      setPreferences((current) => {
        const next = { ...current, ...part };
        host['preferences.set'](next).catch(onFailure);
        return next;
      });
    },
    [host, onFailure],
  );
  const setLanguage = useCallback((next: Language) => change({ language: next }), [change]);
  const setTheme = useCallback((theme: Preferences['theme']) => change({ theme }), [change]);
  return { language, theme: preferences.theme, setLanguage, setTheme };
};
