// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../build/paths.mjs';

/** How long a download of the runtime may take to begin answering before it is given up. */
const FETCH_TIMEOUT_MS = 8000;

/** Where Electron's executable would lie inside its folder. */
const BINARY = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
};

/** @param {string} folder */
const binaryIn = (folder) => {
  const name = process.platform === 'win32' || process.platform === 'darwin' ? BINARY[process.platform] : BINARY.linux;
  const file = path.join(folder, name);
  return existsSync(file) ? file : null;
};

/** Path of Electron's executable when the runtime is on this machine, else null. Downloads nothing. */
export const findElectron = () => {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given !== undefined && given !== '') {
    const binary = binaryIn(given);
    if (binary === null) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron runtime: ${given}`);
    return binary;
  }
  const pathFile = inRoot('node_modules', 'electron', 'path.txt');
  if (!existsSync(pathFile)) return binaryIn(inRoot('node_modules', 'electron', 'dist'));
  const binary = inRoot('node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
};

/**
 * Whether the place that Electron's runtime is downloaded from answers at all. Asked before the download, which itself
 * has no time limit and would leave a person on an isolated laptop waiting.
 * @param {string} version
 */
export const sourceAnswers = async (version) => {
  const base = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const url = new URL(`v${version}/SHASUMS256.txt`, base);
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    return response.ok;
  } catch {
    // Offline, blocked, or a mirror that is gone: all mean the same here, and the caller says so.
    return false;
  }
};

/** Fetches the runtime with Electron's own installer, which checks its hash. Null when it cannot be had. */
export const fetchElectron = async () => {
  const electron = inRoot('node_modules', 'electron');
  if (!existsSync(electron)) return null;
  const { version } = JSON.parse(readFileSync(path.join(electron, 'package.json'), 'utf8'));
  if (!(await sourceAnswers(version))) return null;
  const installer = spawn(process.execPath, [path.join(electron, 'install.js')], { stdio: 'inherit' });
  const code = await new Promise((resolve) => installer.once('exit', resolve).once('error', () => resolve(1)));
  return code === 0 ? findElectron() : null;
};
