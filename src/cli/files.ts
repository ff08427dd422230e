import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { HostError } from '../contract/errors';
import { saveToPath } from '../host/node';
import { badInput } from './failure';

const reasonOf = (error: unknown): string => {
  if (error instanceof HostError) return error.code;
  return (error as NodeJS.ErrnoException).code ?? String(error);
};

const isThere = (target: string): Promise<boolean> =>
  fs.access(target).then(
    () => true,
    () => false,
  );

/** Reads a file; a missing or unreadable one ends the command with its name. */
export const readInput = async (file: string): Promise<Uint8Array> => {
  try {
    return await fs.readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw badInput('not-found', file);
    throw badInput('not-readable', file, reasonOf(error));
  }
};

/** Files of a folder by their path below it, with forward slashes; links are not followed. */
export const readFolder = async (folder: string): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>();
  for (const entry of await fs.readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (entry.isFile()) files.set(name, await readInput(file));
    else if (!entry.isDirectory()) files.set(name, new Uint8Array(0)); // a link or device is never part of a package
  }
  return files;
};

/** Writes one file completely or not at all. An existing one is replaced only with `force`. */
export const writeOutput = async (file: string, bytes: Uint8Array, force: boolean): Promise<void> => {
  if (!force && (await isThere(file))) throw badInput('exists', file);
  try {
    await fs.mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await saveToPath(file, bytes);
  } catch (error) {
    throw badInput('not-written', file, reasonOf(error));
  }
};

/**
 * Writes several files below a folder: all of them, or (when one cannot be written) none. They are made in a folder
 * beside it first and moved in one by one at the end. Returns the paths written.
 */
export const writeOutputs = async (
  folder: string,
  files: readonly { name: string; bytes: Uint8Array }[],
  force: boolean,
): Promise<string[]> => {
  const targets = files.map(({ name }) => path.join(folder, ...name.split('/')));
  for (const target of targets) if (!force && (await isThere(target))) throw badInput('exists', target);
  const staging = `${path.resolve(folder)}.partial-${randomBytes(6).toString('hex')}`;
  try {
    for (const { name, bytes } of files) {
      const staged = path.join(staging, ...name.split('/'));
      await fs.mkdir(path.dirname(staged), { recursive: true });
      await fs.writeFile(staged, bytes, { flush: true });
    }
    for (const [index, { name }] of files.entries()) {
      const target = targets[index] ?? '';
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.rename(path.join(staging, ...name.split('/')), target);
    }
  } catch (error) {
    throw badInput('not-written', folder, reasonOf(error));
  } finally {
    await fs.rm(staging, { recursive: true, force: true });
  }
  return targets;
};
