// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../build/paths.mjs';

/** Electron Forge 8 runs on this Node and later. */
export const FORGE_NODE = [22, 13];
/** The Node that packaging borrows from the npm registry where an older one is installed. */
export const BORROWED_NODE = '24.21.0';

/** @param {string} version like 20.20.2 */
export const runsForge = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = FORGE_NODE;
  return major > needMajor || (major === needMajor && minor >= needMinor);
};

/** Name of the npm package that holds Node for a platform. @param {string} platform @param {string} arch */
export const nodePackage = (platform, arch) =>
  `node-${platform === 'win32' ? 'win' : platform}-${arch}@${BORROWED_NODE}`;

/** @param {string} platform @param {string} arch */
export const runtimeZip = (platform, arch) => {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8'));
  return { version: String(version), name: `electron-v${version}-${platform}-${arch}.zip` };
};

/** @param {string} file @returns {Promise<string>} */
const sha256Of = async (file) => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
};

/**
 * Checks a runtime that was given by hand against the hashes that came with the npm package: Forge itself does not.
 * Throws with a message for people.
 * @param {string} folder @param {string} name
 */
export const checkRuntimeZip = async (folder, name) => {
  const file = path.join(folder, name);
  if (!existsSync(file)) throw new Error(`ELECTRON_ZIP_DIR holds no ${name}. Its folder: ${folder}`);
  const known = JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'checksums.json'), 'utf8'));
  const expected = Object.hasOwn(known, name) ? known[name] : undefined;
  if (typeof expected !== 'string')
    throw new Error(`Electron publishes no hash for ${name}; that platform does not exist.`);
  const actual = await sha256Of(file);
  if (actual !== expected) {
    throw new Error(
      `${name} is not the runtime that Electron published.\n  expected ${expected}\n  found    ${actual}\nNothing was packaged.`,
    );
  }
};

/** Where Electron's downloader keeps what it has fetched before. */
const cacheFolder = () => {
  const home = os.homedir();
  const given = process.env['electron_config_cache'];
  if (given !== undefined && given !== '') return given;
  if (process.platform === 'win32') return path.join(process.env['LOCALAPPDATA'] ?? home, 'electron', 'Cache');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'electron');
  return path.join(process.env['XDG_CACHE_HOME'] ?? path.join(home, '.cache'), 'electron');
};

/** Whether the runtime was downloaded before. @param {string} name */
export const isCached = (name) => {
  const folder = cacheFolder();
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((entry) => path.basename(String(entry)) === name)
  );
};

/** What to do where the runtime cannot be had. @param {string} name @param {string} version */
export const missingRuntime = (name, version) =>
  [
    `Electron's runtime is missing: ${name}`,
    'It is not part of the npm package, is not in the download cache, and its source does not answer from here.',
    'On a machine with a connection, download it from',
    `  https://github.com/electron/electron/releases/tag/v${version}`,
    'copy it here, and run again with ELECTRON_ZIP_DIR naming the folder that holds it. Its hash is checked.',
  ].join('\n');
