// @ts-check

/** Languages of the interface; react-aria's own few texts are kept for these and left out for the other 30. */
const KEPT = new Set(['ja-JP', 'en-US']);
const LOCALE_FILE = /\/react-(?:aria|aria-components|stately)\/.*\/intl\/.*\/?([a-z]{2}-[A-Z]{2})\.m?js$/u;

/**
 * Vite plugin: replaces the text files of other languages inside react-aria by empty ones.
 * @returns {import('vite').Plugin}
 */
export const localesPlugin = () => ({
  name: 'shodo-locales',
  load(id) {
    const locale = LOCALE_FILE.exec(id)?.[1];
    return locale === undefined || KEPT.has(locale) ? null : 'export default {};';
  },
});
