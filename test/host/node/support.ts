import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileAccess } from '../../../src/contract/files';
import { createNodeHost, pickedFromPath, saveToPath, type NodeHostOptions } from '../../../src/host/node';
import type { ConformanceHost } from '../conformance';
import { createClock } from '../person';

/** Weak on purpose, so that tests do not spend their time deriving keys. */
export const TEST_KDF = { memoryKiB: 64, iterations: 1, parallelism: 1 };
export const TEST_WORK_FACTOR = 8;
export const PASS = 'correct horse battery staple';

export const temporaryFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'shodo-test-'));

/** For tests that count disk calls rather than trust the disk: in memory where the system offers it, so flushes are free. */
export const quickFolder = (): Promise<string> =>
  mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shodo-test-'));

const noFiles: FileAccess = { pick: async () => null, save: async () => null };

/** A node host over a folder with cheap keys; anything may be set otherwise. */
export const nodeHostAt = (dataDir: string, options: Partial<NodeHostOptions>) =>
  createNodeHost({
    dataDir,
    fileAccess: noFiles,
    now: () => new Date(),
    version: '0.0.0-test',
    kind: 'node',
    deviceName: 'ノートPC-7',
    kdf: TEST_KDF,
    bundleWorkFactor: TEST_WORK_FACTOR,
    ...options,
  });

/** For the conformance suite: real files on both sides of the file methods. */
export const makeNodeConformanceHost = async (): Promise<ConformanceHost> => {
  const folder = await temporaryFolder();
  let offered: string | null = null;
  let accepts = false;
  const fileAccess: FileAccess = {
    pick: async () => (offered === null ? null : pickedFromPath(offered)),
    save: async (_kind, name, bytes) => (accepts ? saveToPath(path.join(folder, name), bytes) : null),
  };
  const { now, advanceClock } = createClock();
  const host = nodeHostAt(path.join(folder, 'データ 保管'), { fileAccess, now });
  return {
    host,
    advanceClock,
    offerFile: async (file) => {
      offered = file === null ? null : path.join(folder, file.name);
      if (file !== null && offered !== null) await writeFile(offered, file.bytes);
    },
    answerSave: (accept) => {
      accepts = accept;
    },
    savedFile: (name) => readFileSync(path.join(folder, name)),
    close: async () => {
      await host['vault.lock']({});
      await rm(folder, { recursive: true });
    },
  };
};
