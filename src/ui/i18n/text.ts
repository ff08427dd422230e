import type { Language } from '../../core/records/vocabularies';
import { en } from './en';
import { ja, type Catalogue } from './ja';
import type { Message, ParamsOf } from './types';

export type TextKey = keyof Catalogue;
type Values<K extends TextKey> = { readonly [P in ParamsOf<Catalogue[K]>]: string | number };
/** Parameters are required exactly when the Japanese message names some. */
export type TextParams<K extends TextKey> = [ParamsOf<Catalogue[K]>] extends [never] ? [] : [Values<K>];
/** The text of a key in the current language. */
export type TextOf = <K extends TextKey>(key: K, ...params: TextParams<K>) => string;

const CATALOGUES: Record<Language, Readonly<Record<TextKey, Message>>> = { ja, en };
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

export const textsIn =
  (language: Language): TextOf =>
  (key, ...params) =>
    fillMessage(CATALOGUES[language][key], language, params[0] ?? {});

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(ja, key);
