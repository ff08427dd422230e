import { parseManifest } from '../contract/manifest';
import { approvedFiles } from '../core/package/approved-files';
import type { PackageFile } from '../core/package/manifest';
import { verifyPackage, type PackageVerdict } from '../core/package/verify-package';
import type { CaseRecord } from '../core/journal/state';
import { verifySignature, type Bundle } from '../host/node';

/** Limits of a package zip that somebody hands in. */
export const PACKAGE_ZIP_LIMITS = { entries: 1000, totalBytes: 1_000_000_000, ratio: 200, ratioFreeBytes: 64_000_000 };

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // "not UTF-8" is an answer: the caller reports the file
  }
};

export const verifyFiles = (files: ReadonlyMap<string, Uint8Array>): PackageVerdict =>
  verifyPackage(files, { decodeUtf8, parseManifest, verifySignature });

/** The approved package as it lies in a bundle; null when a blob is not in it. */
export const packageInBundle = async (
  bundle: Bundle,
  approval: CaseRecord<'approval'>,
): Promise<readonly PackageFile[] | null> => {
  const result = await approvedFiles(approval, (blobId) => Promise.resolve(bundle.blobs.get(blobId) ?? null));
  return result.ok ? result.files : null;
};
