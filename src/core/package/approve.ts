import { utf8ToBytes } from '@noble/hashes/utils.js';
import { recordById } from '../journal/read';
import { createPayload, type CaseSession } from '../session/session-type';
import { approverProblem, reportAuthors, type ApproverProblem } from './approver';
import { contentDigest } from './content-digest';
import type { Approver } from './manifest';
import type { PreparedRelease } from './release';

/** What approving needs from the outside; all of it is durable or final when it resolves. */
export type ApprovePorts = {
  /** Stores bytes with the case and resolves to the blob's id. */
  putBlob: (bytes: Uint8Array) => Promise<string>;
  /** Ed25519 with the approver's own key, opened by the approver's own passphrase. */
  sign: (message: Uint8Array) => Promise<{ signature: string; publicKey: string }>;
  newId: () => string;
};

/** `role`, `author`: this person cannot approve this report. `changed`: the case is no longer what the approver was shown. `key-differs`: the key that signed is not the one named in the manifest. */
export type ApproveResult =
  { ok: true; approvalId: string } | { ok: false; reason: 'changed' | 'key-differs' | ApproverProblem };

/** Writes the approver into the case, so that the content the approver sees already names them. */
export const introduceApprover = async (session: CaseSession, { personId, ...fields }: Approver): Promise<void> => {
  if (recordById(session.state(), 'person', personId) !== null) return;
  await session.write([{ kind: 'record.create', type: 'person', id: personId, fields }]);
};

/**
 * Approves exactly the prepared files: signs the manifest, stores every file as a blob, and records the approval as
 * the approver's own operation. `digest` is the content digest at the time of preparation. Nothing is recorded when the case has changed since, or when
 * signing fails (wrong passphrase).
 */
export const approveRelease = async (
  session: CaseSession,
  ports: ApprovePorts,
  input: { reportId: string; prepared: PreparedRelease; approver: Approver; statement: string; digest: string },
): Promise<ApproveResult> => {
  const { reportId, prepared, approver, digest } = input;
  const problem = approverProblem(approver, reportAuthors(session.state(), reportId));
  if (problem !== null) return { ok: false, reason: problem };
  if (contentDigest(session.state(), reportId) !== digest) return { ok: false, reason: 'changed' };
  const { signature, publicKey } = await ports.sign(utf8ToBytes(prepared.manifest));
  if (publicKey !== approver.publicKey) return { ok: false, reason: 'key-differs' };
  const files: Record<string, string> = {};
  for (const { name, bytes } of prepared.files) files[name] = await ports.putBlob(bytes);
  if (contentDigest(session.state(), reportId) !== digest) return { ok: false, reason: 'changed' };
  const approvalId = ports.newId();
  const fields = {
    reportId,
    decision: 'approved' as const,
    personId: approver.personId,
    statement: input.statement,
    manifest: prepared.manifest,
    signature,
    publicKey,
    contentDigest: digest,
    files,
  };
  await session.writeAs(approver.personId, [createPayload('approval', approvalId, fields)]);
  return { ok: true, approvalId };
};
