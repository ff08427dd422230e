import type { jsPDF } from 'jspdf';
import { breakLines, clustersOf } from '../../core/text/linebreak';
import { placeOf } from './font/embed';
import { writerOf } from './internals';
import { printableText, type Typesetter, type Weight } from './font/typesetter';

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** `size` and `leading` (line to line) in points. */
export type TextStyle = {
  readonly weight: Weight;
  readonly size: number;
  readonly leading: number;
  readonly color: Rgb;
};

/** Drawing on the current page in points from its upper left corner. Text is set in the embedded fonts only. */
export type Canvas = {
  /** Draws one line; `baseline` is the y of its baseline. */
  text(x: number, baseline: number, style: TextStyle, line: string): void;
  widthOf(style: TextStyle, text: string): number;
  /** Text in lines of at most `width`, ready to be drawn. */
  wrap(style: TextStyle, text: string, width: number): string[];
  fill(x: number, y: number, width: number, height: number, color: Rgb): void;
  line(x1: number, y1: number, x2: number, y2: number, color: Rgb, thickness: number): void;
  frame(x: number, y: number, width: number, height: number, color: Rgb, thickness: number): void;
  /** Draws text along a diagonal, centred on the point. Marked as an artifact: not part of the content. */
  diagonal(x: number, y: number, style: TextStyle, angle: number, text: string): void;
};

const DEGREE = Math.PI / 180;

/** Part of the font size from the top of a line box to the baseline of Japanese text, when the box is `leading` high. */
export const baselineIn = (style: TextStyle): number => style.leading / 2 + style.size * 0.38;

export const createCanvas = (pdf: jsPDF, typesetter: Typesetter): Canvas => {
  const writer = writerOf(pdf);
  const measure = (style: TextStyle) => (cluster: string) =>
    (typesetter.widthOf(style.weight, cluster) * style.size) / 1000;

  const draw = (x: number, y: number, style: TextStyle, text: string, angle: number): void => {
    pdf.setFontSize(style.size);
    pdf.setTextColor(...style.color);
    let offset = 0;
    for (const run of typesetter.runsOf(style.weight, text)) {
      const { name, style: face } = placeOf(run.slot);
      pdf.setFont(name, face);
      const dx = offset * Math.cos(angle * DEGREE);
      const dy = offset * Math.sin(angle * DEGREE);
      pdf.text(run.hex, x + dx, y - dy, angle === 0 ? {} : { angle });
      offset += (run.width * style.size) / 1000;
    }
  };

  const widthOf = (style: TextStyle, text: string): number =>
    clustersOf(printableText(text)).reduce((sum, cluster) => sum + measure(style)(cluster), 0);

  const stroke = (color: Rgb, thickness: number): void => {
    pdf.setDrawColor(...color);
    pdf.setLineWidth(thickness);
  };

  return {
    widthOf,
    text: (x, baseline, style, line) => draw(x, baseline, style, line, 0),
    wrap: (style, text, width) => breakLines(printableText(text), width, measure(style)),
    fill: (x, y, width, height, color) => {
      pdf.setFillColor(...color);
      pdf.rect(x, y, width, height, 'F');
    },
    line: (x1, y1, x2, y2, color, thickness) => {
      stroke(color, thickness);
      pdf.line(x1, y1, x2, y2);
    },
    frame: (x, y, width, height, color, thickness) => {
      stroke(color, thickness);
      pdf.rect(x, y, width, height, 'S');
    },
    diagonal: (x, y, style, angle, text) => {
      const half = widthOf(style, text) / 2;
      const drop = style.size * 0.38;
      const [cos, sin] = [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE)];
      writer.out('/Artifact << /Type /Pagination /Subtype /Watermark >> BDC');
      draw(x - half * cos + drop * sin, y + half * sin + drop * cos, style, printableText(text), angle);
      writer.out('EMC');
    },
  };
};
