#!/usr/bin/env node
// @ts-check
// The `shodo` command: builds itself on first use (and when a source is newer), then runs.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';
import { inRoot } from './build/paths.mjs';

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

try {
  await buildIfStale(['cli']);
  const { main } = await import(pathToFileURL(inRoot('dist', 'cli', 'shodo.mjs')).href);
  const fontsDir = pathToFileURL(inRoot('assets', 'fonts', '/'));
  process.exitCode = await main(process.argv.slice(2), { version, fontsDir });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
