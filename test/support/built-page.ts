import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { contentTypeOf } from '../../src/contract/static-files';

const PAGE = fileURLToPath(new URL('../host/loopback/page', import.meta.url));

/** Lists a folder `renderer` the way the build does. */
export const writeManifest = (dist: string): void => {
  const names = readdirSync(path.join(dist, 'renderer'), { recursive: true }).map(String);
  const files = names.flatMap((name) => {
    const type = contentTypeOf(name);
    return type === null ? [] : [{ path: `/${name.replaceAll(path.sep, '/')}`, type, sha256: '', size: 0 }];
  });
  writeFileSync(path.join(dist, 'renderer-manifest.json'), JSON.stringify({ version: 1, files }));
};

/** Builds a page (a folder with an `index.html`) as the renderer is built, and returns the folder that stands for `dist`. */
export const buildPage = async (root: string): Promise<string> => {
  const dist = mkdtempSync(path.join(tmpdir(), 'shodo-page-'));
  mkdirSync(path.join(dist, 'renderer'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: path.join(dist, 'renderer'),
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  });
  writeManifest(dist);
  return dist;
};

/** The page of the host tests. */
export const buildHostPage = (): Promise<string> => buildPage(PAGE);
