import { caseRecord, recordsOf } from '../../../core/journal/read';
import type { CaseState } from '../../../core/journal/state';
import type { CaseScreen } from '../../shell/routes';
import { isOverdue } from '../tasks';

/** What the overview proposes next; the text is `next.<key>`, with `count` where one is given. */
export type NextStep =
  | {
      key: 'recognisedAt' | 'detectedAt' | 'tlp' | 'organization' | 'contact' | 'system' | 'evidence' | 'report';
      screen: CaseScreen;
    }
  | { key: 'checks' | 'candidates' | 'overdue'; screen: CaseScreen; count: number };

/**
 * Open ends of a case, the most urgent first. `openChecks` is how many checks of the checklist have no answer yet
 * (null while the checklist is being loaded), `now` ISO 8601 UTC.
 */
export const nextSteps = (state: CaseState, openChecks: number | null, now: string): readonly NextStep[] => {
  const fields = caseRecord(state)?.fields;
  const systems = recordsOf(state, 'system');
  const candidates = recordsOf(state, 'indicator').filter(
    (record) => (record.fields.indicatorStatus ?? 'candidate') === 'candidate',
  ).length;
  const overdue = recordsOf(state, 'task').filter((task) => isOverdue(task, now)).length;
  const steps: (NextStep | false)[] = [
    overdue > 0 && { key: 'overdue', screen: 'tasks', count: overdue },
    fields?.recognisedAt === undefined && { key: 'recognisedAt', screen: 'overview' },
    fields?.detectedAt === undefined && { key: 'detectedAt', screen: 'overview' },
    fields?.tlp === undefined && { key: 'tlp', screen: 'overview' },
    recordsOf(state, 'organization').length === 0 && { key: 'organization', screen: 'overview' },
    recordsOf(state, 'contact').length === 0 && { key: 'contact', screen: 'overview' },
    openChecks !== null && openChecks > 0 && { key: 'checks', screen: 'triage', count: openChecks },
    systems.length === 0 && { key: 'system', screen: 'systems' },
    candidates > 0 && { key: 'candidates', screen: 'indicators', count: candidates },
    recordsOf(state, 'evidenceItem').length === 0 && { key: 'evidence', screen: 'evidence' },
    recordsOf(state, 'report').length === 0 && { key: 'report', screen: 'reports' },
  ];
  return steps.filter((step) => step !== false);
};
