import { useEffect, useState } from 'react';
import { proposeMapping, type ImportMapping, type ImportResult, type Table } from '../../../core/timeline/csv-import';
import { detectEncoding, type TextEncodingName } from '../../../core/timeline/decode';
import { useHost } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import { useThrow } from '../../hooks/throw';
import { decodeText } from '../../../adapters/text-decoder/decode-text';
import { readRows, readTable, type TableProblem } from './read-csv';

export type CsvFile = { name: string; sha256: string; bytes: Uint8Array };
export type CsvReading = {
  file: CsvFile;
  encoding: TextEncodingName;
  /** Null while the encoding does not fit or the file is no table. */
  table: Table | null;
  problem: TableProblem | null;
  mapping: ImportMapping;
};

const readFile = async (file: CsvFile, encoding: TextEncodingName): Promise<CsvReading> => {
  const read = await readTable(file.bytes, encoding);
  return read.ok
    ? { file, encoding, table: read.table, problem: null, mapping: proposeMapping(read.table.header) }
    : { file, encoding, table: null, problem: read, mapping: {} };
};

/** A file the person chooses, its encoding (detected, changeable) and what it reads as. */
export const useCsvFile = () => {
  const host = useHost();
  const attempt = useAttempt();
  const [reading, setReading] = useState<CsvReading | null>(null);
  const [busy, setBusy] = useState(false);

  const pick = async () => {
    setBusy(true);
    const picked = await attempt(async () => {
      const chosen = await host['files.pick']({ kind: 'csv' });
      if (chosen === null) return null;
      try {
        const { bytes, sha256 } = await host['files.read']({ token: chosen.token });
        const name = chosen.name.replace(/[\r\n]+/gu, ' ').slice(0, 500);
        return await readFile({ name, sha256, bytes }, detectEncoding(bytes, decodeText));
      } finally {
        await host['files.release']({ token: chosen.token });
      }
    });
    if (picked.ok && picked.value !== null) setReading(picked.value);
    setBusy(false);
  };
  const setEncoding = async (encoding: TextEncodingName) => {
    if (reading === null) return;
    setBusy(true);
    const read = await attempt(() => readFile(reading.file, encoding));
    if (read.ok) setReading(read.value);
    setBusy(false);
  };
  const setMapping = (mapping: ImportMapping) => setReading((before) => before && { ...before, mapping });
  return { reading, busy, pick, setEncoding, setMapping };
};

export type RowCheck =
  { at: 'waiting' } | { at: 'checking'; percent: number } | { at: 'checked'; result: ImportResult };
const WAITING: RowCheck = { at: 'waiting' };

/** Reads all rows as they would be imported, again after every change; begins only when zone and time column are known. */
export const useRowCheck = (reading: CsvReading | null, zone: string): RowCheck => {
  const [check, setCheck] = useState<RowCheck>(WAITING);
  const throwInRender = useThrow();
  const table = reading?.table ?? null;
  const mapping = reading?.mapping;
  useEffect(() => {
    if (table === null || zone === '' || mapping?.datetime === undefined) return undefined;
    let wanted = true;
    const run = async () => {
      setCheck({ at: 'checking', percent: 0 });
      const onPercent = (percent: number) => wanted && setCheck({ at: 'checking', percent });
      const result = await readRows(table, mapping, zone, onPercent, () => wanted);
      if (wanted && result !== null) setCheck({ at: 'checked', result });
    };
    run().catch(throwInRender);
    return () => {
      wanted = false;
      setCheck(WAITING);
    };
  }, [table, mapping, zone, throwInRender]);
  return check;
};
