import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findChromium, quietSwitches } from '../../../tools/start/chromium.mjs';
import { findElectron } from '../../../tools/start/electron.mjs';
import { readOptions } from '../../../tools/start/options.mjs';
import { showWindow } from '../../../tools/start/window.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shodo-window-test-'));
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** An executable in the place of a browser, which notes how it was started. */
const browserThat = (does: string): string => {
  const file = path.join(folder, 'browser');
  const script = [
    `#!${process.execPath}`,
    `const fs = require('node:fs');`,
    `const profile = process.argv.find((a) => a.startsWith('--user-data-dir=')).slice(16);`,
    `fs.writeFileSync(profile + '/History', 'x');`,
    `fs.writeFileSync(${JSON.stringify(path.join(folder, 'args.json'))}, JSON.stringify({ args: process.argv.slice(2), profile }));`,
    does,
  ];
  writeFileSync(file, script.join('\n'));
  chmodSync(file, 0o700);
  return file;
};
const started = () =>
  JSON.parse(readFileSync(path.join(folder, 'args.json'), 'utf8')) as { args: string[]; profile: string };
const URL_ONCE = 'http://127.0.0.1:4321/start/token';
const never = new Promise<void>(() => undefined);

// A script stands for the browser; Windows starts no scripts.
describe.skipIf(process.platform === 'win32')('the Chromium window', () => {
  it('opens the one address, incognito and silenced, with a profile that is gone afterwards', async () => {
    await showWindow(browserThat(''), URL_ONCE, never);
    const { args, profile } = started();
    expect(args).toContain(`--app=${URL_ONCE}`);
    expect(args).toContain('--incognito');
    for (const quiet of quietSwitches('127.0.0.1:4321')) expect(args).toContain(quiet);
    expect(existsSync(profile)).toBe(false);
  });

  it('keeps the browser’s sandbox for everyone but root on Linux', async () => {
    await showWindow(browserThat(''), URL_ONCE, never);
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
    expect(started().args.includes('--no-sandbox')).toBe(isRoot);
    expect(vi.mocked(console.warn).mock.calls.length).toBe(isRoot ? 1 : 0);
  });

  it('says when the browser fails, and removes the profile all the same', async () => {
    await expect(showWindow(browserThat('process.exit(7)'), URL_ONCE, never)).rejects.toThrow(/code 7/u);
    expect(existsSync(started().profile)).toBe(false);
    await expect(showWindow(path.join(folder, 'none'), URL_ONCE, never)).rejects.toThrow(/ENOENT/u);
  });

  it('closes the window when it is asked to end, and that is no failure', async () => {
    const running = showWindow(
      browserThat('setInterval(() => {}, 1000)'),
      URL_ONCE,
      new Promise((resolve) => setTimeout(resolve, 400)),
    );
    await expect(running).resolves.toBeUndefined();
    expect(existsSync(started().profile)).toBe(false);
  });
});

describe('the start options', () => {
  it('are read, and refused with words', () => {
    expect(readOptions(['--lang', 'en', '--data-dir', 'x'])).toMatchObject({
      language: 'en',
      dataDir: path.resolve('x'),
      window: true,
    });
    expect(readOptions([])).toEqual({ language: null, dataDir: null, chromium: false, window: true, help: false });
    expect(() => readOptions(['--lang', 'fr'])).toThrow(/ja or en/u);
    expect(() => readOptions(['--data-dir='])).toThrow(/folder/u);
    expect(() => readOptions(['--nonsense'])).toThrow();
  });

  it('name a browser and a runtime that exist', () => {
    vi.stubEnv('SHODO_CHROMIUM', path.join(folder, 'none'));
    expect(() => findChromium()).toThrow(/does not exist/u);
    vi.stubEnv('SHODO_CHROMIUM', browserThat(''));
    expect(findChromium()).toBe(path.join(folder, 'browser'));
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    expect(() => findElectron()).toThrow(/no Electron runtime/u);
  });
});
