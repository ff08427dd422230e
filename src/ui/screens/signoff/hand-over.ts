import { parseManifest } from '../../../contract/manifest';
import { recordById } from '../../../core/journal/read';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import { sha256Hex } from '../../../core/hash';
import { approvalStatus } from '../../../core/package/approval-status';
import { approvedFiles } from '../../../core/package/approved-files';
import { MANIFEST_FILE, type PackageFile } from '../../../core/package/manifest';
import { verifyPackage, type PackageProblem } from '../../../core/package/verify-package';
import { createPayload } from '../../../core/session/session-type';
import type { Payload } from '../../../core/journal/operation';
import { REPORT_FILE, STIX_FILE } from '../../../core/package/release';
import type { SaveKind } from '../../../contract/host';

export type HandOverPorts = {
  /** Null when the blob is not on this machine. */
  blob: (blobId: string) => Promise<Uint8Array | null>;
  verifySignature: (message: Uint8Array, signature: string, publicKey: string) => Promise<boolean>;
};
export type HandOverFiles =
  | { ok: true; files: readonly PackageFile[] }
  | { ok: false; reason: 'not-approved' }
  | { ok: false; reason: 'blob-missing'; file: string }
  | { ok: false; reason: 'not-sound'; problems: readonly PackageProblem[] };

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // "not UTF-8" is an answer: the check names the file
  }
};

/** The platform checks signatures asynchronously, the core asks synchronously: the one signature there is, is checked first. */
const checkFiles = async (
  approval: CaseRecord<'approval'>,
  files: readonly PackageFile[],
  { verifySignature }: HandOverPorts,
): Promise<readonly PackageProblem[]> => {
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const { signature = '', publicKey = '' } = approval.fields;
  const message = byName.get(MANIFEST_FILE) ?? new Uint8Array();
  const genuine = await verifySignature(message, signature, publicKey);
  const verdict = verifyPackage(byName, {
    decodeUtf8,
    parseManifest,
    verifySignature: (bytes, asked, key) => genuine && bytes === message && asked === signature && key === publicKey,
  });
  return verdict.problems;
};

/**
 * The approved files, ready to leave: only while the approval stands for the case as it is now, from the stored bytes,
 * and only when the whole package passes the check that its recipient will make.
 */
export const filesToHandOver = async (
  state: CaseState,
  reportId: string,
  ports: HandOverPorts,
): Promise<HandOverFiles> => {
  const current = approvalStatus(state, reportId);
  if (current.status !== 'approved') return { ok: false, reason: 'not-approved' };
  const stored = await approvedFiles(current.approval, ports.blob);
  if (!stored.ok) return { ok: false, reason: 'blob-missing', file: stored.missing };
  const problems = await checkFiles(current.approval, stored.files, ports);
  return problems.length > 0 ? { ok: false, reason: 'not-sound', problems } : { ok: true, files: stored.files };
};

/** What can be written to a file: the whole package, or one file of it. */
export type HandOverKind = 'package' | 'pdf' | 'stix';
export const SAVE_KIND: Readonly<Record<HandOverKind, SaveKind>> = { package: 'package', pdf: 'pdf', stix: 'stix' };
export const SINGLE_FILE = { pdf: REPORT_FILE, stix: STIX_FILE } as const;
export const fileNameFor = (kind: HandOverKind, stem: string): string =>
  ({ package: `${stem}_package.zip`, pdf: `${stem}.pdf`, stix: `${stem}.stix.json` })[kind];

/** The journal's note that these very bytes were written to a file. */
export const releasePayload = (id: string, approvalId: string, fileName: string, bytes: Uint8Array): Payload =>
  createPayload('release', id, { approvalId, fileName, sha256: sha256Hex(bytes) });

/** The approvals of a report and what was written out under each, newest first. */
export const signoffHistory = (state: CaseState, reportId: string) => {
  const all = <T extends 'approval' | 'release'>(type: T) =>
    [...(state.records.get(type)?.values() ?? [])] as unknown as readonly CaseRecord<T>[];
  const approvals = all('approval').filter(({ fields }) => fields.reportId === reportId);
  const ids = new Set(approvals.map(({ id }) => id));
  const releases = all('release').filter(({ fields }) => ids.has(fields.approvalId));
  return { approvals: [...approvals].reverse(), releases: [...releases].reverse() };
};

/** The person of an approval as the case knows them. */
export const approverName = (state: CaseState, personId: string): string =>
  recordById(state, 'person', personId)?.fields.name ?? personId.slice(0, 8);
