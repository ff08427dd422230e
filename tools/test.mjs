// @ts-check
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CACHE, inRoot, ROOT } from './build/paths.mjs';
import { provision } from './provision.mjs';
import { playwrightResult, singleResult, summaryLine, sumResults, vitestResult } from './test/results.mjs';

/**
 * @typedef {import('./test/results.mjs').Result} Result
 * @typedef {{ ok: boolean, output: string }} Run
 */

const onCi = process.env['CI'] === 'true';

/**
 * Runs a script with this Node, without a shell, so that it is the same on every system.
 * @param {string[]} args @param {Record<string, string>} env @returns {Promise<Run>}
 */
const runNode = (args, env = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString('utf8') }));
  });

/** @param {string} file */
const readReport = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} name */
const freshReport = (name) => {
  const file = path.join(CACHE, 'reports', `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
};

/** @param {...string} parts */
const bin = (...parts) => inRoot('node_modules', ...parts);

/**
 * One check that passes or fails as a whole.
 * @param {string} name @param {string[]} command @returns {() => Promise<[Result, Run]>}
 */
const check = (name, command) => async () => {
  const run = await runNode(command);
  return [singleResult(name, run.ok), run];
};

/**
 * A test runner that writes a report; without a report it has failed as a whole.
 * @param {string} name @param {Run} run @param {string} report @param {(report: any) => Result} read
 * @returns {[Result, Run]}
 */
const withReport = (name, run, report, read) => {
  try {
    return [read(readReport(report)), run];
  } catch (error) {
    const output = `${run.output}\nNo readable report: ${String(error)}\n`;
    return [singleResult(`${name}: ended without a report`, false), { ok: false, output }];
  }
};

/** @param {string[]} rest @returns {Promise<[Result, Run]>} */
const runVitest = async (rest) => {
  const report = freshReport('vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const run = await runNode([bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...rest], { NO_COLOR: '1' });
  /** @param {string} file */
  const shorten = (file) => path.relative(ROOT, file).replaceAll(path.sep, '/');
  return withReport('vitest', run, report, (json) => vitestResult(json, run.ok, shorten));
};

/** @param {string[]} rest @returns {Promise<[Result, Run]>} */
const runPlaywright = async (rest) => {
  const report = freshReport('playwright');
  const args = ['test', `--config=${inRoot('tools', 'playwright.config.mjs')}`, '--reporter=list,json', ...rest];
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, NO_COLOR: '1' };
  const run = await runNode([bin('@playwright', 'test', 'cli.js'), ...args], env);
  return withReport('playwright', run, report, (json) => playwrightResult(json, run.ok));
};

/** @returns {Promise<[Result, Run]>} */
const runProvision = async () => {
  const missing = provision();
  if (missing.length === 0) return [singleResult('provision', true), { ok: true, output: '' }];
  const failures = onCi ? missing.map((name) => `provision: ${name} is missing`) : [];
  return [
    { passed: 0, failed: failures.length, skipped: onCi ? 0 : missing.length, failures },
    { ok: !onCi, output: '' },
  ];
};

/** @type {Record<string, (rest: string[]) => Promise<[Result, Run]>>} in this order */
const STEPS = {
  provision: runProvision,
  build: check('build', [inRoot('tools', 'build.mjs')]),
  typecheck: check('typecheck', [bin('typescript', 'bin', 'tsc'), '-b']),
  lint: check('lint', [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']),
  format: check('format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '.']),
  layers: check('layers', [
    bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    '--config',
    inRoot('tools', 'dependency-cruiser.cjs'),
    'src',
  ]),
  vitest: runVitest,
  playwright: runPlaywright,
};

/**
 * `--only NAME[,NAME]` selects steps; what follows goes to the test runners.
 * @param {string[]} args
 */
const readArguments = (args) => {
  if (args[0] !== '--only') return { names: Object.keys(STEPS), rest: args };
  const names = (args[1] ?? '').split(',');
  const unknown = names.filter((name) => !Object.hasOwn(STEPS, name));
  if (unknown.length > 0)
    throw new Error(`--only knows ${Object.keys(STEPS).join(', ')}; not "${unknown.join(', ')}".`);
  return { names, rest: args.slice(2) };
};

/** @param {string} name @param {string[]} rest */
const runStep = async (name, rest) => {
  const startedAt = Date.now();
  process.stdout.write(`${name} … `);
  const [result, run] = await /** @type {typeof STEPS[string]} */ (STEPS[name])(rest);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${result.failed === 0 ? 'ok' : 'FAILED'} (${summaryLine(result)}; ${seconds} s)`);
  if (result.failed > 0) console.log(run.output);
  return result;
};

const main = async () => {
  const { names, rest } = readArguments(process.argv.slice(2));
  const results = [];
  for (const name of names) results.push(await runStep(name, rest));
  const total = sumResults(results);
  for (const failure of total.failures) console.log(`FAILED ${failure}`);
  if (total.failed > 0) process.exitCode = 1;
  console.log(summaryLine(total));
};

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
