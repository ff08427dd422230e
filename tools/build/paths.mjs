// @ts-check
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** @param {...string} parts */
export const inRoot = (...parts) => path.join(ROOT, ...parts);
export const DIST = inRoot('dist');
/** Everything that can be thrown away: type output, stamps, caches of the linters. */
export const CACHE = inRoot('.cache');
