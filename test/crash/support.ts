import { rm } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { build } from 'vite';
import { afterAll } from 'vitest';
import { deviceIdOf } from '../../src/core/journal/verify';
import { newKeyPair, signerOf } from '../../src/host/node';
import { randomKey } from '../../src/host/node/crypto';
import { nodeDisk, type Disk } from '../../src/host/node/disk';
import type { Device } from '../../src/host/node/journal';
import type { JournalPlace } from '../../src/host/node/journal-files';
import { startOf, thisMachine } from '../../src/host/node/machine';
import { quickFolder, temporaryFolder } from '../host/node/support';

export const newDevice = (): Device => {
  const { publicKey, privateKey } = newKeyPair();
  return { deviceId: deviceIdOf(publicKey) ?? '', name: 'test', publicKey, sign: signerOf(privateKey) };
};

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** An empty journal in a folder of its own, without a vault around it; removed at the end of the test file. */
export const newJournalPlace = async (disk: Disk): Promise<JournalPlace> => {
  const folder = await quickFolder();
  folders.push(folder);
  return { disk, folder, caseId: randomUUID(), key: randomKey() };
};

/** Builds a TypeScript program into one file that plain Node runs. */
export const buildChild = async (entry: string): Promise<{ program: string; remove: () => Promise<void> }> => {
  const folder = await temporaryFolder();
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
  return { program: path.join(folder, 'child.mjs'), remove: () => rm(folder, { recursive: true }) };
};

/** What a lock of this process says, with anything in it changed. */
export const lockText = (
  changes: Partial<Record<'pid' | 'start' | 'boot' | 'machine' | 'name', string | number>>,
): string => {
  const { tag, name, boot } = thisMachine();
  const own = { pid: process.pid, start: startOf(process.pid), boot, machine: tag, name, token: 'abc' };
  return JSON.stringify({ ...own, ...changes });
};

export type Fault = 'fail' | 'full' | 'short';

/**
 * A disk on which one call goes wrong: the `at`-th from 1. `fail` and `full` throw before anything happened (EIO,
 * ENOSPC); `short` takes half of a write, and after it the disk is full. `hit` tells whether that call ever came.
 */
export const faultyDisk = (fault: Fault): { disk: Disk; arm: (at: number) => void; hit: () => boolean } => {
  let left = 0;
  let reached = false;
  let full = false;
  const failure = (code: string): Error => Object.assign(new Error(`injected ${code}`), { code });
  const due = (): boolean => {
    if (left === 0) return false;
    left -= 1;
    reached ||= left === 0;
    return left === 0;
  };
  const guard =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (due() && fault !== 'short') throw failure(fault === 'fail' ? 'EIO' : 'ENOSPC');
      return call(...args);
    };
  const disk: Disk = {
    open: guard(async (file, mode) => {
      const real = await nodeDisk.open(file, mode);
      return {
        read: guard(real.read),
        write: async (bytes, position) => {
          if (full) throw failure('ENOSPC');
          if (!due()) return real.write(bytes, position);
          if (fault !== 'short') throw failure(fault === 'fail' ? 'EIO' : 'ENOSPC');
          full = true;
          return real.write(bytes.subarray(0, bytes.length >> 1), position);
        },
        datasync: guard(real.datasync),
        truncate: guard(real.truncate),
        size: guard(real.size),
        // Closing is left alone: a test that leaks descriptors tests nothing.
        close: real.close,
      };
    }),
    readFile: guard(nodeDisk.readFile),
    list: guard(nodeDisk.list),
    makeDir: guard(nodeDisk.makeDir),
    rename: guard(nodeDisk.rename),
    remove: guard(nodeDisk.remove),
    removeTree: guard(nodeDisk.removeTree),
    syncDir: guard(nodeDisk.syncDir),
    modifiedAt: guard(nodeDisk.modifiedAt),
    freeBytes: nodeDisk.freeBytes,
  };
  return {
    disk,
    arm: (at) => {
      left = at;
      if (at > 0) reached = false;
      full = false;
    },
    hit: () => reached,
  };
};
