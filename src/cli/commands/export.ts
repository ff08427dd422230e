import { zipFiles } from '../../adapters/fflate/zip';
import { allRecordsCsv } from '../../core/csv/records-csv';
import { recordsOf } from '../../core/journal/read';
import type { CaseRecord } from '../../core/journal/state';
import { filesToHandOver } from '../../core/package/hand-over';
import type { PackageFile } from '../../core/package/manifest';
import { stixText } from '../../core/package/prepare';
import { STIX_FILE } from '../../core/package/release';
import { CONTENT_TYPES } from '../../core/records/types';
import { PACKAGE_ZIP_LIMITS } from '../../core/package/limits';
import { openCase } from '../bundle';
import { badInput, CliFailure } from '../failure';
import { writeOutputs } from '../files';
import { bundlePorts } from '../package';
import type { CommandOptions, CommandResult } from '../ports';

type Line = CommandResult['lines'][number];
type Opened = Awaited<ReturnType<typeof openCase>>;
type Made = { files: readonly PackageFile[]; lines: readonly Line[]; data: Readonly<Record<string, unknown>> };

const KINDS = ['stix', 'csv', 'package'] as const;

const csvExport = ({ state }: Opened): Made => ({
  files: CONTENT_TYPES.map((type) => ({ name: `${type}.csv`, bytes: Buffer.from(allRecordsCsv(state, type)) })),
  lines: [],
  data: {},
});

const newestReport = ({ state }: Opened): CaseRecord<'report'> => {
  const report = recordsOf(state, 'report').at(-1);
  if (report === undefined) throw badInput('no-report', '-', '-');
  return report;
};

const stixExport = (opened: Opened, { ports }: CommandOptions): Made => {
  const { text, omitted } = stixText(opened.state, newestReport(opened).id, ports.library());
  const reasons = [...new Set(omitted.map(({ reasonCode }) => reasonCode))].join(', ');
  const lines: Line[] = omitted.length > 0 ? [{ key: 'omitted', values: [omitted.length, reasons] }] : [];
  return { files: [{ name: STIX_FILE, bytes: Buffer.from(text) }], lines, data: { omitted } };
};

const packageExport = async (opened: Opened): Promise<Made> => {
  const report = newestReport(opened);
  const handOver = await filesToHandOver(opened.state, report.id, bundlePorts(opened.bundle));
  if (!handOver.ok) {
    if ('status' in handOver) throw badInput('no-approval', handOver.status);
    throw new CliFailure(1, 'approval-bad', [
      handOver.problems.map(({ file, problem }) => `${file}: ${problem}`).join(', '),
    ]);
  }
  const zip = zipFiles(new Map(handOver.files.map(({ name, bytes }) => [name, bytes])), PACKAGE_ZIP_LIMITS);
  const inFolder = handOver.files.map(({ name, bytes }) => ({ name: `package/${name}`, bytes }));
  return { files: [...inFolder, { name: 'package.zip', bytes: zip }], lines: [], data: {} };
};

/** Writes the case's STIX bundle, its lists as CSV, or the approved package (as a folder and a zip). */
export const exportCommand = async (options: CommandOptions): Promise<CommandResult> => {
  const { as, out, force } = options;
  if (as === null) throw badInput('missing-option', '--as');
  const kind = KINDS.find((known) => known === as);
  if (kind === undefined) throw badInput('bad-choice', '--as', as, KINDS.join(', '));
  if (out === null) throw badInput('missing-option', '--out');
  const opened = await openCase(options);
  const make = {
    stix: () => stixExport(opened, options),
    csv: () => csvExport(opened),
    package: () => packageExport(opened),
  };
  const made = await make[kind]();
  const files = await writeOutputs(out, made.files, force);
  const written = files.map((file): Line => ({ key: 'written', values: [file] }));
  return { exitCode: 0, lines: [...written, ...made.lines], data: { files, ...made.data } };
};
