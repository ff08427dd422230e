import { promises as fs } from 'node:fs';
import { unzipFiles } from '../../adapters/fflate/zip';
import { isKnownPayload } from '../../contract/operation';
import { recordsOf } from '../../core/journal/read';
import { applyOperations, newCaseState } from '../../core/journal/reducer';
import type { CaseRecord } from '../../core/journal/state';
import { openBundle } from '../bundle';
import { badInput } from '../failure';
import { readFolder, readInput } from '../files';
import { PACKAGE_ZIP_LIMITS, packageInBundle, verifyFiles } from '../package';
import type { CommandOptions, CommandResult } from '../ports';
import type { MessageKey } from '../messages';

type Line = CommandResult['lines'][number];

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

const verifyPackageFiles = (files: ReadonlyMap<string, Uint8Array>): CommandResult => {
  const { ok, manifest, problems } = verifyFiles(files);
  const signer: Line[] = manifest
    ? [{ key: 'signed-by', values: [manifest.approval.name, manifest.approval.fingerprint] }]
    : [];
  const lines: Line[] = problems.flatMap(({ file, problem }): Line[] => [
    { key: `problem.${problem}` satisfies MessageKey, values: [file] },
  ]);
  return {
    exitCode: ok ? 0 : 1,
    lines: [{ key: ok ? 'package-good' : 'package-bad', values: [] }, ...lines, ...(ok ? signer : [])],
    data: { kind: 'package', ok, problems, approval: manifest?.approval ?? null },
  };
};

const verifyBundle = async (bytes: Uint8Array, options: CommandOptions): Promise<CommandResult> => {
  const bundle = await openBundle(bytes, options);
  const { state } = applyOperations(newCaseState(bundle.caseId), bundle.operations, isKnownPayload);
  const approvals = recordsOf(state, 'approval').filter(({ fields }) => fields.decision === 'approved');
  const isGood = async (approval: CaseRecord<'approval'>): Promise<boolean> => {
    const files = await packageInBundle(bundle, approval);
    return files !== null && verifyFiles(new Map(files.map(({ name, bytes }) => [name, bytes]))).ok;
  };
  const bad: string[] = [];
  for (const approval of approvals) if (!(await isGood(approval))) bad.push(approval.id);
  const counts = [bundle.operations.length, state.heads.size, bundle.blobs.size, approvals.length];
  const lines: Line[] =
    bad.length === 0
      ? [{ key: 'bundle-good', values: counts }]
      : [{ key: 'package-bad', values: [] }, ...bad.map((id): Line => ({ key: 'approval-bad', values: [id] }))];
  const [operations, devices, blobs] = counts;
  return {
    exitCode: bad.length === 0 ? 0 : 1,
    lines,
    data: {
      kind: 'bundle',
      ok: bad.length === 0,
      caseId: bundle.caseId,
      operations,
      devices,
      blobs,
      badApprovals: bad,
    },
  };
};

/** Verifies a bundle (age file), a package zip or a package folder. Exit code 1 when anything in it was changed. */
export const verifyCommand = async (options: CommandOptions): Promise<CommandResult> => {
  if (options.path === null) throw badInput('missing-path');
  const stat = await fs.stat(options.path).catch(() => null);
  if (stat === null) throw badInput('not-found', options.path);
  if (stat.isDirectory()) return verifyPackageFiles(await readFolder(options.path));
  const bytes = await readInput(options.path);
  if (startsWith(bytes, 'age-encryption.org/')) return verifyBundle(bytes, options);
  if (!startsWith(bytes, 'PK')) throw badInput('not-recognised', options.path);
  const zip = unzipFiles(bytes, PACKAGE_ZIP_LIMITS);
  if (!zip.ok) {
    const problem = { file: options.path, problem: 'not-readable' };
    return {
      exitCode: 1,
      lines: [
        { key: 'package-bad', values: [] },
        { key: 'not-readable', values: [options.path, zip.reason] },
      ],
      data: { kind: 'package', ok: false, problems: [problem], approval: null },
    };
  }
  return verifyPackageFiles(zip.files);
};
