import type { Language, Tlp } from '../records/vocabularies';

/**
 * A report as a neutral list of blocks: what the core makes of a case and a form, and what a renderer
 * (PDF today) draws. Texts are already in the report's language; no block carries markup.
 */
export type ReportDocument = {
  language: Language;
  title: string;
  subtitle: string;
  /** For the document properties. */
  subject: string;
  author: string;
  /** ISO 8601 UTC; the only time in the file, so equal input gives equal bytes. */
  createdAt: string;
  tlp: Tlp;
  /** Left side of the page header, e.g. case number and organisation. */
  headerText: string;
  /** Footer: id, version and source of the form. */
  footerText: string;
  /** Drawn across each page when set, e.g. 訓練 or 下書き. */
  watermark: string | null;
  blocks: readonly ReportBlock[];
  attachments: readonly ReportAttachment[];
};

export type ReportBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; style: 'body' | 'note' | 'warning'; text: string }
  /** Ruled two-column table: label and value. `missing` marks a required value that is absent. */
  | { kind: 'fields'; rows: readonly { label: string; value: string; missing: boolean }[] }
  /** `width` is relative to the other columns; `empty` is printed when there is no row. */
  | {
      kind: 'table';
      columns: readonly { header: string; width: number }[];
      rows: readonly (readonly string[])[];
      empty: string;
    }
  /** Lines for names and a box for the seal (印), on paper. */
  | { kind: 'signature'; lines: readonly { label: string; value: string }[]; sealLabel: string }
  | { kind: 'pageBreak' };

export type ReportAttachment = {
  name: string;
  mime: string;
  description: string;
  bytes: Uint8Array;
};
