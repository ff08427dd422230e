// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm start -- [options]

  --lang ja|en      language of the screens (kept for later starts)
  --data-dir DIR    folder of the records (default: the user's application data folder; or SHODO_DATA_DIR)
  --chromium        use a Chromium window even where Electron is installed
  --no-window       open nothing, print the address
  --help            this text`;

/** @param {string | undefined} lang @returns {'ja' | 'en' | null} */
const languageOf = (lang) => {
  if (lang === undefined || lang === 'ja' || lang === 'en') return lang ?? null;
  throw new Error(`--lang takes ja or en, not ${lang}.`);
};

/** @param {readonly string[]} argv Throws with a message for people. */
export const readOptions = (argv) => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      lang: { type: 'string' },
      'data-dir': { type: 'string' },
      chromium: { type: 'boolean' },
      'no-window': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const dataDir = values['data-dir'] ?? null;
  if (dataDir === '') throw new Error('--data-dir needs the name of a folder.');
  return {
    language: languageOf(values.lang),
    dataDir: dataDir === null ? null : path.resolve(dataDir),
    chromium: values.chromium === true,
    window: values['no-window'] !== true,
    help: values.help === true,
  };
};
