import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../../core/records/vocabularies';

/** Said by the main process itself, so not in the renderer's catalogues. */
const LABELS = {
  ja: {
    file: 'ファイル',
    quit: 'Shodo を終了',
    edit: '編集',
    undo: '元に戻す',
    redo: 'やり直す',
    cut: '切り取り',
    copy: 'コピー',
    paste: '貼り付け',
    selectAll: 'すべて選択',
    view: '表示',
    resetZoom: '標準の大きさ',
    zoomIn: '拡大',
    zoomOut: '縮小',
    fullScreen: '全画面表示',
  },
  en: {
    file: 'File',
    quit: 'Quit Shodo',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
  },
} as const;

/** Only what keyboards and screen readers need: quit, editing, zoom. No reload, no developer tools, no links. */
const menuTemplate = (language: Language): MenuItemConstructorOptions[] => {
  const labels = LABELS[language];
  return [
    { label: process.platform === 'darwin' ? app.name : labels.file, submenu: [{ label: labels.quit, role: 'quit' }] },
    {
      label: labels.edit,
      submenu: [
        { label: labels.undo, role: 'undo' },
        { label: labels.redo, role: 'redo' },
        { type: 'separator' },
        { label: labels.cut, role: 'cut' },
        { label: labels.copy, role: 'copy' },
        { label: labels.paste, role: 'paste' },
        { label: labels.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: labels.view,
      submenu: [
        { label: labels.resetZoom, role: 'resetZoom' },
        { label: labels.zoomIn, role: 'zoomIn' },
        { label: labels.zoomOut, role: 'zoomOut' },
        { type: 'separator' },
        { label: labels.fullScreen, role: 'togglefullscreen' },
      ],
    },
  ];
};

export const setupMenu = (language: Language): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language)));
