import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { checkedHost } from '../../contract/call';
import { createFileMethods, type FileAccess } from '../../contract/files';
import type { Host, HostResult } from '../../contract/host';
import { createThrottle } from '../../contract/throttle';
import { readBundle, writeBundle } from './bundle';
import { createCases } from './cases';
import { newHasher } from './crypto';
import { nodeDisk, type Disk } from './disk';
import { PRODUCTION_KDF, type KdfParameters } from './passphrase';
import { createPreferences } from './preferences';
import { createVault } from './vault';

export type NodeHostOptions = {
  /** Folder of the vault and the cases; made (0700) when the vault is created. */
  dataDir: string;
  fileAccess: FileAccess;
  now: () => Date;
  version: string;
  kind: Exclude<HostResult<'app.info'>['host'], 'memory'>;
  /** What the other laptops show this one as. The machine's host name when left out. */
  deviceName?: string;
  /** For tests: cheaper key derivation and a disk that fails. */
  kdf?: KdfParameters;
  bundleWorkFactor?: number;
  disk?: Disk;
};

/**
 * The host that keeps its data in files: shared by the Electron main process, the loopback server and the command
 * line. Nothing is touched on disk before the first call. `vault.lock` closes everything it holds.
 */
export const createNodeHost = (options: NodeHostOptions): Host => {
  const disk = options.disk ?? nodeDisk;
  const { dataDir, now } = options;
  const vault = createVault({
    disk,
    dataDir,
    kdf: options.kdf ?? PRODUCTION_KDF,
    deviceName: options.deviceName ?? hostname(),
    throttle: createThrottle(() => now().getTime()),
  });
  const cases = createCases({ disk, dataDir, vault, now });
  const preferences = createPreferences(disk, dataDir);
  const files = createFileMethods({
    fileAccess: options.fileAccess,
    newHasher,
    newToken: () => randomBytes(16).toString('hex'),
    ready: () => void vault.key(),
  });

  return checkedHost({
    ...files.methods,
    'app.info': async () => ({ version: options.version, host: options.kind }),
    'preferences.get': () => preferences.get(),
    'preferences.set': async (args) => {
      await preferences.set(args);
      return null;
    },
    'vault.status': async () => ({ state: await vault.state() }),
    'vault.create': (args) => vault.create(args),
    'vault.unlock': async ({ passphrase }) => {
      await vault.unlock(passphrase);
      return null;
    },
    'vault.lock': async () => {
      await files.releaseAll();
      await cases.closeAll();
      vault.lock();
      return null;
    },
    'identities.list': () => vault.identities(),
    'identities.create': (args) => vault.addIdentity(args),
    'identities.sign': (args) => vault.sign(args),
    'cases.list': () => cases.list(),
    'cases.create': async () => ({ caseId: await cases.create() }),
    'cases.open': async ({ caseId }) => (await cases.open(caseId)).info(),
    'cases.close': async ({ caseId }) => {
      await cases.close(caseId);
      return null;
    },
    'cases.writeCard': async ({ caseId, card }) => {
      await cases.writeCard(caseId, card);
      return null;
    },
    'journal.append': async ({ caseId, actor, payloads }) => {
      const { journal, queue } = cases.get(caseId);
      return { operations: await queue(() => journal.append(actor, payloads)) };
    },
    'journal.read': async ({ caseId, from, limit }) => cases.get(caseId).journal.read(from, limit),
    'journal.verify': async ({ caseId }) => {
      const { journal, queue } = cases.get(caseId);
      return queue(() => journal.verify());
    },
    'blobs.put': async ({ caseId, bytes }) => cases.get(caseId).blobs.put(bytes),
    'blobs.get': async ({ caseId, blobId }) => ({ bytes: await cases.get(caseId).blobs.get(blobId) }),
    'bundles.export': async ({ caseId, passphrase }) => {
      const { journal, blobs, queue } = cases.get(caseId);
      const operations = await queue(() => journal.readAll());
      const contents = new Map<string, Uint8Array>();
      for await (const { blobId, bytes } of blobs.all()) contents.set(blobId, bytes);
      const bytes = await writeBundle({ caseId, operations, blobs: contents }, passphrase, options.bundleWorkFactor);
      return { bytes };
    },
    'bundles.import': async ({ bytes, passphrase }) => {
      vault.key();
      const bundle = await readBundle(bytes, passphrase);
      return { caseId: bundle.caseId, added: await cases.add(bundle) };
    },
  });
};
