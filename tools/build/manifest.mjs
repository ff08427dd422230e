// @ts-check
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DIST } from './paths.mjs';

/** The only kinds of file the renderer consists of; anything else in the build is a mistake and stops it. */
const CONTENT_TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.ttf', 'font/ttf'],
  ['.woff2', 'font/woff2'],
  ['.icc', 'application/vnd.iccprofile'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.csv', 'text/csv; charset=utf-8'],
]);

/** @param {string} file */
const contentType = (file) => {
  const type = CONTENT_TYPES.get(path.extname(file));
  if (type === undefined) throw new Error(`renderer-manifest: no content type is listed for ${file}`);
  return type;
};

/**
 * Writes `dist/renderer-manifest.json`: `{ "version": 1, "files": [{ "path": "/index.html", "type", "sha256", "size" }] }`,
 * sorted by path. The servers of the renderer look a request up here and never join paths, so no traversal is possible.
 */
export const writeRendererManifest = async () => {
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
