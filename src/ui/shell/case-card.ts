import type { CaseCard } from '../../contract/host';
import { caseRecord, recordsOf } from '../../core/journal/read';
import type { CaseState } from '../../core/journal/state';

/** What the case list shows of a case; null before the case has been filled in. */
export const caseCardOf = (state: CaseState): CaseCard | null => {
  const record = caseRecord(state);
  if (record === null) return null;
  const { title, caseNumber, tlp, investigationStatus, training } = record.fields;
  const last = state.log.at(-1);
  return {
    title,
    caseNumber: caseNumber ?? '',
    organization: recordsOf(state, 'organization')[0]?.fields.name ?? '',
    tlp: tlp ?? null,
    investigationStatus: investigationStatus ?? 'new',
    training: training ?? false,
    modifiedAt: new Date(last?.time ?? record.modifiedAt).toISOString(),
  };
};
