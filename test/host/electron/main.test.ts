import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelOf } from '../../../src/contract/bridge';
import type { Reply } from '../../../src/contract/call';
import { SECURITY_HEADERS } from '../../../src/contract/csp';
import { HOST_METHOD_NAMES } from '../../../src/contract/host';
import { buildIfStale } from '../../../tools/build.mjs';
import { DIST } from '../../../tools/build/paths.mjs';
import { writeManifest } from '../../support/built-page';
import {
  copyBundles,
  createFakeElectron,
  FakeWebContents,
  runBundle,
  type FakeElectron,
  type FakeFrame,
  type FakeOptions,
  type FakeSession,
} from '../../support/fake-electron';

let dist: string;
let dataDir: string;
let main: string;

beforeAll(async () => {
  await buildIfStale(['main', 'preload']);
  dist = mkdtempSync(path.join(tmpdir(), 'shodo-dist-'));
  mkdirSync(path.join(dist, 'renderer'));
  writeFileSync(path.join(dist, 'renderer', 'index.html'), '<!doctype html><title>Shodo</title>');
  writeFileSync(path.join(dist, 'renderer', 'main.js'), 'export {};');
  writeManifest(dist);
  writeFileSync(path.join(dist, 'secret.txt'), 'secret');
  main = copyBundles(DIST, dist).main;
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'shodo-data-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Runs the real bundle up to the loaded window. */
const boot = async (options: FakeOptions = {}, argv: readonly string[] = []): Promise<FakeElectron> => {
  const fake = createFakeElectron(options);
  runBundle(main, fake.electron, [`--data-dir=${dataDir}`, ...argv]);
  fake.ready();
  await vi.waitFor(() => expect(fake.windows[0]?.shown).toBe(true));
  return fake;
};
const windowOf = (fake: FakeElectron) => {
  const [window] = fake.windows;
  if (window === undefined) throw new Error('no window');
  return window;
};
const sessionOf = (fake: FakeElectron): FakeSession => {
  const [session] = fake.sessions;
  if (session === undefined) throw new Error('no session');
  return session;
};

describe('boot', () => {
  it('sandboxes, registers the scheme and takes the lock before it is ready, and guards before the window is made', async () => {
    const { log, windows } = await boot();
    expect(windows).toHaveLength(1);
    const order = [
      'app.enableSandbox',
      'protocol.registerSchemesAsPrivileged',
      'app.requestSingleInstanceLock',
      'app.whenReady',
      'new BrowserWindow',
      'loadURL app://shodo/index.html',
    ];
    expect(log.filter((entry) => order.includes(entry))).toEqual(order);
    expect(log[0]).toBe('app.enableSandbox');
  });

  it('silences the network stack by switches before it is ready', async () => {
    const { log, switches } = await boot();
    expect(Object.fromEntries(switches)).toMatchObject({
      'host-resolver-rules': 'MAP * ~NOTFOUND',
      'proxy-server': '127.0.0.1:9',
      'proxy-bypass-list': '<-loopback>',
      'webrtc-ip-handling-policy': 'disable_non_proxied_udp',
    });
    expect(log.findLastIndex((entry) => entry.startsWith('switch'))).toBeLessThan(log.indexOf('app.whenReady'));
    expect([...switches.keys()].filter((name) => /sandbox|insecure|web-security|remote-debugging/u.test(name))).toEqual(
      [],
    );
  });

  it('makes app: standard and secure, without the privilege to bypass the policy', async () => {
    expect((await boot()).privileged).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('opens nothing as the second start, and the first one comes to the front', async () => {
    const second = createFakeElectron({ firstInstance: false });
    runBundle(main, second.electron, [`--data-dir=${dataDir}`]);
    second.ready();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(second.windows).toEqual([]);
    expect(second.app.quits).toBe(1);
    const first = await boot();
    windowOf(first).minimized = true;
    first.app.emit('second-instance');
    expect(windowOf(first)).toMatchObject({ minimized: false, focused: true });
  });

  it('ends with code 1 when it cannot start', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const fake = createFakeElectron();
    const empty = mkdtempSync(path.join(tmpdir(), 'shodo-empty-'));
    runBundle(copyBundles(DIST, empty).main, fake.electron, [`--data-dir=${dataDir}`]);
    fake.ready();
    await vi.waitFor(() => expect(fake.app.exitCode).toBe(1));
    expect(quiet).toHaveBeenCalled();
    rmSync(empty, { recursive: true });
  });

  it('keeps Electron’s own files inside the data folder, and the language that was asked for', async () => {
    const fake = await boot({}, ['--lang=en']);
    expect(fake.app.paths.get('userData')).toBe(path.join(dataDir, 'runtime'));
    expect(JSON.stringify(fake.menus)).toContain('Select all');
    expect(JSON.parse(readFileSync(path.join(dataDir, 'preferences.json'), 'utf8'))).toMatchObject({ language: 'en' });
    expect(JSON.stringify((await boot({ locale: 'en-US' })).menus)).toContain('Select all');
    rmSync(path.join(dataDir, 'preferences.json'));
    expect(JSON.stringify((await boot({ locale: 'de' })).menus)).toContain('すべて選択');
  });
});

describe('the window (items 2, 3, 4, 6, 8 to 12)', () => {
  it('has every safety option written out, and no loosening one', async () => {
    const { options } = windowOf(await boot());
    const { session: _session, preload, ...flags } = options.webPreferences;
    expect(preload).toBe(path.join(dist, 'electron', 'preload.cjs'));
    expect(flags).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: true,
    });
  });

  it('has no developer tools once packaged, and its requests are cancelled too', async () => {
    const fake = await boot({ isPackaged: true });
    expect(windowOf(fake).options.webPreferences['devTools']).toBe(false);
    expect(isCancelled(sessionOf(fake), 'devtools://devtools/bundled/x.js')).toBe(true);
  });

  it('lives in a session that exists in memory only', async () => {
    const { partition, options, spellChecker } = sessionOf(await boot());
    expect(partition).not.toMatch(/^persist:/u);
    expect(options).toEqual({ cache: false });
    expect(spellChecker).toBe(false);
  });

  it('says so and opens again when the page crashes', async () => {
    const fake = await boot();
    windowOf(fake).webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.waitFor(() => expect(windowOf(fake).webContents.reloads).toBe(1));
    expect(JSON.stringify(fake.dialogs.messages)).toContain('保存済みの記録はすべて残っています');
  });
});

// From Electron's own documentation of setPermissionRequestHandler and setPermissionCheckHandler.
const DENIED = (
  'ar automatic-fullscreen background-fetch background-sync captured-surface-control clipboard-read deprecated-sync-clipboard-read ' +
  'display-capture fileSystem geolocation geolocation-approximate hand-tracking hid idle-detection keyboardLock local-fonts ' +
  'local-network local-network-access loopback-network media mediaKeySystem midi midiSysex nfc notifications openExternal ' +
  'payment-handler periodic-background-sync persistent-storage pointerLock screen-wake-lock sensors serial smart-card ' +
  'speaker-selection storage-access system-wake-lock top-level-storage-access usb vr web-app-installation web-printing ' +
  'window-management unknown something-new'
).split(' ');
const OWN = 'app://shodo/index.html';

const requested = (session: FakeSession, permission: string, requestingUrl: string, isMainFrame: boolean): boolean => {
  let granted: boolean | null = null;
  const handler = session.handlers.get('permission-request') as unknown as (...args: unknown[]) => void;
  handler({}, permission, (answer: boolean) => (granted = answer), { requestingUrl, isMainFrame });
  if (granted === null) throw new Error('no answer');
  return granted;
};
const checked = (session: FakeSession, permission: string, origin: string, isMainFrame: boolean): boolean =>
  (session.handlers.get('permission-check') as unknown as (...args: unknown[]) => boolean)({}, permission, origin, {
    isMainFrame,
  });
const isCancelled = (session: FakeSession, url: string): boolean => {
  let cancelled: boolean | undefined;
  session.beforeRequest?.({ url }, ({ cancel }) => (cancelled = cancel));
  return cancelled === true;
};

describe('permissions (item 5)', () => {
  it('denies every permission that Electron knows, and unknown ones', async () => {
    const session = sessionOf(await boot());
    for (const permission of DENIED) {
      expect(requested(session, permission, OWN, true), permission).toBe(false);
      expect(checked(session, permission, 'app://shodo/', true), permission).toBe(false);
    }
  });

  it('allows writing to the clipboard and full screen to our own main frame only', async () => {
    const session = sessionOf(await boot());
    for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
      expect(requested(session, permission, OWN, true)).toBe(true);
      expect(checked(session, permission, 'app://shodo/', true)).toBe(true);
      for (const url of ['https://evil.example/', 'app://evil/', 'app://shodo.evil/', '', 'not a url']) {
        expect(requested(session, permission, url, true), url).toBe(false);
        expect(checked(session, permission, url, true), url).toBe(false);
      }
      expect(requested(session, permission, OWN, false)).toBe(false);
      expect(checked(session, permission, 'app://shodo/', false)).toBe(false);
    }
  });

  it('denies devices, screens, pairing and downloads', async () => {
    const session = sessionOf(await boot());
    const handler = (name: string) => session.handlers.get(name) as unknown as (...args: unknown[]) => unknown;
    expect(handler('device')({})).toBe(false);
    const streams: unknown[] = [];
    handler('display-media')({}, (answer: unknown) => streams.push(answer));
    handler('bluetooth')({}, (answer: unknown) => streams.push(answer));
    expect(streams).toEqual([{}, { confirmed: false }]);
    expect(handler('usb-classes')({ protectedClasses: ['audio', 'hid'] })).toEqual(['audio', 'hid']);
    for (const name of ['select-hid-device', 'select-serial-port', 'select-usb-device']) {
      const preventDefault = vi.fn();
      const chosen = vi.fn();
      session.emit(name, { preventDefault }, {}, chosen);
      expect(preventDefault, name).toHaveBeenCalled();
      expect(chosen).toHaveBeenCalledWith('');
    }
    const preventDefault = vi.fn();
    session.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalled();
  });
});

const HOSTILE_URLS = [
  'https://evil.example/',
  'https://evil.example/?next=app://shodo/index.html',
  'app://shodo.evil.example/index.html',
  'app://shodo@evil.example/',
  'app://evil@shodo/',
  'app://shodo:80/',
  'APP://SHODOX/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'about:blank',
  'blob:https://evil.example/1',
  'devtools://devtools/x',
  '//evil.example',
  '',
];

describe('navigation and windows (items 13, 14, 11)', () => {
  it('prevents every navigation away, in every frame and by redirect', async () => {
    const fake = await boot();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of HOSTILE_URLS) {
        const preventDefault = vi.fn();
        windowOf(fake).webContents.emit(event, { url, preventDefault });
        expect(preventDefault, `${event} ${url}`).toHaveBeenCalled();
      }
      const preventDefault = vi.fn();
      windowOf(fake).webContents.emit(event, { url: OWN, preventDefault });
      expect(preventDefault).not.toHaveBeenCalled();
    }
  });

  it('guards also pages that we did not make: no windows, no webviews, no WebRTC past the proxy', async () => {
    const fake = await boot();
    const stray = new FakeWebContents();
    fake.app.emit('web-contents-created', {}, stray);
    for (const contents of [windowOf(fake).webContents, stray]) {
      expect(contents.windowOpenHandler?.({ url: OWN })).toEqual({ action: 'deny' });
      expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp');
      const preventDefault = vi.fn();
      contents.emit('will-attach-webview', { preventDefault });
      expect(preventDefault).toHaveBeenCalled();
    }
  });
});

describe('the network (items 1, 18)', () => {
  it('cancels every request but those for the application itself', async () => {
    const session = sessionOf(await boot());
    const wanted = [
      'app://shodo/index.html',
      'app://shodo/assets/main.js',
      'blob:app://shodo/8d6c',
      'devtools://devtools/x',
    ];
    for (const url of wanted) expect(isCancelled(session, url), url).toBe(false);
    const refused = [
      'http://127.0.0.1/',
      'https://evil.example/',
      'ws://127.0.0.1/',
      'wss://evil.example/',
      'ftp://h/',
    ];
    const local = [
      'file:///etc/passwd',
      'data:text/plain,x',
      'chrome://gpu',
      'blob:https://evil.example/1',
      'app://evil/',
    ];
    for (const url of [...refused, ...local]) expect(isCancelled(session, url), url).toBe(true);
  });

  it('refuses http, https, ftp and file even where a request got that far', async () => {
    const { protocolHandlers } = sessionOf(await boot());
    expect([...protocolHandlers.keys()].sort()).toEqual(['app', 'file', 'ftp', 'http', 'https']);
    for (const scheme of ['file', 'ftp', 'http', 'https']) {
      const answer = await protocolHandlers.get(scheme)?.(new Request('https://evil.example/'));
      expect(answer?.status, scheme).toBe(403);
    }
  });

  it('serves the listed files with the security headers, and nothing else', async () => {
    const { protocolHandlers } = sessionOf(await boot());
    const ask = async (url: string, method = 'GET'): Promise<Response> => {
      const answer = await protocolHandlers.get('app')?.({ url, method } as Request);
      if (answer === undefined) throw new Error('no answer');
      return answer;
    };
    const page = await ask('app://shodo/');
    expect(await page.text()).toContain('<title>Shodo</title>');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
    });
    expect((await ask('app://shodo/main.js?x=1')).status).toBe(200);
    const paths = [
      '../secret.txt',
      '..%2fsecret.txt',
      '%2e%2e/secret.txt',
      '..%5csecret.txt',
      '%00',
      '/etc/passwd',
      'renderer/../../secret.txt',
    ];
    const hosts = [
      'app://other/index.html',
      'app://shodo.evil/index.html',
      'app://shodo@evil/index.html',
      'app:///index.html',
      'nonsense',
    ];
    for (const url of [...paths.map((rest) => `app://shodo/${rest}`), '\\\\host\\share', ...hosts]) {
      const answer = await ask(url);
      expect(answer.status, url).toBe(404);
      expect(await answer.text()).toBe('');
    }
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS'])
      expect((await ask('app://shodo/', method)).status).toBe(405);
  });
});

describe('calls from the page (items 17, 20)', () => {
  type Call = (event: unknown, args: unknown) => Promise<Reply> | Reply;
  const infoOf = (fake: FakeElectron) => fake.ipcHandlers.get(channelOf('app.info')) as unknown as Call;

  it('has one handler for each method of the contract, and no other', async () => {
    const { ipcHandlers } = await boot();
    expect([...ipcHandlers.keys()].sort()).toEqual(HOST_METHOD_NAMES.map(channelOf).sort());
  });

  it('answers our own main frame', async () => {
    const fake = await boot();
    const { webContents } = windowOf(fake);
    const reply = await infoOf(fake)({ sender: webContents, senderFrame: webContents.mainFrame }, {});
    expect(reply).toEqual({ ok: true, value: { version: '0.0.0', host: 'electron' } });
  });

  it('refuses every other sender', async () => {
    const fake = await boot();
    const { webContents } = windowOf(fake);
    const frame = webContents.mainFrame;
    const frames: (FakeFrame | null)[] = [
      null,
      { ...frame, parent: frame },
      { ...frame, frameTreeNodeId: 2 },
      ...['https://evil.example', 'app://evil', 'null', '', 'app://shodo.evil', 'APP://SHODO'].map((origin) => ({
        ...frame,
        origin,
      })),
      ...['https://evil.example/', 'app://evil/', '', 'about:blank'].map((url) => ({ ...frame, url })),
    ];
    const events = [
      ...frames.map((senderFrame) => ({ sender: webContents, senderFrame })),
      { sender: new FakeWebContents(), senderFrame: frame },
    ];
    for (const event of events) {
      expect(await infoOf(fake)(event, {}), JSON.stringify(event.senderFrame)).toEqual({
        ok: false,
        code: 'refused',
        detail: 'sender',
      });
    }
    windowOf(fake).destroy();
    expect(await infoOf(fake)({ sender: webContents, senderFrame: frame }, {})).toMatchObject({ code: 'refused' });
  });

  it('holds the window and the end of the application until what is being written is written', async () => {
    const fake = await boot();
    const window = windowOf(fake);
    const create = fake.ipcHandlers.get(channelOf('vault.create')) as unknown as Call;
    const event = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
    let answered = false;
    const writing = Promise.resolve(
      create(event, { passphrase: 'correct horse battery', name: '佐藤', role: 'lead' }),
    ).then((reply) => {
      answered = true;
      return reply;
    });
    const preventDefault = vi.fn();
    window.emit('close', { preventDefault });
    fake.app.emit('before-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(2);
    expect(fake.app.quits).toBe(0);
    await vi.waitFor(() => expect(window.destroyed).toBe(true), { timeout: 15_000 });
    expect(answered).toBe(true);
    expect(await writing).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(fake.app.quits).toBe(1));
    const last = vi.fn();
    fake.app.emit('before-quit', { preventDefault: last });
    expect(last).not.toHaveBeenCalled();
  });

  it('closes at once when nothing is being written, and locks before it ends', async () => {
    const fake = await boot();
    const preventDefault = vi.fn();
    windowOf(fake).emit('close', { preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
    fake.app.emit('window-all-closed');
    expect(fake.app.quits).toBe(1);
  });
});
