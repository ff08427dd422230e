/**
 * Text as an analyst's eye reads it: defanging undone, full-width letters narrowed, invisible characters gone.
 * `starts`/`ends` give for each UTF-16 unit of `text` the span of the source it stands for; null means identity.
 */
export type Folded = {
  text: string;
  starts: Uint32Array | null;
  ends: Uint32Array | null;
  /** Units that replace something an author wrote on purpose, such as `[.]`; null when there are none. */
  marks: Uint8Array | null;
};
export const MARK_DEFANGED = 1;
export const MARK_WIDE = 2;
export const MARK_STOP = 3;

const INVISIBLE = '\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff';
/** Where folding may have something to do; between two such places the text is copied as it is. */
const FOLDABLE =
  /[\u00ad\u180e\u200b-\u2011\u2060\u3002\ufeff\uff01-\uff5e\uff61]|[[({](?=[ \t]?(?:[.,:@/]|dot|at|http))|\[(?=\.)|\.(?=\])|h(?=\*\*p)/gi;
/** Full-width forms that can be part of an indicator. Brackets and commas stay: in Japanese prose they end it. */
const WIDE_SIGNS = '．：／＠－＿％';
const DEFANGED =
  /([[({])[ \t]?(\.|,|dot|:|at|@|\/\/|:\/\/|\/|https?:\/\/)[ \t]?([\])}])|\[\.(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])\.\]|h\*\*p/giy;
const SIGN_OF: Readonly<Record<string, string>> = { dot: '.', at: '@', ',': '.' };
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };
const LONGEST_DEFANGED = 14;

const defangedAt = (source: string, index: number): { length: number; text: string } | null => {
  DEFANGED.lastIndex = index;
  const match = DEFANGED.exec(source);
  if (match === null || match[0].length > LONGEST_DEFANGED) return null;
  const [whole, open, sign, close] = match;
  if (open === undefined || sign === undefined) return { length: whole.length, text: whole[0] === 'h' ? 'http' : '.' };
  if (CLOSING[open] !== close) return null;
  // `(/)` and `(,)` are prose, `[/]` and `[,]` are defanging.
  if (open !== '[' && (sign === '/' || sign === ',')) return null;
  return { length: whole.length, text: SIGN_OF[sign.toLowerCase()] ?? sign };
};

const isWideAlphanumeric = (code: number): boolean =>
  (code >= 0xff10 && code <= 0xff19) || (code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a);

/** What one ordinary unit becomes; an empty text drops it. */
const foldUnit = (unit: string, code: number): { text: string; mark: number } => {
  if (code < 0x80) return { text: unit, mark: 0 };
  if (isWideAlphanumeric(code) || WIDE_SIGNS.includes(unit)) {
    return { text: String.fromCharCode(code - 0xfee0), mark: MARK_WIDE };
  }
  if (unit === '。' || unit === '｡') return { text: '.', mark: MARK_STOP };
  if (code === 0x2010 || code === 0x2011) return { text: '-', mark: MARK_WIDE };
  return { text: INVISIBLE.includes(unit) ? '' : unit, mark: 0 };
};

type Builder = {
  folded: { starts: Uint32Array; ends: Uint32Array; marks: Uint8Array };
  parts: string[];
  length: number;
};

/** Appends `text`, all of which stands for source units [start, end). */
const putFolded = (builder: Builder, text: string, start: number, end: number, mark: number): void => {
  const { starts, ends, marks } = builder.folded;
  starts.fill(start, builder.length, builder.length + text.length);
  ends.fill(end, builder.length, builder.length + text.length);
  marks.fill(mark, builder.length, builder.length + text.length);
  builder.length += text.length;
  builder.parts.push(text);
};

/** Appends source units [start, end) as they are. */
const putPlain = (builder: Builder, source: string, start: number, end: number): void => {
  if (start === end) return;
  const { starts, ends } = builder.folded;
  for (let i = start; i < end; i += 1) {
    starts[builder.length] = i;
    ends[builder.length] = i + 1;
    builder.length += 1;
  }
  builder.parts.push(source.slice(start, end));
};

/** Folds one piece of text; runs in time linear in its length. */
export const foldText = (source: string): Folded => {
  if (source.search(FOLDABLE) < 0) return { text: source, starts: null, ends: null, marks: null };
  const folded = {
    starts: new Uint32Array(source.length),
    ends: new Uint32Array(source.length),
    marks: new Uint8Array(source.length),
  };
  const builder: Builder = { folded, parts: [], length: 0 };
  let done = 0;
  for (const { index } of source.matchAll(FOLDABLE)) {
    if (index < done) continue; // inside a defanged sign that has been read already
    putPlain(builder, source, done, index);
    const unit = source.charAt(index);
    const code = source.charCodeAt(index);
    const defanged = code < 0x80 ? defangedAt(source, index) : null;
    done = index + (defanged?.length ?? 1);
    const { text, mark } = defanged ? { ...defanged, mark: MARK_DEFANGED } : foldUnit(unit, code);
    putFolded(builder, text, index, done, mark);
  }
  putPlain(builder, source, done, source.length);
  return { text: builder.parts.join(''), ...folded };
};

/** True when any unit of [start, end) was written in the given way. */
export const hasMark = (folded: Folded, start: number, end: number, mark: number): boolean => {
  if (folded.marks === null) return false;
  for (let i = start; i < end; i += 1) if (folded.marks[i] === mark) return true;
  return false;
};
