import type { Moment } from '../records/fields';
import { parseMoment, type TimeProblem } from '../time/moment';

/** A table read from a file: the header row and the rows below it, as text. */
export type Table = { header: readonly string[]; rows: readonly (readonly string[])[] };

/** Which column of the file feeds which field; Timesketch's names for the first three. */
export const IMPORT_FIELDS = ['datetime', 'message', 'timestamp_desc', 'host', 'account', 'source'] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
export type ImportMapping = Readonly<Partial<Record<ImportField, string>>>;

/** A row of an import. `row` is its 1-based place below the header: with the file's SHA-256 it names the row for good. */
export type ImportedRow = {
  row: number;
  occurredAt: Moment;
  message: string;
  timestampDesc: string;
  host: string;
  account: string;
  source: string;
};
export type RejectedRow = { row: number; reason: TimeProblem | 'no-message'; text: string };
export type ImportResult = { rows: readonly ImportedRow[]; rejected: readonly RejectedRow[] };

/** Header words of common exports, in lower case without spaces and underscores. */
const KNOWN_HEADERS: Readonly<Record<ImportField, readonly string[]>> = {
  datetime: [
    'datetime',
    'timestamp',
    'time',
    'date',
    'eventtime',
    'utctime',
    '日時',
    '時刻',
    '日付',
    '発生日時',
    '接続日時',
  ],
  message: ['message', 'msg', 'description', 'details', 'event', 'メッセージ', '内容', '概要', '説明', '詳細'],
  timestamp_desc: ['timestampdesc', 'timestampdescription', '時刻の意味', '種別', 'イベント種別'],
  host: ['host', 'hostname', 'computer', 'device', 'system', '端末', 'ホスト', '端末名', '機器', '機器名', 'ホスト名'],
  account: ['account', 'user', 'username', 'アカウント', 'ユーザー', 'ユーザ', 'ユーザー名', '利用者'],
  source: ['source', 'sourcetype', 'parser', 'ログ', 'ソース', '情報源'],
};

const folded = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '');

/** Proposes a mapping from the header's words; the person confirms or changes it. */
export const proposeMapping = (header: readonly string[]): ImportMapping => {
  const taken = new Set<string>();
  const find = (field: ImportField): string | undefined => {
    const column = KNOWN_HEADERS[field]
      .map((word) => header.find((name) => !taken.has(name) && folded(name) === word))
      .find((name) => name !== undefined);
    if (column !== undefined) taken.add(column);
    return column;
  };
  return Object.fromEntries(
    IMPORT_FIELDS.map((field) => [field, find(field)]).filter(([, column]) => column !== undefined),
  ) as ImportMapping;
};

/**
 * Reads the rows of a table as timeline rows. `zone` is the zone the file's times are in; a time that names its own
 * wins. A row whose time cannot be read or whose message is empty is listed in `rejected`, never dropped. Without a
 * mapped message, the whole row is the message ("column: value; …").
 */
export const importRows = (table: Table, mapping: ImportMapping, zone: string): ImportResult => {
  const columnOf = (field: ImportField): number => {
    const column = mapping[field];
    return column === undefined ? -1 : table.header.indexOf(column);
  };
  const columns = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, columnOf(field)])) as Record<
    ImportField,
    number
  >;
  const rows: ImportedRow[] = [];
  const rejected: RejectedRow[] = [];
  table.rows.forEach((cells, index) => {
    const cell = (field: ImportField): string => cells[columns[field]]?.trim() ?? '';
    const row = index + 1;
    const whole = table.header.map((name, column) => `${name}: ${cells[column] ?? ''}`).join('; ');
    const message = columns.message === -1 ? whole : cell('message');
    const time = parseMoment(cell('datetime'), zone);
    if (!time.ok) rejected.push({ row, reason: time.reason, text: cells.join(', ') });
    else if (message === '') rejected.push({ row, reason: 'no-message', text: cells.join(', ') });
    else
      rows.push({
        row,
        occurredAt: time.moment,
        message,
        timestampDesc: cell('timestamp_desc'),
        host: cell('host'),
        account: cell('account'),
        source: cell('source'),
      });
  });
  return { rows, rejected };
};
