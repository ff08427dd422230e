import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { canonicalJson } from '../../core/canonical';
import { HostError } from '../../contract/errors';
import { caseCardSchema, type CaseCard, type HostResult, type Notice } from '../../contract/host';
import { createBlobs, type Blobs } from './blobs';
import type { Bundle } from './bundle';
import { deriveKey, openBytes, randomKey, sealBytes } from './crypto';
import { makeFolder, readIfThere, sweepOrphans, withTemporary, writeError, writeFileAtomic, type Disk } from './disk';
import { errorCode } from './error-code';
import { openJournal, type Device, type Journal } from './journal';
import { acquireLock, type Lock } from './lock';
import { createQueue } from '../../core/queue';

export type OpenCase = {
  journal: Journal;
  blobs: Blobs;
  /** One at a time: whatever writes, and whatever must not see a half-written frame. */
  queue: <T>(work: () => Promise<T>) => Promise<T>;
  info: () => HostResult<'cases.open'>;
  close: () => Promise<void>;
};

type Ports = { disk: Disk; dataDir: string; vault: { key: () => Uint8Array; device: () => Device }; now: () => Date };

/** Below this, the person is warned when a case is opened (bytes). */
const LOW_SPACE = 200 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const KEY_FILE = 'key';
const CARD_FILE = 'card';
const keyPlace = (caseId: string): string => `shodo case key 1|${caseId}`;
const cardPlace = (caseId: string): string => `shodo card 1|${caseId}`;

const contentsOf = (ports: Ports, folder: string, caseId: string, key: Uint8Array) => ({
  journal: {
    disk: ports.disk,
    folder: path.join(folder, 'journal'),
    caseId,
    key: deriveKey(key, 'shodo journal 1'),
  },
  blobs: createBlobs({
    disk: ports.disk,
    folder: path.join(folder, 'blobs'),
    caseId,
    key: deriveKey(key, 'shodo blob 1'),
    nameKey: deriveKey(key, 'shodo blob name 1'),
  }),
});

const cardKey = (key: Uint8Array): Uint8Array => deriveKey(key, 'shodo card 1');

/** The lock, or null on a medium that cannot be written, where reading harms nobody. */
const lockIfWritable = async (disk: Disk, folder: string): Promise<Lock | null> => {
  try {
    return await acquireLock(disk, path.join(folder, 'lock'));
  } catch (error) {
    if (['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT'].includes(errorCode(error))) return null;
    throw error;
  }
};

/** The folders of the cases: creating, opening with the single-writer lock, cards, and adding bundles. */
export const createCases = (ports: Ports) => {
  const { disk, vault } = ports;
  const root = path.join(ports.dataDir, 'cases');
  const open = new Map<string, OpenCase>();
  const gate = createQueue();
  const folderOf = (caseId: string): string => path.join(root, caseId);

  const readKey = async (caseId: string): Promise<Uint8Array> => {
    const vaultKey = vault.key();
    const sealed = await readIfThere(disk, path.join(folderOf(caseId), KEY_FILE));
    if (sealed === null) throw new HostError('not-found', 'case');
    const key = openBytes(vaultKey, keyPlace(caseId), sealed);
    if (key === null) throw new HostError('damaged', 'key of the case');
    return key;
  };

  const readCard = async (caseId: string): Promise<CaseCard | null> => {
    const sealed = await readIfThere(disk, path.join(folderOf(caseId), CARD_FILE));
    if (sealed === null) return null;
    try {
      const plain = openBytes(cardKey(await readKey(caseId)), cardPlace(caseId), sealed);
      if (plain === null) return null;
      const parsed = caseCardSchema.safeParse(JSON.parse(Buffer.from(plain).toString('utf8')));
      return parsed.success ? parsed.data : null;
    } catch (error) {
      // The card is a cache; a damaged key must not hide the case from the list. Opening it tells what is wrong.
      if (error instanceof HostError && error.code === 'damaged') return null;
      throw error;
    }
  };

  /** Builds a case in a temporary folder and puts it in place by renaming: it exists completely or not at all. */
  const build = async (caseId: string, fill: (journal: Journal, blobs: Blobs) => Promise<void>): Promise<void> => {
    const key = randomKey();
    const vaultKey = vault.key();
    try {
      await makeFolder(disk, root);
      await sweepOrphans(disk, root);
      await withTemporary(disk, folderOf(caseId), async (folder) => {
        const contents = contentsOf(ports, folder, caseId, key);
        await disk.makeDir(contents.journal.folder);
        await disk.makeDir(path.join(folder, 'blobs'));
        await writeFileAtomic(disk, path.join(folder, KEY_FILE), sealBytes(vaultKey, keyPlace(caseId), key));
        const journal = await openJournal(contents.journal, vault.device(), ports.now, true);
        try {
          await fill(journal, contents.blobs);
          await journal.declare();
        } finally {
          await journal.close();
        }
        await disk.syncDir(folder);
        await disk.rename(folder, folderOf(caseId));
        await disk.syncDir(root);
      });
    } catch (error) {
      throw writeError(error, 'case');
    }
  };

  const spaceNotices = async (folder: string): Promise<Notice[]> => {
    const free = await disk.freeBytes(folder);
    return free < LOW_SPACE ? [{ kind: 'low-space', detail: String(free) }] : [];
  };

  const openCase = async (caseId: string): Promise<OpenCase> => {
    const key = await readKey(caseId);
    const folder = folderOf(caseId);
    const lock = await lockIfWritable(disk, folder);
    try {
      const contents = contentsOf(ports, folder, caseId, key);
      const device = vault.device();
      const journal = await openJournal(contents.journal, device, ports.now, lock !== null);
      const notices = [...journal.notices, ...(await spaceNotices(folder))];
      if (lock === null) notices.push({ kind: 'read-only', detail: 'the folder of the case cannot be written' });
      else await declareOrNote(journal, notices);
      const queue = createQueue();
      return {
        journal,
        blobs: contents.blobs,
        queue,
        info: () => ({
          deviceId: device.deviceId,
          operations: journal.count(),
          writable: journal.failure() === null,
          notices,
        }),
        close: () =>
          queue(async () => {
            await journal.close();
            await lock?.release();
          }),
      };
    } catch (error) {
      await lock?.release();
      throw error;
    }
  };

  const ensureOpen = async (caseId: string): Promise<OpenCase> => {
    const already = open.get(caseId);
    if (already !== undefined && already.journal.failure() === null) return already;
    // A case that could no longer write is really opened again: that is how the person tries anew.
    if (already !== undefined) await closeCase(caseId, already);
    const opened = await openCase(caseId);
    open.set(caseId, opened);
    return opened;
  };

  const closeCase = async (caseId: string, opened: OpenCase): Promise<void> => {
    open.delete(caseId);
    await opened.close();
  };

  const get = (caseId: string): OpenCase => {
    vault.key();
    const opened = open.get(caseId);
    if (opened === undefined) throw new HostError('case-not-open', 'case');
    return opened;
  };

  const addTo = (opened: OpenCase, bundle: Bundle): Promise<number> =>
    opened.queue(() => opened.journal.absorb(bundle.operations, () => putAll(opened.blobs, bundle)));

  const importInto = async (bundle: Bundle): Promise<number> => {
    const already = open.get(bundle.caseId);
    if (already !== undefined) return addTo(already, bundle);
    const opened = await openCase(bundle.caseId);
    try {
      return await addTo(opened, bundle);
    } finally {
      await opened.close();
    }
  };

  return {
    get,
    list: async (): Promise<HostResult<'cases.list'>> => {
      vault.key();
      const ids = (await disk.list(root)).filter((name) => UUID.test(name));
      return Promise.all(ids.map(async (caseId) => ({ caseId, card: await readCard(caseId) })));
    },
    create: (): Promise<string> =>
      gate(async () => {
        const caseId = randomUUID();
        await build(caseId, async () => undefined);
        return caseId;
      }),
    open: (caseId: string): Promise<OpenCase> => gate(() => ensureOpen(caseId)),
    close: (caseId: string): Promise<void> => gate(() => closeCase(caseId, get(caseId))),
    closeAll: (): Promise<void> =>
      gate(async () => {
        for (const [caseId, opened] of [...open]) await closeCase(caseId, opened);
      }),
    writeCard: async (caseId: string, card: CaseCard): Promise<void> => {
      const key = cardKey(await readKey(caseId));
      const sealed = sealBytes(key, cardPlace(caseId), Buffer.from(canonicalJson(card), 'utf8'));
      try {
        await writeFileAtomic(disk, path.join(folderOf(caseId), CARD_FILE), sealed);
      } catch (error) {
        throw writeError(error, 'card of the case');
      }
    },
    /** A verified bundle: as a new case, or what is new of it to the case that is here. Answers how many were added. */
    add: (bundle: Bundle): Promise<number> =>
      gate(async () => {
        vault.key();
        const here = await readIfThere(disk, path.join(folderOf(bundle.caseId), KEY_FILE));
        if (here !== null) return importInto(bundle);
        await build(bundle.caseId, async (journal, blobs) => {
          await journal.absorb(bundle.operations, () => putAll(blobs, bundle));
        });
        return bundle.operations.length;
      }),
  };
};

const putAll = async (blobs: Blobs, bundle: Bundle): Promise<void> => {
  for (const bytes of bundle.blobs.values()) await blobs.put(bytes);
};

/** A laptop that is new to the case declares itself; when the disk refuses, the case still opens for reading. */
const declareOrNote = async (journal: Journal, notices: Notice[]): Promise<void> => {
  try {
    await journal.declare();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    notices.push({ kind: 'read-only', detail: `${error.code}: ${error.detail}` });
  }
};
