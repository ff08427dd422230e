/**
 * Line breaking for Japanese text with Latin words in it: greedy filling with kinsoku (JIS X 4051, JLREQ 3.1.7 to
 * 3.1.10) in its carry-over form. Pure: widths come from the caller. The lines of a paragraph joined again are the
 * paragraph, character for character; a space at a break stays at the end of its line and counts no width.
 */

const setOf = (characters: string): ReadonlySet<string> => new Set(characters);

/** Characters that must not begin a line: closing brackets, stops, small kana, sound and iteration marks. */
export const NOT_AT_START: ReadonlySet<string> = setOf(
  '、。，．・：；？！゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟»｠ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ' +
    'ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ!%),.:;?]}｡｣､･ｰｧｨｩｪｫｬｭｮｯﾞﾟ…‥〜～‐–％‰℃‼⁇⁈⁉',
);

/** Characters that must not end a line: opening brackets and signs that stand before a number. */
export const NOT_AT_END: ReadonlySet<string> = setOf('‘“（〔［｛〈《「『【〘〖〝«｟｢([{￥＄￡＃№');

const SPACES: ReadonlySet<string> = setOf(' \t\u3000\u2002\u2003\u2009\u200b');
const LATIN = /^[0-9A-Za-z!-/:-@[-`{-~\u00a0-\u024f\u0370-\u052f\u2011\u2060]/;
/** After these a long path, address or identifier is broken before it is broken anywhere. */
const SEPARATORS: ReadonlySet<string> = setOf('/\\?&=-_.,:;@|+#%]');
const DASHES: ReadonlySet<string> = setOf('―—…‥');
/** Below this part of the width, a line is filled by splitting the long word that follows. */
const SHORT_LINE = 0.5;

const isCombining = (codePoint: number): boolean =>
  (codePoint >= 0x300 && codePoint <= 0x36f) ||
  (codePoint >= 0x20d0 && codePoint <= 0x20ff) ||
  codePoint === 0x3099 ||
  codePoint === 0x309a ||
  isVariationSelector(codePoint);

/** True for the selectors that choose another form of the character before them (VS1 to VS256). */
export const isVariationSelector = (codePoint: number): boolean =>
  (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);

/** At most this many code points make a cluster, so that a hostile run of marks cannot grow without limit. */
const CLUSTER_LIMIT = 4;

/**
 * A text as clusters: a character with the combining marks and variation selectors that follow it. The ranges are fixed
 * here and not taken from the engine's Unicode tables, so that every engine breaks a text in the same places.
 */
export const clustersOf = (text: string): string[] => {
  const clusters: string[] = [];
  let size = 0;
  for (const character of text) {
    const last = clusters.length - 1;
    if (last >= 0 && size < CLUSTER_LIMIT && isCombining(character.codePointAt(0) ?? 0)) {
      clusters[last] = `${clusters[last] ?? ''}${character}`;
      size += 1;
    } else {
      clusters.push(character);
      size = 1;
    }
  }
  return clusters;
};

/** The paragraphs of a text: every form of line end that plain text has. */
export const paragraphsOf = (text: string): string[] => text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);

const baseOf = (cluster: string): string => String.fromCodePoint(cluster.codePointAt(0) ?? 0);

const kinsokuAllows = (before: string, after: string): boolean =>
  !NOT_AT_START.has(after) && !NOT_AT_END.has(before) && !(DASHES.has(before) && before === after);

/** May a line end between these two characters, in ordinary text? */
const isOpportunity = (before: string, after: string): boolean => {
  if (SPACES.has(after)) return false; // spaces hang at the end of the line
  if (SPACES.has(before)) return kinsokuAllows('', after);
  if (!kinsokuAllows(before, after)) return false;
  return !(LATIN.test(before) && LATIN.test(after));
};

type Line = {
  readonly bases: readonly string[];
  readonly widths: readonly number[];
  readonly start: number;
  readonly maxWidth: number;
};

/** Index after the last cluster that fits; at least one cluster, and the spaces that follow hang. */
const furthestFit = ({ bases, widths, start, maxWidth }: Line): number => {
  let end = start;
  let width = 0;
  while (end < bases.length) {
    const next = width + (widths[end] ?? 0);
    if (next > maxWidth && end > start && !SPACES.has(bases[end] ?? '')) break;
    width = next;
    end += 1;
  }
  return end;
};

const widthBetween = (widths: readonly number[], from: number, to: number): number => {
  let width = 0;
  for (let index = from; index < to; index += 1) width += widths[index] ?? 0;
  return width;
};

const lastBreak = (line: Line, end: number, allowed: (before: string, after: string) => boolean): number | null => {
  for (let index = end; index > line.start; index -= 1) {
    if (allowed(line.bases[index - 1] ?? '', line.bases[index] ?? '')) return index;
  }
  return null;
};

/** Does the word that begins at `from` need more than a whole line? Then moving it down does not keep it in one piece. */
const isLongWord = ({ bases, widths, maxWidth }: Line, from: number): boolean => {
  let width = 0;
  for (let index = from; index < bases.length; index += 1) {
    if (index > from && isOpportunity(bases[index - 1] ?? '', bases[index] ?? '')) return false;
    width += widths[index] ?? 0;
    if (width > maxWidth) return true;
  }
  return false;
};

const chooseBreak = (line: Line, end: number): number => {
  const isShort = (at: number) => widthBetween(line.widths, line.start, at) < line.maxWidth * SHORT_LINE;
  const word = lastBreak(line, end, isOpportunity);
  if (word !== null && !(isShort(word) && isLongWord(line, word))) return word;
  const separator = lastBreak(line, end, (before, after) => SEPARATORS.has(before) && kinsokuAllows(before, after));
  if (separator !== null && !isShort(separator)) return separator;
  return lastBreak(line, end, (before, after) => !SPACES.has(after) && kinsokuAllows(before, after)) ?? end;
};

/**
 * Breaks one paragraph (no line ends in it) into lines no wider than `maxWidth`, spaces at the end not counted. A word
 * longer than a line is broken after a separator or, failing that, anywhere; kinsoku yields only where a whole line has no
 * permitted place. A single cluster wider than the line stands alone. `measure` gives the width of one cluster in the unit of
 * `maxWidth`. An empty paragraph is one empty line.
 */
export const breakParagraph = (text: string, maxWidth: number, measure: (cluster: string) => number): string[] => {
  const clusters = clustersOf(text);
  const bases = clusters.map(baseOf);
  const widths = clusters.map(measure);
  const lines: string[] = [];
  let start = 0;
  while (start < clusters.length) {
    const line: Line = { bases, widths, start, maxWidth };
    const fit = furthestFit(line);
    const end = fit === clusters.length ? fit : chooseBreak(line, fit);
    lines.push(clusters.slice(start, end).join(''));
    start = end;
  }
  return lines.length === 0 ? [''] : lines;
};

/** Breaks a text with line ends: each paragraph by `breakParagraph`. */
export const breakLines = (text: string, maxWidth: number, measure: (cluster: string) => number): string[] =>
  paragraphsOf(text).flatMap((paragraph) => breakParagraph(paragraph, maxWidth, measure));
