import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { deviceIdOf } from '../../core/journal/verify';
import { canonicalJson } from '../../core/canonical';
import { HostError } from '../../contract/errors';
import { identitySchema, type HostArgs, type Identity } from '../../contract/host';
import type { Throttle } from '../../contract/throttle';
import { openBytes, randomKey, sealBytes } from './crypto';
import { makeFolder, readIfThere, sweepOrphans, writeError, writeFileAtomic, type Disk } from './disk';
import { newKeyPair, signerOf } from './ed25519';
import type { Device } from './journal';
import { acquireLock } from './lock';
import { unwrapSecret, wrappedSchema, wrapSecret, type KdfParameters } from './passphrase';

const vaultFileSchema = z.strictObject({
  format: z.literal('shodo-vault'),
  version: z.literal(1),
  /** The vault key under the passphrase. */
  key: wrappedSchema,
  /** `VaultBody` under the vault key. */
  body: z.base64(),
});
type VaultFile = z.infer<typeof vaultFileSchema>;

const bodySchema = z.strictObject({
  device: z.strictObject({ name: z.string(), publicKey: z.string(), privateKey: z.base64() }),
  identities: z.array(z.strictObject({ ...identitySchema.shape, privateKey: wrappedSchema })),
});
type VaultBody = z.infer<typeof bodySchema>;

const KEY_PURPOSE = 'shodo vault key 1';
const BODY_PLACE = 'shodo vault body 1';
const identityPurpose = (personId: string): string => `shodo identity 1|${personId}`;

type OpenVault = { key: Uint8Array; device: Device };
export type Vault = ReturnType<typeof createVault>;

const publicPart = ({ personId, name, role, publicKey }: VaultBody['identities'][number]): Identity => ({
  personId,
  name,
  role,
  publicKey,
});

const parseVault = (bytes: Uint8Array): VaultFile => {
  try {
    return vaultFileSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    // Zod's text would quote the file; the person needs to know which file it is, not what is in it.
    throw new HostError('damaged', 'vault.json');
  }
};

const openBody = (key: Uint8Array, file: VaultFile): VaultBody => {
  const plain = openBytes(key, BODY_PLACE, Buffer.from(file.body, 'base64'));
  if (plain === null) throw new HostError('damaged', 'vault.json: body');
  return bodySchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
};

const sealBody = (key: Uint8Array, body: VaultBody): string =>
  Buffer.from(sealBytes(key, BODY_PLACE, Buffer.from(canonicalJson(body), 'utf8'))).toString('base64');

const deviceOf = ({ device }: VaultBody): Device => {
  const deviceId = deviceIdOf(device.publicKey);
  if (deviceId === null) throw new HostError('damaged', 'vault.json: device key');
  return {
    deviceId,
    name: device.name,
    publicKey: device.publicKey,
    sign: signerOf(Buffer.from(device.privateKey, 'base64')),
  };
};

/**
 * The vault: `vault.json` in the data folder. A random key, wrapped by the passphrase, opens the device's Ed25519 key
 * and the list of identities; each identity's own key is wrapped again by that person's passphrase, so that an open
 * vault cannot sign in somebody's name.
 */
export const createVault = (ports: {
  disk: Disk;
  dataDir: string;
  kdf: KdfParameters;
  deviceName: string;
  throttle: Throttle;
}) => {
  const { disk, dataDir, kdf, throttle } = ports;
  const file = path.join(dataDir, 'vault.json');
  let open: OpenVault | null = null;

  const load = async (): Promise<VaultFile | null> => {
    const bytes = await readIfThere(disk, file);
    return bytes === null ? null : parseVault(bytes);
  };
  const loadExisting = async (): Promise<VaultFile> => {
    const loaded = await load();
    if (loaded === null) throw new HostError('not-found', 'vault');
    return loaded;
  };
  const store = async (content: VaultFile): Promise<void> => {
    try {
      await writeFileAtomic(disk, file, Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'));
    } catch (error) {
      throw writeError(error, 'vault.json');
    }
  };
  /** One process at a time changes the vault, or the second would write over what the first has added. */
  const exclusively = async <T>(work: () => Promise<T>): Promise<T> => {
    const lock = await acquireLock(disk, path.join(dataDir, 'vault.lock'));
    try {
      return await work();
    } finally {
      await lock.release();
    }
  };
  const opened = (): OpenVault => {
    if (open === null) throw new HostError('vault-locked', 'vault');
    return open;
  };
  const newIdentity = async (args: HostArgs<'identities.create'>): Promise<VaultBody['identities'][number]> => {
    const personId = randomUUID();
    const pair = newKeyPair();
    const privateKey = await wrapSecret(args.passphrase, kdf, identityPurpose(personId), pair.privateKey);
    return { personId, name: args.name, role: args.role, publicKey: pair.publicKey, privateKey };
  };
  /** Guarded by the throttle: `attempt` answers null for a wrong passphrase. */
  const guarded = async <T>(key: string, attempt: () => Promise<T | null>): Promise<T> => {
    throttle.check(key);
    const result = await attempt();
    if (result === null) {
      throttle.wrong(key);
      throw new HostError('wrong-passphrase', key === 'vault' ? key : 'identity');
    }
    throttle.right(key);
    return result;
  };

  return {
    state: async (): Promise<'empty' | 'locked' | 'open'> => {
      if (open !== null) return 'open';
      return (await readIfThere(disk, file)) === null ? 'empty' : 'locked';
    },
    /** Throws `vault-locked`. */
    key: (): Uint8Array => opened().key,
    /** Throws `vault-locked`. */
    device: (): Device => opened().device,
    create: async (args: HostArgs<'vault.create'>): Promise<Identity> => {
      try {
        await makeFolder(disk, dataDir);
        await sweepOrphans(disk, dataDir);
      } catch (error) {
        throw writeError(error, 'data folder');
      }
      return exclusively(async () => {
        if ((await readIfThere(disk, file)) !== null) throw new HostError('vault-exists', 'vault');
        const key = randomKey();
        const pair = newKeyPair();
        const device = {
          name: ports.deviceName,
          publicKey: pair.publicKey,
          privateKey: Buffer.from(pair.privateKey).toString('base64'),
        };
        const identity = await newIdentity(args);
        const body: VaultBody = { device, identities: [identity] };
        const wrapped = await wrapSecret(args.passphrase, kdf, KEY_PURPOSE, key);
        await store({ format: 'shodo-vault', version: 1, key: wrapped, body: sealBody(key, body) });
        open = { key, device: deviceOf(body) };
        return publicPart(identity);
      });
    },
    unlock: async (passphrase: string): Promise<void> => {
      const loaded = await loadExisting();
      const key = await guarded('vault', () => unwrapSecret(passphrase, KEY_PURPOSE, loaded.key));
      open ??= { key, device: deviceOf(openBody(key, loaded)) };
      await sweepOrphans(disk, dataDir);
    },
    lock: (): void => {
      open?.key.fill(0);
      open = null;
    },
    identities: async (): Promise<Identity[]> =>
      openBody(opened().key, await loadExisting()).identities.map(publicPart),
    addIdentity: async (args: HostArgs<'identities.create'>): Promise<Identity> => {
      const { key } = opened();
      // A signature proves who was there only if nobody else knows the passphrase.
      for (const { personId, privateKey } of openBody(key, await loadExisting()).identities)
        if ((await unwrapSecret(args.passphrase, identityPurpose(personId), privateKey)) !== null)
          throw new HostError('passphrase-in-use', 'passphrase');
      const identity = await newIdentity(args);
      await exclusively(async () => {
        const loaded = await loadExisting();
        const body = openBody(key, loaded);
        await store({ ...loaded, body: sealBody(key, { ...body, identities: [...body.identities, identity] }) });
      });
      return publicPart(identity);
    },
    sign: async (args: HostArgs<'identities.sign'>): Promise<{ signature: string; publicKey: string }> => {
      const { identities } = openBody(opened().key, await loadExisting());
      const identity = identities.find(({ personId }) => personId === args.personId);
      if (identity === undefined) throw new HostError('not-found', 'identity');
      const purpose = identityPurpose(identity.personId);
      const key = await guarded(identity.personId, () => unwrapSecret(args.passphrase, purpose, identity.privateKey));
      const signature = signerOf(key)(args.message);
      key.fill(0);
      return { signature, publicKey: identity.publicKey };
    },
  };
};
