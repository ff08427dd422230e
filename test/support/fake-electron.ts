import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';

/**
 * A recording stand-in for the `electron` module: it does nothing by itself, keeps every handler that the main process
 * sets, and lets a test play Electron's part. Only what our main process uses exists; anything else is an error.
 */
type Handler = (...args: never[]) => unknown;
export type FakeFrame = { parent: FakeFrame | null; frameTreeNodeId: number; origin: string; url: string };

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: FakeFrame = {
    parent: null,
    frameTreeNodeId: 1,
    origin: 'app://shodo',
    url: 'app://shodo/index.html',
  };
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  webRtcPolicy: string | null = null;
  reloads = 0;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }
  reload(): void {
    this.reloads += 1;
  }
}

export class FakeSession extends EventEmitter {
  /** Every `set…Handler`, by its name. */
  readonly handlers = new Map<string, Handler>();
  readonly protocolHandlers = new Map<string, (request: Request) => Promise<Response> | Response>();
  spellChecker: boolean | null = null;
  beforeRequest: ((details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void) | null = null;
  readonly partition: string;
  readonly options: unknown;
  constructor(partition: string, options: unknown) {
    super();
    this.partition = partition;
    this.options = options;
  }
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response> | Response): void => {
      this.protocolHandlers.set(scheme, handler);
    },
  };
  readonly webRequest = {
    onBeforeRequest: (listener: FakeSession['beforeRequest']): void => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler = (handler: Handler) => void this.handlers.set('permission-request', handler);
  setPermissionCheckHandler = (handler: Handler) => void this.handlers.set('permission-check', handler);
  setDevicePermissionHandler = (handler: Handler) => void this.handlers.set('device', handler);
  setDisplayMediaRequestHandler = (handler: Handler) => void this.handlers.set('display-media', handler);
  setUSBProtectedClassesHandler = (handler: Handler) => void this.handlers.set('usb-classes', handler);
  setBluetoothPairingHandler = (handler: Handler) => void this.handlers.set('bluetooth', handler);
  setSpellCheckerEnabled = (enabled: boolean): void => {
    this.spellChecker = enabled;
  };
}

/** What a window tells the world around it: the log, the application's events, and something that shows its address. */
type Surroundings = {
  made: (window: FakeBrowserWindow) => void;
  load: (url: string) => Promise<void>;
};

export class FakeBrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents = new FakeWebContents();
  shown = false;
  destroyed = false;
  focused = false;
  minimized = false;
  private readonly around: Surroundings;
  constructor(given: WindowOptions, around: Surroundings) {
    super();
    this.options = given;
    this.around = around;
    around.made(this);
  }
  async loadURL(url: string): Promise<void> {
    await this.around.load(url);
    this.emit('ready-to-show');
  }
  show(): void {
    this.shown = true;
  }
  focus(): void {
    this.focused = true;
  }
  restore(): void {
    this.minimized = false;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  destroy(): void {
    this.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
}
type WindowOptions = Record<string, unknown> & { webPreferences: Record<string, unknown> };

export type FakeOptions = {
  isPackaged?: boolean;
  locale?: string;
  /** False plays the second start of the application. */
  firstInstance?: boolean;
  /** Shows the address in something real. */
  show?: (url: string) => Promise<void>;
};

export type FakeElectron = ReturnType<typeof createFakeElectron>;

export const createFakeElectron = (options: FakeOptions = {}) => {
  const log: string[] = [];
  const switches = new Map<string, string>();
  const windows: FakeBrowserWindow[] = [];
  const sessions: FakeSession[] = [];
  const ipcHandlers = new Map<string, Handler>();
  const dialogs = {
    open: { canceled: true, filePaths: [] as string[] },
    save: (_defaultPath: string) => ({ canceled: true, filePath: '' }),
    messages: [] as unknown[],
    asked: [] as unknown[],
  };
  const menus: unknown[] = [];
  const privileged: unknown[] = [];
  let ready: () => void = () => undefined;
  const whenReady = new Promise<void>((resolve) => (ready = resolve));

  const app = Object.assign(new EventEmitter(), {
    isPackaged: options.isPackaged ?? false,
    name: 'Shodo',
    paths: new Map<string, string>(),
    quits: 0,
    exitCode: null as number | null,
    enableSandbox: () => void log.push('app.enableSandbox'),
    commandLine: {
      appendSwitch: (name: string, value = '') => {
        log.push(`switch ${name}`);
        switches.set(name, value);
      },
    },
    getVersion: () => '0.0.0',
    getLocale: () => options.locale ?? 'ja',
    setPath: (name: string, value: string) => void app.paths.set(name, value),
    requestSingleInstanceLock: () => {
      log.push('app.requestSingleInstanceLock');
      return options.firstInstance ?? true;
    },
    whenReady: () => {
      log.push('app.whenReady');
      return whenReady;
    },
    quit: () => {
      app.quits += 1;
      log.push('app.quit');
    },
    exit: (code: number) => {
      app.exitCode = code;
    },
  });

  const around: Surroundings = {
    made: (window) => {
      log.push('new BrowserWindow');
      windows.push(window);
      app.emit('web-contents-created', {}, window.webContents);
    },
    load: async (url) => {
      log.push(`loadURL ${url}`);
      await options.show?.(url);
    },
  };

  const electron = {
    app,
    // Called with `new`; a constructor that answers an object gives that object.
    BrowserWindow: function BrowserWindow(given: WindowOptions) {
      return new FakeBrowserWindow(given, around);
    },
    ipcMain: {
      handle: (channel: string, handler: Handler) => {
        if (ipcHandlers.has(channel)) throw new Error(`a second handler for ${channel}`);
        ipcHandlers.set(channel, handler);
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => {
        log.push('protocol.registerSchemesAsPrivileged');
        privileged.push(...schemes);
      },
    },
    session: {
      fromPartition: (partition: string, given: unknown) => {
        const made = new FakeSession(partition, given);
        sessions.push(made);
        return made;
      },
    },
    dialog: {
      showOpenDialog: async (_window: unknown, asked: unknown) => {
        dialogs.asked.push(asked);
        return dialogs.open;
      },
      showSaveDialog: async (_window: unknown, asked: { defaultPath: string }) => {
        dialogs.asked.push(asked);
        return dialogs.save(asked.defaultPath);
      },
      showMessageBox: async (_window: unknown, message: unknown) => {
        dialogs.messages.push(message);
        return { response: 0 };
      },
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => void menus.push(menu),
    },
  };
  const strict = new Proxy(electron, {
    get: (target, name) => {
      if (name in target) return target[name as keyof typeof target];
      throw new Error(`the main process uses electron.${String(name)}, which the fake does not know`);
    },
  });
  return { electron: strict, app, ready, log, switches, windows, sessions, ipcHandlers, dialogs, menus, privileged };
};

/** Runs a built CommonJS bundle with this `electron` and command line, as the runtime would. */
export const runBundle = (file: string, electron: unknown, argv: readonly string[]): void => {
  const nodeRequire = createRequire(file);
  const require = (name: string): unknown => (name === 'electron' ? electron : nodeRequire(name));
  const module = { exports: {} };
  const run = compileFunction(readFileSync(file, 'utf8'), ['require', 'module', 'exports', '__dirname', '__filename'], {
    filename: file,
  }) as (require: unknown, module: unknown, exports: unknown, dirname: string, filename: string) => void;
  const before = process.argv;
  process.argv = ['electron', 'app', ...argv];
  try {
    run(require, module, module.exports, path.dirname(file), file);
  } finally {
    process.argv = before;
  }
};

/** Makes key derivation quick in a copied bundle; nothing else of it is changed. Each place must exist exactly once. */
export const quickenKeys = (main: string): void => {
  let text = readFileSync(main, 'utf8');
  for (const [slow, quick] of [
    ['memoryKiB: 65536,', 'memoryKiB: 64,'],
    ['scryptWorkFactor = 18;', 'scryptWorkFactor = 10;'],
  ] as const) {
    if (text.split(slow).length !== 2) throw new Error(`the bundle has not exactly one "${slow}"`);
    text = text.replace(slow, quick);
  }
  writeFileSync(main, text);
};

/** Puts the built main process and preload script into a folder laid out like `dist`, beside its renderer. */
export const copyBundles = (from: string, dist: string): { main: string; preload: string } => {
  mkdirSync(path.join(dist, 'electron'), { recursive: true });
  const [main, preload] = ['main.cjs', 'preload.cjs'].map((name) => {
    const target = path.join(dist, 'electron', name);
    copyFileSync(path.join(from, 'electron', name), target);
    return target;
  }) as [string, string];
  return { main, preload };
};
