import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { RecordType } from '../../core/records/types';
import type { Language } from '../../core/records/vocabularies';
import { isTextKey, textOf, type TextOf, type Texts } from './text';
import type { FieldKey } from './types';

type LanguageValue = { language: Language; texts: Texts; setLanguage: (language: Language) => void; text: TextOf };
const LanguageContext = createContext<LanguageValue | null>(null);

/** Holds the language for all below it. The document's `lang` is set by the shell. */
export const LanguageProvider = ({
  texts,
  setLanguage,
  children,
}: {
  texts: Texts;
  setLanguage: (language: Language) => void;
  children: ReactNode;
}) => {
  const value = useMemo(
    () => ({ language: texts.language, texts, setLanguage, text: textOf(texts) }),
    [texts, setLanguage],
  );
  return (
    <LanguageContext.Provider value={value}>
      <I18nProvider locale={texts.language === 'ja' ? 'ja-JP' : 'en-GB'}>{children}</I18nProvider>
    </LanguageContext.Provider>
  );
};

export const useLanguage = (): LanguageValue => {
  const value = useContext(LanguageContext);
  if (value === null) throw new Error('useLanguage outside LanguageProvider');
  return value;
};

/** `const t = useText(); t('nav.tasks'); t('list.count', { count: 3 })`. */
export const useText = (): TextOf => useLanguage().text;

/** Labels of fields, codes and record types that are known only at run time. An unknown name is shown as it is. */
export const useLabels = () => {
  const { text, texts } = useLanguage();
  return useMemo(() => {
    const lookup = (key: string, fallback: string): string =>
      isTextKey(texts, key) ? (text as (key: string) => string)(key) : fallback;
    return {
      field: (key: FieldKey | (string & {})) => lookup(`field.${key}`, key),
      /** The label of a code in the field that holds it, e.g. `code('tlp', 'amber')`. */
      code: (field: FieldKey | (string & {}), code: string | number | boolean) =>
        lookup(`code.${field}.${String(code)}`, String(code)),
      type: (type: RecordType) => text(`type.${type}`),
      types: (type: RecordType) => text(`types.${type}`),
      lookup,
    };
  }, [text, texts]);
};
