import type { SaveKind } from '../../../contract/host';
import { recordById } from '../../../core/journal/read';
import type { Payload } from '../../../core/journal/operation';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import { sha256Hex } from '../../../core/hash';
import { REPORT_FILE, STIX_FILE } from '../../../core/package/release';
import { createPayload } from '../../../core/session/session-type';

/** What can be written to a file: the whole package, or one file of it. */
export type HandOverKind = 'package' | 'pdf' | 'stix';
export const SAVE_KIND: Readonly<Record<HandOverKind, SaveKind>> = { package: 'package', pdf: 'pdf', stix: 'stix' };
export const SINGLE_FILE = { pdf: REPORT_FILE, stix: STIX_FILE } as const;
export const fileNameFor = (kind: HandOverKind, stem: string): string =>
  ({ package: `${stem}_package.zip`, pdf: `${stem}.pdf`, stix: `${stem}.stix.json` })[kind];

/** The journal's note that these very bytes were written to a file. */
export const releasePayload = (id: string, approvalId: string, fileName: string, bytes: Uint8Array): Payload =>
  createPayload('release', id, { approvalId, fileName, sha256: sha256Hex(bytes) });

/** The approvals of a report and what was written out under each, newest first. */
export const signoffHistory = (state: CaseState, reportId: string) => {
  const all = <T extends 'approval' | 'release'>(type: T) =>
    [...(state.records.get(type)?.values() ?? [])] as unknown as readonly CaseRecord<T>[];
  const approvals = all('approval').filter(({ fields }) => fields.reportId === reportId);
  const ids = new Set(approvals.map(({ id }) => id));
  const releases = all('release').filter(({ fields }) => ids.has(fields.approvalId));
  return { approvals: [...approvals].reverse(), releases: [...releases].reverse() };
};

/** The person of an approval as the case knows them. */
export const approverName = (state: CaseState, personId: string): string =>
  recordById(state, 'person', personId)?.fields.name ?? personId.slice(0, 8);
