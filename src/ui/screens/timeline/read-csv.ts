import { decodeText } from '../../../adapters/text-decoder/decode-text';
import type { CsvProblem } from '../../../adapters/papaparse/parse-csv';
import type { ImportMapping, ImportResult, Table } from '../../../core/timeline/csv-import';
import type { TextEncodingName } from '../../../core/timeline/decode';
import { importRowsInSteps } from '../../../core/timeline/import-steps';

export type TableProblem = { reason: CsvProblem | 'encoding'; detail: string };
export type TableRead = { ok: true; table: Table } | ({ ok: false } & TableProblem);

/** Bytes of a CSV file as a table. The parser is loaded when it is first needed. */
export const readTable = async (bytes: Uint8Array, encoding: TextEncodingName): Promise<TableRead> => {
  const { parseCsv } = await import('../../../adapters/papaparse/parse-csv');
  const text = decodeText(bytes, encoding);
  return text === null ? { ok: false, reason: 'encoding', detail: encoding } : parseCsv(text);
};

/** Work without a pause lasts at most about this long, so that keys and scrolling stay alive. */
const WORK_MS = 24;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Reads all rows of a table with pauses. `onPercent` hears how far it has come; `isWanted` is asked at every pause,
 * and null is the answer once it says no.
 */
export const readRows = async (
  table: Table,
  mapping: ImportMapping,
  zone: string,
  onPercent: (percent: number) => void,
  isWanted: () => boolean,
): Promise<ImportResult | null> => {
  const steps = importRowsInSteps(table, mapping, zone);
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < WORK_MS) continue;
    onPercent(Math.floor((step.value.doneRows / step.value.totalRows) * 100));
    await pause();
    if (!isWanted()) return null;
    since = performance.now();
  }
};
