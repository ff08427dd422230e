import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../../src/contract/csp';
import { buildIfStale } from '../../../tools/build.mjs';
import { inRoot } from '../../../tools/build/paths.mjs';
import { launchChromium } from '../../support/chromium';

let browser: Browser;
let dataDir: string;
let child: ChildProcess | null = null;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'shodo-start-'));
  await buildIfStale(['renderer', 'loopback']);
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await browser.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts as `npm start` does, and waits for the address. */
const start = async (): Promise<{ url: string; ended: Promise<number | null> }> => {
  const args = [inRoot('tools', 'start.mjs'), '--no-window', '--lang', 'en', '--data-dir', dataDir];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const ended = new Promise<number | null>((resolve) => started.once('exit', (code) => resolve(code)));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    started.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Shodo: (http:\S+)/u.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
  return { url, ended };
};

it('starts the real application, which shows its first screen under the policy, and ends with Ctrl+C', async () => {
  const { url, ended } = await start();
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const answer = await page.goto(url);
  const origin = new URL(url).origin;
  expect(answer?.headers()).toMatchObject(SECURITY_HEADERS);
  await page.locator('h1').first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(CONTENT_SECURITY_POLICY.split('; ')).toEqual(expect.arrayContaining((meta ?? 'none').split('; ')));
  expect(
    requested.filter((address) => !address.startsWith(`${origin}/`) && !address.startsWith(`blob:${origin}/`)),
  ).toEqual([]);
  expect(complaints).toEqual([]);
  expect(JSON.parse(readFileSync(path.join(dataDir, 'preferences.json'), 'utf8'))).toMatchObject({ language: 'en' });
  child?.kill('SIGINT');
  expect(await ended).toBe(0);
}, 60_000);
