import { readFileSync } from 'node:fs';
import type { BrowserContext, Page, Request as PageRequest } from '@playwright/test';
import { createFakeElectron, runBundle, type FakeElectron } from '../../../support/fake-electron';
import { withPlainBytes } from '../../../support/page-host';

/**
 * Runs the real, built main process and preload script with a Chromium page in the place of Electron's window. Pages of
 * an `app:` scheme exist only in Electron, so the page sees an https origin; every request of it goes through the real
 * request filter and the real `app:` handler, and every call through the real preload script and registrar.
 */
const PAGE_ORIGIN = 'https://shodo.test';
const APP_ORIGIN = 'app://shodo';
const INVOKE = '__invoke';

const appUrl = (url: string): string =>
  url.startsWith(`${PAGE_ORIGIN}/`) ? APP_ORIGIN + url.slice(PAGE_ORIGIN.length) : url;

export type Harness = { fake: FakeElectron; page: Page; cancelled: string[]; close: () => Promise<void> };

/** The preload script as Electron's sandbox runs it: a `require` that knows `electron` only, before the page's scripts. */
const preloadScript = (preload: string): string => `(() => {
  const invoke = globalThis[${JSON.stringify(INVOKE)}];
  delete globalThis[${JSON.stringify(INVOKE)}];
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key, api) => Object.defineProperty(globalThis, key, { value: api, enumerable: true }),
    },
    ipcRenderer: { invoke: (channel, args) => invoke(channel, args) },
  };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('the sandbox has no module ' + name);
  };
  const module = { exports: {} };
  (function (require, module, exports, process) {
${readFileSync(preload, 'utf8')}
  })(require, module, module.exports, undefined);
})();`;

const isCancelled = (fake: FakeElectron, url: string): boolean => {
  const filter = fake.sessions[0]?.beforeRequest;
  if (filter === undefined || filter === null) throw new Error('the main process filters no requests');
  let cancel = false;
  filter({ url }, (answer) => (cancel = answer.cancel === true));
  return cancel;
};

const answerFor = async (fake: FakeElectron, request: PageRequest) => {
  const handler = fake.sessions[0]?.protocolHandlers.get('app');
  if (handler === undefined) throw new Error('the main process serves no app: scheme');
  const answer = await handler({ url: appUrl(request.url()), method: request.method() } as Request);
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
};

const connectPage = async (context: BrowserContext, fake: FakeElectron, preload: string): Promise<string[]> => {
  const cancelled: string[] = [];
  await context.route(/.*/u, async (route) => {
    const url = appUrl(route.request().url());
    if (!isCancelled(fake, url)) return route.fulfill(await answerFor(fake, route.request()));
    cancelled.push(url);
    return route.abort('blockedbyclient');
  });
  await context.exposeBinding(INVOKE, async ({ frame, page }, channel: string, args: unknown) => {
    const handler = fake.ipcHandlers.get(channel) as ((event: unknown, args: unknown) => unknown) | undefined;
    const contents = fake.windows[0]?.webContents;
    if (handler === undefined || contents === undefined) throw new Error(`No handler registered for '${channel}'`);
    const url = appUrl(frame.url());
    const isMain = frame === page.mainFrame();
    const senderFrame = isMain
      ? { ...contents.mainFrame, url, origin: url.startsWith(`${APP_ORIGIN}/`) ? APP_ORIGIN : 'null' }
      : { parent: contents.mainFrame, frameTreeNodeId: 2, url, origin: 'null' };
    return withPlainBytes(await handler({ sender: contents, senderFrame }, args));
  });
  await context.addInitScript({ content: preloadScript(preload) });
  return cancelled;
};

/** Starts the application with an empty data folder; resolves when its page is loaded. */
export const startHarness = async (
  newContext: () => Promise<BrowserContext>,
  bundles: { main: string; preload: string },
  dataDir: string,
): Promise<Harness> => {
  const context = await newContext();
  const page = await context.newPage();
  let loaded: () => void = () => undefined;
  let failed: (error: unknown) => void = () => undefined;
  const shown = new Promise<void>((resolve, reject) => ([loaded, failed] = [resolve, reject]));
  const fake = createFakeElectron({
    show: async (url) => {
      await page.goto(url.replace(APP_ORIGIN, PAGE_ORIGIN)).then(loaded, failed);
    },
  });
  const cancelled = await connectPage(context, fake, bundles.preload);
  runBundle(bundles.main, fake.electron, [`--data-dir=${dataDir}`]);
  fake.ready();
  await shown;
  const close = async (): Promise<void> => {
    fake.app.emit('window-all-closed');
    fake.app.emit('before-quit', { preventDefault: () => undefined });
    await context.close();
  };
  return { fake, page, cancelled, close };
};
