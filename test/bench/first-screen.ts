import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { startLoopbackApp } from '../../src/app/loopback/main';
import { CHROMIUM_ARGS, findTestBrowser } from '../../tools/browser.mjs';
import { timed, type Bench, type Sample } from './bench-type';

const EMPTY_PAGE = '<!doctype html><html lang="ja"><title>empty</title><button>empty</button></html>';

const serveEmptyPage = (): Promise<{ url: string; server: Server }> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(EMPTY_PAGE);
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}/`, server });
    });
  });

/** From an address to the first enabled control of the page, in a profile without any cache. */
const timeToControl = async (browser: Browser, url: string): Promise<number> => {
  const context = await browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  const ms = await timed(async () => {
    await page.goto(url);
    await page.locator('button:enabled, input:enabled').first().waitFor({ state: 'visible' });
  });
  await context.close();
  return ms;
};

/** The browser runs already: its own start is not ours to shorten. */
export const firstScreen: Bench = {
  name: 'usable first screen through loopback',
  baseline: 'an empty page',
  runs: 7,
  needs: ['renderer'],
  prepare: async (folder) => {
    const executablePath = findTestBrowser();
    if (executablePath === null) throw new Error('no Chromium: set CHROMIUM_PATH');
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
    const empty = await serveEmptyPage();
    let count = 0;
    const run = async (): Promise<Sample> => {
      // Each address works once, so every run has a server and a folder of its own.
      const dataDir = path.join(folder, String((count += 1)));
      const options = { dataDir, distDir: path.resolve('dist'), version: '0.0.0', language: 'ja' };
      const app = await startLoopbackApp(options);
      const ms = await timeToControl(browser, app.url);
      await app.close();
      return { ms, baselineMs: await timeToControl(browser, empty.url) };
    };
    return {
      run,
      close: async () => {
        await browser.close();
        empty.server.close();
      },
    };
  },
};
