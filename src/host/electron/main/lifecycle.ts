import { app, dialog, type BrowserWindow } from 'electron';
import type { Host } from '../../../contract/host';
import type { Language } from '../../../core/records/vocabularies';
import type { Registrar } from './registrar';

const CRASH_TEXTS = {
  ja: {
    message: '画面が異常終了しました',
    detail:
      '保存済みの記録はすべて残っています。画面を開き直します。直前に入力していた文字は、下書きとして残っている所までが戻ります。',
  },
  en: {
    message: 'The screen ended unexpectedly',
    detail:
      'Everything that was saved is kept. The screen opens again; what you were typing comes back as far as its draft was kept.',
  },
} as const;

/** A window with calls under way is not closed before they are answered: an append must reach the disk and be seen to. */
export const setupClose = (window: BrowserWindow, registrar: Registrar): void => {
  window.on('close', (event) => {
    if (registrar.pending() === 0) return;
    event.preventDefault();
    void registrar.idle().then(() => window.destroy());
  });
};

/** Quits with the window, after the last call; closes every case and forgets the keys before the process ends. */
export const setupQuit = (
  host: Host,
  registrar: Registrar,
  logInternal: (place: string, error: unknown) => void,
): void => {
  let locked = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (locked) return;
    event.preventDefault();
    const lock = async (): Promise<void> => {
      await registrar.idle();
      await host['vault.lock']({});
    };
    lock()
      .catch((error: unknown) => logInternal('vault.lock at the end', error))
      .finally(() => {
        locked = true;
        app.quit();
      });
  });
};

/** Says what happened and what is kept, then shows the screen again; the keys are still in the main process. */
export const setupCrashNotice = (window: BrowserWindow, language: Language): void => {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const { message, detail } = CRASH_TEXTS[language];
    void dialog.showMessageBox(window, { type: 'error', message, detail }).then(() => window.webContents.reload());
  });
};

/** A second start brings the first window to the front instead. False when this is the second one. */
export const takeSingleInstance = (windowOf: () => BrowserWindow | null): boolean => {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = windowOf();
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  return true;
};
