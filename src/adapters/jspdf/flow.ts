import type { jsPDF } from 'jspdf';
import type { ReportDocument } from '../../core/report/document';
import type { Bookmark } from './archive';
import { baselineIn, type Canvas, type TextStyle } from './canvas';
import {
  BODY_BOTTOM,
  BODY_HEIGHT,
  CONTENT_WIDTH,
  HAIRLINE,
  PAGE,
  STYLES,
  TLP_BACKGROUND,
  TLP_COLORS,
  TLP_SIZE,
  WATERMARK,
} from './theme';

/** The pages as they fill: where the next thing goes, and what every page carries. */
export type Flow = {
  readonly canvas: Canvas;
  readonly bookmarks: Bookmark[];
  /** Distance from the upper edge of the page to the next free line. */
  y: number;
  page: number;
  remaining(): number;
  isAtTop(): boolean;
  newPage(): void;
  /** Starts a page unless `height` is left on this one; more than a page is never waited for. */
  ensure(height: number): void;
  /** Adds space, but not at the top of a page. */
  space(height: number): void;
  bookmark(level: number, title: string): void;
};

const MARGIN_LEADING = 11;

/** Draws a text of the page margin in at most two lines around `middle`; an ending … says that it was cut. */
const drawMarginText = (canvas: Canvas, text: string, middle: number, width: number): void => {
  const style = STYLES.margin;
  const [first = '', ...rest] = canvas.wrap(style, text, width);
  const second =
    rest.length < 2 ? rest : [`${canvas.wrap(style, rest.join(''), width - style.size)[0]?.trimEnd() ?? ''}…`];
  const lines = [first, ...second];
  const top = middle - ((lines.length - 1) * MARGIN_LEADING) / 2;
  lines.forEach((line, index) => canvas.text(PAGE.left, top + index * MARGIN_LEADING, style, line.trimEnd()));
};

const TLP_PADDING = 6;
const TLP_HEIGHT = 18;

/** Draws the label with its right edge at the margin; returns its width. */
const drawTlp = (canvas: Canvas, document: ReportDocument, top: number): number => {
  const label = `TLP:${document.tlp.toUpperCase()}`;
  const style: TextStyle = { weight: 'bold', size: TLP_SIZE, leading: TLP_HEIGHT, color: TLP_COLORS[document.tlp] };
  const width = canvas.widthOf(style, label) + 2 * TLP_PADDING;
  const x = PAGE.width - PAGE.right - width;
  canvas.fill(x, top, width, TLP_HEIGHT, TLP_BACKGROUND);
  canvas.text(x + TLP_PADDING, top + baselineIn(style), style, label);
  return width;
};

const HEADER_TOP = 34;
const FOOTER_TOP = PAGE.height - 48;
const WATERMARK_ANGLE = 50;
const WATERMARK_LENGTH = 560;

/** Beneath everything, in a light solid colour: an archive copy has no transparency. */
const drawWatermark = (canvas: Canvas, text: string): void => {
  const unit: TextStyle = { weight: 'bold', size: 1, leading: 1, color: WATERMARK };
  const size = Math.min(150, WATERMARK_LENGTH / Math.max(canvas.widthOf(unit, text), 1));
  canvas.diagonal(PAGE.width / 2, PAGE.height / 2, { ...unit, size, leading: size }, WATERMARK_ANGLE, text);
};

const drawHeader = (canvas: Canvas, document: ReportDocument): void => {
  if (document.watermark !== null) drawWatermark(canvas, document.watermark);
  const label = drawTlp(canvas, document, HEADER_TOP);
  drawMarginText(canvas, document.headerText, HEADER_TOP + 12, CONTENT_WIDTH - label - 12);
  canvas.line(PAGE.left, HEADER_TOP + 24, PAGE.width - PAGE.right, HEADER_TOP + 24, HAIRLINE, 0.5);
};

/** The footer is drawn last, when the number of pages is known. */
const drawFooter = (canvas: Canvas, document: ReportDocument, page: number, pages: number): void => {
  canvas.line(PAGE.left, FOOTER_TOP - 7, PAGE.width - PAGE.right, FOOTER_TOP - 7, HAIRLINE, 0.5);
  const label = drawTlp(canvas, document, FOOTER_TOP);
  const number = `${page} / ${pages}`;
  const middle = PAGE.width / 2;
  const half = canvas.widthOf(STYLES.margin, number) / 2;
  canvas.text(middle - half, FOOTER_TOP + 12, STYLES.margin, number);
  const side = Math.min(middle - half - PAGE.left, CONTENT_WIDTH - label) - 10;
  drawMarginText(canvas, document.footerText, FOOTER_TOP + 12, side);
};

/** The first page, with its header drawn. */
export const createFlow = (pdf: jsPDF, canvas: Canvas, document: ReportDocument): Flow => {
  drawHeader(canvas, document);
  const flow: Flow = {
    canvas,
    bookmarks: [],
    y: PAGE.top,
    page: 1,
    remaining: () => BODY_BOTTOM - flow.y,
    isAtTop: () => flow.y <= PAGE.top,
    newPage: () => {
      pdf.addPage();
      drawHeader(canvas, document);
      flow.page += 1;
      flow.y = PAGE.top;
    },
    ensure: (height) => {
      if (!flow.isAtTop() && Math.min(height, BODY_HEIGHT) > flow.remaining()) flow.newPage();
    },
    space: (height) => {
      if (!flow.isAtTop()) flow.y += height;
    },
    bookmark: (level, title) => {
      flow.bookmarks.push({ level, title, page: flow.page, top: PAGE.height - flow.y + 8 });
    },
  };
  return flow;
};

/** Draws the footer of every page. */
export const finishPages = (pdf: jsPDF, flow: Flow, document: ReportDocument): void => {
  for (let page = 1; page <= flow.page; page += 1) {
    pdf.setPage(page);
    drawFooter(flow.canvas, document, page, flow.page);
  }
};
