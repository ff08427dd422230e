import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow } from 'electron';
import { z } from 'zod';
import type { Language } from '../../core/records/vocabularies';
import { createDialogs } from '../../host/electron/main/dialogs';
import { setupClose, setupCrashNotice, setupQuit, takeSingleInstance } from '../../host/electron/main/lifecycle';
import { setupMenu } from '../../host/electron/main/menu';
import { setupProtocol } from '../../host/electron/main/protocol';
import { setupRegistrar } from '../../host/electron/main/registrar';
import {
  createAppSession,
  setupPermissions,
  setupQuietSession,
  setupRequestFilter,
} from '../../host/electron/main/session';
import { answerInstaller } from '../../host/electron/main/squirrel';
import { setupCommandLine, setupScheme } from '../../host/electron/main/switches';
import { createMainWindow, loadApp, setupNavigationGuard } from '../../host/electron/main/window';
import { dataFolder } from '../../host/node/data-folder';
import { createNodeHost } from '../../host/node';
import { readStaticManifest } from '../../host/node/static-manifest';
import { startLanguage } from '../../host/node/start-language';

z.config({ jitless: true });

const DIST = path.join(__dirname, '..');
const PRELOAD = path.join(__dirname, 'preload.cjs');

/** Chromium and Electron have switches of their own in the same line: ours are picked out, the rest is left alone. */
const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { 'data-dir': { type: 'string' }, lang: { type: 'string' } },
  strict: false,
});
const named = typeof values['data-dir'] === 'string' ? values['data-dir'] : null;
const dataDir = dataFolder(named, { platform: process.platform, home: homedir(), env: process.env });

let mainWindow: BrowserWindow | null = null;
const windowOf = (): BrowserWindow | null => mainWindow;
const logInternal = (place: string, error: unknown): void => console.error(`shodo: internal error in ${place}:`, error);

const openWindow = async (): Promise<void> => {
  const host = createNodeHost({
    dataDir,
    fileAccess: createDialogs(windowOf),
    now: () => new Date(),
    version: app.getVersion(),
    kind: 'electron',
  });
  const language: Language = await startLanguage(host, values.lang, app.getLocale());
  const appSession = createAppSession();
  setupPermissions(appSession);
  setupRequestFilter(appSession, !app.isPackaged);
  setupQuietSession(appSession);
  setupProtocol(appSession, readStaticManifest(DIST));
  setupMenu(language);
  const registrar = setupRegistrar(host, logInternal);
  setupQuit(host, registrar, logInternal);
  mainWindow = createMainWindow(appSession, PRELOAD);
  mainWindow.once('closed', () => (mainWindow = null));
  registrar.trust(mainWindow.webContents);
  setupClose(mainWindow, registrar);
  setupCrashNotice(mainWindow, language);
  await loadApp(mainWindow);
};

const fail = (error: unknown): void => {
  logInternal('start', error);
  app.exit(1);
};

setupCommandLine();
setupScheme();
setupNavigationGuard();
// Electron's own files (never a case's content) lie apart from ours; the single-instance lock lies among them, so that
// it holds for one data folder, not for the whole machine.
app.setPath('userData', path.join(dataDir, 'runtime'));
if (answerInstaller(process.platform, process.argv[1], process.execPath, logInternal)) app.quit();
else if (takeSingleInstance(windowOf)) app.whenReady().then(openWindow).catch(fail);
else app.quit();
