import type { ReportContext } from './context';
import type { ReportBlock } from './document';
import { reportText, type TextKey } from './words';

/** A table from column keys with relative widths, and rows of texts. */
export const tableBlock = (
  context: ReportContext,
  columns: readonly (readonly [TextKey, number])[],
  rows: readonly (readonly string[])[],
  empty: TextKey,
): ReportBlock => ({
  kind: 'table',
  columns: columns.map(([key, width]) => ({ header: reportText(context.language, key, {}), width })),
  rows,
  empty: reportText(context.language, empty, {}),
});

/** Small print under a heading. */
export const noteBlock = (text: string): ReportBlock => ({ kind: 'paragraph', style: 'note', text });
