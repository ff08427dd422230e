// @ts-check
// Packages Shodo with Electron Forge: `npm run package [-- --make] [--platform P] [--arch A]`.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { inRoot, ROOT } from './build/paths.mjs';
import { checkRuntimeZip, isCached, missingRuntime, nodePackage, runsForge, runtimeZip } from './package/runtime.mjs';
import { sourceAnswers } from './start/electron.mjs';

const USAGE = `npm run package -- [options]

  --make            also make the installers (Windows: Squirrel and zip; Linux: deb and zip; macOS: zip)
  --platform P      win32, linux or darwin (default: this one)
  --arch A          x64 or arm64 (default: this one)
  --help            this text

ELECTRON_ZIP_DIR names a folder with Electron's runtime for machines that cannot download it.`;

/** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
const run = (command, args, env) =>
  new Promise((resolve, reject) => {
    // On Windows npx is a script, which only a shell can start; nothing that a person typed is in these arguments.
    const shell = process.platform === 'win32' && command === 'npx';
    const child = spawn(command, args, { stdio: 'inherit', cwd: ROOT, env, shell });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

const PLATFORMS = ['win32', 'linux', 'darwin'];
const ARCHES = ['x64', 'arm64'];

/** Throws with a message for people. */
const readOptions = () => {
  const { values } = parseArgs({
    options: {
      make: { type: 'boolean' },
      platform: { type: 'string' },
      arch: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { platform = process.platform, arch = process.arch, make = false, help = false } = values;
  if (!PLATFORMS.includes(platform)) throw new Error(`--platform takes ${PLATFORMS.join(', ')}, not ${platform}.`);
  if (!ARCHES.includes(arch)) throw new Error(`--arch takes ${ARCHES.join(', ')}, not ${arch}.`);
  return { platform, arch, make, help };
};

/** @typedef {ReturnType<typeof readOptions>} Options */

/** Runs this script once more through a Node that Forge accepts. @param {Options} options */
const runWithNewerNode = ({ platform, arch, make }) => {
  const borrowed = nodePackage(process.platform, process.arch);
  console.log(
    `Electron Forge needs Node 22.13 or later; this is ${process.versions.node}. Going on with ${borrowed} from the npm registry.`,
  );
  const command = `node tools/package.mjs --platform ${platform} --arch ${arch}${make ? ' --make' : ''}`;
  const quoted = process.platform === 'win32' ? `"${command}"` : command;
  return run('npx', ['-y', '-p', borrowed, '-c', quoted], { ...process.env, SHODO_BORROWED_NODE: '1' });
};

/** @param {Options} options */
const requireRuntime = async ({ platform, arch }) => {
  const { version, name } = runtimeZip(platform, arch);
  const folder = process.env['ELECTRON_ZIP_DIR'];
  if (folder !== undefined && folder !== '') return checkRuntimeZip(folder, name);
  if (!isCached(name) && !(await sourceAnswers(version))) throw new Error(missingRuntime(name, version));
};

/** @param {Options} options */
const runForge = async (options) => {
  await requireRuntime(options);
  await buildIfStale(['renderer', 'main', 'preload']);
  const { platform, arch, make } = options;
  const forge = inRoot('node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js');
  const code = await run(
    process.execPath,
    [forge, make ? 'make' : 'package', '--platform', platform, '--arch', arch],
    process.env,
  );
  if (code === 0) console.log(`Done: see the folder out${make ? ', its installers in out/make' : ''}.`);
  return code;
};

const main = async () => {
  const options = readOptions();
  if (options.help) return console.log(USAGE);
  if (runsForge(process.versions.node)) process.exitCode = await runForge(options);
  else if (process.env['SHODO_BORROWED_NODE'] === undefined) process.exitCode = await runWithNewerNode(options);
  else throw new Error(`The borrowed Node did not come first: this is still ${process.versions.node}.`);
};

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
