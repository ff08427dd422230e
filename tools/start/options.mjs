// @ts-check
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm start -- [options]

  --lang ja|en      language of the screens (kept for later starts)
  --data-dir DIR    folder of the records (default: the user's application data folder; or SHODO_DATA_DIR)
  --chromium        use a Chromium window even where Electron is installed
  --no-window       open nothing, print the address
  --help            this text`;

/** The user's folder for application data, as each system has it. */
const defaultDataDir = () => {
  const home = os.homedir();
  if (process.platform === 'win32')
    return path.join(process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Shodo');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Shodo');
  return path.join(process.env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'Shodo');
};

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
  const dataDir = values['data-dir'] ?? process.env['SHODO_DATA_DIR'];
  if (dataDir === '') throw new Error('The data folder must not be empty.');
  return {
    language: languageOf(values.lang),
    dataDir: dataDir === undefined ? defaultDataDir() : path.resolve(dataDir),
    chromium: values.chromium === true,
    window: values['no-window'] !== true,
    help: values.help === true,
  };
};
