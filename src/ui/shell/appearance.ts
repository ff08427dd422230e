import { useCallback, useEffect, useState } from 'react';
import type { Host, Preferences } from '../../contract/host';
import { loadTexts, type Texts } from '../i18n/text';
import type { Language } from '../../core/records/vocabularies';

/** The language to begin with, before anyone has chosen one. */
export const firstLanguage = (preferences: Preferences): Language =>
  preferences.language ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');

/** Language and theme: read once, written to the document, kept by the host. */
export const useAppearance = (
  host: Host,
  initial: Preferences,
  initialTexts: Texts,
  onFailure: (error: unknown) => void,
) => {
  const [preferences, setPreferences] = useState(initial);
  const language = firstLanguage(preferences);
  const [texts, setTexts] = useState(initialTexts);
  useEffect(() => {
    if (texts.language !== language) loadTexts(language).then(setTexts, onFailure);
  }, [language, texts, onFailure]);
  useEffect(() => {
    // What is shown, not what was asked for: they differ while a language is being loaded.
    document.documentElement.lang = texts.language;
    document.documentElement.dataset['theme'] = preferences.theme;
  }, [texts, preferences.theme]);
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
  return { texts, theme: preferences.theme, setLanguage, setTheme };
};
