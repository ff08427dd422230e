import type { Host } from '../../contract/host';
import type { Language } from '../../core/records/vocabularies';

/**
 * The language of what is said before the first screen. One that the person named at start (`--lang`) is kept in the
 * preferences; other values are ignored, as the same switch serves the system's locales. Else the preference, else the
 * system's, and Japanese where the system speaks neither.
 */
export const startLanguage = async (host: Host, named: unknown, systemLocale: string): Promise<Language> => {
  const preferences = await host['preferences.get']({});
  if (named === 'ja' || named === 'en') {
    if (preferences.language !== named) await host['preferences.set']({ ...preferences, language: named });
    return named;
  }
  return preferences.language ?? (systemLocale.toLowerCase().startsWith('en') ? 'en' : 'ja');
};
