/**
 * Programs that open CSV run a cell that begins like a formula, quoted or not (OWASP ASVS 1.2.10). Such a cell gets a
 * leading apostrophe; a plain number keeps its sign, because it is no formula. Full-width forms are folded by some
 * programs, so they count too.
 */
const FORMULA_START = /^[=+\-@\t\r\n\0＝＋－＠]/u;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/u;

/** One cell of RFC 4180, guarded against formulas. */
export const cellCsv = (text: string): string => {
  const guarded = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/**
 * A CSV file (RFC 4180, CR LF) with a byte order mark: without it, Excel on Japanese Windows reads UTF-8 as
 * Shift_JIS. Every row must be as long as the header; a shorter or longer one throws a RangeError.
 */
export const toCsv = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => {
    if (cells.length !== header.length)
      throw new RangeError(`toCsv: ${cells.length} cells for ${header.length} columns`);
    return `${cells.map(cellCsv).join(',')}\r\n`;
  };
  return `\ufeff${line(header)}${rows.map(line).join('')}`;
};
