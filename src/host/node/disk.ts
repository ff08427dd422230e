import { randomBytes } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import path from 'node:path';
import { HostError, type HostErrorCode } from '../../contract/errors';
import { errorCode } from './error-code';
import { processLives, thisMachine } from './machine';

/** One open file. Positions and sizes in bytes. `write` answers how many bytes were taken, which may be fewer. */
export type DiskFile = {
  read: (into: Uint8Array, position: number) => Promise<number>;
  write: (bytes: Uint8Array, position: number) => Promise<number>;
  datasync: () => Promise<void>;
  truncate: (size: number) => Promise<void>;
  size: () => Promise<number>;
  close: () => Promise<void>;
};

/** All that the host asks of a file system; a seam at which tests make any single call fail. */
export type Disk = {
  /** `write` opens for reading and writing and makes the file when missing; `create` fails when it exists. */
  open: (file: string, mode: 'read' | 'write' | 'create') => Promise<DiskFile>;
  readFile: (file: string) => Promise<Uint8Array>;
  /** Names in a folder, sorted; none when the folder is missing. */
  list: (folder: string) => Promise<string[]>;
  /** Makes a folder and those above it that are missing; answers the topmost one that was made, or null. */
  makeDir: (folder: string) => Promise<string | null>;
  rename: (from: string, to: string) => Promise<void>;
  remove: (file: string) => Promise<void>;
  removeTree: (folder: string) => Promise<void>;
  syncDir: (folder: string) => Promise<void>;
  /** Of the file system's own clock, in milliseconds since 1970; null when there is no such file. */
  modifiedAt: (file: string) => Promise<number | null>;
  freeBytes: (folder: string) => Promise<number>;
};

const openFlags = {
  read: constants.O_RDONLY,
  write: constants.O_RDWR | constants.O_CREAT,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
} as const;

const fileOf = (handle: fs.FileHandle): DiskFile => ({
  read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
  write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
  datasync: () => handle.datasync(),
  truncate: (size) => handle.truncate(size),
  size: async () => (await handle.stat()).size,
  close: () => handle.close(),
});

/** Virus scanners on Windows hold a fresh file for a moment; renaming over it then fails although nothing is wrong. */
const RENAME_TRIES = 8;
const renameWithPatience = async (from: string, to: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      const busy = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error));
      if (!busy || attempt === RENAME_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
    }
  }
};

/** The real file system. Folders are made 0700 and files 0600. */
export const nodeDisk: Disk = {
  open: async (file, mode) => fileOf(await fs.open(file, openFlags[mode], 0o600)),
  readFile: (file) => fs.readFile(file),
  list: async (folder) => {
    try {
      return (await fs.readdir(folder)).sort();
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  },
  makeDir: async (folder) => (await fs.mkdir(folder, { recursive: true, mode: 0o700 })) ?? null,
  rename: renameWithPatience,
  remove: (file) => fs.rm(file, { force: true }),
  removeTree: (folder) => fs.rm(folder, { recursive: true, force: true }),
  syncDir: async (folder) => {
    // Windows has no flush of a folder; NTFS journals the rename itself.
    if (process.platform === 'win32') return;
    const handle = await fs.open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  modifiedAt: async (file) => {
    try {
      return (await fs.stat(file)).mtimeMs;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  },
  freeBytes: async (folder) => {
    const { bavail, bsize } = await fs.statfs(folder);
    return bavail * bsize;
  },
};

/** Writes all bytes: a full disk may take fewer than asked without an error, and only the next write fails. */
export const writeFully = async (file: DiskFile, bytes: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    const taken = await file.write(bytes.subarray(done), position + done);
    if (taken <= 0) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    done += taken;
  }
};

/** Reads exactly `length` bytes; `damaged` when the file is shorter. */
export const readFully = async (file: DiskFile, position: number, length: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const got = await file.read(bytes.subarray(done), position + done);
    if (got === 0) throw new HostError('damaged', `file ends at byte ${position + done}`);
    done += got;
  }
  return bytes;
};

/** The content, or null when there is no such file. */
export const readIfThere = async (disk: Disk, file: string): Promise<Uint8Array | null> => {
  try {
    return await disk.readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
};

/**
 * Makes a folder so that it is there after a power cut, too: each folder that holds a new one is flushed. A folder
 * that was there already is flushed in its parent all the same, because whoever made it may not have come so far.
 */
export const makeFolder = async (disk: Disk, folder: string): Promise<void> => {
  const target = path.resolve(folder);
  const made = await disk.makeDir(target);
  const top = path.dirname(path.resolve(made ?? target));
  for (let at = path.dirname(target); ; at = path.dirname(at)) {
    try {
      await disk.syncDir(at);
    } catch (error) {
      // Somebody else has set up this folder in a place that we may not even list; its safety is not ours.
      if (made !== null || errorCode(error) !== 'EACCES') throw error;
    }
    if (at === top || at === path.dirname(at)) return;
  }
};

/** What the system's refusals mean to the person; anything that is not here is an unexpected failure. */
const WRITE_CODES: Readonly<Record<string, HostErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'refused',
  EPERM: 'refused',
  EBUSY: 'refused',
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'invalid-argument',
  EINVAL: 'invalid-argument',
  EISDIR: 'invalid-argument',
  EEXIST: 'invalid-argument',
  ENOTEMPTY: 'invalid-argument',
  EFBIG: 'too-large',
};

/** A failed write as a `HostError`. `what` names the thing that could not be written, never a path. */
export const writeError = (error: unknown, what: string): HostError => {
  if (error instanceof HostError) return error;
  const code = errorCode(error);
  return new HostError(WRITE_CODES[code] ?? 'internal', `${what}: ${code}`);
};

const TEMPORARY = /^\.([0-9a-f]{12})-(\d+)-[0-9a-f]{12}\.shodo-tmp$/u;
const inFlight = new Set<string>();
/** A temporary file is in use for as long as one write takes; one that is not even an hour old is let alone (ms). */
const ORPHAN_AGE = 60 * 60 * 1000;

/**
 * A name beside `target` that tells whose temporary file it is (machine and process), so that orphans are recognised.
 * The target's own name is not in it: together they could be longer than a file system takes.
 */
export const temporaryName = (target: string): string => {
  const random = randomBytes(6).toString('hex');
  return path.join(path.dirname(target), `.${thisMachine().tag}-${process.pid}-${random}.shodo-tmp`);
};

/**
 * Removes temporary files and folders that a process of this machine which no longer lives has left in this folder.
 * The folder may be on a share: another machine's process cannot be asked whether it lives, so its files stay.
 */
export const sweepOrphans = async (disk: Disk, folder: string): Promise<void> => {
  for (const name of await disk.list(folder)) {
    const [, tag, pid] = TEMPORARY.exec(name) ?? [];
    if (tag !== thisMachine().tag) continue;
    const file = path.join(folder, name);
    const inUse = Number(pid) === process.pid ? inFlight.has(file) : processLives(Number(pid));
    if (inUse) continue;
    const modifiedAt = await disk.modifiedAt(file);
    // The real clock and no other: it is compared with the file system's own.
    if (modifiedAt !== null && Date.now() - modifiedAt > ORPHAN_AGE) await disk.removeTree(file);
  }
};

/** Runs `work` with a temporary name that sweeping spares; what is left of it when `work` fails is removed. */
export const withTemporary = async <T>(
  disk: Disk,
  target: string,
  work: (temporary: string) => Promise<T>,
): Promise<T> => {
  const temporary = temporaryName(target);
  inFlight.add(temporary);
  try {
    return await work(temporary);
  } catch (error) {
    // The failure of the work itself is what the caller must hear of; an orphan is swept at the next start.
    await disk.removeTree(temporary).catch(() => undefined);
    throw error;
  } finally {
    inFlight.delete(temporary);
  }
};

/** Replaces a file completely or not at all: temporary file in the same folder, flush, rename, flush of the folder. */
export const writeFileAtomic = async (disk: Disk, target: string, bytes: Uint8Array): Promise<void> => {
  await withTemporary(disk, target, async (temporary) => {
    const file = await disk.open(temporary, 'create');
    try {
      await writeFully(file, bytes, 0);
      await file.datasync();
    } finally {
      await file.close();
    }
    await disk.rename(temporary, target);
    await disk.syncDir(path.dirname(target));
  });
};
