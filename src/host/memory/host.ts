import { sha256Hex } from '../../core/hash';
import { createQueue } from '../../core/queue';
import { checkedHost } from '../../contract/call';
import { HostError } from '../../contract/errors';
import { createFileMethods, type FileAccess, type Hasher } from '../../contract/files';
import type { Host, HostArgs, Identity, Preferences } from '../../contract/host';
import { createThrottle } from '../../contract/throttle';
import {
  appendTo,
  declareDevice,
  deviceIdOfSigner,
  exportCase,
  mergeInto,
  readExport,
  verifyCase,
  type MemoryCase,
} from './cases';
import { digestHex, newSigner, randomHex, type Signer } from './crypto';

export type MemoryHostOptions = { fileAccess: FileAccess; now: () => Date; version: string };

type Person = Identity & { passphrase: string; signer: Signer };

const bufferingHasher = (): Hasher => {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    update: (bytes) => void parts.push(bytes.slice()),
    hex: async () => digestHex(await new Blob(parts).arrayBuffer()),
  };
};

const publicPart = ({ personId, name, role, publicKey }: Person): Identity => ({ personId, name, role, publicKey });

/**
 * The host for tests: the same answers as the others, and everything gone with the object. Nothing is stored, so a
 * passphrase is compared as it is and a bundle is sealed with one cheap hash; neither may ever serve real data.
 */
export const createMemoryHost = (options: MemoryHostOptions): Host => {
  const throttle = createThrottle(() => options.now().getTime());
  const cases = new Map<string, MemoryCase>();
  const openIds = new Set<string>();
  const people = new Map<string, Person>();
  let preferences: Preferences = { language: null, theme: 'system' };
  let vault: { passphrase: string; device: Signer } | null = null;
  let isOpen = false;
  // Signing is asynchronous here: two appends at once would build on the same header.
  const queue = createQueue();

  const time = (): string => options.now().toISOString();
  const device = (): Signer => {
    if (vault === null || !isOpen) throw new HostError('vault-locked', 'vault');
    return vault.device;
  };
  const known = (caseId: string): MemoryCase => {
    device();
    const found = cases.get(caseId);
    if (found === undefined) throw new HostError('not-found', 'case');
    return found;
  };
  const opened = (caseId: string): MemoryCase => {
    device();
    const found = openIds.has(caseId) ? cases.get(caseId) : undefined;
    if (found === undefined) throw new HostError('case-not-open', 'case');
    return found;
  };
  const checkPassphrase = (key: string, given: string, right: string): void => {
    throttle.check(key);
    if (given.normalize('NFC') !== right.normalize('NFC')) {
      throttle.wrong(key);
      throw new HostError('wrong-passphrase', key === 'vault' ? key : 'identity');
    }
    throttle.right(key);
  };
  const addPerson = async ({ passphrase, name, role }: HostArgs<'identities.create'>): Promise<Identity> => {
    const signer = await newSigner();
    const person = { personId: crypto.randomUUID(), name, role, publicKey: signer.publicKey, passphrase, signer };
    people.set(person.personId, person);
    return publicPart(person);
  };
  const files = createFileMethods({
    fileAccess: options.fileAccess,
    newHasher: bufferingHasher,
    newToken: () => randomHex(16),
    ready: () => void device(),
  });

  return checkedHost({
    ...files.methods,
    'app.info': async () => ({ version: options.version, host: 'memory' }),
    'preferences.get': async () => preferences,
    'preferences.set': async (args) => {
      preferences = args;
      return null;
    },
    'vault.status': async () => ({ state: vault === null ? 'empty' : isOpen ? 'open' : 'locked' }),
    'vault.create': async (args) => {
      if (vault !== null) throw new HostError('vault-exists', 'vault');
      vault = { passphrase: args.passphrase, device: await newSigner() };
      isOpen = true;
      return addPerson(args);
    },
    'vault.unlock': async ({ passphrase }) => {
      if (vault === null) throw new HostError('not-found', 'vault');
      checkPassphrase('vault', passphrase, vault.passphrase);
      isOpen = true;
      return null;
    },
    'vault.lock': async () => {
      await files.releaseAll();
      openIds.clear();
      isOpen = false;
      return null;
    },
    'identities.list': async () => {
      device();
      return [...people.values()].map(publicPart);
    },
    'identities.create': async (args) => {
      device();
      const taken = [...people.values()].some(({ passphrase }) => passphrase === args.passphrase);
      if (taken) throw new HostError('passphrase-in-use', 'passphrase');
      return addPerson(args);
    },
    'identities.sign': async ({ personId, passphrase, message }) => {
      device();
      const person = people.get(personId);
      if (person === undefined) throw new HostError('not-found', 'identity');
      checkPassphrase(personId, passphrase, person.passphrase);
      return { signature: await person.signer.sign(message), publicKey: person.publicKey };
    },
    'cases.list': async () => {
      device();
      return [...cases.values()].map(({ caseId, card }) => ({ caseId, card }));
    },
    'cases.create': async () => {
      const made: MemoryCase = { caseId: crypto.randomUUID(), operations: [], blobs: new Map(), card: null };
      await declareDevice(made, device(), time());
      cases.set(made.caseId, made);
      return { caseId: made.caseId };
    },
    'cases.open': async ({ caseId }) => {
      const found = known(caseId);
      openIds.add(caseId);
      const deviceId = deviceIdOfSigner(device());
      return { deviceId, operations: found.operations.length, writable: true, notices: [] };
    },
    'cases.close': async ({ caseId }) => {
      openIds.delete(opened(caseId).caseId);
      return null;
    },
    'cases.writeCard': async ({ caseId, card }) => {
      known(caseId).card = card;
      return null;
    },
    'journal.append': ({ caseId, actor, payloads }) =>
      queue(async () => ({ operations: await appendTo(opened(caseId), device(), time(), actor, payloads) })),
    'journal.read': async ({ caseId, from, limit }) => {
      const { operations } = opened(caseId);
      const end = from + limit;
      return { operations: operations.slice(from, end), next: end < operations.length ? end : null };
    },
    'journal.verify': async ({ caseId }) => verifyCase(opened(caseId)),
    'blobs.put': async ({ caseId, bytes }) => {
      const blobId = sha256Hex(bytes);
      opened(caseId).blobs.set(blobId, bytes.slice());
      return { blobId, sha256: blobId, size: bytes.length };
    },
    'blobs.get': async ({ caseId, blobId }) => {
      const bytes = opened(caseId).blobs.get(blobId);
      if (bytes === undefined) throw new HostError('not-found', 'blob');
      return { bytes: Uint8Array.from(bytes) };
    },
    'bundles.export': async ({ caseId, passphrase }) => ({ bytes: await exportCase(opened(caseId), passphrase) }),
    'bundles.import': ({ bytes, passphrase }) =>
      queue(async () => {
        const signer = device();
        const imported = await readExport(new Uint8Array(bytes), passphrase);
        const here = cases.get(imported.caseId);
        if (here !== undefined) return { caseId: here.caseId, added: mergeInto(here, imported) };
        const added = imported.operations.length;
        await declareDevice(imported, signer, time());
        cases.set(imported.caseId, imported);
        return { caseId: imported.caseId, added };
      }),
  });
};
