// @ts-check
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildIfStale } from './build.mjs';
import { CACHE, ROOT } from './build/paths.mjs';
import { benchConfig } from './build/targets.mjs';

const main = async () => {
  process.chdir(ROOT);
  // Bundled like the command, so that it runs the code that people run.
  await build(benchConfig());
  const { runBenches } = await import(pathToFileURL(path.join(CACHE, 'bench', 'main.mjs')).href);
  await runBenches(process.argv[2] ?? '', buildIfStale);
};

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
