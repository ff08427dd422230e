// @ts-check
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runnerImport } from 'vite';
import { DIST, inRoot } from './paths.mjs';

/**
 * The list of kinds that a host serves is declared once, in the contract.
 * @returns {Promise<(name: string) => string>}
 */
const loadContentTypes = async () => {
  const { module } = await runnerImport(inRoot('src', 'contract', 'static-files.ts'), { configFile: false });
  const { contentTypeOf } = /** @type {{ contentTypeOf: (name: string) => string | null }} */ (module);
  return (name) => {
    const type = contentTypeOf(name);
    if (type === null) throw new Error(`The build wrote ${name}, a kind of file that no host serves.`);
    return type;
  };
};

/**
 * Writes `dist/renderer-manifest.json`: `{ "version": 1, "files": [{ "path": "/index.html", "type", "sha256", "size" }] }`,
 * sorted by path. The servers of the renderer look a request up here and never join paths, so no traversal is possible.
 */
export const writeRendererManifest = async () => {
  const contentType = await loadContentTypes();
  const folder = path.join(DIST, 'renderer');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(name);
      return {
        path: `/${path.relative(folder, name).replaceAll(path.sep, '/')}`,
        type: contentType(name),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.length,
      };
    }),
  );
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeFile(path.join(DIST, 'renderer-manifest.json'), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
  return files;
};
