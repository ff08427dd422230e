// @ts-check
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { writeRendererManifest } from './build/manifest.mjs';
import { DIST } from './build/paths.mjs';
import { checkEntrySize } from './build/size.mjs';
import { staleTargets, withBuildLock, writeStamp } from './build/stamp.mjs';
import { hasEntry, TARGET_NAMES, TARGETS } from './build/targets.mjs';

/** @typedef {import('rolldown').RolldownOutput} Output */

/**
 * Inside a test runner NODE_ENV is `test`, and React would come in its development form.
 * @template T
 * @param {() => Promise<T>} work
 */
const withProductionMode = async (work) => {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
};

/** @param {string} target */
const buildTarget = async (target) => {
  const known = TARGETS[target];
  if (known === undefined) throw new Error(`Unknown build target: ${target}. Known: ${TARGET_NAMES.join(', ')}.`);
  if (!hasEntry(target))
    throw new Error(`Nothing to build for ${target}: its entry file ${known.entry} does not exist.`);
  const startedAt = new Date();
  const result = /** @type {Output} */ (await withProductionMode(() => build(known.config())));
  const chunks = result.output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
  let note = '';
  if (target === 'renderer') {
    // Checked after writing, so that a build over budget can be inspected, but it is not stamped as good.
    const files = await writeRendererManifest();
    note = `, ${files.length} files, ${checkEntrySize(chunks)} bytes of script before the first screen`;
  }
  await writeStamp(target, startedAt);
  // On the error stream: what a command prints is its own.
  console.error(`built ${known.output} in ${Date.now() - startedAt.getTime()} ms${note}`);
};

/**
 * Builds the named targets in turn. Throws with a message for people when one cannot be built.
 * @param {readonly string[]} targets
 */
export const buildTargets = (targets) =>
  withBuildLock(async () => {
    for (const target of targets) await buildTarget(target);
  });

/**
 * Builds those of the named targets that are missing or older than their sources; used by `npm start`, the demo and
 * the `shodo` command. Returns the names that were built.
 * @param {readonly string[]} targets any of renderer, main, preload, loopback, cli
 */
export const buildIfStale = async (targets) => {
  if ((await staleTargets(targets)).length === 0) return [];
  return withBuildLock(async () => {
    // Another process may have built them while this one waited.
    const stale = await staleTargets(targets);
    for (const target of stale) await buildTarget(target);
    return stale;
  });
};

const main = async () => {
  const targets = process.argv.slice(2);
  if (targets.length === 0) await rm(DIST, { recursive: true, force: true });
  await buildTargets(targets.length === 0 ? TARGET_NAMES : targets);
};

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
