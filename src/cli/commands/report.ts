import { renderPdf } from '../../adapters/jspdf/render';
import { findReportForm } from '../../core/forms/select';
import { recordsOf } from '../../core/journal/read';
import type { CaseRecord } from '../../core/journal/state';
import { filesToHandOver } from '../../core/package/hand-over';
import { REPORT_FILE } from '../../core/package/release';
import { buildReportDocument } from '../../core/report/build';
import { reportContext } from '../../core/report/context';
import { missingFields } from '../../core/report/fill';
import { openCase } from '../bundle';
import { badInput } from '../failure';
import { writeOutputs } from '../files';
import { bundlePorts } from '../package';
import type { CommandOptions, CommandResult } from '../ports';

type Line = CommandResult['lines'][number];
type Opened = Awaited<ReturnType<typeof openCase>>;

const chooseReport = ({ state }: Opened, formId: string): CaseRecord<'report'> => {
  const reports = recordsOf(state, 'report');
  const report = reports.filter(({ fields }) => fields.formId === formId).at(-1);
  if (report) return report;
  const forms = [...new Set(reports.map(({ fields }) => fields.formId))];
  throw badInput('no-report', formId, forms.join(', ') || '-');
};

/** The approved PDF itself, when the approval stands and everything about it is sound. */
const approvedPdf = async ({ bundle, state }: Opened, reportId: string): Promise<Uint8Array | null> => {
  const handOver = await filesToHandOver(state, reportId, bundlePorts(bundle));
  return handOver.ok ? (handOver.files.find(({ name }) => name === REPORT_FILE)?.bytes ?? null) : null;
};

const draftPdf = async (opened: Opened, reportId: string, { ports }: CommandOptions) => {
  const input = { state: opened.state, reportId, library: ports.library(), generatedAt: ports.now().toISOString() };
  const context = reportContext(input.state, reportId, input.library, input.generatedAt);
  if (!context.ok) throw badInput(context.reason);
  const document = buildReportDocument({ ...input, appVersion: ports.version, watermark: 'draft' });
  return renderPdf(document, await ports.fonts());
};

/** The PDF of the case's newest report on a form: the approved one itself, or a draft of the state as it is. */
export const reportCommand = async (options: CommandOptions): Promise<CommandResult> => {
  const { ports, form, out } = options;
  if (form === null) throw badInput('missing-option', '--form');
  if (out === null) throw badInput('missing-option', '--out');
  const library = ports.library();
  if (findReportForm(library, form, null) === null)
    throw badInput('no-form', form, library.reportForms.map(({ id }) => id).join(', '));
  const opened = await openCase(options);
  const report = chooseReport(opened, form);
  const approved = await approvedPdf(opened, report.id);
  const draft = approved === null ? await draftPdf(opened, report.id, options) : null;
  const bytes = approved ?? draft?.bytes ?? new Uint8Array(0);
  const files = await writeOutputs(out, [{ name: `${form}-${report.fields.number}.pdf`, bytes }], options.force);
  const missing = missingFields(opened.state, report.id, library).map(({ label }) => label);
  const glyphs = draft?.missing.map(({ character }) => character) ?? [];
  const lines: Line[] = [
    ...files.map((file): Line => ({ key: 'written', values: [file] })),
    { key: approved === null ? 'draft-copy' : 'approved-copy', values: [] },
    ...missing.map((label): Line => ({ key: 'missing-field', values: [label] })),
    ...(glyphs.length > 0 ? [{ key: 'missing-glyph', values: [glyphs.join(' ')] } as const] : []),
  ];
  return {
    exitCode: 0,
    lines,
    data: { files, approved: approved !== null, missingFields: missing, missingGlyphs: glyphs },
  };
};
