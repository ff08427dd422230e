// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { quietSwitches } from './chromium.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const isLinuxRoot = () => process.platform === 'linux' && process.getuid?.() === 0;

/** Chromium's sandbox cannot start for root on Linux; said aloud, because it is a layer less. @returns {string[]} */
export const rootSwitches = () => {
  if (!isLinuxRoot()) return [];
  console.warn(
    'Warning: running as root, so the browser runs without its own sandbox. Use a normal user for real work.',
  );
  return ['--no-sandbox'];
};

/** Exit code of a child, 128 when a signal ended it. @param {ChildProcess} child @returns {Promise<number>} */
export const exitOf = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 128));
  });

/** Opens the address as an application window with a profile of its own that is gone afterwards. @param {string} browser @param {string} url */
const openWindow = (browser, url) => {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'shodo-window-'));
  const child = spawn(
    browser,
    [
      `--app=${url}`,
      '--incognito',
      `--user-data-dir=${profile}`,
      ...quietSwitches(new URL(url).host),
      ...rootSwitches(),
    ],
    { stdio: 'ignore' },
  );
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  return { child, removeProfile };
};

/**
 * Shows the window until it is closed, or closes it when `ended` resolves. Rejects when the browser fails by itself.
 * @param {string} browser @param {string} url @param {Promise<void>} ended
 */
export const showWindow = async (browser, url, ended) => {
  const { child, removeProfile } = openWindow(browser, url);
  let asked = false;
  void ended.then(() => {
    asked = true;
    child.kill('SIGTERM');
  });
  try {
    const code = await exitOf(child);
    if (code !== 0 && !asked) throw new Error(`The browser window ended with code ${code}: ${browser}`);
  } finally {
    removeProfile();
  }
};
