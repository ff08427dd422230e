import { sha256Hex } from '../hash';
import { caseRecord, recordById } from '../journal/read';
import type { CaseState } from '../journal/state';
import { contentDigest } from './content-digest';
import { keyFingerprint } from './public-key';

export type PackageFile = { name: string; bytes: Uint8Array };

/** Names inside a package. `manifest.json` and its signature are the only files the manifest cannot list. */
export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.json.sig';
export const PUBLIC_KEY_FILE = 'public-key.pem';
export const VERIFY_FILE = 'VERIFY.txt';

export type Approver = { personId: string; name: string; role: string; publicKey: string };

/** What `manifest.json` says: which case and report, who approved, what the journal's state was, and every file. */
export type Manifest = {
  format: 'shodo-package';
  version: 1;
  createdAt: string;
  application: { name: 'Shodo'; version: string };
  training: boolean;
  tlp: string;
  case: { id: string; title: string; number: string };
  report: {
    id: string;
    title: string;
    formId: string;
    formVersion: string;
    formSha256: string;
    stage: string;
    number: number;
    language: string;
  };
  approval: Approver & { fingerprint: string; statement: string };
  journal: { deviceId: string; seq: number; head: string }[];
  contentDigest: string;
  files: { name: string; size: number; sha256: string }[];
};

/**
 * The exact text of `manifest.json`, which the approver signs: two-space JSON, so that a clerk can read it. Equal
 * input gives equal text. Throws when the report is missing.
 */
export const manifestText = (input: {
  state: CaseState;
  reportId: string;
  approver: Approver;
  statement: string;
  files: readonly PackageFile[];
  createdAt: string;
  appVersion: string;
}): string => {
  const report = recordById(input.state, 'report', input.reportId)?.fields;
  if (!report) throw new RangeError('manifestText: no such report');
  const theCase = caseRecord(input.state)?.fields;
  const { personId, name, role, publicKey } = input.approver;
  const manifest: Manifest = {
    format: 'shodo-package',
    version: 1,
    createdAt: input.createdAt,
    application: { name: 'Shodo', version: input.appVersion },
    training: theCase?.training ?? false,
    tlp: report.tlp ?? theCase?.tlp ?? '',
    case: { id: input.state.caseId, title: theCase?.title ?? '', number: theCase?.caseNumber ?? '' },
    report: {
      id: input.reportId,
      title: report.title,
      formId: report.formId,
      formVersion: report.formVersion,
      formSha256: report.formSha256,
      stage: report.stage,
      number: report.number,
      language: report.language,
    },
    approval: { personId, name, role, publicKey, fingerprint: keyFingerprint(publicKey), statement: input.statement },
    journal: [...input.state.heads]
      .map(([deviceId, { seq, hash }]) => ({ deviceId, seq, head: hash }))
      .sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
    contentDigest: contentDigest(input.state, input.reportId),
    files: input.files.map((file) => ({ name: file.name, size: file.bytes.length, sha256: sha256Hex(file.bytes) })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
};
