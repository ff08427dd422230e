import type { ReportBlock, ReportDocument } from '../../core/report/document';
import { baselineIn, type TextStyle } from './canvas';
import type { Flow } from './flow';
import { CELL_PADDING, cellOf, drawTable, headerCell, leadHeight, type Row } from './table';
import { CONTENT_WIDTH, HAIRLINE, INK, LABEL_FILL, NAVY, PAGE, RULE, STYLES, WARNING_BAR, WARNING_FILL } from './theme';

type Block<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { kind: Kind }>;

const drawLines = (flow: Flow, x: number, style: TextStyle, lines: readonly string[]): void => {
  lines.forEach((line, index) => {
    flow.ensure(style.leading);
    flow.canvas.text(x, flow.y + baselineIn(style), style, line);
    flow.y += style.leading;
    const left = lines.length - index - 1;
    // Neither one line alone at the foot of a page nor one alone at the head of the next.
    if (left === 2 && flow.remaining() < 2 * style.leading && flow.remaining() >= style.leading) flow.newPage();
  });
};

const HEADINGS = { 1: STYLES.heading1, 2: STYLES.heading2, 3: STYLES.heading3 } as const;
const HEADING_INDENT = { 1: 0, 2: 9, 3: 0 } as const;
const SPACE_BEFORE = { 1: 20, 2: 14, 3: 10 } as const;

const headingLines = (flow: Flow, block: Block<'heading'>): string[] =>
  flow.canvas.wrap(HEADINGS[block.level], block.text, CONTENT_WIDTH - HEADING_INDENT[block.level]);

const drawHeading = (flow: Flow, block: Block<'heading'>): void => {
  const style = HEADINGS[block.level];
  flow.bookmark(block.level, block.text);
  for (const line of headingLines(flow, block)) {
    flow.ensure(style.leading);
    if (block.level === 2) flow.canvas.fill(PAGE.left, flow.y + 2.5, 3, style.leading - 5, NAVY);
    flow.canvas.text(PAGE.left + HEADING_INDENT[block.level], flow.y + baselineIn(style), style, line);
    flow.y += style.leading;
  }
  if (block.level === 1) {
    flow.canvas.line(PAGE.left, flow.y + 2, PAGE.width - PAGE.right, flow.y + 2, NAVY, 1);
    flow.y += 4;
  }
  flow.y += block.level === 3 ? 3 : 5;
};

const WARNING_PADDING = 8;

const drawWarning = (flow: Flow, block: Block<'paragraph'>): void => {
  const style = STYLES.warning;
  const lines = flow.canvas.wrap(style, block.text, CONTENT_WIDTH - 2 * WARNING_PADDING - 4);
  let rest = lines;
  flow.ensure(Math.min(lines.length, 3) * style.leading + 2 * WARNING_PADDING);
  while (rest.length > 0) {
    const fit = Math.max(1, Math.floor((flow.remaining() - 2 * WARNING_PADDING) / style.leading));
    const part = rest.slice(0, fit);
    const height = part.length * style.leading + 2 * WARNING_PADDING;
    flow.canvas.fill(PAGE.left, flow.y, CONTENT_WIDTH, height, WARNING_FILL);
    flow.canvas.fill(PAGE.left, flow.y, 3, height, WARNING_BAR);
    flow.y += WARNING_PADDING;
    drawLines(flow, PAGE.left + WARNING_PADDING + 4, style, part);
    flow.y += WARNING_PADDING;
    rest = rest.slice(fit);
    if (rest.length > 0) flow.newPage();
  }
};

const drawParagraph = (flow: Flow, block: Block<'paragraph'>): void => {
  if (block.style === 'warning') {
    drawWarning(flow, block);
    return;
  }
  const style = block.style === 'note' ? STYLES.note : STYLES.body;
  const lines = flow.canvas.wrap(style, block.text, CONTENT_WIDTH);
  flow.ensure(Math.min(lines.length, 2) * style.leading);
  drawLines(flow, PAGE.left, style, lines);
};

const FIELD_WIDTHS = [CONTENT_WIDTH * 0.3, CONTENT_WIDTH * 0.7] as const;

const fieldRows = (flow: Flow, block: Block<'fields'>): Row[] =>
  block.rows.map(({ label, value, missing }) => [
    cellOf(flow, label, STYLES.label, FIELD_WIDTHS[0], LABEL_FILL),
    cellOf(flow, value, missing ? STYLES.missing : STYLES.value, FIELD_WIDTHS[1], null),
  ]);

/** No column narrower than this, however small its share. */
const MIN_COLUMN = 34;
/** Words up to this width keep a column wide enough for them; longer ones (paths, digests) are broken. */
const MAX_WORD = 110;
/** Runs that look wrong when broken: Latin words and katakana. */
const WORD = /[\u0021-\u024f]+|[\u30a1-\u30fa\u30fc]+/g;
const MAX_WORD_LENGTH = 40;

/** The width that the words of a text need in a column. */
const leastWidth = (flow: Flow, style: TextStyle, texts: readonly string[]): number => {
  const words = new Set(
    texts.flatMap((text) => text.match(WORD) ?? []).filter(({ length }) => length < MAX_WORD_LENGTH),
  );
  return [...words]
    .map((word) => flow.canvas.widthOf(style, word))
    .filter((width) => width <= MAX_WORD)
    .reduce((least, width) => Math.max(least, width + 2 * CELL_PADDING + 1), MIN_COLUMN);
};

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The least width of each column for its header and cells; for its header alone where the page is too narrow for both. */
const leastWidths = (flow: Flow, { columns, rows }: Block<'table'>): readonly number[] => {
  const headers = columns.map(({ header }) => leastWidth(flow, STYLES.cellHead, [header]));
  const cells = columns.map((_, column) =>
    leastWidth(
      flow,
      STYLES.cell,
      rows.map((row) => row[column] ?? ''),
    ),
  );
  const both = headers.map((width, column) => Math.max(width, cells[column] ?? 0));
  return sumOf(both) < CONTENT_WIDTH ? both : headers;
};

/** Shares of the page by weight; columns that would be too narrow get their least width from the others. */
const columnWidths = (flow: Flow, block: Block<'table'>): number[] => {
  const { columns } = block;
  const weights = columns.map(({ width }) => (Number.isFinite(width) && width > 0 ? width : 1));
  const least = leastWidths(flow, block);
  if (sumOf(least) >= CONTENT_WIDTH) return columns.map(() => CONTENT_WIDTH / columns.length);
  const isNarrow = columns.map(() => false);
  for (;;) {
    const fixed = sumOf(least.filter((_, column) => isNarrow[column]));
    const shared = sumOf(weights.filter((_, column) => !isNarrow[column]));
    const widths = weights.map((weight, column) =>
      isNarrow[column] ? (least[column] ?? 0) : (weight / shared) * (CONTENT_WIDTH - fixed),
    );
    const next = widths.findIndex((width, column) => !isNarrow[column] && width < (least[column] ?? 0));
    if (next < 0) return widths;
    isNarrow[next] = true;
  }
};

const tableRows = (flow: Flow, block: Block<'table'>, widths: readonly number[], count: number): Row[] =>
  block.rows
    .slice(0, count)
    .map((row) => widths.map((width, column) => cellOf(flow, row[column] ?? '', STYLES.cell, width, null)));

const tableHeader = (flow: Flow, block: Block<'table'>, widths: readonly number[]): Row =>
  block.columns.map(({ header }, column) => headerCell(flow, header, STYLES.cellHead, widths[column] ?? 0));

const drawTableBlock = (flow: Flow, block: Block<'table'>): void => {
  if (block.columns.length === 0) return;
  const tooWide = block.rows.findIndex((row) => row.length > block.columns.length);
  if (tooWide >= 0) throw new RangeError(`row ${tooWide + 1} has more cells than the table has columns`);
  const widths = columnWidths(flow, block);
  const header = tableHeader(flow, block, widths);
  drawTable(flow, widths, header, tableRows(flow, block, widths, block.rows.length));
  if (block.rows.length > 0) return;
  // An empty table says so in one row across its columns.
  const row = [cellOf(flow, block.empty, STYLES.empty, CONTENT_WIDTH, null)];
  drawTable(flow, [CONTENT_WIDTH], null, [row]);
};

const SEAL = 68;
const SIGNATURE_GAP = 28;
const SIGNATURE_WIDTH = CONTENT_WIDTH - SEAL - SIGNATURE_GAP;
const MAX_SIGNATURE_LABEL = 190;
const SIGNATURE_ROW = 12;

/** Where the values begin: after the longest label, within reason. */
const valueOffset = (flow: Flow, block: Block<'signature'>): number =>
  Math.min(
    MAX_SIGNATURE_LABEL,
    Math.max(...block.lines.map(({ label }) => flow.canvas.widthOf(STYLES.label, label) + 16)),
  );

const signatureRows = (flow: Flow, block: Block<'signature'>) =>
  block.lines.map(({ label, value }) => {
    const labels = flow.canvas.wrap(STYLES.label, label, valueOffset(flow, block));
    const values = flow.canvas.wrap(STYLES.value, value, SIGNATURE_WIDTH - valueOffset(flow, block));
    return { labels, values, height: Math.max(labels.length, values.length) * STYLES.value.leading + SIGNATURE_ROW };
  });

const signatureHeight = (flow: Flow, block: Block<'signature'>): number =>
  Math.max(
    SEAL + 4,
    signatureRows(flow, block).reduce((sum, { height }) => sum + height, 0),
  );

const drawSeal = (flow: Flow, label: string, top: number): void => {
  const x = PAGE.width - PAGE.right - SEAL;
  flow.canvas.frame(x, top, SEAL, SEAL, RULE, 0.8);
  const lines = flow.canvas.wrap(STYLES.seal, label, SEAL - 8);
  lines.forEach((line, index) => {
    const width = flow.canvas.widthOf(STYLES.seal, line.trimEnd());
    const y = top + SEAL / 2 + (index - lines.length / 2) * STYLES.seal.leading + baselineIn(STYLES.seal);
    flow.canvas.text(x + (SEAL - width) / 2, y, STYLES.seal, line);
  });
};

const drawSignature = (flow: Flow, block: Block<'signature'>): void => {
  flow.ensure(signatureHeight(flow, block));
  const page = flow.page;
  const top = flow.y;
  drawSeal(flow, block.sealLabel, top);
  for (const { labels, values, height } of signatureRows(flow, block)) {
    flow.ensure(height);
    const first = flow.y + SIGNATURE_ROW - 3;
    const put = (x: number, style: TextStyle, lines: readonly string[]) =>
      lines.forEach((line, i) => flow.canvas.text(x, first + i * style.leading + baselineIn(style), style, line));
    put(PAGE.left, STYLES.label, labels);
    put(PAGE.left + valueOffset(flow, block), STYLES.value, values);
    flow.y += height;
    flow.canvas.line(PAGE.left, flow.y, PAGE.left + SIGNATURE_WIDTH, flow.y, INK, 0.5);
  }
  if (flow.page === page) flow.y = Math.max(flow.y, top + SEAL);
  flow.y += 6;
};

/** The least height with which the block may begin on a page; for a heading, with what follows it. */
const leadOf = (flow: Flow, blocks: readonly ReportBlock[], index: number): number => {
  const block = blocks[index];
  if (block === undefined) return 0;
  switch (block.kind) {
    case 'heading': {
      const own = headingLines(flow, block).length * HEADINGS[block.level].leading + 12;
      return own + leadOf(flow, blocks, index + 1);
    }
    case 'paragraph': {
      // A note explains the table that follows it, so the heading stays with both.
      const next = blocks[index + 1];
      const explains = block.style === 'note' && (next?.kind === 'table' || next?.kind === 'paragraph');
      return 3 * STYLES.body.leading + (explains ? leadOf(flow, blocks, index + 1) : 0);
    }
    case 'fields':
      return leadHeight(null, fieldRows(flow, { ...block, rows: block.rows.slice(0, 1) })[0]);
    case 'table': {
      const widths = columnWidths(flow, block);
      return leadHeight(tableHeader(flow, block, widths), tableRows(flow, block, widths, 1)[0]);
    }
    case 'signature':
      return signatureHeight(flow, block);
    case 'pageBreak':
      return 0;
    default:
      return block satisfies never;
  }
};

const drawBlock = (flow: Flow, blocks: readonly ReportBlock[], block: ReportBlock, index: number): void => {
  switch (block.kind) {
    case 'heading':
      flow.space(SPACE_BEFORE[block.level]);
      flow.ensure(leadOf(flow, blocks, index));
      return drawHeading(flow, block);
    case 'paragraph':
      flow.space(4);
      drawParagraph(flow, block);
      flow.space(4);
      return;
    case 'fields':
      flow.space(4);
      if (block.rows.length > 0) drawTable(flow, FIELD_WIDTHS, null, fieldRows(flow, block));
      flow.space(8);
      return;
    case 'table':
      flow.space(4);
      drawTableBlock(flow, block);
      flow.space(8);
      return;
    case 'signature':
      flow.space(10);
      return drawSignature(flow, block);
    case 'pageBreak':
      if (!flow.isAtTop()) flow.newPage();
      return;
    default:
      return block satisfies never;
  }
};

const drawTitle = (flow: Flow, document: ReportDocument): void => {
  for (const line of flow.canvas.wrap(STYLES.title, document.title, CONTENT_WIDTH)) {
    flow.ensure(STYLES.title.leading);
    flow.canvas.text(PAGE.left, flow.y + baselineIn(STYLES.title), STYLES.title, line);
    flow.y += STYLES.title.leading;
  }
  if (document.subtitle !== '') {
    flow.y += 2;
    drawLines(flow, PAGE.left, STYLES.subtitle, flow.canvas.wrap(STYLES.subtitle, document.subtitle, CONTENT_WIDTH));
  }
  flow.y += 6;
  flow.canvas.line(PAGE.left, flow.y, PAGE.width - PAGE.right, flow.y, HAIRLINE, 0.8);
  flow.y += 8;
};

/** Draws the title and all blocks of the document. */
export const drawDocument = (flow: Flow, document: ReportDocument): void => {
  drawTitle(flow, document);
  document.blocks.forEach((block, index) => drawBlock(flow, document.blocks, block, index));
};
