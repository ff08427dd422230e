import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const read = (name: string): string => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
type Lock = { packages: Record<string, { hasInstallScript?: boolean; resolved?: string; link?: boolean }> };

const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as Lock;
const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

/** Known, and not needed for building, testing or running: see docs/dependencies.md. */
const WITH_INSTALL_SCRIPT = ['node_modules/core-js', 'node_modules/electron-winstaller'];

describe('dependencies', () => {
  it('are exact versions', () => {
    expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
  });

  it('are described one by one', () => {
    const rows = read('docs/dependencies.md').replaceAll(/ +\|/gu, ' |');
    expect(direct.filter(([name, version]) => !rows.includes(`| ${name} | ${version} |`))).toEqual([]);
  });

  it('run no script on installation but the known ones', () => {
    const found = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript === true);
    expect(found.map(([name]) => name).toSorted()).toEqual(WITH_INSTALL_SCRIPT);
  });

  it('come from the npm registry, not from a repository or a tarball elsewhere', () => {
    const from = Object.values(lock.packages).flatMap((entry) => entry.resolved ?? []);
    expect(from.filter((address) => !address.startsWith('https://registry.npmjs.org/'))).toEqual([]);
  });
});
