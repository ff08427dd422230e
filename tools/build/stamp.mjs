// @ts-check
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CACHE, inRoot } from './paths.mjs';
import { TARGETS } from './targets.mjs';

const SOURCES = [
  'src',
  'forms',
  'assets',
  'tools/build',
  'tools/build.mjs',
  'tools/vite-forms.mjs',
  'package-lock.json',
];

/** @param {string} target */
const stampPath = (target) => path.join(CACHE, 'build', target);

/**
 * Newest modification below a file or folder, in milliseconds. Folders count too: a removed file changes only its folder.
 * @param {string} start
 * @returns {Promise<number>}
 */
const newest = async (start) => {
  const stat = statSync(start, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = await readdir(start);
  const times = await Promise.all(entries.map((entry) => newest(path.join(start, entry))));
  return Math.max(stat.mtimeMs, ...times);
};

/**
 * Whether an output must be built again: it or its stamp is missing, or a source is as new as the stamp.
 * @param {string} output @param {string} stamp @param {number} changed newest source, in milliseconds
 */
export const isStale = (output, stamp, changed) => {
  const built = statSync(stamp, { throwIfNoEntry: false });
  return !existsSync(output) || built === undefined || built.mtimeMs <= changed;
};

/**
 * The named targets whose output is missing or older than any source.
 * @param {readonly string[]} targets
 */
export const staleTargets = async (targets) => {
  const changed = Math.max(...(await Promise.all(SOURCES.map((source) => newest(inRoot(source))))));
  // An unknown name counts as stale: the build then says what it knows.
  return targets.filter((target) => isStale(inRoot(TARGETS[target]?.output ?? target), stampPath(target), changed));
};

/**
 * Remembers that a target was built from what was there at `startedAt` (a change made during the build counts as newer).
 * @param {string} target
 * @param {Date} startedAt
 */
export const writeStamp = async (target, startedAt) => {
  await mkdir(path.dirname(stampPath(target)), { recursive: true });
  await writeFile(stampPath(target), '');
  await utimes(stampPath(target), startedAt, startedAt);
};

/** @param {number} pid */
const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
};

/** Removes the lock of a process that was killed. @param {string} lock */
const dropDeadLock = async (lock) => {
  const holder = await readFile(lock, 'utf8').catch(() => '');
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // An empty lock is one being written this moment, unless it has been so for a while.
  const dead = holder === '' ? age > 5_000 : !isRunning(Number(holder));
  if (dead) await rm(lock, { force: true });
};

/** True when the lock file was made by this call. @param {string} lock */
const takeLock = async (lock) => {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
};

/**
 * Runs `work` while nobody else holds the lock file; waits for its turn.
 * @template T
 * @param {string} lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withLock = async (lock, work) => {
  await mkdir(path.dirname(lock), { recursive: true });
  while (!(await takeLock(lock))) {
    await dropDeadLock(lock);
    await wait(100);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
};

/**
 * Runs `work` while no other build runs in this tree.
 * @template T
 * @param {() => Promise<T>} work
 */
export const withBuildLock = (work) => withLock(path.join(CACHE, 'build.lock'), work);
