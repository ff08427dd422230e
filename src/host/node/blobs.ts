import { createHmac } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { HostError } from '../../contract/errors';
import { hashHex, openBytes, sealBytes } from './crypto';
import { readIfThere, writeError, writeFileAtomic, type Disk } from './disk';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Largest content of one blob in bytes; larger imports are cut into several by whoever makes them. */
export const BLOB_LIMIT = 512 * 1024 * 1024;
const HASH_BYTES = 32;

export type Blobs = {
  put: (bytes: Uint8Array) => Promise<{ blobId: string; sha256: string; size: number }>;
  get: (blobId: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Every stored blob, checked; one after the other, so that only one is in memory at a time. */
  all: () => AsyncIterable<{ blobId: string; bytes: Uint8Array }>;
};

/**
 * Content-addressed store of one case. The file name is an HMAC of the content's hash: the plain hash would let
 * anybody with the disk ask whether a known file is part of the case. A file holds the hash and the deflated
 * content, sealed and bound to the case and the file's name.
 */
export const createBlobs = (ports: {
  disk: Disk;
  folder: string;
  caseId: string;
  key: Uint8Array;
  nameKey: Uint8Array;
}): Blobs => {
  const { disk, folder } = ports;
  const nameOf = (blobId: string): string => createHmac('sha256', ports.nameKey).update(blobId).digest('hex');
  const placeOf = (name: string): string => `shodo blob 1|${ports.caseId}|${name}`;
  const fileOf = (name: string): string => path.join(folder, name.slice(0, 2), name);

  const open = async (
    name: string,
    sealed: Uint8Array,
  ): Promise<{ blobId: string; bytes: Uint8Array<ArrayBuffer> }> => {
    const plain = openBytes(ports.key, placeOf(name), sealed);
    if (plain === null || plain.length < HASH_BYTES) throw new HostError('damaged', `blob file ${name.slice(0, 12)}`);
    const blobId = Buffer.from(plain.subarray(0, HASH_BYTES)).toString('hex');
    const bytes = await inflate(plain.subarray(HASH_BYTES), { maxOutputLength: BLOB_LIMIT });
    if (hashHex(bytes) !== blobId) throw new HostError('damaged', `blob ${blobId.slice(0, 12)}`);
    return { blobId, bytes: new Uint8Array(bytes) };
  };

  const isIntact = async (name: string): Promise<boolean> => {
    const sealed = await readIfThere(disk, fileOf(name));
    if (sealed === null) return false;
    try {
      await open(name, sealed);
      return true;
    } catch (error) {
      if (error instanceof HostError && error.code === 'damaged') return false;
      throw error;
    }
  };

  return {
    put: async (bytes) => {
      if (bytes.length > BLOB_LIMIT) throw new HostError('too-large', `at most ${BLOB_LIMIT} bytes`);
      const blobId = hashHex(bytes);
      const name = nameOf(blobId);
      // A damaged copy is replaced by the good one that is offered.
      if (!(await isIntact(name))) {
        const plain = Buffer.concat([Buffer.from(blobId, 'hex'), await deflate(bytes, { level: 1 })]);
        try {
          await disk.makeDir(path.dirname(fileOf(name)));
          await writeFileAtomic(disk, fileOf(name), sealBytes(ports.key, placeOf(name), plain));
          await disk.syncDir(folder);
        } catch (error) {
          throw writeError(error, 'blob');
        }
      }
      return { blobId, sha256: blobId, size: bytes.length };
    },
    get: async (blobId) => {
      const name = nameOf(blobId);
      const sealed = await readIfThere(disk, fileOf(name));
      if (sealed === null) throw new HostError('not-found', 'blob');
      const opened = await open(name, sealed);
      if (opened.blobId !== blobId) throw new HostError('damaged', `blob ${blobId.slice(0, 12)}`);
      return opened.bytes;
    },
    all: async function* () {
      for (const part of await disk.list(folder)) {
        for (const name of await disk.list(path.join(folder, part))) {
          if (/^[0-9a-f]{64}$/u.test(name)) yield await open(name, await disk.readFile(fileOf(name)));
        }
      }
    },
  };
};
