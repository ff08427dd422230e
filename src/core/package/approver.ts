import type { CaseState } from '../journal/state';

/** Everyone who has written in this report, by person id. An operation of a person nobody names here counts too. */
export const reportAuthors = (state: CaseState, reportId: string): ReadonlySet<string> =>
  new Set(
    state.log
      .filter(({ type, id, effect }) => type === 'report' && id === reportId && effect !== 'refused')
      .map(({ actor }) => actor),
  );

/** Why a person cannot approve this report; null when nothing is in the way. */
export type ApproverProblem = 'role' | 'author';

/** Approval is somebody else's judgement: the CISO's, and not of a report that the CISO has written in. */
export const approverProblem = (
  { personId, role }: { personId: string; role: string },
  authors: ReadonlySet<string>,
): ApproverProblem | null => {
  if (role !== 'ciso') return 'role';
  return authors.has(personId) ? 'author' : null;
};
