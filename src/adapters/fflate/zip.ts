import { unzipSync, zipSync, type Zippable } from 'fflate';

/** What an archive may hold at most. Bytes; the ratio counts only beyond `ratioFreeBytes`. */
export type ZipLimits = { entries: number; totalBytes: number; ratio: number; ratioFreeBytes: number };
export type ZipProblem = 'not-a-zip' | 'entry-twice' | 'too-many-entries' | 'too-large' | 'compression-ratio';
export type UnzipResult = { ok: true; files: ReadonlyMap<string, Uint8Array> } | { ok: false; reason: ZipProblem };

/** A limit that an archive breaks, thrown through the library's callback and caught below. */
class LimitBroken extends Error {
  constructor(readonly reason: ZipProblem) {
    super(reason);
  }
}

/**
 * A zip of these files in the order given. Its dates are fixed (the first one that zip knows), so equal files give
 * equal bytes. Files that would break their own ratio limit when read are stored uncompressed.
 */
export const zipFiles = (files: ReadonlyMap<string, Uint8Array>, limits: ZipLimits): Uint8Array => {
  const tree: Zippable = Object.fromEntries(files);
  const mtime = new Date(1980, 0, 1);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const packed = zipSync(tree, { level: 6, mtime });
  const tooDense = total > limits.ratioFreeBytes + limits.ratio * packed.length;
  return tooDense ? zipSync(tree, { level: 0, mtime }) : packed;
};

/** The files of a zip; every limit is checked on the directory, before anything is unpacked. */
export const unzipFiles = (zip: Uint8Array, limits: ZipLimits): UnzipResult => {
  const names = new Set<string>();
  let total = 0;
  try {
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (names.has(name)) throw new LimitBroken('entry-twice');
        // A name that an object inherits would vanish from the library's result.
        if (name === '__proto__') throw new LimitBroken('not-a-zip');
        names.add(name);
        if (names.size > limits.entries) throw new LimitBroken('too-many-entries');
        if (total > limits.totalBytes) throw new LimitBroken('too-large');
        if (total > limits.ratioFreeBytes + limits.ratio * zip.length) throw new LimitBroken('compression-ratio');
        return true;
      },
    });
    return { ok: true, files: new Map(Object.entries(files)) };
  } catch (error) {
    return { ok: false, reason: error instanceof LimitBroken ? error.reason : 'not-a-zip' };
  }
};
