import { findChecklist } from '../../../core/forms/select';
import type { FormLibrary } from '../../../core/forms/types';
import { recordById, recordsOf } from '../../../core/journal/read';
import type { CaseState, LogEntry } from '../../../core/journal/state';
import type { RecordType } from '../../../core/records/types';
import { tlpOfReport } from '../../../core/package/release';
import { checkSummaries } from '../../../core/report/check-summary';
import { missingFields, type MissingField } from '../../../core/report/fill';
import { carryIndicator, STIX_ONLY, type OmittedReason } from '../../../core/stix/released';

/** What the approver should know before signing. */
export type OpenPoints = {
  missing: readonly MissingField[];
  /** Checks without an answer, in each checklist that was begun; all of them where none was. */
  unanswered: number;
  /** So much could not be seen that "no trace" says little. */
  lowVisibility: boolean;
};

export const openPoints = (state: CaseState, reportId: string, library: FormLibrary): OpenPoints => {
  const summaries = checkSummaries(state, library);
  const first = library.checklists[0];
  const untouched = summaries.length > 0 || !first ? 0 : (findChecklist(library, first.id, null)?.checks.length ?? 0);
  return {
    missing: missingFields(state, reportId, library),
    unanswered: summaries.reduce((sum, { progress }) => sum + progress.open, untouched),
    lowVisibility: summaries.some((summary) => summary.lowVisibility),
  };
};

export const countOpenPoints = ({ missing, unanswered, lowVisibility }: OpenPoints, characters: number): number =>
  missing.length + (unanswered > 0 ? 1 : 0) + (lowVisibility ? 1 : 0) + (characters > 0 ? 1 : 0);

/** An indicator that does not leave, or leaves in the lists but not as STIX, and why. */
export type Withheld = { id: string; reason: OmittedReason; stixOnly: boolean };

export const withheldIndicators = (state: CaseState, reportId: string): readonly Withheld[] => {
  const tlp = tlpOfReport(state, reportId);
  return recordsOf(state, 'indicator').flatMap(({ id, fields }) => {
    const carried = carryIndicator(fields, tlp);
    return carried.ok ? [] : [{ id, reason: carried.reasonCode, stixOnly: STIX_ONLY.has(carried.reasonCode) }];
  });
};

/** Records that are no content of a released file: they never make an approval stale. */
const NO_CONTENT: ReadonlySet<RecordType | null> = new Set([null, 'approval', 'release', 'device', 'importBatch']);

/** What was changed after an approval, newest first: why it has become stale, as far as the journal can tell. */
export const changesSince = (state: CaseState, approvalId: string, reportId: string): readonly LogEntry[] => {
  const at = state.log.findIndex(({ type, id }) => type === 'approval' && id === approvalId);
  return state.log
    .slice(at + 1)
    .filter(({ type, effect }) => !NO_CONTENT.has(type) && effect === 'applied')
    .filter(({ type, id }) => type !== 'report' || id === reportId)
    .filter(({ type, id }) => type === null || id === null || recordById(state, type, id) !== null)
    .reverse();
};
