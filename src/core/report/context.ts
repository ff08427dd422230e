import { findReportForm } from '../forms/select';
import type { FormLibrary, Loaded, ReportForm } from '../forms/types';
import { caseRecord, recordById, recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import type { Moment } from '../records/fields';
import type { Fields } from '../records/types';
import type { Language } from '../records/vocabularies';
import { formatInstant, formatMoment } from '../time/moment';

/** The zones every time of a report is shown in. */
export const REPORT_ZONES = ['Asia/Tokyo', 'UTC'] as const;

/** All that the parts of a report are made from. `at` is the report's own time, ISO 8601 UTC. */
export type ReportContext = {
  state: CaseState;
  library: FormLibrary;
  report: CaseRecord<'report'>;
  form: Loaded<ReportForm>;
  language: Language;
  caseFields: Partial<Fields<'case'>>;
  organization: Partial<Fields<'organization'>>;
  at: string;
};

/**
 * Why a report cannot be made: it does not exist; its form is not in this application's library (a newer one wrote it);
 * the library has another file under the same id and version.
 */
export type ReportProblem = 'report-missing' | 'form-missing' | 'form-differs';
export type ReportContextResult = { ok: true; context: ReportContext } | { ok: false; reason: ReportProblem };

export const reportContext = (
  state: CaseState,
  reportId: string,
  library: FormLibrary,
  at: string,
): ReportContextResult => {
  const report = recordById(state, 'report', reportId);
  if (report === null || report.removed) return { ok: false, reason: 'report-missing' };
  const form = findReportForm(library, report.fields.formId, report.fields.formVersion);
  if (form === null) return { ok: false, reason: 'form-missing' };
  if (form.sha256 !== report.fields.formSha256) return { ok: false, reason: 'form-differs' };
  const { language } = report.fields;
  const caseFields = caseRecord(state)?.fields ?? {};
  const organization = recordsOf(state, 'organization')[0]?.fields ?? {};
  return { ok: true, context: { state, library, report, form, language, caseFields, organization, at } };
};

/** "2025-01-08 09:12 JST / 2025-01-08 00:12 UTC"; once only when a zone changes nothing (a bare date). */
export const inBothZones = (moment: Moment | undefined): string => {
  if (moment === undefined) return '';
  return [...new Set(REPORT_ZONES.map((zone) => formatMoment(moment, zone)))].join(' / ');
};

/** For a column: the zone is tied to the time by a no-break space, so that it never stands on a line of its own. */
export const columnTime = (moment: Moment | undefined, zone: (typeof REPORT_ZONES)[number]): string =>
  moment === undefined ? '' : formatMoment(moment, zone).replace(/ (?=\S+$)/u, '\u00a0');

/** Both zones below each other in a column; once only for a bare date. */
export const columnTimes = (moment: Moment | undefined): string =>
  [...new Set(REPORT_ZONES.map((zone) => columnTime(moment, zone)))].join('\n');

/** The day of an instant in Japan, YYYY-MM-DD. */
export const dayInJapan = (at: string): string => formatInstant(at, 'Asia/Tokyo').slice(0, 10);
