import { HostError } from './errors';
import { PICK_KINDS, type Host, type PickKind, type SaveKind } from './host';

/** A file the person chose. The host knows it by a token only; where it lies stays with the implementation. */
export type PickedFile = {
  name: string;
  size: number;
  /** ISO 8601 UTC with milliseconds, null when unknown. */
  modifiedAt: string | null;
  /** The content from the beginning, as often as asked. A reader that stops early ends the iteration. */
  stream: () => AsyncIterable<Uint8Array>;
  /** A quicker way to SHA-256 than `stream`, where there is one. `release` stops it; it then fails with `refused`. */
  hash?: (onProgress: (doneBytes: number) => void) => Promise<{ sha256: string; size: number }>;
  /** Called once when the token is forgotten, to drop whatever was kept for it. */
  release: () => Promise<void>;
};

/** How a host lets a person choose files: dialogs (Electron), the browser (loopback), arguments (command line). */
export type FileAccess = {
  /** Null when cancelled. */
  pick: (kind: PickKind) => Promise<PickedFile | null>;
  /** Writes completely or not at all; resolves to the name the person gave it, or null when cancelled. */
  save: (kind: SaveKind, name: string, bytes: Uint8Array) => Promise<{ name: string } | null>;
};

/** The ending that a saved file of a kind must have. */
export const SAVE_EXTENSIONS = {
  pdf: 'pdf',
  stix: 'json',
  csv: 'csv',
  package: 'zip',
  bundle: 'shodo',
} as const satisfies Record<SaveKind, string>;

export type Hasher = { update: (bytes: Uint8Array) => void; hex: () => string | Promise<string> };
type Entry = { kind: PickKind; file: PickedFile; released: boolean; doneBytes: number };
type FileMethods = Pick<
  Host,
  'files.pick' | 'files.read' | 'files.hash' | 'files.progress' | 'files.release' | 'files.save'
>;

const RESERVED_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;
// Separators, characters that Windows refuses, controls, and invisible direction marks that disguise an ending.
// eslint-disable-next-line no-control-regex
const UNSAFE_IN_NAME = /[/\\:*?"<>|\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** A bare file name with the ending of its kind; the renderer proposes it, so it is not trusted. */
const checkSaveName = (kind: SaveKind, name: string): void => {
  const plain = !UNSAFE_IN_NAME.test(name) && !RESERVED_NAME.test(name) && !/^[.\s]|[.\s]$/u.test(name);
  if (!plain) throw new HostError('invalid-argument', 'name: not a plain file name');
  const extension = `.${SAVE_EXTENSIONS[kind]}`;
  if (!name.toLowerCase().endsWith(extension))
    throw new HostError('invalid-argument', `name: must end in ${extension}`);
};

/** Reads a stream to its end, or fails with `refused` as soon as the file is released. */
const drain = async (entry: Entry, onChunk: (chunk: Uint8Array) => void): Promise<void> => {
  for await (const chunk of entry.file.stream()) {
    if (entry.released) break;
    onChunk(chunk);
  }
  if (entry.released) throw new HostError('refused', 'released while reading');
};

const readAll = async (entry: Entry): Promise<Uint8Array<ArrayBuffer>> => {
  const limit = PICK_KINDS[entry.kind].readLimit;
  const tooLarge = (): HostError => new HostError('too-large', `${entry.kind}: at most ${limit} bytes`);
  if (limit === 0 || entry.file.size > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  await drain(entry, (chunk) => {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  });
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};

/**
 * The file methods of a host over its `FileAccess`: tokens, limits, hashing in a stream with progress and cancel.
 * `ready` throws when files may not be used now (locked vault). `releaseAll` belongs into `vault.lock`.
 */
export const createFileMethods = (ports: {
  fileAccess: FileAccess;
  newHasher: () => Hasher;
  newToken: () => string;
  ready: () => void | Promise<void>;
}): { methods: FileMethods; releaseAll: () => Promise<void> } => {
  const entries = new Map<string, Entry>();
  const entryOf = async (token: string): Promise<Entry> => {
    // Looked up before the wait: a file that is released meanwhile was refused, not unknown.
    const entry = entries.get(token);
    await ports.ready();
    if (entry === undefined) throw new HostError('not-found', 'token');
    if (entry.released) throw new HostError('refused', 'released while reading');
    return entry;
  };
  const release = async (token: string): Promise<null> => {
    const entry = entries.get(token);
    if (entry === undefined) return null;
    entries.delete(token);
    entry.released = true;
    await entry.file.release();
    return null;
  };
  const methods: FileMethods = {
    'files.pick': async ({ kind }) => {
      await ports.ready();
      const file = await ports.fileAccess.pick(kind);
      if (file === null) return null;
      const token = ports.newToken();
      entries.set(token, { kind, file, released: false, doneBytes: 0 });
      return { token, name: file.name, size: file.size, modifiedAt: file.modifiedAt };
    },
    'files.read': async ({ token }) => {
      const bytes = await readAll(await entryOf(token));
      const hasher = ports.newHasher();
      hasher.update(bytes);
      return { bytes, sha256: await hasher.hex() };
    },
    'files.hash': async ({ token }) => {
      const entry = await entryOf(token);
      entry.doneBytes = 0;
      if (entry.file.hash !== undefined) {
        return entry.file.hash((doneBytes) => (entry.doneBytes = doneBytes));
      }
      const hasher = ports.newHasher();
      let size = 0;
      await drain(entry, (chunk) => {
        hasher.update(chunk);
        size += chunk.length;
        entry.doneBytes = size;
      });
      return { sha256: await hasher.hex(), size };
    },
    'files.progress': async ({ token }) => {
      const entry = await entryOf(token);
      return { doneBytes: entry.doneBytes, totalBytes: entry.file.size };
    },
    'files.release': async ({ token }) => release(token),
    'files.save': async ({ kind, name, bytes }) => {
      await ports.ready();
      checkSaveName(kind, name);
      return ports.fileAccess.save(kind, name, bytes);
    },
  };
  const releaseAll = async (): Promise<void> => {
    for (const token of [...entries.keys()]) await release(token);
  };
  return { methods, releaseAll };
};
