import { utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOfBase64 } from '../base64';
import { recordsCsv } from '../csv/records-csv';
import { withheldReason } from '../indicators/withheld';
import { recordById, recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import { referenceLabel } from '../records/label';
import type { Fields, RecordType } from '../records/types';
import type { Tlp } from '../records/vocabularies';
import {
  MANIFEST_FILE,
  manifestText,
  PUBLIC_KEY_FILE,
  SIGNATURE_FILE,
  VERIFY_FILE,
  type Approver,
  type PackageFile,
} from './manifest';
import { keyFingerprint, publicKeyPem } from './public-key';
import { verifyText } from './verify-text';

export const REPORT_FILE = 'report.pdf';
export const STIX_FILE = 'bundle.stix.json';

/** The strictest label in use when neither report nor case has one: unknown is never read as "may be shared". */
export const tlpOfReport = (state: CaseState, reportId: string): Tlp =>
  recordById(state, 'report', reportId)?.fields.tlp ??
  recordById(state, 'case', state.caseId)?.fields.tlp ??
  'amber+strict';

/**
 * The columns that leave, by name: storage places, internal notes, accounts and who typed what stay behind, and so
 * does every field that is added to a record type later.
 */
const RELEASED = {
  indicator: [
    'indicatorType',
    'value',
    'indicatorStatus',
    'tlp',
    'confidence',
    'firstSeenAt',
    'lastSeenAt',
    'source',
    'description',
    'malwareFamily',
    'techniqueIds',
  ],
  timelineEvent: [
    'occurredAt',
    'endAt',
    'timestampDesc',
    'message',
    'category',
    'source',
    'systemIds',
    'indicatorIds',
    'techniqueIds',
    'keyEvent',
  ],
  evidenceItem: [
    'evidenceNumber',
    'name',
    'evidenceType',
    'sourceSystemId',
    'acquiredAt',
    'acquisitionMethod',
    'tool',
    'fileName',
    'sizeBytes',
    'sha256',
    'hashedAt',
  ],
  checklistAnswer: [
    'checklistId',
    'checklistVersion',
    'checklistSha256',
    'checkId',
    'result',
    'systemId',
    'note',
    'stepRun',
    'coveredFrom',
    'coveredUntil',
  ],
} as const satisfies Partial<{ [T in RecordType]: readonly (keyof Fields<T>)[] }>;

/** The name of what a reference points at, or nothing when that may not leave with this report. */
const releasedLabel =
  (state: CaseState, tlp: Tlp) =>
  (types: readonly string[], id: string): string => {
    const indicator = types.includes('indicator') ? recordById(state, 'indicator', id) : null;
    const withheld = indicator !== null && (indicator.removed || withheldReason(indicator.fields, tlp) !== null);
    return withheld ? '' : referenceLabel(state, types, id);
  };

const csvFiles = (state: CaseState, tlp: Tlp): PackageFile[] => {
  const indicators = recordsOf(state, 'indicator').filter(({ fields }) => withheldReason(fields, tlp) === null);
  const events = recordsOf(state, 'timelineEvent').filter(({ fields }) => fields.inReport === true);
  const label = releasedLabel(state, tlp);
  const file = (name: string, type: keyof typeof RELEASED, records: readonly CaseRecord[]): PackageFile => ({
    name,
    bytes: utf8ToBytes(recordsCsv({ type, records, columns: RELEASED[type], label })),
  });
  return [
    file('indicators.csv', 'indicator', indicators),
    file('timeline.csv', 'timelineEvent', events),
    file('evidence.csv', 'evidenceItem', recordsOf(state, 'evidenceItem')),
    file('checklist.csv', 'checklistAnswer', recordsOf(state, 'checklistAnswer')),
  ];
};

/** A release before it is signed: every file of the package but the signature, and the exact text that is signed. */
export type PreparedRelease = { files: readonly PackageFile[]; manifest: string };

/**
 * Everything that will leave with this report, made from the case as it is now. `pdf` is the rendered report, `stix`
 * the bundle's text, `createdAt` ISO 8601 UTC. Throws when the report is missing.
 */
export const prepareRelease = (input: {
  state: CaseState;
  reportId: string;
  pdf: Uint8Array;
  stix: string;
  approver: Approver;
  statement: string;
  createdAt: string;
  appVersion: string;
}): PreparedRelease => {
  const { state, reportId, approver } = input;
  const files: PackageFile[] = [
    { name: REPORT_FILE, bytes: input.pdf },
    { name: STIX_FILE, bytes: utf8ToBytes(input.stix) },
    ...csvFiles(state, tlpOfReport(state, reportId)),
    { name: PUBLIC_KEY_FILE, bytes: utf8ToBytes(publicKeyPem(approver.publicKey)) },
    { name: VERIFY_FILE, bytes: utf8ToBytes(verifyText(approver.name, keyFingerprint(approver.publicKey))) },
  ];
  return { files, manifest: manifestText({ ...input, files }) };
};

/** The signed manifest and its signature as files; null for an approval that carries none. */
export const signedFiles = (approval: CaseRecord<'approval'>): readonly PackageFile[] | null => {
  const { manifest, signature } = approval.fields;
  const raw = signature === undefined ? null : bytesOfBase64(signature);
  if (manifest === undefined || raw === null) return null;
  return [
    { name: MANIFEST_FILE, bytes: utf8ToBytes(manifest) },
    { name: SIGNATURE_FILE, bytes: raw },
  ];
};
