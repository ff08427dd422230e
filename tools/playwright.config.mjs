// @ts-check
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findTestBrowser } from './browser.mjs';
import { inRoot } from './build/paths.mjs';

const executablePath = findTestBrowser();

export default defineConfig({
  testDir: inRoot('test', 'e2e'),
  testMatch: '**/*.spec.ts',
  outputDir: inRoot('test-results'),
  // One at a time: the specs start servers, browsers and key derivations that want the whole machine.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath === null ? {} : { executablePath }) },
  },
});
