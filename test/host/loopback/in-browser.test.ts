import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostMethod } from '../../../src/contract/host';
import { buildHostPage } from '../../support/built-page';
import { launchChromium } from '../../support/chromium';
import { startTestApp, type TestApp } from '../../support/loopback-app';
import { callInPage, hostPageReady } from '../../support/page-host';
import type { PageAnswer } from './page/main';

let dist: string;
let folder: string;
let browser: Browser;
let app: TestApp;
let page: Page;

const PASSPHRASE = 'correct horse battery';
const call = (method: HostMethod, args: unknown = {}): Promise<PageAnswer> => callInPage(page, method, args);
const valueOf = async <T>(answer: Promise<PageAnswer>): Promise<T> => {
  const got = await answer;
  if (!('value' in got)) throw new Error(`${got.code}: ${got.detail}`);
  return got.value as T;
};
const pick = async (kind: string, file: string): Promise<{ token: string; name: string; size: number }> => {
  const chooser = page.waitForEvent('filechooser');
  const picked = valueOf<{ token: string; name: string; size: number }>(call('files.pick', { kind }));
  await (await chooser).setFiles(file);
  return picked;
};
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'shodo-files-'));
  dist = await buildHostPage();
  browser = await launchChromium(['--host-resolver-rules=MAP rebind.test 127.0.0.1']);
});
afterAll(async () => {
  await browser.close();
  for (const made of [folder, dist]) rmSync(made, { recursive: true, force: true });
});
beforeEach(async () => {
  app = await startTestApp(dist);
  page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await page.goto(app.url);
  await hostPageReady(page);
  await valueOf(call('vault.create', { passphrase: PASSPHRASE, name: '佐藤 花子', role: 'lead' }));
});
afterEach(async () => {
  await page.context().close();
  await app.stop();
});

describe('one browser', () => {
  it('shows no token in the address, survives a reload, and refuses a second browser', async () => {
    expect(page.url()).toBe(`http://127.0.0.1:${app.port}/`);
    await page.reload();
    await hostPageReady(page);
    expect(await valueOf(call('vault.status'))).toEqual({ state: 'open' });
    const other = await browser.newContext();
    const stranger = await other.newPage();
    expect((await stranger.goto(app.url))?.status()).toBe(403);
    expect((await stranger.goto(`http://127.0.0.1:${app.port}/`))?.status()).toBe(403);
    await other.close();
  });

  it('keeps the cookie out of reach of scripts', async () => {
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  it('refuses a name that an attacker’s DNS points at 127.0.0.1', async () => {
    const rebinding = await page.context().newPage();
    expect((await rebinding.goto(`http://rebind.test:${app.port}/`))?.status()).toBe(421);
  });

  it('says unreachable when the server is gone', async () => {
    await app.close();
    expect(await call('app.info')).toMatchObject({ code: 'unreachable' });
  });
});

describe('a page of another origin in the same browser', () => {
  let evil: Server;
  let evilPage: Page;
  beforeEach(async () => {
    evil = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>evil</title><body></body>');
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    evilPage = await page.context().newPage();
    // Another port of 127.0.0.1: the same *site*, so that the strict cookie is sent; only Origin tells it apart.
    await evilPage.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
  });
  afterEach(() => new Promise((resolve) => evil.close(resolve)));

  it('cannot call the host, whatever kind of request it makes', async () => {
    const statuses: number[] = [];
    evilPage.context().on('response', (response) => {
      if (response.url().includes(`:${app.port}/`)) statuses.push(response.status());
    });
    const read = await evilPage.evaluate(async (target) => {
      const body = '2\n{"value":{},"bytes":[]}';
      const attempts: RequestInit[] = [
        { method: 'POST', mode: 'no-cors', credentials: 'include', body },
        {
          method: 'POST',
          mode: 'cors',
          credentials: 'include',
          body,
          headers: { 'content-type': 'application/x-shodo-wire' },
        },
        { method: 'GET', mode: 'no-cors', credentials: 'include' },
      ];
      const got: string[] = [];
      for (const attempt of attempts) {
        got.push(
          await fetch(`${target}/call/vault.lock`, attempt).then(
            (answer) => answer.text(),
            () => 'blocked',
          ),
        );
      }
      const form = document.createElement('form');
      Object.assign(form, {
        method: 'POST',
        action: `${target}/call/vault.lock`,
        enctype: 'text/plain',
        target: 'sink',
      });
      const frame = document.createElement('iframe');
      frame.name = 'sink';
      document.body.append(frame, form);
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      form.submit();
      await loaded;
      return got;
    }, `http://127.0.0.1:${app.port}`);
    expect(read.filter((text) => text !== '' && text !== 'blocked')).toEqual([]);
    expect(statuses.length).toBeGreaterThan(0);
    for (const status of statuses) expect([403, 404, 405]).toContain(status);
    expect(await app.host['vault.status']({})).toEqual({ state: 'open' });
  });

  it('cannot frame the application, nor read or open it in a window of its own', async () => {
    const outcome = await evilPage.evaluate(async (target) => {
      const script = document.createElement('script');
      script.src = `${target}/index.html`;
      const image = new Image();
      image.src = `${target}/`;
      const failed = (element: HTMLElement) =>
        new Promise<boolean>((resolve) => {
          element.addEventListener('error', () => resolve(true));
          element.addEventListener('load', () => resolve(false));
        });
      document.body.append(script, image);
      return Promise.all([failed(script), failed(image)]);
    }, `http://127.0.0.1:${app.port}`);
    expect(outcome).toEqual([true, true]);
    await evilPage.evaluate((target) => {
      const frame = document.createElement('iframe');
      frame.src = target;
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener('load', resolve));
    }, `http://127.0.0.1:${app.port}/`);
    const framed = evilPage.frames().find((frame) => frame !== evilPage.mainFrame());
    expect(await framed?.evaluate(() => 'callHost' in window).catch(() => false)).toBe(false);
  });
});

describe('files', () => {
  it('hashes a chosen file in a stream, reports progress, and keeps nothing', async () => {
    const file = path.join(folder, '証拠 その1.bin');
    const content = randomBytes(12_000_000);
    writeFileSync(file, content);
    const picked = await pick('evidence', file);
    expect(picked).toMatchObject({ name: '証拠 その1.bin', size: content.length });
    expect(await valueOf(call('files.hash', { token: picked.token }))).toEqual({
      sha256: sha256(content),
      size: content.length,
    });
    expect(await valueOf(call('files.progress', { token: picked.token }))).toEqual({
      doneBytes: content.length,
      totalBytes: content.length,
    });
    expect(await call('files.read', { token: picked.token })).toMatchObject({ code: 'too-large' });
    await valueOf(call('files.release', { token: picked.token }));
    expect(await call('files.hash', { token: picked.token })).toMatchObject({ code: 'not-found' });
  });

  it('stops a running hash when the file is released, and the server goes on', async () => {
    const file = path.join(folder, 'image.dd');
    writeFileSync(file, '');
    truncateSync(file, 4_000_000_000);
    const { token } = await pick('evidence', file);
    const hash = call('files.hash', { token });
    await expect
      .poll(async () => (await valueOf<{ doneBytes: number }>(call('files.progress', { token }))).doneBytes, {
        timeout: 10_000,
        interval: 50,
      })
      .toBeGreaterThan(0);
    await valueOf(call('files.release', { token }));
    expect(await hash).toMatchObject({ code: 'refused' });
    expect(await valueOf(call('vault.status'))).toEqual({ state: 'open' });
    expect(app.internal).toEqual([]);
    rmSync(file);
  });

  it('reads text within the limit, and says when the file has changed since', async () => {
    const file = path.join(folder, 'log.txt');
    writeFileSync(file, 'ログ\r\n');
    const { token } = await pick('text', file);
    const { bytes, sha256: hash } = await valueOf<{ bytes: Uint8Array; sha256: string }>(call('files.read', { token }));
    expect(Buffer.from(bytes).toString()).toBe('ログ\r\n');
    expect(hash).toBe(sha256(Buffer.from('ログ\r\n')));
    writeFileSync(file, 'changed to something longer');
    expect(await call('files.hash', { token })).toMatchObject({ code: 'not-found', detail: 'log.txt' });
  });

  it('answers null when the person cancels', async () => {
    const chooser = page.waitForEvent('filechooser');
    const picked = call('files.pick', { kind: 'csv' });
    await (await chooser).element().dispatchEvent('cancel');
    expect(await valueOf(picked)).toBeNull();
    expect(await page.locator('input[type=file]').count()).toBe(0);
  });

  it('saves as a download with the same bytes, under a plain name only', async () => {
    const bytes = randomBytes(300_000);
    const [saved, answer] = await Promise.all([
      page.waitForEvent('download'),
      valueOf(call('files.save', { kind: 'pdf', name: '報告書.pdf', bytes })),
    ]);
    expect(answer).toEqual({ name: '報告書.pdf' });
    expect(saved.suggestedFilename()).toBe('報告書.pdf');
    expect(readFileSync(await saved.path()).equals(bytes)).toBe(true);
    for (const name of ['../x.pdf', 'a\\b.pdf', 'x.pdf.exe', 'x\u202efdp.pdf']) {
      expect(await call('files.save', { kind: 'pdf', name, bytes }), name).toMatchObject({ code: 'invalid-argument' });
    }
  });

  it('forgets chosen files with the lock and asks for nothing while locked', async () => {
    const file = path.join(folder, 'locked.txt');
    writeFileSync(file, 'x');
    const { token } = await pick('text', file);
    await valueOf(call('vault.lock'));
    expect(await call('files.pick', { kind: 'text' })).toMatchObject({ code: 'vault-locked' });
    await valueOf(call('vault.unlock', { passphrase: PASSPHRASE }));
    expect(await call('files.read', { token })).toMatchObject({ code: 'not-found' });
  });
});
