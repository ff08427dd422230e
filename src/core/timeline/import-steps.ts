import {
  importRows,
  type ImportMapping,
  type ImportResult,
  type ImportedRow,
  type RejectedRow,
  type Table,
} from './csv-import';

/** Rows that are read at one go: some 20 ms of work, so that a page that pauses between them stays usable. */
const STEP_ROWS = 2000;

export type ImportStep = { doneRows: number; totalRows: number };

/**
 * Reads a large table like `importRows`, but in steps: yields after each how far it has come, and returns the whole.
 * Row numbers are those of the table.
 */
export const importRowsInSteps = function* (
  table: Table,
  mapping: ImportMapping,
  zone: string,
): Generator<ImportStep, ImportResult> {
  const rows: ImportedRow[] = [];
  const rejected: RejectedRow[] = [];
  for (let start = 0; start < table.rows.length; start += STEP_ROWS) {
    const part = { header: table.header, rows: table.rows.slice(start, start + STEP_ROWS) };
    const read = importRows(part, mapping, zone);
    for (const row of read.rows) rows.push({ ...row, row: row.row + start });
    for (const row of read.rejected) rejected.push({ ...row, row: row.row + start });
    yield { doneRows: Math.min(start + STEP_ROWS, table.rows.length), totalRows: table.rows.length };
  }
  return { rows, rejected };
};
