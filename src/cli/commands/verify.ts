import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { unzipFiles, zipFiles } from '../../adapters/fflate/zip';
import { isKnownPayload } from '../../contract/operation';
import { recordsOf } from '../../core/journal/read';
import { applyOperations, newCaseState } from '../../core/journal/reducer';
import { checkApproval } from '../../core/package/hand-over';
import type { Manifest } from '../../core/package/manifest';
import { fingerprintOf } from '../../core/package/verify-package';
import { PACKAGE_ZIP_LIMITS } from '../../core/package/limits';
import { openBundle } from '../bundle';
import { badInput } from '../failure';
import { readInput, readPackageFolder } from '../files';
import { bundlePorts, verifyFiles } from '../package';
import type { CommandOptions, CommandResult } from '../ports';
import type { MessageKey } from '../messages';

type Line = CommandResult['lines'][number];

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

/** The fingerprint is computed from the key: what a package says of itself proves nothing. */
const signerLine = ({ approval }: Manifest): Line => ({
  key: 'signed-by',
  values: [approval.name, fingerprintOf(approval.publicKey) ?? '-'],
});

type Problem = { file: string; problem: string };
const problemLines = (problems: readonly Problem[]): Line[] =>
  problems.map(({ file, problem }) => ({ key: `problem.${problem}` as MessageKey, values: [file] }));

const verifyPackageFiles = async (
  files: ReadonlyMap<string, Uint8Array>,
  more: readonly Problem[],
): Promise<CommandResult> => {
  const { manifest, ...verdict } = await verifyFiles(files);
  const problems = [...verdict.problems, ...more];
  const ok = problems.length === 0;
  return {
    exitCode: ok ? 0 : 1,
    lines: [
      { key: ok ? 'package-good' : 'package-bad', values: [] },
      ...problemLines(problems),
      ...(ok && manifest ? [signerLine(manifest)] : []),
    ],
    data: { kind: 'package', ok, problems, approval: manifest?.approval ?? null },
  };
};

/**
 * A zip as the application writes it is compared byte for byte with one made anew from its files, so that its
 * directory, dates and anything appended are covered too. One that somebody packed again is judged by its files.
 */
const containerProblems = (zip: Uint8Array, files: ReadonlyMap<string, Uint8Array>, name: string): Problem[] => {
  const anew = zipFiles(files, PACKAGE_ZIP_LIMITS);
  const differing = anew.reduce((count, byte, at) => (zip[at] === byte ? count : count + 1), 0);
  const isOurs = zip.length >= anew.length && differing < Math.max(64, anew.length / 100);
  const isSame = zip.length === anew.length && differing === 0;
  return isOurs && !isSame ? [{ file: name, problem: 'container-changed' }] : [];
};

const verifyBundle = async (bytes: Uint8Array, options: CommandOptions): Promise<CommandResult> => {
  const bundle = await openBundle(bytes, options);
  const { state } = applyOperations(newCaseState(bundle.caseId), bundle.operations, isKnownPayload);
  const approvals = recordsOf(state, 'approval').filter(({ fields }) => fields.decision === 'approved');
  const checked = await Promise.all(
    approvals.map(async (approval) => ({
      approval,
      result: await checkApproval(state, approval, bundlePorts(bundle)),
    })),
  );
  const bad = checked.flatMap(({ approval, result }) =>
    result.ok ? [] : [{ approvalId: approval.id, problems: result.problems }],
  );
  const counts = [bundle.operations.length, state.heads.size, bundle.blobs.size, approvals.length];
  const good: Line[] = [
    { key: 'bundle-good', values: counts },
    ...checked.flatMap(({ result }) => (result.ok ? [signerLine(result.manifest)] : [])),
  ];
  const failed: Line[] = [
    { key: 'package-bad', values: [] },
    ...bad.flatMap(({ approvalId, problems }): Line[] => [
      { key: 'approval-bad', values: [approvalId] },
      ...problemLines(problems),
    ]),
  ];
  const [operations, devices, blobs] = counts;
  const ok = bad.length === 0;
  return {
    exitCode: ok ? 0 : 1,
    lines: ok ? good : failed,
    data: { kind: 'bundle', ok, caseId: bundle.caseId, operations, devices, blobs, badApprovals: bad },
  };
};

/** Verifies a bundle (age file), a package zip or a package folder. Exit code 1 when anything in it was changed. */
export const verifyCommand = async (options: CommandOptions): Promise<CommandResult> => {
  const { path } = options;
  if (path === null) throw badInput('missing-path');
  const stat = await fs.stat(path).catch(() => null);
  if (stat === null) throw badInput('not-found', path);
  if (stat.isDirectory()) return verifyPackageFiles(await readPackageFolder(path), []);
  const bytes = await readInput(path);
  if (startsWith(bytes, 'age-encryption.org/')) return verifyBundle(bytes, options);
  if (!startsWith(bytes, 'PK')) throw badInput('not-recognised', path);
  const zip = unzipFiles(bytes, PACKAGE_ZIP_LIMITS);
  if (!zip.ok) {
    const problem = { file: basename(path), problem: 'not-readable' };
    return {
      exitCode: 1,
      lines: [{ key: 'package-bad', values: [] }, ...problemLines([problem])],
      data: { kind: 'package', ok: false, problems: [problem], approval: null, reason: zip.reason },
    };
  }
  return verifyPackageFiles(zip.files, containerProblems(bytes, zip.files, basename(path)));
};
