// @ts-check
import path from 'node:path';
import { ENTRY_LIMIT_BYTES } from './targets.mjs';
import { ROOT } from './paths.mjs';

/** @typedef {import('rolldown').OutputChunk} Chunk */

/**
 * The entry chunk and all that it imports statically: what must be loaded and run before the first screen.
 * @param {readonly Chunk[]} chunks
 * @returns {Chunk[]}
 */
const startChunks = (chunks) => {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const seen = new Set(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName));
  for (const name of seen) for (const next of byName.get(name)?.imports ?? []) if (byName.has(next)) seen.add(next);
  return [...seen].flatMap((name) => byName.get(name) ?? []);
};

/** @param {string} id */
const readableId = (id) => {
  const inPackage = id.split('node_modules').pop();
  return inPackage === id ? path.relative(ROOT, id) : (inPackage ?? id).slice(1);
};

/** @param {readonly Chunk[]} chunks */
const largestModules = (chunks) =>
  chunks
    .flatMap((chunk) => Object.entries(chunk.modules))
    .map(([id, module]) => ({ id: readableId(id), bytes: module.renderedLength }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 25);

/**
 * Bytes of script before the first screen; throws with the largest modules (sizes before minification) when they
 * exceed the budget.
 * @param {readonly Chunk[]} chunks
 * @param {number} limit
 */
export const checkEntrySize = (chunks, limit = ENTRY_LIMIT_BYTES) => {
  const start = startChunks(chunks);
  const bytes = start.reduce((sum, chunk) => sum + Buffer.byteLength(chunk.code), 0);
  if (bytes <= limit) return bytes;
  const list = largestModules(start).map((module) => `  ${String(module.bytes).padStart(9)}  ${module.id}`);
  throw new Error(
    [
      `The renderer starts with ${bytes} bytes of script; the budget is ${limit}.`,
      `Load what the first screen does not need with import(). Largest modules before minification:`,
      ...list,
    ].join('\n'),
  );
};
