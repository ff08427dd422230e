import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIDGE_KEY } from '../../../src/contract/bridge';
import { HOST_METHOD_NAMES } from '../../../src/contract/host';
import { buildIfStale } from '../../../tools/build.mjs';
import { ROOT } from '../../../tools/build/paths.mjs';
import { findElectron } from '../../../tools/start/electron.mjs';

const runtime = findElectron();
if (runtime === null) {
  console.warn(
    'SKIPPED: the smoke test in real Electron. Its runtime is not installed (node node_modules/electron/install.js, ' +
      'or ELECTRON_OVERRIDE_DIST_PATH). What only the runtime can show is untested here: sandbox, fuses, native dialogs.',
  );
}

type Bridge = Record<string, (args: unknown) => Promise<unknown>>;

describe.skipIf(runtime === null)('the application in real Electron', () => {
  let dataDir: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    await buildIfStale(['renderer', 'main', 'preload']);
    dataDir = mkdtempSync(path.join(tmpdir(), 'shodo-electron-'));
    const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    app = await _electron.launch({ executablePath: runtime ?? '', args: [...sandbox, ROOT, `--data-dir=${dataDir}`] });
    page = await app.firstWindow();
    await page.locator('h1').first().waitFor();
  }, 120_000);
  afterAll(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows its page from app://shodo with the bridge and nothing of Node', async () => {
    expect(page.url()).toBe('app://shodo/index.html');
    const seen = await page.evaluate((key) => {
      const bridge = (window as unknown as Record<string, Bridge>)[key] ?? {};
      return {
        names: Object.keys(bridge).sort(),
        node: ['require', 'process', 'Buffer'].filter((name) => name in window),
      };
    }, BRIDGE_KEY);
    expect(seen).toEqual({ names: [...HOST_METHOD_NAMES].sort(), node: [] });
    const info = await page.evaluate(
      (key) => (window as unknown as Record<string, Bridge>)[key]?.['app.info']?.({}),
      BRIDGE_KEY,
    );
    expect(info).toMatchObject({ ok: true, value: { host: 'electron' } });
  });

  it('reaches no network, reads no file, opens no window, and has no permission to ask for', async () => {
    const outcome = await page.evaluate(async () => {
      const blocked = (url: string) =>
        fetch(url).then(
          () => false,
          () => true,
        );
      const camera = await navigator.permissions.query({ name: 'camera' });
      return {
        fetched: await Promise.all(
          ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/hosts', 'app://other/'].map(blocked),
        ),
        window: window.open('https://example.com/') === null,
        camera: camera.state,
      };
    });
    expect(outcome).toEqual({ fetched: [true, true, true, true], window: true, camera: 'denied' });
    expect(app.windows()).toHaveLength(1);
  });

  it('keeps the page’s storage off the disk', async () => {
    const storage = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.session.getStoragePath(),
    );
    expect(storage ?? null).toBeNull();
  });
});
