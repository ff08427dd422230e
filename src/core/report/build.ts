import type { FormLibrary, ReportField, ReportForm } from '../forms/types';
import type { CaseState } from '../journal/state';
import { approvalBlocks, footerText, formBlocks, headerText, limitBlocks } from './closing';
import { reportContext, type ReportContext } from './context';
import type { ReportBlock, ReportDocument } from './document';
import { fieldText } from './fill';
import { noteBlock } from './table-block';
import { tableBlocks, type TableSource } from './tables';
import { reportText, type TextKey } from './words';

type Section = ReportForm['sections'][number];

export type ReportInput = {
  state: CaseState;
  reportId: string;
  library: FormLibrary;
  /** ISO 8601 UTC; printed as the day of the report and stored in the file. Equal input gives an equal document. */
  generatedAt: string;
  appVersion: string;
  /** `draft` (not approved) is drawn across the pages; a training case is marked as training besides. */
  watermark: 'draft' | null;
};

const isTable = (field: ReportField): field is ReportField & { fill: TableSource } => field.input === 'table';

/** Neighbouring lines share one ruled table; a table of the case stands under a heading of its own. */
const sectionBlocks = (section: Section, context: ReportContext): readonly ReportBlock[] => {
  const blocks: ReportBlock[] = [{ kind: 'heading', level: 1, text: section.title[context.language] }];
  let rows: { label: string; value: string; missing: boolean }[] = [];
  const flush = (): void => {
    if (rows.length > 0) blocks.push({ kind: 'fields', rows });
    rows = [];
  };
  for (const field of section.fields) {
    const label = field.label[context.language];
    if (isTable(field)) {
      flush();
      blocks.push({ kind: 'heading', level: 2, text: label }, ...tableBlocks(field.fill, context));
    } else {
      const value = fieldText(field, context);
      rows.push({ label, value, missing: field.required && value.trim() === '' });
    }
  }
  flush();
  return blocks;
};

const watermarkText = ({ caseFields, language }: ReportContext, watermark: ReportInput['watermark']): string | null => {
  const marks: readonly TextKey[] = [
    ...(caseFields.training === true ? ['training' as const] : []),
    ...(watermark === null ? [] : [watermark]),
  ];
  const texts = marks.map((key) => reportText(language, key, {}));
  return texts.length === 0 ? null : texts.join(reportText(language, 'markSeparator', {}));
};

const openingBlocks = ({ form, caseFields, language }: ReportContext): readonly ReportBlock[] => [
  ...(caseFields.training === true
    ? [{ kind: 'paragraph', style: 'warning', text: reportText(language, 'trainingNote', {}) } as const]
    : []),
  noteBlock(form.layoutNote[language]),
];

/**
 * Makes the document of a report: the form's sections filled from the case, then scope and limits, what the form rests
 * on, and the lines for approval. Throws a RangeError naming the `ReportProblem` where the report cannot be made; ask
 * `reportContext` first to tell the person why.
 */
export const buildReportDocument = (input: ReportInput): ReportDocument => {
  const found = reportContext(input.state, input.reportId, input.library, input.generatedAt);
  if (!found.ok) throw new RangeError(`buildReportDocument: ${found.reason}`);
  const { context } = found;
  const { report, form, caseFields, organization, language } = context;
  return {
    language,
    title: form.title[language],
    subtitle: report.fields.title,
    subject: caseFields.title ?? report.fields.title,
    author: organization.name ?? '',
    createdAt: input.generatedAt,
    // Without a label it stays inside the organisation: a report is never more open than someone decided.
    tlp: report.fields.tlp ?? caseFields.tlp ?? 'amber+strict',
    headerText: headerText(context),
    footerText: footerText(context),
    watermark: watermarkText(context, input.watermark),
    blocks: [
      ...openingBlocks(context),
      ...form.sections.flatMap((section) => sectionBlocks(section, context)),
      ...limitBlocks(context),
      ...formBlocks(context),
      ...approvalBlocks(context),
      noteBlock(reportText(language, 'appVersion', { version: input.appVersion })),
    ],
    attachments: [],
  };
};
