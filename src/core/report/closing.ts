import { recordsOf } from '../journal/read';
import { formatInstant } from '../time/moment';
import { dayInJapan, REPORT_ZONES, type ReportContext } from './context';
import type { ReportBlock } from './document';
import { noteBlock } from './table-block';
import { reportText, type TextKey } from './words';

const heading = (context: ReportContext, key: TextKey): ReportBlock => ({
  kind: 'heading',
  level: 1,
  text: reportText(context.language, key, {}),
});

const body = (text: string): ReportBlock => ({ kind: 'paragraph', style: 'body', text });

const joined = ({ language }: ReportContext, items: readonly string[]): string =>
  items.join(reportText(language, 'listSeparator', {}));

/** Clock errors that someone has measured; times in the report are not corrected by them. */
const clockErrors = ({ state, language }: ReportContext): readonly string[] =>
  recordsOf(state, 'system').flatMap(({ fields }) => {
    const seconds = fields.clockOffsetSeconds ?? 0;
    const signed = seconds > 0 ? `+${String(seconds)}` : String(seconds);
    return seconds === 0 ? [] : [reportText(language, 'seconds', { host: fields.hostname, seconds: signed })];
  });

/** What the report does not say: scope, and that neither results nor gravity name an attacker. */
export const limitBlocks = (context: ReportContext): readonly ReportBlock[] => {
  const { language, at } = context;
  const clocks = clockErrors(context);
  const date = REPORT_ZONES.map((zone) => formatInstant(at, zone)).join(' / ');
  return [
    heading(context, 'limits'),
    body(reportText(language, 'limitsScope', { date })),
    body(reportText(language, 'limitsAttribution', {})),
    ...(clocks.length === 0 ? [] : [body(reportText(language, 'limitsClock', { list: joined(context, clocks) }))]),
  ];
};

/** Which headings are inferred and what the form rests on, so that a guess is never taken for the official form. */
export const formBlocks = (context: ReportContext): readonly ReportBlock[] => {
  const { form, language } = context;
  const fields = form.sections.flatMap((section) => section.fields);
  const inferred = fields.filter((field) => field.grade !== 'A' && !field.grade.startsWith('B'));
  const sources = form.sources.map((source) => {
    const grade = reportText(language, 'grade', { grade: source.grade });
    return [source.title[language], source.date ?? '', source.url ?? '', grade].filter((part) => part !== '').join(' ');
  });
  const labels = inferred.map((field) => field.label[language]);
  return [
    heading(context, 'form'),
    ...(labels.length === 0
      ? []
      : [noteBlock(reportText(language, 'formInferred', { list: joined(context, labels) }))]),
    noteBlock(reportText(language, 'formSources', { list: joined(context, sources) })),
    noteBlock(reportText(language, 'gradeNote', {})),
  ];
};

/** Lines for the CISO's name, date and signature. The signed package is the proof; these are for paper. */
export const approvalBlocks = (context: ReportContext): readonly ReportBlock[] => {
  const { state, language } = context;
  const person = recordsOf(state, 'person').find(({ fields }) => fields.role === 'ciso');
  const contact = recordsOf(state, 'contact').find(({ fields }) => fields.contactRole === 'ciso');
  const line = (key: TextKey, value: string) => ({ label: reportText(language, key, {}), value });
  return [
    heading(context, 'approval'),
    {
      kind: 'signature',
      lines: [
        line('organization', context.organization.name ?? ''),
        line('approver', person?.fields.name ?? contact?.fields.name ?? ''),
        line('approvedOn', ''),
        line('signature', ''),
      ],
      sealLabel: reportText(language, 'seal', {}),
    },
  ];
};

/** Id and version of the form, and that it is not the official one: short enough to be printed whole on every page. */
export const footerText = ({ form, language }: ReportContext): string =>
  reportText(language, 'footer', { id: form.id, version: form.version });

/** Left side of the page header: case number (or the day of the report) and organisation. */
export const headerText = ({ caseFields, organization, language, at }: ReportContext): string => {
  const number = caseFields.caseNumber;
  const first = number === undefined ? dayInJapan(at) : reportText(language, 'headerCase', { number });
  return [first, organization.name ?? ''].filter((part) => part !== '').join('  ');
};
