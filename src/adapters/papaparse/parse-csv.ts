import Papa from 'papaparse';
import type { Table } from '../../core/timeline/csv-import';

/** Limits of one import; beyond them the file is refused with a message, not cut. */
export const CSV_LIMITS = { columns: 500, rows: 1_000_000, cell: 1_000_000 } as const;

export type CsvProblem =
  'bad-quotes' | 'empty' | 'no-rows' | 'too-many-columns' | 'too-many-rows' | 'cell-too-long' | 'duplicate-column';
export type CsvResult = { ok: true; table: Table } | { ok: false; reason: CsvProblem; detail: string };

/** Names for columns without one (or beyond the header, in ragged rows), so that no cell is out of reach. */
const named = (header: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, index) => header[index]?.trim() || `#${index + 1}`);

/**
 * Reads CSV, TSV or semicolon-separated text (delimiter guessed, quotes as in RFC 4180). Blank lines are passed over.
 * `detail` says where the limit was met.
 */
export const parseCsv = (text: string): CsvResult => {
  const parsed = Papa.parse<string[]>(text.replace(/^\ufeff/u, ''), { skipEmptyLines: 'greedy' });
  const [first, ...rows] = parsed.data;
  if (!first) return { ok: false, reason: 'empty', detail: '' };
  if (rows.length === 0) return { ok: false, reason: 'no-rows', detail: '' };
  if (rows.length > CSV_LIMITS.rows) return { ok: false, reason: 'too-many-rows', detail: String(rows.length) };
  const quotes = parsed.errors.find(({ type }) => type === 'Quotes');
  if (quotes) return { ok: false, reason: 'bad-quotes', detail: String(quotes.row ?? 0) };
  const widest = rows.reduce((most, row) => Math.max(most, row.length), first.length);
  if (widest > CSV_LIMITS.columns) return { ok: false, reason: 'too-many-columns', detail: String(widest) };
  const header = named(first, widest);
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, reason: 'duplicate-column', detail: twice };
  const long = rows.findIndex((row) => row.some((cell) => cell.length > CSV_LIMITS.cell));
  if (long !== -1) return { ok: false, reason: 'cell-too-long', detail: String(long + 1) };
  return { ok: true, table: { header, rows } };
};
