import { canonicalJson } from '../../../core/canonical';
import { introduceApprover } from '../../../core/package/approve';
import { contentDigest } from '../../../core/package/content-digest';
import type { Approver } from '../../../core/package/manifest';
import { createPayload, type CaseSession } from '../../../core/session/session-type';

type Returned = { reportId: string; decision: 'returned'; personId: string; statement: string; contentDigest: string };

/** What is signed when a report is returned: the decision itself, so that the record can be checked later from its fields. */
export const returnMessage = (returned: Returned): Uint8Array => new TextEncoder().encode(canonicalJson(returned));

/**
 * Returns a report with comments, as the approver's own operation. The signature proves that the approver was there;
 * nothing is recorded when it cannot be made (wrong passphrase).
 */
export const returnReport = async (
  session: CaseSession,
  sign: (message: Uint8Array) => Promise<{ signature: string; publicKey: string }>,
  { reportId, approver, statement, id }: { reportId: string; approver: Approver; statement: string; id: string },
): Promise<void> => {
  await introduceApprover(session, approver);
  const returned: Returned = {
    reportId,
    decision: 'returned',
    personId: approver.personId,
    statement,
    contentDigest: contentDigest(session.state(), reportId),
  };
  const { signature, publicKey } = await sign(returnMessage(returned));
  await session.writeAs(approver.personId, [createPayload('approval', id, { ...returned, signature, publicKey })]);
};
