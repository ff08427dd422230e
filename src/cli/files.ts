import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { HostError } from '../contract/errors';
import { saveToPath } from '../host/node';
import { PACKAGE_ZIP_LIMITS } from '../core/package/limits';
import { MANIFEST_FILE } from '../core/package/manifest';
import { badInput } from './failure';

const reasonOf = (error: unknown): string => {
  if (error instanceof HostError) return error.code;
  return (error as NodeJS.ErrnoException).code ?? String(error);
};

/** Reads a regular file; a missing or unreadable one ends the command with its name. */
export const readInput = async (file: string): Promise<Uint8Array> => {
  const stat = await fs.stat(file).catch(() => null);
  if (stat === null) throw badInput('not-found', file);
  if (!stat.isFile()) throw badInput('not-a-file', file);
  try {
    return await fs.readFile(file);
  } catch (error) {
    throw badInput('not-readable', file, reasonOf(error));
  }
};

/**
 * The files of a package folder by name. A package is flat: anything else in it (a subfolder, a link, a device) is
 * listed under its own name without content, so that the check finds it. Limits as for a package zip.
 */
export const readPackageFolder = async (folder: string): Promise<Map<string, Uint8Array>> => {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  if (!entries.some(({ name }) => name === MANIFEST_FILE)) throw badInput('not-recognised', folder);
  if (entries.length > PACKAGE_ZIP_LIMITS.entries) throw badInput('not-recognised', folder);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) total += (await fs.stat(file)).size;
    if (total > PACKAGE_ZIP_LIMITS.totalBytes) throw badInput('bundle-too-large', folder);
    files.set(entry.name, entry.isFile() ? await readInput(file) : new Uint8Array(0));
  }
  return files;
};

/** Ends the command when there is something in the way that may not be replaced. */
export const refuseExisting = async (target: string, force: boolean): Promise<void> => {
  const stat = await fs.lstat(target).catch(() => null);
  if (stat?.isDirectory()) throw badInput('not-a-file', target);
  if (stat !== null && !force) throw badInput('exists', target);
};

/** Writes one file completely or not at all. An existing one is replaced only with `force`. */
export const writeOutput = async (file: string, bytes: Uint8Array, force: boolean): Promise<void> => {
  await refuseExisting(file, force);
  try {
    await fs.mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await saveToPath(file, bytes);
  } catch (error) {
    throw badInput('not-written', file, reasonOf(error));
  }
};

type Output = { name: string; bytes: Uint8Array };

const stage = async (staging: string, files: readonly Output[]): Promise<void> => {
  for (const [index, { bytes }] of files.entries()) {
    await fs.writeFile(path.join(staging, `new-${index}`), bytes, { flush: true });
  }
};

/** Moves every staged file to its place; when one cannot be moved, those before it are put back as they were. */
const putInPlace = async (staging: string, targets: readonly string[]): Promise<void> => {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const [index, target] of targets.entries()) {
      await fs.mkdir(path.dirname(target), { recursive: true });
      const old = path.join(staging, `old-${index}`);
      const replaced = await fs.rename(target, old).then(
        () => true,
        (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? false : Promise.reject(error)),
      );
      undo.unshift(() => (replaced ? fs.rename(old, target) : fs.rm(target, { force: true })));
      await fs.rename(path.join(staging, `new-${index}`), target);
    }
  } catch (error) {
    for (const step of undo) await step();
    throw error;
  }
};

/**
 * Writes several files below a folder: all of them, or (when one cannot be written) none, and what was there before
 * stays. They are made in a folder inside it first, on the same file system. Returns the paths written.
 */
export const writeOutputs = async (folder: string, files: readonly Output[], force: boolean): Promise<string[]> => {
  const root = path.resolve(folder);
  const targets = files.map(({ name }) => path.join(root, ...name.split('/')));
  // Names can come from a journal that somebody else wrote.
  const outside = targets.find((target) => !target.startsWith(root + path.sep));
  if (outside !== undefined) throw badInput('not-written', outside, 'outside');
  for (const target of targets) await refuseExisting(target, force);
  const staging = path.join(root, `.shodo-${randomBytes(6).toString('hex')}`);
  try {
    await fs.mkdir(staging, { recursive: true });
    await stage(staging, files);
    await putInPlace(staging, targets);
  } catch (error) {
    throw badInput('not-written', folder, reasonOf(error));
  } finally {
    await fs.rm(staging, { recursive: true, force: true });
  }
  return files.map(({ name }) => path.join(folder, ...name.split('/')));
};
