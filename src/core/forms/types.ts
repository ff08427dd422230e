import type { Language, PHASES } from '../records/vocabularies';

export type LocalText = Readonly<Record<Language, string>>;

/** How sure a stated fact is; the letters are explained in the user guide (A official text seen … X looked for, not found). */
export const GRADES = ['A', 'B', 'B-', 'C', 'D', 'X'] as const;
export type Grade = (typeof GRADES)[number];

export type SourceRef = { key: string; title: LocalText; date: string | null; url: string | null; grade: Grade };

/** Common head of every form file. Old versions are never edited; `version` is a date, `validFrom`/`validUntil` are dates. */
export type FormHead = {
  id: string;
  version: string;
  validFrom: string;
  validUntil: string | null;
  title: LocalText;
  sources: readonly SourceRef[];
};

export type Check = {
  id: string;
  phase: (typeof PHASES)[number];
  section: LocalText;
  /** Items of the advisory this check covers (M1, M2, G1, V1 to V5, W1, W2, R1). */
  advisoryItems: readonly string[];
  cluster: string;
  scope: 'case' | 'system' | 'network-device' | 'mailbox' | 'account';
  question: LocalText;
  why: LocalText;
  /** Commands to copy; read-only unless they say otherwise. */
  how: string;
  /** What to mind when running them, and steps that have no command. */
  howNote?: LocalText;
  /** False while the commands have not been run on a real machine. */
  howTested: boolean;
  positive: LocalText;
  evidence: LocalText;
  techniqueIds: readonly string[];
  weight: number;
  /** Rule that lifts the severity whatever the points are (severity engine). */
  floor?: string;
  /** Keys of the head's sources. */
  sourceKeys: readonly string[];
};

export type Checklist = FormHead & {
  kind: 'checklist';
  advisoryItems: readonly { id: string; title: LocalText }[];
  checks: readonly Check[];
};

/** Where a report field takes its first text from; a closed list, evaluated in `src/core/report`. */
export const FILL_SOURCES = [
  'report.stage',
  'report.recipient',
  'report.date',
  'case.title',
  'case.number',
  'case.incidentType',
  'case.summary',
  'case.entryVector',
  'case.detectionMethod',
  'case.occurredAt',
  'case.detectedAt',
  'case.recognisedAt',
  'case.reportedAt',
  'case.impact',
  'case.cause',
  'case.response',
  'case.prevention',
  'case.personalData',
  'case.designatedOperator',
  'case.shareWithNco',
  'organization.name',
  'organization.sector',
  'organization.address',
  'organization.corporateNumber',
  'contact.liaison',
  'table.timeline',
  'table.indicators',
  'table.systems',
  'table.techniques',
  'table.evidence',
  'table.checks',
  'table.tasks',
] as const;
export type FillSource = (typeof FILL_SOURCES)[number];

export type ReportField = {
  id: string;
  label: LocalText;
  hint: LocalText | null;
  required: boolean;
  fill: FillSource | null;
  /** `line` and `lines` can be typed over; `table` is made from the case. */
  input: 'line' | 'lines' | 'table';
  /** How sure it is that the official form has this heading. */
  grade: Grade;
};

export type ReportForm = FormHead & {
  kind: 'report-form';
  /** Printed on the form, e.g. that the official layout is not publicly known. */
  layoutNote: LocalText;
  /** Authority ids this form can be handed to. */
  recipients: readonly string[];
  stages: readonly ('preliminary' | 'follow-up' | 'final')[];
  sections: readonly { id: string; title: LocalText; fields: readonly ReportField[] }[];
};

/** `names` by date: the one with the latest `from` not after the report's date is printed (NISC became NCO on 2025-07-01). */
export type Authority = FormHead & {
  kind: 'authority';
  nature: 'duty' | 'contract' | 'voluntary';
  names: readonly { from: string; name: LocalText }[];
  note: LocalText;
};

/** Names of ATT&CK techniques (v18 numbering with v19 beside it) for labels and STIX. */
export type TechniqueInfo = {
  id: string;
  idV18: string | null;
  name: string;
  /** MITRE's own id, for reading MITRE's bundles; objects of ours never carry it (see `attackPatternObject`). */
  stixId: string | null;
  tactics: readonly string[];
};
export type TechniqueCatalogue = FormHead & { kind: 'techniques'; techniques: readonly TechniqueInfo[] };

/** A form with the SHA-256 of the file it came from. */
export type Loaded<T> = T & { readonly sha256: string };

export type FormLibrary = {
  checklists: readonly Loaded<Checklist>[];
  reportForms: readonly Loaded<ReportForm>[];
  authorities: readonly Loaded<Authority>[];
  techniques: Loaded<TechniqueCatalogue>;
};
