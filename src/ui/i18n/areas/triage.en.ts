import type { Message } from '../types';
import type { triageJa } from './triage.ja';

/** Texts of the triage screen. */
export const triageEn: Readonly<Record<keyof typeof triageJa, Message>> = {
  'triage.subtitle': '{title} (version {version})',
  'triage.loading': 'Loading the checklist.',
  'triage.noList': 'No checklist',
  'triage.noListText': 'This version of Shodo comes without a triage checklist.',

  'triage.progress': '{answered} of {total} answered',
  'triage.progressLabel': 'Progress of the checks',
  'triage.phaseProgress': '{answered}/{total}',
  'triage.countOf': '{label} {count}',

  'triage.filterPhase': 'Phase',
  'triage.filterItem': 'Advisory item',
  'triage.filterResult': 'Result',
  'triage.open': 'Open',
  'triage.list': 'Checks',
  'triage.noMatch': 'No check matches',
  'triage.noMatchText': 'Change the filter to see the other checks.',
  'triage.clearFilter': 'Clear filter',
  'triage.keys': 'j and k move, 1 to 5 choose the result, Ctrl+Enter records it',
  'triage.pick': 'Choose a check',
  'triage.pickText': 'Choose from the list on the left, or move with j and k.',

  'triage.scope.case': 'About the whole case',
  'triage.scope.system': 'For each host or server',
  'triage.scope.network-device': 'For each network device',
  'triage.scope.mailbox': 'For each mailbox',
  'triage.scope.account': 'For each account',
  'triage.previous': 'Previous check (k)',
  'triage.next': 'Next check (j)',
  'triage.why': 'Why this is checked',
  'triage.how': 'How to check',
  'triage.untested': 'Not run on a real machine',
  'triage.untestedText':
    'These commands have not been run on a real machine yet. Read them and try them where they can do no harm first.',
  'triage.commands': 'Commands',
  'triage.copyCommands': 'Copy commands',
  'triage.positive': 'What counts as “{positive}”',
  'triage.evidence': 'Evidence to keep',
  'triage.techniques': 'ATT&CK techniques',
  'triage.items': 'Advisory items',
  'triage.sources': 'Sources',
  'triage.grade': 'Grade {grade}',
  'triage.grade.A': 'Official or primary text seen',
  'triage.grade.B': 'Reliable secondary source',
  'triage.grade.B-': 'Secondary source, read in part',
  'triage.grade.C': 'News or commentary',
  'triage.grade.D': 'Weak source',
  'triage.grade.X': 'Looked for, not found',

  'triage.answer': 'Answer',
  'triage.answerAgain': 'New answer',
  'triage.answerAgainText':
    'Answers are never overwritten. A new answer corrects the earlier one, and the earlier one stays.',
  'triage.result': 'Result',
  'triage.systemsHint':
    'Leave empty to answer for the whole case. With several systems the same answer is recorded for each.',
  'triage.stepRun': 'The steps above were run',
  'triage.save': 'Record answer',
  'triage.saved': 'Answer to {id} recorded.',
  'triage.savedLine': 'To correct it, record a new answer.',
  'triage.readOnly': 'This case is read-only. Answers cannot be recorded.',

  'triage.problem.no-result': 'Choose a result.',
  'triage.problem.negative-step-not-run':
    '“{negative}” needs the steps to have been run. If they were not, choose “{unknown}”.',
  'triage.problem.negative-no-period':
    '“{negative}” needs the period the records cover. If there are no logs, or the period is not known, choose “{unknown}”.',
  'triage.problem.period-reversed': 'The period ends before it begins.',
  'triage.negativeRule':
    'Finding nothing is not the same as not looking. An answer is “{negative}” only when the steps were run and the period looked at can be stated.',
  'triage.useUnknown': 'Answer “{unknown}”',

  'triage.wholeCase': 'Whole case',
  'triage.removedSystem': 'Removed system',
  'triage.history': 'History of answers',
  'triage.historyCount': { one: '{count} answer', other: '{count} answers' },
  'triage.superseded': 'Corrected',

  'triage.otherVersion': 'Answered with version {version} of the checklist',
  'triage.covered': 'Period covered: {from} to {until}',
  'triage.ran': 'Steps run',
  'triage.notRan': 'Steps not run',
  'triage.copyAnswer': 'Correct from this answer',
  'triage.evidenceCount': { one: '{count} piece of evidence', other: '{count} pieces of evidence' },
};
