import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIDGE_KEY } from '../../../../src/contract/bridge';
import { HOST_METHOD_NAMES } from '../../../../src/contract/host';
import { buildIfStale } from '../../../../tools/build.mjs';
import { DIST } from '../../../../tools/build/paths.mjs';
import { buildHostPage } from '../../../support/built-page';
import { launchChromium } from '../../../support/chromium';
import { copyBundles, quickenKeys } from '../../../support/fake-electron';
import { hostInPage, hostPageReady } from '../../../support/page-host';
import { describeHostConformance, type ConformanceHost } from '../../conformance';
import { startHarness, type Harness } from './harness';

let dist: string;
let browser: Browser;
let bundles: { main: string; preload: string };

beforeAll(async () => {
  await buildIfStale(['main', 'preload']);
  [dist, browser] = await Promise.all([buildHostPage(), launchChromium()]);
  bundles = copyBundles(DIST, dist);
  quickenKeys(bundles.main);
});
afterAll(async () => {
  await browser.close();
  rmSync(dist, { recursive: true, force: true });
});

const makeHarness = async (): Promise<{ harness: Harness; folder: string; close: () => Promise<void> }> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shodo-harness-'));
  const harness = await startHarness(() => browser.newContext(), bundles, path.join(folder, 'data'));
  await hostPageReady(harness.page);
  const close = async (): Promise<void> => {
    await harness.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { harness, folder, close };
};

const makeElectron = async (): Promise<ConformanceHost> => {
  const { harness, folder, close } = await makeHarness();
  const { dialogs } = harness.fake;
  const desk = path.join(folder, 'desk');
  mkdirSync(desk);
  return {
    host: hostInPage(harness.page),
    offerFile: (file) => {
      dialogs.open = { canceled: file === null, filePaths: file === null ? [] : [path.join(desk, file.name)] };
      if (file !== null) writeFileSync(path.join(desk, file.name), file.bytes);
    },
    answerSave: (accept) => {
      dialogs.save = (name) => ({ canceled: !accept, filePath: accept ? path.join(desk, name) : '' });
    },
    savedFile: (name) => readFileSync(path.join(desk, name)),
    close,
  };
};

describeHostConformance('the Electron host, its real bundles over Chromium', makeElectron);

describe('the bridge', () => {
  it('adds one frozen key to the page: the methods of the contract, and no way to Electron behind them', async () => {
    const { harness, close } = await makeHarness();
    const seen = await harness.page.evaluate((key) => {
      const bridge = (window as unknown as Record<string, Record<string, unknown>>)[key] ?? {};
      const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__invoke'];
      return {
        names: Object.keys(bridge),
        kinds: [...new Set(Object.values(bridge).map((value) => typeof value))],
        frozen: Object.isFrozen(bridge),
        leaked: names.filter((name) => name in window),
        tooMany: Object.keys(window).filter((name) => /shodo|electron|ipc/iu.test(name)),
      };
    }, BRIDGE_KEY);
    expect(seen).toEqual({
      names: [...HOST_METHOD_NAMES],
      kinds: ['function'],
      frozen: true,
      leaked: [],
      tooMany: [BRIDGE_KEY],
    });
    await close();
  });

  it('is answered in the main frame only', async () => {
    const { harness, close } = await makeHarness();
    const { page, cancelled } = harness;
    const reply = await page.evaluate(
      (key) =>
        (window as unknown as Record<string, Record<string, (args: unknown) => Promise<unknown>>>)[key]?.['app.info']?.(
          {},
        ),
      BRIDGE_KEY,
    );
    expect(reply).toMatchObject({ ok: true });
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'about:blank';
      document.body.append(frame);
    });
    const inner = page.frames().find((frame) => frame !== page.mainFrame());
    const refused = await inner?.evaluate(
      (key) =>
        (window as unknown as Record<string, Record<string, (args: unknown) => Promise<unknown>>>)[key]?.['app.info']?.(
          {},
        ),
      BRIDGE_KEY,
    );
    // No bridge there, or one that is refused: never an answer.
    expect((refused as { ok: boolean } | undefined)?.ok ?? false).toBe(false);
    expect(cancelled).toEqual([]);
    await close();
  });
});
