// @ts-check
import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { formsPlugin } from '../vite-forms.mjs';
import { localesPlugin } from './locales.mjs';
import { inRoot } from './paths.mjs';

/**
 * @typedef {import('vite').InlineConfig} InlineConfig
 * @typedef {{ entry: string, output: string, config: () => InlineConfig }} Target
 */

/** Kilobytes are 1000 bytes here, as in DESIGN's budget. */
export const ENTRY_LIMIT_BYTES = 600_000;
const EMPTY_MODULE = inRoot('tools', 'build', 'empty-module.mjs');

/**
 * jsPDF names these three for `html()` and `svg()`, which we never call (imported text is never HTML): an empty
 * module keeps some 380 kB of unused code, and a HTML sanitizer we would have to watch, out of every build.
 */
const ALIAS = { html2canvas: EMPTY_MODULE, canvg: EMPTY_MODULE, dompurify: EMPTY_MODULE };

/** The plugin that carries `forms/` and the drill into a bundle; a new one for each bundle, as Vite wants it. */
export const newFormsPlugins = () => [formsPlugin()];

/** @returns {InlineConfig} */
const common = () => ({
  configFile: false,
  root: inRoot('src', 'app', 'renderer'),
  publicDir: false,
  envDir: false,
  logLevel: 'warn',
  resolve: { alias: ALIAS },
});

/** @returns {InlineConfig} */
const rendererConfig = () => ({
  ...common(),
  base: '/',
  plugins: [react(), localesPlugin(), ...newFormsPlugins()],
  worker: { format: 'es', plugins: newFormsPlugins },
  build: {
    outDir: inRoot('dist', 'renderer'),
    emptyOutDir: true,
    target: 'es2023',
    // No data: URLs (the policy allows only 'self' and blob:), and no inline script for old browsers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: ENTRY_LIMIT_BYTES / 1000,
  },
});

/**
 * One file for Node, with all npm packages inside, so that the packaged application carries no node_modules.
 * @param {{ entry: string, outDir: string, file: string, format: 'cjs' | 'es', forms: boolean, external?: string[] }} options
 * @returns {InlineConfig}
 */
const nodeConfig = ({ entry, outDir, file, format, forms, external = [] }) => ({
  ...common(),
  plugins: forms ? newFormsPlugins() : [],
  ssr: { noExternal: true, external, target: 'node' },
  build: {
    ssr: inRoot(entry),
    outDir: inRoot(outDir),
    // main and preload share a folder and are built one after the other.
    emptyOutDir: outDir !== 'dist/electron',
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Only what the platform itself provides stays outside.
      external: [/^node:/u, ...external],
      output: { format, entryFileNames: file, codeSplitting: false },
    },
  },
});

/** The benches, bundled like the command; Playwright brings its own processes and stays outside. */
export const benchConfig = () =>
  nodeConfig({
    entry: 'test/bench/main.ts',
    outDir: '.cache/bench',
    file: 'main.mjs',
    format: 'es',
    forms: true,
    external: ['@playwright/test'],
  });

/** @type {Record<string, Target>} */
export const TARGETS = {
  renderer: { entry: 'src/app/renderer/index.html', output: 'dist/renderer/index.html', config: rendererConfig },
  main: {
    entry: 'src/app/electron/main.ts',
    output: 'dist/electron/main.cjs',
    config: () =>
      nodeConfig({
        entry: 'src/app/electron/main.ts',
        outDir: 'dist/electron',
        file: 'main.cjs',
        format: 'cjs',
        forms: false,
        external: ['electron'],
      }),
  },
  preload: {
    entry: 'src/app/electron/preload.ts',
    output: 'dist/electron/preload.cjs',
    config: () =>
      nodeConfig({
        entry: 'src/app/electron/preload.ts',
        outDir: 'dist/electron',
        file: 'preload.cjs',
        format: 'cjs',
        forms: false,
        external: ['electron'],
      }),
  },
  loopback: {
    entry: 'src/app/loopback/main.ts',
    output: 'dist/loopback/main.mjs',
    config: () =>
      nodeConfig({
        entry: 'src/app/loopback/main.ts',
        outDir: 'dist/loopback',
        file: 'main.mjs',
        format: 'es',
        forms: true,
      }),
  },
  cli: {
    entry: 'src/app/cli/main.ts',
    output: 'dist/cli/shodo.mjs',
    config: () =>
      nodeConfig({ entry: 'src/app/cli/main.ts', outDir: 'dist/cli', file: 'shodo.mjs', format: 'es', forms: true }),
  },
};
export const TARGET_NAMES = Object.keys(TARGETS);

/** @param {string} name */
export const hasEntry = (name) => existsSync(inRoot(/** @type {Target} */ (TARGETS[name]).entry));
