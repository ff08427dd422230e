import { recordById } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import { approvalStatus } from './approval-status';
import type { Manifest, PackageFile } from './manifest';
import { signedFiles } from './release';
import { verifyPackage, type PackageProblem, type VerifyPorts } from './verify-package';

export type HandOverPorts = VerifyPorts & {
  /** The bytes of a blob; null when they are not at hand. */
  blob: (blobId: string) => Promise<Uint8Array | null>;
};

/** What the manifest that was signed says, against what the approval and the case say. */
export type ApprovalProblem =
  | PackageProblem
  | { file: 'approval'; problem: 'not-signed' | 'other-case' | 'other-report' | 'other-person' | 'other-content' };

export type CheckedApproval =
  { ok: true; files: readonly PackageFile[]; manifest: Manifest } | { ok: false; problems: readonly ApprovalProblem[] };

/** Plain names only: a name from a journal must not lead out of the folder it is written to. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/u;

const bindingProblems = (state: CaseState, approval: CaseRecord<'approval'>, manifest: Manifest): ApprovalProblem[] => {
  const { personId, publicKey, reportId, contentDigest } = approval.fields;
  const person = recordById(state, 'person', personId)?.fields;
  const isThePerson =
    approval.createdBy === personId &&
    manifest.approval.personId === personId &&
    manifest.approval.publicKey === publicKey &&
    person?.publicKey === publicKey &&
    person?.name === manifest.approval.name &&
    person.role === 'ciso';
  const checks: readonly (readonly [boolean, 'other-case' | 'other-report' | 'other-person' | 'other-content'])[] = [
    [manifest.case.id === state.caseId, 'other-case'],
    [manifest.report.id === reportId, 'other-report'],
    [isThePerson, 'other-person'],
    [manifest.contentDigest === contentDigest, 'other-content'],
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [] : [{ file: 'approval', problem }]));
};

/**
 * The files of an approval from the stored bytes, never made anew, and only when all of it holds: the signature, every
 * hash, and that it is this case, this report, this content and this person's own key. `problems` says what does not.
 */
export const checkApproval = async (
  state: CaseState,
  approval: CaseRecord<'approval'>,
  ports: HandOverPorts,
): Promise<CheckedApproval> => {
  const signed = signedFiles(approval);
  if (signed === null) return { ok: false, problems: [{ file: 'approval', problem: 'not-signed' }] };
  const files: PackageFile[] = [];
  for (const [name, blobId] of Object.entries(approval.fields.files ?? {})) {
    if (!PLAIN_NAME.test(name)) return { ok: false, problems: [{ file: name, problem: 'not-listed' }] };
    const bytes = await ports.blob(blobId);
    if (bytes !== null) files.push({ name, bytes });
  }
  files.push(...signed);
  const { manifest, problems } = await verifyPackage(new Map(files.map(({ name, bytes }) => [name, bytes])), ports);
  const all = manifest === null ? problems : [...problems, ...bindingProblems(state, approval, manifest)];
  return manifest === null || all.length > 0 ? { ok: false, problems: all } : { ok: true, files, manifest };
};

export type HandOver = CheckedApproval | { ok: false; problems: readonly []; status: 'none' | 'stale' | 'returned' };

/** The approved files of a report, ready to leave: only while the approval stands for the case as it is now. */
export const filesToHandOver = async (state: CaseState, reportId: string, ports: HandOverPorts): Promise<HandOver> => {
  const current = approvalStatus(state, reportId);
  if (current.status !== 'approved') return { ok: false, problems: [], status: current.status };
  return checkApproval(state, current.approval, ports);
};
