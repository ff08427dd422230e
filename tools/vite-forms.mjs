// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './build/paths.mjs';

const FORMS = inRoot('forms');
const DRILL = inRoot('assets', 'drill');

/** @type {ReadonlyMap<string, { folder: string, read: () => unknown }>} */
const modules = new Map([
  ['virtual:shodo-forms', { folder: FORMS, read: () => readFormFiles() }],
  ['virtual:shodo-drill', { folder: DRILL, read: () => readDrillFiles() }],
]);

/**
 * Files below a folder in a fixed order, with paths relative to it and forward slashes on every system.
 * @param {string} folder
 * @returns {{ path: string, file: string }[]}
 */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ path: path.relative(folder, file).split(path.sep).join('/'), file }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** @param {Uint8Array} bytes */
const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Every form file as `{ path, sha256, text }`. */
export const readFormFiles = () =>
  filesBelow(FORMS)
    .filter(({ path: name }) => name.endsWith('.yaml'))
    .map(({ path: name, file }) => {
      const bytes = readFileSync(file);
      return { path: name, sha256: sha256Of(bytes), text: bytes.toString('utf8') };
    });

/** Every file of the drill as `{ path, sha256, size, text }`; only the scenario has a text, the samples are named by hash. */
export const readDrillFiles = () =>
  filesBelow(DRILL).map(({ path: name, file }) => {
    const bytes = readFileSync(file);
    const text = name.endsWith('.yaml') ? bytes.toString('utf8') : null;
    return { path: name, sha256: sha256Of(bytes), size: bytes.length, text };
  });

/**
 * Vite plugin: `virtual:shodo-forms` and `virtual:shodo-drill` carry the data files as they are at build time, so that
 * no running application reads (or can be made to read) forms from elsewhere.
 * @returns {import('vite').Plugin}
 */
export const formsPlugin = () => ({
  name: 'shodo-forms',
  resolveId: (id) => (modules.has(id) ? `\0${id}` : null),
  load(id) {
    const module = id.startsWith('\0') ? modules.get(id.slice(1)) : undefined;
    if (module === undefined) return null;
    for (const { file } of filesBelow(module.folder)) this.addWatchFile(file);
    return `export default ${JSON.stringify(module.read())};`;
  },
});
