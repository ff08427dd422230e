import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Download } from '@playwright/test';
import { afterAll, beforeAll, vi } from 'vitest';
import { buildHostPage } from '../../support/built-page';
import { launchChromium } from '../../support/chromium';
import { startTestApp } from '../../support/loopback-app';
import { hostInPage, hostPageReady } from '../../support/page-host';
import { describeHostConformance, type ConformanceHost } from '../conformance';

let dist: string;
let browser: Browser;

beforeAll(async () => {
  [dist, browser] = await Promise.all([buildHostPage(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  rmSync(dist, { recursive: true, force: true });
});

/** A page in real Chromium, its client, the HTTP server and the Node host behind it. */
const makeLoopback = async (): Promise<ConformanceHost> => {
  const app = await startTestApp(dist);
  const folder = mkdtempSync(path.join(tmpdir(), 'shodo-offered-'));
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  let offered: string | null = null;
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  page.on('filechooser', (chooser) => {
    void (offered === null ? chooser.element().dispatchEvent('cancel') : chooser.setFiles(offered));
  });
  await page.goto(app.url);
  await hostPageReady(page);
  return {
    host: hostInPage(page),
    send: (method, args) =>
      page.evaluate(
        ([name, given]) =>
          (window as unknown as { sendRaw: (m: unknown, a: unknown) => Promise<unknown> }).sendRaw(name, given),
        [method, args],
      ),
    offerFile: (file) => {
      offered = file === null ? null : path.join(folder, file.name);
      if (file !== null && offered !== null) writeFileSync(offered, file.bytes);
    },
    answerSave: () => undefined,
    savesAlways: true,
    // The page only starts a download; Chromium tells of it a moment later.
    savedFile: (name) =>
      vi.waitFor(
        async () => {
          const saved = downloads.findLast((download) => download.suggestedFilename() === name);
          if (saved === undefined) throw new Error(`nothing was saved as ${name}`);
          return readFileSync(await saved.path());
        },
        { timeout: 10_000 },
      ),
    close: async () => {
      await page.context().close();
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

describeHostConformance('the loopback host, in Chromium', makeLoopback);
