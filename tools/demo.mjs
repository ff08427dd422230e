// @ts-check
// The main job without a window: the training case from its records to a signed package, each step by the same
// command that anybody can run, and everything verified at the end.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildIfStale } from './build.mjs';
import { inRoot, ROOT } from './build/paths.mjs';

const OUT = path.join('out', 'demo');
const PASSPHRASE = 'kunren-no-aikotoba';
const bundle = path.join(OUT, 'drill.shodo');

/** @param {string[]} args */
const shodo = (...args) => {
  console.log(`\n$ npx --no-install shodo ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [inRoot('tools', 'shodo.mjs'), ...args], {
    cwd: ROOT,
    env: { ...process.env, SHODO_PASSPHRASE: PASSPHRASE },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`shodo ${args[0]} ended with exit code ${status}.`);
};

try {
  process.chdir(ROOT);
  rmSync(OUT, { recursive: true, force: true });
  await buildIfStale(['cli']);
  const startedAt = Date.now();
  shodo('drill', '--signed', '--out', bundle);
  shodo('verify', bundle);
  shodo('report', bundle, '--form', 'common-form-3', '--out', OUT);
  shodo('export', bundle, '--as', 'stix', '--out', OUT);
  shodo('export', bundle, '--as', 'csv', '--out', path.join(OUT, 'csv'));
  shodo('export', bundle, '--as', 'package', '--out', OUT);
  shodo('verify', path.join(OUT, 'package'));
  shodo('verify', path.join(OUT, 'package.zip'));
  console.log(`
訓練案件を作り、検証しました(${((Date.now() - startedAt) / 1000).toFixed(1)} 秒)。 / Built and verified.

  ${path.join(OUT, 'common-form-3-1.pdf')}   報告書 / report
  ${path.join(OUT, 'bundle.stix.json')}      STIX 2.1
  ${path.join(OUT, 'csv')}                   CSV
  ${path.join(OUT, 'package')}               引き渡し一式(まず VERIFY.txt) / hand-over package (read VERIFY.txt first)
  ${bundle}              案件 / the case (passphrase: ${PASSPHRASE})
`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
