import type { Fields } from '../records/types';
import type { Language, REPORT_STAGES } from '../records/vocabularies';
import { wordsEn } from './words.en';
import { wordsJa } from './words.ja';

type CaseFields = Required<Fields<'case'>>;
type SystemFields = Required<Fields<'system'>>;
type IndicatorFields = Required<Fields<'indicator'>>;

/** Codes that a report prints, by field. */
type Codes = {
  stage: (typeof REPORT_STAGES)[number];
  incidentType: CaseFields['incidentType'];
  sector: Required<Fields<'organization'>>['sector'];
  entryVector: CaseFields['entryVector'];
  personalDataAffected: CaseFields['personalDataAffected'];
  designatedOperator: CaseFields['designatedOperator'];
  shareWithNco: CaseFields['shareWithNco'];
  indicatorType: IndicatorFields['indicatorType'];
  indicatorStatus: IndicatorFields['indicatorStatus'];
  systemType: SystemFields['systemType'];
  compromiseStatus: SystemFields['compromiseStatus'];
  containmentState: SystemFields['containmentState'];
  evidenceType: Required<Fields<'evidenceItem'>>['evidenceType'];
  taskStatus: Required<Fields<'task'>>['taskStatus'];
  result: Fields<'checklistAnswer'>['result'];
};
export type TextKey =
  | 'training'
  | 'draft'
  | 'markSeparator'
  | 'stageNumber'
  | 'trainingNote'
  | 'jst'
  | 'utc'
  | 'event'
  | 'system'
  | 'hostname'
  | 'type'
  | 'address'
  | 'role'
  | 'compromise'
  | 'containment'
  | 'technique'
  | 'observedIn'
  | 'indicator'
  | 'status'
  | 'confidence'
  | 'seen'
  | 'source'
  | 'number'
  | 'name'
  | 'acquired'
  | 'sha256'
  | 'check'
  | 'result'
  | 'note'
  | 'task'
  | 'due'
  | 'assignee'
  | 'notRecorded'
  | 'emptyTimeline'
  | 'emptySystems'
  | 'emptyTechniques'
  | 'emptyIndicators'
  | 'emptyEvidence'
  | 'emptyChecks'
  | 'emptyTasks'
  | 'timelineShown'
  | 'techniquesShown'
  | 'inIndicators'
  | 'indicatorsDefanged'
  | 'indicatorsShown'
  | 'indicatorsNotInStix'
  | 'checksShown'
  | 'visibility'
  | 'period'
  | 'from'
  | 'until'
  | 'limits'
  | 'limitsScope'
  | 'limitsAttribution'
  | 'limitsClock'
  | 'seconds'
  | 'form'
  | 'formInferred'
  | 'formSources'
  | 'grade'
  | 'gradeNote'
  | 'approval'
  | 'approver'
  | 'approvedOn'
  | 'signature'
  | 'seal'
  | 'organization'
  | 'listSeparator'
  | 'headerCase'
  | 'footer'
  | 'appVersion';

export type ReportWords = {
  codes: { readonly [F in keyof Codes]: Readonly<Record<Codes[F], string>> };
  texts: Readonly<Record<TextKey, string>>;
};

const WORDS: Readonly<Record<Language, ReportWords>> = { ja: wordsJa, en: wordsEn };

/** A text of the report with `{name}` places filled. */
export const reportText = (
  language: Language,
  key: TextKey,
  values: Readonly<Record<string, string | number>>,
): string =>
  WORDS[language].texts[key].replaceAll(/\{(\w+)\}/gu, (place, name: string) => String(values[name] ?? place));

/** A code in the words of a report; empty for an absent value. */
export const reportCode = <F extends keyof Codes>(language: Language, field: F, code: Codes[F] | undefined): string =>
  code === undefined ? '' : WORDS[language].codes[field][code];
