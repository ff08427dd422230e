import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { HostError } from '../../../contract/errors';
import { SAVE_EXTENSIONS, type FileAccess } from '../../../contract/files';
import { PICK_KINDS } from '../../../contract/host';
import { pickedFromPath, saveToPath } from '../../node/file-access';

const filtersFor = (extensions: readonly string[]): FileFilter[] =>
  extensions.length === 0
    ? []
    : [{ name: extensions.map((extension) => `*.${extension}`).join(' '), extensions: [...extensions] }];

/** Files by the system's dialogs. Paths stay here: the renderer gets a token and a name. */
export const createDialogs = (windowOf: () => BrowserWindow | null): FileAccess => {
  const requireWindow = (): BrowserWindow => {
    const window = windowOf();
    if (window === null) throw new HostError('refused', 'no window');
    return window;
  };
  return {
    pick: async (kind) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(requireWindow(), {
        properties: ['openFile', 'dontAddToRecent'],
        filters: filtersFor(PICK_KINDS[kind].extensions),
      });
      const file = filePaths[0];
      return canceled || file === undefined ? null : pickedFromPath(file);
    },
    save: async (kind, name, bytes) => {
      const { canceled, filePath } = await dialog.showSaveDialog(requireWindow(), {
        defaultPath: name,
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
        filters: filtersFor([SAVE_EXTENSIONS[kind]]),
      });
      return canceled || filePath === '' ? null : saveToPath(filePath, bytes);
    },
  };
};
