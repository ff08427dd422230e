import { authorityName, findAuthority } from '../forms/select';
import type { FillSource, ReportField } from '../forms/types';
import { recordsOf } from '../journal/read';
import type { FormLibrary } from '../forms/types';
import type { CaseState } from '../journal/state';
import type { Fields } from '../records/types';
import { dayInJapan, inBothZones, reportContext, type ReportContext } from './context';
import { reportCode, reportText } from './words';

const stage = ({ report, language }: ReportContext): string =>
  reportText(language, 'stageNumber', {
    stage: reportCode(language, 'stage', report.fields.stage),
    number: report.fields.number,
  });

/** The recipient as typed, or the name that the authority with this id has on the day of the report. */
const recipient = ({ report, library, language, at }: ReportContext): string => {
  const given = report.fields.recipient ?? '';
  const authority = findAuthority(library, given);
  return authority === null ? given : authorityName(authority, dayInJapan(at), language);
};

const contactLines = (contact: Fields<'contact'>): string =>
  [
    contact.nameKana === undefined ? contact.name : `${contact.name} (${contact.nameKana})`,
    contact.affiliation ?? '',
    contact.department ?? '',
    [contact.phone, contact.mobile].filter(Boolean).join(' / '),
    contact.email ?? '',
    contact.outOfBand ?? '',
  ]
    .filter((line) => line !== '')
    .join('\n');

const liaison = ({ state }: ReportContext): string => {
  const contacts = recordsOf(state, 'contact');
  const found =
    contacts.find((contact) => contact.fields.contactRole === 'liaison') ??
    contacts.find((contact) => contact.fields.contactRole === 'incident-lead');
  return found === undefined ? '' : contactLines(found.fields);
};

type LineSource = Exclude<FillSource, `table.${string}`>;

const fillLine = (source: LineSource, context: ReportContext): string => {
  const { caseFields, organization, language } = context;
  switch (source) {
    case 'report.stage':
      return stage(context);
    case 'report.recipient':
      return recipient(context);
    case 'report.date':
      return dayInJapan(context.at);
    case 'case.title':
      return caseFields.title ?? '';
    case 'case.number':
      return caseFields.caseNumber ?? '';
    case 'case.incidentType':
      return reportCode(language, 'incidentType', caseFields.incidentType);
    case 'case.summary':
      return caseFields.summary ?? '';
    case 'case.entryVector':
      return reportCode(language, 'entryVector', caseFields.entryVector);
    case 'case.detectionMethod':
      return caseFields.detectionMethod ?? '';
    case 'case.occurredAt':
      return inBothZones(caseFields.occurredAt);
    case 'case.detectedAt':
      return inBothZones(caseFields.detectedAt);
    case 'case.recognisedAt':
      return inBothZones(caseFields.recognisedAt);
    case 'case.reportedAt':
      return inBothZones(caseFields.reportedAt);
    case 'case.impact':
      return caseFields.impactSummary ?? '';
    case 'case.cause':
      return caseFields.causeSummary ?? '';
    case 'case.response':
      return caseFields.responseSummary ?? '';
    case 'case.prevention':
      return caseFields.preventionSummary ?? '';
    case 'case.personalData':
      return reportCode(language, 'personalDataAffected', caseFields.personalDataAffected);
    case 'case.designatedOperator':
      return reportCode(language, 'designatedOperator', caseFields.designatedOperator);
    case 'case.shareWithNco':
      return reportCode(language, 'shareWithNco', caseFields.shareWithNco);
    case 'organization.name':
      return organization.name ?? '';
    case 'organization.sector':
      return reportCode(language, 'sector', organization.sector);
    case 'organization.address':
      return organization.address ?? '';
    case 'organization.corporateNumber':
      return organization.corporateNumber ?? '';
    case 'contact.liaison':
      return liaison(context);
    default:
      return source satisfies never;
  }
};

const isLine = (source: FillSource): source is LineSource => !source.startsWith('table.');

/** The text a field gets from the case, before anybody types over it; empty for tables and fields without a source. */
export const fillField = (field: ReportField, context: ReportContext): string =>
  field.fill === null || !isLine(field.fill) ? '' : fillLine(field.fill, context);

/** What is printed in a field: the text typed over it (also an empty one), else the text from the case. */
export const fieldText = (field: ReportField, context: ReportContext): string =>
  (field.input === 'table' ? undefined : context.report.fields.values?.[field.id]) ?? fillField(field, context);

export type MissingField = { sectionId: string; fieldId: string; label: string };

/** Required fields that would be printed empty, in the form's order. Empty list when the report cannot be made at all: see `reportContext`. */
export const missingFields = (state: CaseState, reportId: string, library: FormLibrary): readonly MissingField[] => {
  const found = reportContext(state, reportId, library, '1970-01-01T00:00:00.000Z');
  if (!found.ok) return [];
  const { context } = found;
  return context.form.sections.flatMap((section) =>
    section.fields
      .filter((field) => field.required && field.input !== 'table' && fieldText(field, context).trim() === '')
      .map((field) => ({ sectionId: section.id, fieldId: field.id, label: field.label[context.language] })),
  );
};
