// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findTestBrowser } from './browser.mjs';
import { inRoot } from './build/paths.mjs';

/**
 * Programs that tests run beside npm packages, with the Debian package that brings each: they read what we wrote with
 * eyes other than our own.
 */
export const TOOLS = [
  { command: 'pdftotext', apt: 'poppler-utils', purpose: 'reads the text of PDF files' },
  { command: 'qpdf', apt: 'qpdf', purpose: 'checks the structure of PDF files' },
  { command: 'mutool', apt: 'mupdf-tools', purpose: 'reads and draws PDF files' },
  { command: 'openssl', apt: 'openssl', purpose: 'verifies signatures as VERIFY.txt says' },
  { command: 'age', apt: 'age', purpose: 'opens a .shodo bundle without Shodo' },
];

/**
 * Whether a program is on the path.
 * @param {string} command
 */
export const hasCommand = (command) => {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => suffixes.some((suffix) => existsSync(path.join(folder, command + suffix))));
};

/**
 * Runs a program quietly; its output is shown when it fails.
 * @param {string} command
 * @param {string[]} args
 */
const quietly = (command, args) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 100_000_000 });
  if (run.status === 0) return true;
  console.error(
    `${command} ${args.join(' ')} failed:\n${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}`,
  );
  return false;
};

const canUseApt = () => process.platform === 'linux' && process.getuid?.() === 0 && hasCommand('apt-get');

/** @param {string[]} packages */
const installWithApt = (packages) => {
  console.log(`installing ${packages.join(', ')}`);
  const install = () =>
    quietly('apt-get', ['-q', 'update']) &&
    quietly('apt-get', ['-q', '-y', '--no-install-recommends', 'install', ...packages]);
  // Once more: mirrors answer badly now and then.
  return install() || install();
};

const installPlaywrightChromium = () => {
  console.log('installing Chromium through Playwright');
  return quietly(process.execPath, [inRoot('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium']);
};

/** Names of what is still missing. */
const missingNow = () => [
  ...(findTestBrowser() === null ? ['chromium'] : []),
  ...TOOLS.filter((tool) => !hasCommand(tool.command)).map((tool) => tool.command),
];

/**
 * Installs what the tests need beyond npm, as far as this machine allows, and returns the names of what is missing
 * still. Tests that need a missing program are skipped and counted as skipped; with CI=true nothing may be missing.
 */
export const provision = () => {
  const missing = missingNow();
  if (missing.length === 0) return [];
  if (canUseApt()) {
    const packages = missing.map((name) => TOOLS.find((tool) => tool.command === name)?.apt ?? name);
    // Screenshots of a failing test are readable only with a Japanese font on the system.
    installWithApt(missing.includes('chromium') ? [...packages, 'fonts-noto-cjk'] : packages);
  } else if (missing.includes('chromium')) {
    installPlaywrightChromium();
  }
  const left = missingNow();
  for (const name of left) {
    const purpose = TOOLS.find((tool) => tool.command === name)?.purpose ?? 'runs the application in the tests';
    console.log(`missing: ${name} (${purpose}). Install it; until then the tests that need it are skipped.`);
  }
  return left;
};

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  const left = provision();
  if (left.length > 0) process.exitCode = 1;
}
