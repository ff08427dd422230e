import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../tools/build/paths.mjs';

type Locked = {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  link?: boolean;
  dev?: boolean;
};

const read = (name: string): unknown => JSON.parse(readFileSync(path.join(ROOT, name), 'utf8'));
const lock = read('package-lock.json') as { lockfileVersion: number; packages: Record<string, Locked> };
const manifest = read('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** Packages whose code runs at install time. Everything works without it; a new one is a decision, not an accident. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  'core-js': 'prints a notice only; comes with jspdf for html(), which is never called',
  'electron-winstaller': 'picks its 7-Zip for the Windows installer; only needed by `npm run package`',
};

const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('dependencies', () => {
  it('are named with exact versions, which the lockfile has', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  it('run no scripts at install, except those that are known', () => {
    const scripts = packages.filter(([, locked]) => locked.hasInstallScript === true).map(([place]) => nameOf(place));
    expect(scripts.sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort());
  });

  it('come from the npm registry with a strong hash, never from a repository or an address', () => {
    expect(lock.lockfileVersion).toBeGreaterThanOrEqual(3);
    expect(packages.length).toBeGreaterThan(300);
    for (const [place, { resolved, integrity, link }] of packages) {
      expect(link, place).toBeUndefined();
      expect(resolved ?? 'https://registry.npmjs.org/', place).toMatch(/^https:\/\/registry\.npmjs\.org\//u);
      expect(integrity, place).toMatch(/^sha512-/u);
    }
  });
});
