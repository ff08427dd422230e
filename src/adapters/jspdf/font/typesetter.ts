import { clustersOf, isVariationSelector } from '../../../core/text/linebreak';
import { wellFormed } from '../../../core/text/well-formed';
import { FontError, type TrueType } from './truetype';

/** The three fonts of a document. A character is looked for in its own weight first and in `fallback` after that. */
export type FontSlot = 'regular' | 'bold' | 'fallback';
export type Weight = 'regular' | 'bold';

/** One code of an embedded font: what it draws, and what it says when text is extracted. */
export type FontCode = { readonly code: number; readonly unicode: string; readonly glyph: number };

/** A font as one document uses it: a code for each distinct text, so that extraction gives back exactly what was put in. */
export type EmbeddedFont = {
  readonly slot: FontSlot;
  readonly font: TrueType;
  readonly codes: Map<string, FontCode>;
};

/** Text in one font, as two-byte codes in hex digits; width in thousandths of the font size. */
export type Run = { readonly slot: FontSlot; readonly hex: string; readonly width: number };

export type Typesetter = {
  readonly fonts: Readonly<Record<FontSlot, EmbeddedFont>>;
  /** Width of a cluster in thousandths of the font size. */
  widthOf(weight: Weight, cluster: string): number;
  /** The text as runs, one for each change of font. Codes are given out here, so only text that is drawn is embedded. */
  runsOf(weight: Weight, text: string): Run[];
};

/** Stands for a character that no font has (geta, the printer's mark for a missing type). */
export const MISSING_MARK = '〓';
const MAX_CODES = 0xffff;

type Piece = { readonly slot: FontSlot; readonly unicode: string; readonly glyph: number; readonly isMissing: boolean };

/**
 * Text in the form in which it is set. A TAB becomes four spaces (visible, and never lost). Control characters other than line
 * ends and the byte order mark are left out. Half a surrogate pair and the two noncharacters that an archive copy may not
 * name (ISO 19005-3, 6.2.11.7.2) become U+FFFD. Direction controls are not left out: a file name that hides its true ending
 * with one must show it, so they print as 〓 and are reported.
 */
export const printableText = (text: string): string =>
  wellFormed(text)
    .replaceAll('\t', '    ')
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    // eslint-disable-next-line no-control-regex -- control characters are exactly what is meant here
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff]/g, '');

const isLineEnd = (codePoint: number): boolean =>
  codePoint < 0x20 || codePoint === 0x85 || codePoint === 0x2028 || codePoint === 0x2029;

/** Characters that are drawn as nothing and kept in the extracted text. */
const isInvisible = (codePoint: number): boolean =>
  codePoint === 0xad ||
  (codePoint >= 0x200b && codePoint <= 0x200d) ||
  codePoint === 0x2060 ||
  isVariationSelector(codePoint);

const chainOf = (weight: Weight): readonly FontSlot[] => [weight, 'fallback'];

const findGlyph = (fonts: Typesetter['fonts'], weight: Weight, unicode: string, codePoint: number): Piece => {
  for (const slot of chainOf(weight)) {
    const glyph = fonts[slot].font.glyphOf(codePoint);
    if (glyph !== 0) return { slot, unicode, glyph, isMissing: false };
  }
  const mark = fonts[weight].font.glyphOf(MISSING_MARK.codePointAt(0) ?? 0);
  if (mark === 0) throw new FontError(`the font has no ${MISSING_MARK}`);
  return { slot: weight, unicode, glyph: mark, isMissing: true };
};

/** A glyph without outline and width, to carry a character that is not drawn; -1 when the font has none. */
const findBlank = (font: TrueType): number => {
  for (let glyph = 1; glyph < font.glyphCount; glyph += 1) {
    if (font.advanceOf(glyph) === 0 && font.outlineOf(glyph).length === 0) return glyph;
  }
  return -1;
};

/**
 * A base with its marks is drawn as the composed character where Unicode has one (か + U+3099 as が), while the code keeps the
 * characters as they were written. Variation selectors follow as codes of their own that draw nothing: the base is printed in
 * its standard form.
 */
const piecesOf = (fonts: Typesetter['fonts'], blank: number, weight: Weight, cluster: string): Piece[] => {
  const codePointOf = (character: string) => character.codePointAt(0) ?? 0;
  const shown = [...cluster].filter((character) => !isLineEnd(codePointOf(character)));
  const drawn = shown.filter((character) => !isInvisible(codePointOf(character)));
  const hidden = blank < 0 ? [] : shown.filter((character) => isInvisible(codePointOf(character)));
  const carried = hidden.map((unicode): Piece => ({ slot: 'fallback', unicode, glyph: blank, isMissing: false }));
  const composed = [...drawn.join('').normalize('NFC')];
  if (drawn.length > 1 && composed.length === 1) {
    const piece = findGlyph(fonts, weight, drawn.join(''), codePointOf(composed[0] ?? ''));
    if (!piece.isMissing) return [piece, ...carried];
  }
  return [...drawn.map((character) => findGlyph(fonts, weight, character, codePointOf(character))), ...carried];
};

const codeOf = (font: EmbeddedFont, piece: Piece): FontCode => {
  const known = font.codes.get(piece.unicode);
  if (known !== undefined) return known;
  const code = font.codes.size + 1;
  if (code > MAX_CODES) throw new FontError('the document has more distinct characters than one font can carry');
  const entry = { code, unicode: piece.unicode, glyph: piece.glyph };
  font.codes.set(piece.unicode, entry);
  return entry;
};

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

/** Thousandths of the font size, rounded as the font's width table is, so that layout and reader agree. */
export const advanceInThousandths = (font: TrueType, glyph: number): number =>
  Math.round((font.advanceOf(glyph) * 1000) / font.unitsPerEm);

const joinRuns = (pieces: readonly Piece[], fonts: Typesetter['fonts']): Run[] => {
  const runs: { slot: FontSlot; codes: string[]; width: number }[] = [];
  for (const piece of pieces) {
    const embedded = fonts[piece.slot];
    const last = runs.at(-1);
    const run = last?.slot === piece.slot ? last : { slot: piece.slot, codes: [], width: 0 };
    if (run !== last) runs.push(run);
    run.codes.push(hex4(codeOf(embedded, piece).code));
    run.width += advanceInThousandths(embedded.font, piece.glyph);
  }
  return runs.map(({ slot, codes, width }) => ({ slot, hex: codes.join(''), width }));
};

const cached = (compute: (weight: Weight, cluster: string) => Piece[]) => {
  const memory = { regular: new Map<string, Piece[]>(), bold: new Map<string, Piece[]>() };
  return (weight: Weight, cluster: string): Piece[] => {
    const known = memory[weight].get(cluster);
    if (known !== undefined) return known;
    const pieces = compute(weight, cluster);
    memory[weight].set(cluster, pieces);
    return pieces;
  };
};

/** Sets text in three fonts for one document. */
export const createTypesetter = (fonts: Readonly<Record<FontSlot, TrueType>>): Typesetter => {
  const embed = (slot: FontSlot): EmbeddedFont => ({ slot, font: fonts[slot], codes: new Map() });
  const embedded = { regular: embed('regular'), bold: embed('bold'), fallback: embed('fallback') };
  const blank = findBlank(fonts.fallback);
  const pieces = cached((weight, cluster) => piecesOf(embedded, blank, weight, cluster));
  return {
    fonts: embedded,
    widthOf: (weight, cluster) =>
      pieces(weight, cluster).reduce((sum, piece) => sum + advanceInThousandths(fonts[piece.slot], piece.glyph), 0),
    runsOf: (weight, text) =>
      joinRuns(
        clustersOf(text).flatMap((cluster) => pieces(weight, cluster)),
        embedded,
      ),
  };
};

/** A function that lists the code points of a text that no font has, one entry for each occurrence. */
export const missingIn = (fonts: Readonly<Record<FontSlot, TrueType>>): ((text: string) => number[]) => {
  const embedded = createTypesetter(fonts).fonts;
  const pieces = cached((weight, cluster) => piecesOf(embedded, -1, weight, cluster));
  return (text) =>
    clustersOf(printableText(text))
      .flatMap((cluster) => pieces('regular', cluster))
      .filter(({ isMissing }) => isMissing)
      .map(({ unicode }) => unicode.codePointAt(0) ?? 0);
};
