import { describe, expect, it } from 'vitest';
import { HOST_ERROR_CODES } from '../../../src/contract/errors';
import { noticeSchema } from '../../../src/contract/host';
import type { FieldSpec } from '../../../src/core/records/fields';
import { RECORD_TYPES, RECORD_TYPE_NAMES } from '../../../src/core/records/types';
import { en } from '../../../src/ui/i18n/en';
import { ja } from '../../../src/ui/i18n/ja';
import { fillMessage, loadTexts, textOf } from '../../../src/ui/i18n/text';
import type { Message } from '../../../src/ui/i18n/types';

const catalogues: [string, Readonly<Record<string, Message>>][] = [
  ['ja', ja],
  ['en', en],
];
const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : [message.one, message.other]);
const names = (message: Message): string[] =>
  [
    ...new Set(forms(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? ''))),
  ].sort();

const specs: [string, FieldSpec][] = RECORD_TYPE_NAMES.flatMap((type) =>
  Object.entries(RECORD_TYPES[type] as Record<string, FieldSpec>),
);

describe.each(catalogues)('catalogue %s', (_, catalogue) => {
  it('has a text for every key, and none is blank', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(ja).sort());
    const blank = Object.entries(catalogue).filter(([, message]) => forms(message).some((text) => text.trim() === ''));
    expect(blank).toEqual([]);
  });

  it('labels every field and every code of every record type', () => {
    const keys = specs.flatMap(([field, spec]) => [
      `field.${field}`,
      ...(spec.kind === 'enum' ? spec.values.map((code) => `code.${field}.${code}`) : []),
    ]);
    expect(keys.filter((key) => !Object.hasOwn(catalogue, key))).toEqual([]);
  });

  it('explains every error (what happened, what was kept, what to do) and every notice', () => {
    const keys = [
      ...HOST_ERROR_CODES.flatMap((code) => [`error.${code}`, `error.${code}.kept`, `error.${code}.todo`]),
      ...noticeSchema.shape.kind.options.map((kind) => `notice.${kind}`),
    ];
    expect(keys.filter((key) => !Object.hasOwn(catalogue, key))).toEqual([]);
  });
});

describe('the two languages', () => {
  it('name the same parameters in every message', () => {
    const different = Object.keys(ja).filter(
      (key) =>
        names((ja as Record<string, Message>)[key] ?? '').join() !==
        names((en as Record<string, Message>)[key] ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('leave no Japanese in the English texts', () => {
    const own = new Set(['app.languageOther']);
    const japanese = Object.entries(en).filter(
      ([key, message]) =>
        !own.has(key) && forms(message).some((text) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)),
    );
    expect(japanese).toEqual([]);
  });
});

describe('a message', () => {
  it('takes the plural form of its language and groups numbers', () => {
    const message = { one: '{count} entry', other: '{count} entries' };
    expect(fillMessage(message, 'en', { count: 1 })).toBe('1 entry');
    expect(fillMessage(message, 'en', { count: 12_345 })).toBe('12,345 entries');
  });

  it('keeps a placeholder that looks like another in the value', () => {
    expect(fillMessage('{a}/{b}', 'ja', { a: '{b}', b: 'x' })).toBe('{b}/x');
  });

  it('comes from the language that was loaded', async () => {
    expect(textOf(await loadTexts('ja'))('nav.tasks')).toBe('作業');
    expect(textOf(await loadTexts('en'))('nav.tasks')).toBe('Tasks');
  });
});
