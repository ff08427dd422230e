import type { Language } from '../../core/records/vocabularies';
import type { Catalogue } from './ja';
import type { Message, ParamsOf } from './types';

export type TextKey = keyof Catalogue;
type Values<K extends TextKey> = { readonly [P in ParamsOf<Catalogue[K]>]: string | number };
/** Parameters are required exactly when the Japanese message names some. */
export type TextParams<K extends TextKey> = [ParamsOf<Catalogue[K]>] extends [never] ? [] : [Values<K>];
/** The text of a key in the current language. */
export type TextOf = <K extends TextKey>(key: K, ...params: TextParams<K>) => string;

/** All texts of one language. */
export type Texts = { readonly language: Language; readonly messages: Readonly<Record<TextKey, Message>> };

/** Loads a language; each is a chunk of its own, so that the entry carries none. */
export const loadTexts = async (language: Language): Promise<Texts> => ({
  language,
  messages: language === 'ja' ? (await import('./ja')).ja : (await import('./en')).en,
});

const PLURALS: Record<Language, Intl.PluralRules> = { ja: new Intl.PluralRules('ja'), en: new Intl.PluralRules('en') };

const pick = (message: Message, language: Language, count: string | number | undefined): string => {
  if (typeof message === 'string') return message;
  return PLURALS[language].select(Number(count)) === 'one' ? message.one : message.other;
};

/** Fills `{name}` from the values; numbers are grouped as the language does. */
export const fillMessage = (
  message: Message,
  language: Language,
  values: Readonly<Record<string, string | number>>,
): string =>
  pick(message, language, values.count).replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? `{${name}}`);
  });

export const textOf =
  ({ language, messages }: Texts): TextOf =>
  (key, ...params) =>
    fillMessage(messages[key], language, params[0] ?? {});

export const isTextKey = (texts: Texts, key: string): key is TextKey => Object.hasOwn(texts.messages, key);
