import { randomBytes } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import path from 'node:path';
import { HostError } from '../../contract/errors';

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
  makeDir: (folder: string) => Promise<void>;
  rename: (from: string, to: string) => Promise<void>;
  remove: (file: string) => Promise<void>;
  removeTree: (folder: string) => Promise<void>;
  syncDir: (folder: string) => Promise<void>;
  freeBytes: (folder: string) => Promise<number>;
};

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

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
  makeDir: async (folder) => {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  },
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

/** What a failed write means to the person. `what` names the thing that could not be written, never a path. */
export const writeError = (error: unknown, what: string): HostError => {
  if (error instanceof HostError) return error;
  const code = errorCode(error);
  return ['ENOSPC', 'EDQUOT'].includes(code)
    ? new HostError('disk-full', what)
    : new HostError('read-only', `${what}: ${code}`);
};

const TEMPORARY = /^\.[^/]*\.(\d+)-[0-9a-f]{12}\.shodo-tmp$/u;
const inFlight = new Set<string>();

/** A name beside `target` that tells whose temporary file it is (process id), so that orphans can be recognised. */
export const temporaryName = (target: string): string =>
  path.join(
    path.dirname(target),
    `.${path.basename(target)}.${process.pid}-${randomBytes(6).toString('hex')}.shodo-tmp`,
  );

export const processLives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
};

/** Removes temporary files and folders that a process which no longer lives has left in this folder. */
export const sweepOrphans = async (disk: Disk, folder: string): Promise<void> => {
  for (const name of await disk.list(folder)) {
    const pid = Number(TEMPORARY.exec(name)?.[1] ?? 0);
    const orphan = pid !== 0 && (pid === process.pid ? !inFlight.has(path.join(folder, name)) : !processLives(pid));
    if (orphan) await disk.removeTree(path.join(folder, name));
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
