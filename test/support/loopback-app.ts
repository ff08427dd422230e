import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HostError } from '../../src/contract/errors';
import type { Host } from '../../src/contract/host';
import { startLoopbackServer, type LoopbackServer } from '../../src/host/loopback/server/server';
import { createNodeHost } from '../../src/host/node';
import { readStaticManifest } from '../../src/host/node/static-manifest';

export const QUICK_KDF = { memoryKiB: 64, iterations: 1, parallelism: 1 };

export type TestApp = LoopbackServer & { host: Host; dataDir: string; internal: unknown[]; stop: () => Promise<void> };

/** The real server over the real Node host in a folder of its own, with a key derivation that does not slow tests down. */
export const startTestApp = async (dist: string): Promise<TestApp> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'shodo-data-'));
  const refuse = (): Promise<never> => Promise.reject(new HostError('refused', 'files stay in the browser'));
  const fileAccess = { pick: refuse, save: refuse };
  const options = { dataDir, fileAccess, now: () => new Date(), version: '0.0.0', kind: 'loopback' as const };
  const host = createNodeHost({ ...options, kdf: QUICK_KDF, bundleWorkFactor: 10 });
  const internal: unknown[] = [];
  const server = await startLoopbackServer({
    host,
    manifest: readStaticManifest(dist),
    logInternal: (_place, error) => internal.push(error),
  });
  const stop = async (): Promise<void> => {
    await server.close();
    await host['vault.lock']({});
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...server, host, dataDir, internal, stop };
};
