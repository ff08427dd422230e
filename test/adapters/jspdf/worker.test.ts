import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderPdf } from '../../../src/adapters/jspdf/render';
import { bundledFonts, japaneseReport, sampleDocument } from './sample';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const ORIGIN = 'https://bundle.test';
/** The application's policy. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types shodo-worker";

const PAGE_SCRIPT = `
  import { createPdfWorker } from '${root}src/adapters/jspdf/client.ts';
  const policy = trustedTypes.createPolicy('shodo-worker', { createScriptURL: (url) => url });
  const fonts = { regular: '/NotoSansJP-Regular.ttf', bold: '/NotoSansJP-Bold.ttf', fallback: '/BIZUDPGothic-Regular.ttf' };
  globalThis.pdf = createPdfWorker(() => new Worker(policy.createScriptURL('/worker.js'), { type: 'module' }), fonts);
  globalThis.lost = createPdfWorker(() => new Worker(policy.createScriptURL('/absent.js'), { type: 'module' }), fonts);
  globalThis.noFonts = createPdfWorker(
    () => new Worker(policy.createScriptURL('/worker.js'), { type: 'module' }), { ...fonts, bold: '/absent.ttf' });
`;

let folder: string;
let browser: Browser;
let page: Page;
const violations: string[] = [];

const serve = async (target: Page): Promise<void> => {
  await target.context().route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const isFont = name.endsWith('.ttf');
    const path = join(isFont ? join(root, 'assets/fonts') : folder, name);
    if (name !== '' && !readdirSync(isFont ? join(root, 'assets/fonts') : folder).includes(name)) {
      return route.fulfill({ status: 404, body: '' });
    }
    const headers = { 'content-security-policy': CSP };
    if (name === '') {
      const body = '<!doctype html><title>t</title><script type="module" src="/page.js"></script>';
      return route.fulfill({ body, contentType: 'text/html', headers });
    }
    return route.fulfill({ body: readFileSync(path), contentType: isFont ? 'font/ttf' : 'text/javascript', headers });
  });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shodo-worker-'));
  writeFileSync(join(folder, 'page-source.js'), PAGE_SCRIPT);
  const nothing = join(root, 'tools/build/empty-module.mjs');
  for (const [name, entry] of [
    ['page', join(folder, 'page-source.js')],
    ['worker', join(root, 'src/adapters/jspdf/worker.ts')],
  ] as const) {
    await build({
      configFile: false,
      logLevel: 'error',
      root,
      resolve: { alias: { html2canvas: nothing, canvg: nothing, dompurify: nothing } },
      build: {
        outDir: folder,
        emptyOutDir: false,
        lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
      },
    });
  }
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  page = await browser.newPage();
  page.on('console', (message) => {
    if (/content security policy|trusted/i.test(message.text())) violations.push(message.text());
  });
  await serve(page);
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => 'noFonts' in globalThis);
}, 120_000);

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

type PageGlobals = Record<
  'pdf' | 'lost' | 'noFonts',
  { render(document: unknown): Promise<{ bytes: Uint8Array }>; close(): void }
>;

const base64InPage = (document: unknown): Promise<string> =>
  page.evaluate(async (input) => {
    const { bytes } = await (globalThis as unknown as PageGlobals).pdf.render(input);
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, document);

const failureOf = (client: keyof PageGlobals, document: unknown): Promise<string> =>
  page.evaluate(
    async ([name, input]) => {
      try {
        await (globalThis as unknown as PageGlobals)[name].render(input);
        return 'rendered';
      } catch (error) {
        return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      }
    },
    [client, document] as const,
  );

test('Chromium makes the same bytes as Node, under the policy', { timeout: 60_000 }, async () => {
  const document = { ...japaneseReport(), attachments: [] };
  const expected = Buffer.from(renderPdf(document, bundledFonts()).bytes);
  const first = Buffer.from(await base64InPage(document), 'base64');
  expect(first.equals(expected)).toBe(true);
  expect(Buffer.from(await base64InPage(document), 'base64').equals(expected)).toBe(true);
  expect(violations).toEqual([]);
});

test('an error of the renderer arrives with its name and message', async () => {
  expect(await failureOf('pdf', sampleDocument({ createdAt: 'x' }))).toBe('PdfDateError: not a usable time: x');
});

test('a worker that cannot start is an error, not silence', async () => {
  expect(await failureOf('lost', sampleDocument({}))).toMatch(/^PdfWorkerError: the PDF worker stopped/);
});

test('a font that cannot be read is named', async () => {
  expect(await failureOf('noFonts', sampleDocument({}))).toMatch(
    /^Error: font file could not be read \(404\): .*absent\.ttf/,
  );
});

test('closing rejects what is under way', async () => {
  const message = await page.evaluate(async (input) => {
    const { pdf } = globalThis as unknown as PageGlobals;
    const pending = pdf.render(input).catch((error: unknown) => (error instanceof Error ? error.name : ''));
    pdf.close();
    return pending;
  }, sampleDocument({}));
  expect(message).toBe('PdfWorkerError');
});
