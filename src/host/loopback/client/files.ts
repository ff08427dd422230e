import { HostError } from '../../../contract/errors';
import type { FileAccess, Hasher, PickedFile } from '../../../contract/files';
import { PICK_KINDS, type PickKind, type SaveKind } from '../../../contract/host';
import { askProgress, sendForHash } from './transport';

const MEDIA_TYPES: Readonly<Record<SaveKind, string>> = {
  pdf: 'application/pdf',
  stix: 'application/json',
  csv: 'text/csv',
  package: 'application/zip',
  bundle: 'application/octet-stream',
};
/** Long enough for the browser to start the download before the address is taken back. */
const REVOKE_AFTER_MS = 60_000;
const PROGRESS_EVERY_MS = 250;

/** Opens the browser's own file dialog. Must run within a click of the person. Null when cancelled. */
const chooseFile = (kind: PickKind): Promise<File | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.hidden = true;
    input.accept = PICK_KINDS[kind].extensions.map((extension) => `.${extension}`).join(',');
    const finish = (): void => {
      input.remove();
      resolve(input.files?.[0] ?? null);
    };
    input.addEventListener('change', finish, { once: true });
    input.addEventListener('cancel', finish, { once: true });
    document.body.append(input);
    input.click();
  });

/** A file that was moved, changed or locked since it was chosen cannot be read any more. */
const requireReadable = async (file: File): Promise<void> => {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    // The browser's own error names no cause that a person could use; the code and the file's name do.
    throw new HostError('not-found', file.name);
  }
};

async function* contentOf(file: File): AsyncIterable<Uint8Array> {
  await requireReadable(file);
  const reader = file.stream().getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

/** Sends the file to the server, which hashes it as it comes and keeps nothing. */
const hashByServer = async (file: File, signal: AbortSignal, onProgress: (doneBytes: number) => void) => {
  await requireReadable(file);
  const token = crypto.randomUUID();
  const poll = setInterval(() => {
    // A progress answer that is missed is not worth a word: the hash itself tells when the server is gone.
    askProgress(token).then(
      (doneBytes) => doneBytes !== null && onProgress(doneBytes),
      () => undefined,
    );
  }, PROGRESS_EVERY_MS);
  try {
    const result = await sendForHash(token, file, signal);
    if (result.size !== file.size) throw new HostError('not-found', file.name);
    onProgress(result.size);
    return result;
  } catch (error) {
    // A file that changed on disk meanwhile ends the request just as a vanished server does.
    if (error instanceof HostError && error.code === 'unreachable') await requireReadable(file);
    throw error;
  } finally {
    clearInterval(poll);
  }
};

const pickedFile = (file: File): PickedFile => {
  const released = new AbortController();
  return {
    name: file.name,
    size: file.size,
    modifiedAt: new Date(file.lastModified).toISOString(),
    stream: () => contentOf(file),
    hash: (onProgress) => hashByServer(file, released.signal, onProgress),
    release: () => {
      released.abort();
      return Promise.resolve();
    },
  };
};

const download = (kind: SaveKind, name: string, bytes: Uint8Array): void => {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: MEDIA_TYPES[kind] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
};

/** Files by the browser's own means: its dialog to choose, its downloads to save. It does not tell of a cancelled save. */
export const browserFileAccess: FileAccess = {
  pick: async (kind) => {
    const file = await chooseFile(kind);
    return file === null ? null : pickedFile(file);
  },
  save: (kind, name, bytes) => {
    download(kind, name, bytes);
    return Promise.resolve({ name });
  },
};

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 by the browser; it has no streaming form, so this is for content that is in memory anyway. */
export const newBrowserHasher = (): Hasher => {
  const parts: Uint8Array[] = [];
  return {
    update: (bytes) => void parts.push(bytes),
    hex: async () => {
      const whole = await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer();
      return hex(await crypto.subtle.digest('SHA-256', whole));
    },
  };
};
