import { recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import { contentDigest } from './content-digest';

export type ApprovalStatus =
  { status: 'none' } | { status: 'approved' | 'stale' | 'returned'; approval: CaseRecord<'approval'> };

/** Where a report stands: its newest approval decides; one whose content has changed since is `stale`. */
export const approvalStatus = (state: CaseState, reportId: string): ApprovalStatus => {
  const approval = recordsOf(state, 'approval')
    .filter(({ fields }) => fields.reportId === reportId)
    .at(-1);
  if (!approval) return { status: 'none' };
  if (approval.fields.decision === 'returned') return { status: 'returned', approval };
  const fresh = approval.fields.contentDigest === contentDigest(state, reportId);
  return { status: fresh ? 'approved' : 'stale', approval };
};
