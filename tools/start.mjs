// @ts-check
// Starts Shodo: in Electron where its runtime is installed, else in a Chromium window, else it prints the address.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';
import { DIST, inRoot, ROOT } from './build/paths.mjs';
import { findChromium } from './start/chromium.mjs';
import { fetchElectron, findElectron } from './start/electron.mjs';
import { readOptions, USAGE } from './start/options.mjs';
import { exitOf, rootSwitches, showWindow } from './start/window.mjs';

/** @typedef {ReturnType<typeof readOptions>} Options */

const hasDisplay = () =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env['DISPLAY']) ||
  Boolean(process.env['WAYLAND_DISPLAY']);

/** Resolves when the person presses Ctrl+C or the system asks this process to end. @returns {Promise<void>} */
const askedToEnd = () =>
  new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => resolve());
  });

/** @param {string} binary @param {Options} options */
const runElectron = async (binary, options) => {
  await buildIfStale(['renderer', 'main', 'preload']);
  const args = [ROOT];
  if (options.dataDir !== null) args.push(`--data-dir=${options.dataDir}`);
  if (options.language !== null) args.push(`--lang=${options.language}`);
  const child = spawn(binary, [...rootSwitches(), ...args], { stdio: 'inherit' });
  let asked = false;
  // Electron locks the records and ends by itself, and we end after it.
  void askedToEnd().then(() => {
    asked = true;
    child.kill('SIGTERM');
  });
  const code = await exitOf(child);
  return asked ? 0 : code;
};

/** The browser for the window, or null; says why there is no window where one was wanted. @param {Options} options */
const windowBrowser = ({ window }) => {
  if (!window) return null;
  if (!hasDisplay()) {
    console.log('There is no display, so no window is opened.');
    return null;
  }
  const browser = findChromium();
  if (browser === null) console.log('No Chromium, Chrome or Edge was found (SHODO_CHROMIUM can name one).');
  return browser;
};

/** @param {Options} options */
const runLoopback = async (options) => {
  await buildIfStale(['renderer', 'loopback']);
  const { startLoopbackApp } = await import(pathToFileURL(path.join(DIST, 'loopback', 'main.mjs')).href);
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const ended = askedToEnd();
  const app = await startLoopbackApp({
    dataDir: options.dataDir,
    distDir: DIST,
    version,
    language: options.language,
  });
  try {
    const browser = windowBrowser(options);
    if (browser !== null) await showWindow(browser, app.url, ended);
    else await printAddress(app.url, ended);
  } finally {
    await app.close();
  }
};

/** @param {string} url @param {Promise<void>} ended */
const printAddress = async (url, ended) => {
  console.log(`Shodo: ${url}`);
  console.log('このアドレスを、このコンピューターのブラウザで一度だけ開けます。終了は Ctrl+C です。');
  console.log('Open this address in a browser on this computer; it works once. Ctrl+C ends Shodo.');
  await ended;
};

/** The runtime, fetched when it is missing and can be had quickly; says what happens instead. @param {Options} options */
const electronFor = async (options) => {
  if (options.chromium || !options.window || !hasDisplay()) return null;
  const binary = findElectron() ?? (await fetchElectron());
  if (binary === null) {
    console.log(
      "Electron's runtime is not installed and could not be fetched; opening the same application in a Chromium window.",
    );
  }
  return binary;
};

const main = async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  const electron = await electronFor(options);
  if (electron === null) await runLoopback(options);
  else process.exitCode = await runElectron(electron, options);
};

main().catch((error) => {
  console.error(`Shodo could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
