import { baselineIn, type Rgb, type TextStyle } from './canvas';
import type { Flow } from './flow';
import { BODY_HEIGHT, HAIRLINE, HEADER_FILL, PAGE, RULE } from './theme';

/** A cell as it will be drawn: text in lines. */
export type Cell = { readonly lines: readonly string[]; readonly style: TextStyle; readonly fill: Rgb | null };
export type Row = readonly Cell[];

/** Between a cell's vertical rule and its text, in points. */
export const CELL_PADDING = 6;
const PADDING_Y = 4.5;
/** A row up to this part of a page moves to the next page whole; a longer one is divided. */
const WHOLE_ROW = 0.4;
/** A divided row leaves and takes at least this many lines. */
const MIN_LINES = 2;

/** Wraps a text into a cell of a column that is `width` points wide. */
export const cellOf = (flow: Flow, text: string, style: TextStyle, width: number, fill: Rgb | null): Cell => ({
  lines: flow.canvas.wrap(style, text, width - 2 * CELL_PADDING),
  style,
  fill,
});

const cellHeight = (cell: Cell): number => cell.lines.length * cell.style.leading + 2 * PADDING_Y;

export const rowHeight = (row: Row): number => row.reduce((height, cell) => Math.max(height, cellHeight(cell)), 0);

/** Draws a row at the current place: fills, rules, text. The row above has drawn the rule between. */
const drawRow = (flow: Flow, row: Row, widths: readonly number[]): void => {
  const { canvas } = flow;
  const height = rowHeight(row);
  const bottom = flow.y + height;
  const right = PAGE.left + widths.reduce((sum, width) => sum + width, 0);
  let x = PAGE.left;
  row.forEach((cell, column) => {
    if (cell.fill !== null) canvas.fill(x, flow.y, widths[column] ?? 0, height, cell.fill);
    x += widths[column] ?? 0;
  });
  x = PAGE.left;
  row.forEach((cell, column) => {
    canvas.line(x, flow.y, x, bottom, column === 0 ? RULE : HAIRLINE, 0.6);
    cell.lines.forEach((line, index) => {
      const baseline = flow.y + PADDING_Y + index * cell.style.leading + baselineIn(cell.style);
      canvas.text(x + CELL_PADDING, baseline, cell.style, line);
    });
    x += widths[column] ?? 0;
  });
  canvas.line(right, flow.y, right, bottom, RULE, 0.6);
  canvas.line(PAGE.left, flow.y, right, flow.y, HAIRLINE, 0.6);
  flow.y = bottom;
};

const edge = (flow: Flow, widths: readonly number[]): void => {
  const right = PAGE.left + widths.reduce((sum, width) => sum + width, 0);
  flow.canvas.line(PAGE.left, flow.y, right, flow.y, RULE, 0.8);
};

/** How many lines of the row fit into the height, when each cell is cut at the same height. */
const divide = (row: Row, height: number): { head: Row; tail: Row } | null => {
  const fits = (cell: Cell) => Math.floor((height - 2 * PADDING_Y) / cell.style.leading);
  if (row.some((cell) => fits(cell) < Math.min(MIN_LINES, cell.lines.length))) return null;
  return {
    head: row.map((cell) => ({ ...cell, lines: cell.lines.slice(0, Math.max(fits(cell), 1)) })),
    tail: row.map((cell) => ({ ...cell, lines: cell.lines.slice(Math.max(fits(cell), 1)) })),
  };
};

/** Draws a table; `header` is repeated on each page. Long rows are divided between lines, shorter ones stay whole. */
export const drawTable = (flow: Flow, widths: readonly number[], header: Row | null, rows: readonly Row[]): void => {
  const headerHeight = header === null ? 0 : rowHeight(header);
  const begin = () => {
    edge(flow, widths);
    if (header === null) return;
    drawRow(flow, header, widths);
    flow.canvas.line(PAGE.left, flow.y, PAGE.left + widths.reduce((sum, width) => sum + width, 0), flow.y, RULE, 0.8);
  };
  const turn = () => {
    edge(flow, widths);
    flow.newPage();
    begin();
  };
  const first = rows[0];
  flow.ensure(headerHeight + (first === undefined ? 0 : Math.min(rowHeight(first), BODY_HEIGHT * WHOLE_ROW)));
  begin();
  for (const row of rows) {
    let rest: Row = row;
    while (rowHeight(rest) > flow.remaining()) {
      const isWhole = rowHeight(rest) <= BODY_HEIGHT * WHOLE_ROW;
      const parts = isWhole ? null : divide(rest, flow.remaining());
      if (parts !== null) {
        drawRow(flow, parts.head, widths);
        rest = parts.tail;
      }
      turn();
    }
    drawRow(flow, rest, widths);
  }
  edge(flow, widths);
};

/** Height of the header and the first row, for keeping a heading with its table. */
export const leadHeight = (header: Row | null, first: Row | undefined): number =>
  (header === null ? 0 : rowHeight(header)) +
  (first === undefined ? 0 : Math.min(rowHeight(first), BODY_HEIGHT * WHOLE_ROW));

/** The fill of header cells. */
export const headerCell = (flow: Flow, text: string, style: TextStyle, width: number): Cell =>
  cellOf(flow, text, style, width, HEADER_FILL);
