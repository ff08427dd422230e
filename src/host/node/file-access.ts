import { createReadStream, promises as fs } from 'node:fs';
import path from 'node:path';
import { HostError } from '../../contract/errors';
import type { PickedFile } from '../../contract/files';
import { nodeDisk, sweepOrphans, writeError, writeFileAtomic } from './disk';

const CHUNK = 1024 * 1024;

/** A file of this machine as a picked file; read in a stream, nothing is copied. Throws `not-found`. */
export const pickedFromPath = async (file: string): Promise<PickedFile> => {
  const name = path.basename(file);
  const stat = await fs.stat(file).catch(() => null);
  if (stat === null || !stat.isFile()) throw new HostError('not-found', name);
  return {
    name,
    size: stat.size,
    modifiedAt: stat.mtime.toISOString(),
    stream: () => createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>,
    release: async () => undefined,
  };
};

/** Saves completely or not at all, and clears what an earlier crash left in that folder. */
export const saveToPath = async (file: string, bytes: Uint8Array): Promise<{ name: string }> => {
  const name = path.basename(file);
  try {
    await writeFileAtomic(nodeDisk, file, bytes);
    await sweepOrphans(nodeDisk, path.dirname(file));
  } catch (error) {
    throw writeError(error, name);
  }
  return { name };
};
