// @ts-check
import { existsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CACHE, inRoot } from './paths.mjs';
import { TARGETS } from './targets.mjs';

const LOCK = path.join(CACHE, 'build.lock');
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
 * The named targets whose output is missing or older than any source.
 * @param {readonly string[]} targets
 */
export const staleTargets = async (targets) => {
  const changed = Math.max(...(await Promise.all(SOURCES.map((source) => newest(inRoot(source))))));
  return targets.filter((target) => {
    const output = TARGETS[target]?.output;
    if (output === undefined || !existsSync(inRoot(output))) return true;
    const stamp = statSync(stampPath(target), { throwIfNoEntry: false });
    return stamp === undefined || stamp.mtimeMs <= changed;
  });
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

/** Removes the lock of a build that was killed. */
const dropDeadLock = async () => {
  const holder = await readFile(LOCK, 'utf8').catch(() => '');
  const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // An empty lock is one being written this moment, unless it has been so for a while.
  const dead = holder === '' ? age > 5_000 : !isRunning(Number(holder));
  if (dead) await rm(LOCK, { force: true });
};

/**
 * Runs `work` while no other build runs in this tree. Waits for another build, then goes on.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withBuildLock = async (work) => {
  await mkdir(CACHE, { recursive: true });
  for (;;) {
    const handle = await open(LOCK, 'wx').catch((/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    if (handle !== null) {
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    }
    await dropDeadLock();
    await wait(200);
  }
  try {
    return await work();
  } finally {
    await rm(LOCK, { force: true });
  }
};
