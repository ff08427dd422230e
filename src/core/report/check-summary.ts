import { findChecklist } from '../forms/select';
import type { Checklist, FormLibrary, Loaded } from '../forms/types';
import { recordsOf } from '../journal/read';
import type { CaseState } from '../journal/state';
import { currentAnswers, triageProgress, type Answer, type Progress } from '../triage/answers';

/** From this share of unanswered or uncheckable checks on, a report must not read as "no compromise" (design of the checklist). */
const LOW_VISIBILITY = 0.3;

export type CheckSummary = {
  checklist: Loaded<Checklist>;
  /** The answers that count, in the checklist's order. */
  answers: readonly Answer[];
  progress: Progress;
  /** Checks that are not "not applicable". */
  applicable: number;
  lowVisibility: boolean;
};

const summarise = (checklist: Loaded<Checklist>, answers: readonly Answer[]): CheckSummary => {
  const current = currentAnswers(answers, checklist.id);
  const progress = triageProgress(checklist.checks, current);
  const applicable = progress.total - progress['not-applicable'];
  const unseen = progress.unknown + progress.open;
  return {
    checklist,
    answers: checklist.checks.flatMap((check) => [...(current.get(check.id)?.values() ?? [])]),
    progress,
    applicable,
    lowVisibility: unseen > 0 && unseen >= applicable * LOW_VISIBILITY,
  };
};

/** One summary for each checklist that has answers in this case, in the newest version they were given to and the library knows. */
export const checkSummaries = (state: CaseState, library: FormLibrary): readonly CheckSummary[] => {
  const answers = recordsOf(state, 'checklistAnswer');
  const versions = new Map<string, string>();
  for (const { fields } of answers) {
    const newest = versions.get(fields.checklistId) ?? '';
    if (fields.checklistVersion > newest) versions.set(fields.checklistId, fields.checklistVersion);
  }
  return [...versions].flatMap(([id, version]) => {
    const checklist = findChecklist(library, id, version);
    return checklist === null ? [] : [summarise(checklist, answers)];
  });
};
