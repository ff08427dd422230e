import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentTypeOf } from '../../../src/contract/static-files';
import { buildPage } from '../../support/built-page';
import { launchChromium } from '../../support/chromium';

type Outcome = { differences: string[]; rows: number; seen: number };

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const dist = await buildPage(fileURLToPath(new URL('./page', import.meta.url)));
  browser = await launchChromium();
  page = await browser.newPage();
  await page.route('https://projection.test/**', async (route) => {
    const name = new URL(route.request().url()).pathname.replace(/\/$/u, '/index.html');
    const file = path.join(dist, 'renderer', name);
    await route.fulfill({ body: readFileSync(file), contentType: contentTypeOf(file) ?? 'text/plain' });
  });
  await page.goto('https://projection.test/');
}, 60_000);

afterAll(() => browser?.close());

describe('the store behind memory, in Chromium', () => {
  it.each([1, 2, 3, 4, 5])(
    'equals a from-scratch rebuild after random work (seed %i)',
    async (seed) => {
      const outcome = await page.evaluate(
        ([number, steps]) =>
          (window as unknown as { fuzz: (seed: number, steps: number) => Promise<Outcome> }).fuzz(number, steps),
        [seed, 240] as const,
      );
      expect(outcome.differences).toEqual([]);
      expect(outcome.rows).toBeGreaterThan(40);
      expect(outcome.seen).toBeGreaterThan(0);
    },
    60_000,
  );
});
