import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildIfStale } from '../../../../tools/build.mjs';
import { DIST } from '../../../../tools/build/paths.mjs';
import { launchChromium } from '../../../support/chromium';
import { startHarness } from './harness';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  await buildIfStale(['renderer', 'main', 'preload']);
  folder = mkdtempSync(path.join(tmpdir(), 'shodo-harness-'));
  // A copy, so that a build by another test does not change the files below the running one.
  for (const name of ['renderer', 'electron', 'renderer-manifest.json']) {
    cpSync(path.join(DIST, name), path.join(folder, name), { recursive: true });
  }
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

it('runs the real renderer on the real main process: first screen, no complaint of the policy, no request refused', async () => {
  const bundles = {
    main: path.join(folder, 'electron', 'main.cjs'),
    preload: path.join(folder, 'electron', 'preload.cjs'),
  };
  const complaints: string[] = [];
  const newContext = async () => {
    const context = await browser.newContext();
    context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    context.on('weberror', (error) => complaints.push(String(error.error())));
    return context;
  };
  const { fake, page, cancelled, close } = await startHarness(newContext, bundles, path.join(folder, 'data'));
  await page.locator('h1').first().waitFor();
  expect(fake.windows[0]?.shown).toBe(true);
  expect(complaints).toEqual([]);
  expect(cancelled).toEqual([]);
  await close();
});
