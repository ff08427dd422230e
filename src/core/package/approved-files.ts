import type { CaseRecord } from '../journal/state';
import type { PackageFile } from './manifest';
import { signedFiles } from './release';

/**
 * The files of an approved package, in the order they were approved: from the stored bytes, never made anew. `blob`
 * gives the bytes of a blob id, or null when they are not at hand; then the answer names the file.
 */
export const approvedFiles = async (
  approval: CaseRecord<'approval'>,
  blob: (blobId: string) => Promise<Uint8Array | null>,
): Promise<{ ok: true; files: readonly PackageFile[] } | { ok: false; missing: string }> => {
  const files: PackageFile[] = [];
  for (const [name, blobId] of Object.entries(approval.fields.files ?? {})) {
    const bytes = await blob(blobId);
    if (bytes === null) return { ok: false, missing: name };
    files.push({ name, bytes });
  }
  return { ok: true, files: [...files, ...signedFiles(approval)] };
};
