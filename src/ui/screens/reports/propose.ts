import { findReportForm } from '../../../core/forms/select';
import type { FormLibrary, Loaded, ReportForm } from '../../../core/forms/types';
import { caseRecord, recordsOf } from '../../../core/journal/read';
import type { CaseState } from '../../../core/journal/state';
import type { Fields } from '../../../core/records/types';
import type { Language } from '../../../core/records/vocabularies';
import { reportCode, reportText } from '../../../core/report/words';
import { readForm, type Problems } from '../../forms/values';
import type { DraftValues } from '../../hooks/draft';
import { HEAD_FIELDS } from './editor-draft';

type Stage = Fields<'report'>['stage'];

/** Number and stage that follow the reports already made with this form for this recipient. */
const nextInLine = (state: CaseState, form: ReportForm, recipient: string): { number: number; stage: Stage } => {
  const earlier = recordsOf(state, 'report').filter(
    ({ fields }) => fields.formId === form.id && (fields.recipient ?? '') === recipient,
  );
  const wanted: Stage = earlier.length === 0 ? 'preliminary' : 'follow-up';
  return {
    number: Math.max(0, ...earlier.map(({ fields }) => fields.number)) + 1,
    stage: form.stages.includes(wanted) ? wanted : (form.stages[0] ?? wanted),
  };
};

const proposedTitle = (caseTitle: string, language: Language, stage: Stage, number: string): string => {
  const line = reportText(language, 'stageNumber', { stage: reportCode(language, 'stage', stage), number });
  return caseTitle === '' ? line : `${caseTitle} ${line}`;
};

const isStage = (form: ReportForm, text: string | undefined): text is Stage =>
  (form.stages as readonly (string | undefined)[]).includes(text);

/**
 * The entries of a new report: what the person has chosen, and for the rest a proposal from the case and the reports
 * already there. Null when the library has no form at all.
 */
export const proposeReport = (
  state: CaseState,
  library: FormLibrary,
  chosen: DraftValues,
  screenLanguage: Language,
): { form: Loaded<ReportForm>; values: DraftValues } | null => {
  const form = findReportForm(library, chosen.formId ?? library.reportForms[0]?.id ?? '', null);
  if (form === null) return null;
  const theCase = caseRecord(state)?.fields;
  const recipient = chosen.recipient ?? form.recipients[0] ?? '';
  const next = nextInLine(state, form, recipient);
  const language: Language = chosen.language === 'ja' || chosen.language === 'en' ? chosen.language : screenLanguage;
  const stage = isStage(form, chosen.stage) ? chosen.stage : next.stage;
  const number = chosen.number ?? String(next.number);
  const proposed = {
    formId: form.id,
    recipient,
    language,
    stage,
    number,
    tlp: theCase?.tlp ?? 'amber',
    title: proposedTitle(theCase?.title ?? '', language, stage, number),
  };
  return { form, values: { ...proposed, ...chosen, formId: form.id, stage, language } };
};

export type ReadNewReport = { ok: true; fields: Fields<'report'> } | { ok: false; problems: Problems };

/** Reads the entries of a new report; the exact form file is kept with it. */
export const readNewReport = (form: Loaded<ReportForm>, values: DraftValues): ReadNewReport => {
  const read = readForm('report', HEAD_FIELDS, values);
  if (!read.ok) return read;
  const given = Object.fromEntries(Object.entries(read.values).filter(([, value]) => value !== null));
  const head = given as unknown as Fields<'report'>;
  return { ok: true, fields: { ...head, formId: form.id, formVersion: form.version, formSha256: form.sha256 } };
};
