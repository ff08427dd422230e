import { canonicalJson } from '../canonical';
import { sha256Hex } from '../hash';
import { recordById, recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import { CONTENT_TYPES } from '../records/types';

const contentOf = ({ id, type, fields, createdAt, createdBy }: CaseRecord): unknown => ({
  id,
  type,
  fields,
  createdAt,
  createdBy,
});

/**
 * SHA-256 over everything that the released files of this report are made of. It changes when any of it changes, and
 * comes back when a change is undone. Throws when there is no such report.
 */
export const contentDigest = (state: CaseState, reportId: string): string => {
  const report = recordById(state, 'report', reportId);
  if (report === null) throw new RangeError('contentDigest: no such report');
  const records = CONTENT_TYPES.flatMap((type): readonly CaseRecord[] =>
    [...recordsOf(state, type)].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  return sha256Hex(canonicalJson([report as CaseRecord, ...records].map(contentOf)));
};
