import { app, BrowserWindow, type Session, type WebContents } from 'electron';
import { isAppUrl, START_URL } from './origin';

type Navigation = { url: string; preventDefault: () => void };

const stayInside = (event: Navigation): void => {
  if (!isAppUrl(event.url)) event.preventDefault();
};

const guardContents = (contents: WebContents): void => {
  contents.on('will-navigate', stayInside);
  contents.on('will-frame-navigate', stayInside);
  contents.on('will-redirect', stayInside);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // The content security policy does not cover WebRTC: without this, STUN packets leave (measured).
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
};

/** Guards every page that Electron ever makes, also one that we did not mean to make. */
export const setupNavigationGuard = (): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
};

/** The one window. Every safety option is written out, so that no changed default of Electron can loosen it. */
export const createMainWindow = (appSession: Session, preload: string): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    title: 'Shodo',
    show: false,
    webPreferences: {
      session: appSession,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
};

export const loadApp = (window: BrowserWindow): Promise<void> => window.loadURL(START_URL);
