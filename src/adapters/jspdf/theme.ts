import type { Tlp } from '../../core/records/vocabularies';
import type { Rgb, TextStyle } from './canvas';

/** Page geometry in points: A4 portrait, margins of about 20 mm. */
export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 56, top: 76, bottom: 70 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const BODY_BOTTOM = PAGE.height - PAGE.bottom;
export const BODY_HEIGHT = BODY_BOTTOM - PAGE.top;

export const INK: Rgb = [26, 29, 33];
export const MUTED: Rgb = [92, 99, 107];
export const NAVY: Rgb = [27, 54, 93];
export const RULE: Rgb = [150, 158, 168];
export const HAIRLINE: Rgb = [190, 196, 203];
export const HEADER_FILL: Rgb = [228, 234, 241];
export const LABEL_FILL: Rgb = [244, 246, 248];
export const WATERMARK: Rgb = [236, 237, 239];
export const WARNING_FILL: Rgb = [255, 246, 229];
export const WARNING_BAR: Rgb = [196, 113, 0];
export const MISSING: Rgb = [163, 45, 26];

const style = (weight: TextStyle['weight'], size: number, leading: number, color: Rgb): TextStyle => ({
  weight,
  size,
  leading,
  color,
});

export const STYLES = {
  title: style('bold', 19, 28, NAVY),
  subtitle: style('regular', 10.5, 17, MUTED),
  heading1: style('bold', 14, 21, NAVY),
  heading2: style('bold', 12, 18, INK),
  heading3: style('bold', 10.5, 16, NAVY),
  body: style('regular', 10.5, 17, INK),
  note: style('regular', 9, 14, MUTED),
  warning: style('regular', 10, 16, INK),
  label: style('regular', 9.5, 15, INK),
  value: style('regular', 10, 15, INK),
  missing: style('regular', 10, 15, MISSING),
  cellHead: style('bold', 9, 13.5, INK),
  cell: style('regular', 9, 13.5, INK),
  empty: style('regular', 9, 13.5, MUTED),
  seal: style('regular', 11, 16, RULE),
  margin: style('regular', 8, 12, MUTED),
} as const;

/** TLP 2.0 (FIRST): the label on black, 12 points or larger, in the colour of its level. */
export const TLP_COLORS: Readonly<Record<Tlp, Rgb>> = {
  red: [255, 43, 43],
  'amber+strict': [255, 192, 0],
  amber: [255, 192, 0],
  green: [51, 255, 0],
  clear: [255, 255, 255],
};
export const TLP_BACKGROUND: Rgb = [0, 0, 0];
export const TLP_SIZE = 12;
