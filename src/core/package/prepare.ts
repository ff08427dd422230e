import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { FormLibrary } from '../forms/types';
import type { CaseState } from '../journal/state';
import { buildReportDocument } from '../report/build';
import type { ReportDocument } from '../report/document';
import { buildStixBundle, bundleText, type Omitted } from '../stix/bundle';
import { contentDigest } from './content-digest';
import type { Approver } from './manifest';
import { prepareRelease, STIX_FILE, type PreparedRelease } from './release';

/** What a release is made with: the PDF renderer, a worker in the window, direct on the command line. */
export type PreparePorts = {
  renderPdf: (document: ReportDocument) => Promise<{ bytes: Uint8Array; missing: readonly { character: string }[] }>;
};

export type PrepareInput = {
  state: CaseState;
  reportId: string;
  library: FormLibrary;
  approver: Approver;
  statement: string;
  /** ISO 8601 UTC with milliseconds: the time printed in the report and stored in the manifest. */
  createdAt: string;
  appVersion: string;
};

/** `digest` is the content digest of what was prepared; `missingCharacters` were printed as 〓. */
export type Prepared = PreparedRelease & {
  digest: string;
  missingCharacters: readonly string[];
  /** Indicators that stay behind, and why. */
  omitted: readonly Omitted[];
};

/** The STIX bundle of a report as the text that is written: two-space JSON, equal for equal states. */
export const stixText = (
  state: CaseState,
  reportId: string,
  library: FormLibrary,
): { text: string; omitted: readonly Omitted[] } => {
  const { bundle, omitted } = buildStixBundle({ state, reportId, techniques: library.techniques.techniques });
  return { text: bundleText(bundle), omitted };
};

/**
 * Makes every file that will leave with a report, from one state: what the approver is shown is what is signed and
 * what leaves. The STIX bundle is attached to the PDF too, so that the two cannot be parted by accident. Throws a
 * RangeError where the report cannot be made (see `reportContext`).
 */
export const prepareReport = async (input: PrepareInput, ports: PreparePorts): Promise<Prepared> => {
  const { state, reportId, library, createdAt, appVersion } = input;
  const { text: stix, omitted } = stixText(state, reportId, library);
  const document = buildReportDocument({
    state,
    reportId,
    library,
    generatedAt: createdAt,
    appVersion,
    watermark: null,
  });
  const attachment = { name: STIX_FILE, mime: 'application/json', description: 'STIX 2.1', bytes: utf8ToBytes(stix) };
  const pdf = await ports.renderPdf({ ...document, attachments: [attachment] });
  return {
    ...prepareRelease({ ...input, pdf: pdf.bytes, stix }),
    digest: contentDigest(state, reportId),
    omitted,
    missingCharacters: pdf.missing.map(({ character }) => character),
  };
};
