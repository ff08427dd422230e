import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/adapters/papaparse/parse-csv';
import { detectEncoding, type DecodeText } from '../../../src/core/timeline/decode';
import { importRows, proposeMapping, type Table } from '../../../src/core/timeline/csv-import';

const table = (text: string): Table => {
  const result = parseCsv(text);
  if (!result.ok) throw new Error(result.reason);
  return result.table;
};
const decode: DecodeText = (bytes, encoding) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

describe('parseCsv', () => {
  it('reads quotes, line breaks in cells, tabs and a byte order mark', () => {
    expect(table('\ufeffa,b\r\n"1,2","x\n""y"""\r\n\r\n').rows).toEqual([['1,2', 'x\n"y"']]);
    expect(table('a\tb\n1\t2\n').header).toEqual(['a', 'b']);
  });
  it('keeps the cells of rows longer than the header', () => {
    expect(table('a,b\n1,2,3\n')).toEqual({ header: ['a', 'b', '#3'], rows: [['1', '2', '3']] });
  });
  it('says why it refuses', () => {
    expect(parseCsv('')).toMatchObject({ ok: false, reason: 'empty' });
    expect(parseCsv('a,b\n')).toMatchObject({ ok: false, reason: 'no-rows' });
    expect(parseCsv('a,a\n1,2')).toMatchObject({ ok: false, reason: 'duplicate-column', detail: 'a' });
    expect(parseCsv('a,b\n1,"2\n3,4')).toMatchObject({ ok: false, reason: 'bad-quotes' });
    expect(parseCsv(`${'a,'.repeat(600)}\n1`)).toMatchObject({ ok: false, reason: 'too-many-columns' });
  });
});

describe('importRows', () => {
  const vpn = table(
    '日時,端末名,ユーザー名,内容\n2024/06/20 09:12:33,vpn01,tanaka,トンネル開始\n,vpn01,tanaka,終了\n2024/06/31 00:00,vpn01,x,y\n2024/06/20 10:00,vpn01,x,\n',
  );

  it('proposes a mapping from Japanese and English headers', () => {
    expect(proposeMapping(vpn.header)).toEqual({
      datetime: '日時',
      host: '端末名',
      account: 'ユーザー名',
      message: '内容',
    });
    expect(proposeMapping(['datetime', 'timestamp_desc', 'message'])).toEqual({
      datetime: 'datetime',
      timestamp_desc: 'timestamp_desc',
      message: 'message',
    });
    expect(proposeMapping(['x', 'y'])).toEqual({});
  });
  it('reads rows in the zone given and lists every row it cannot read', () => {
    const result = importRows(vpn, proposeMapping(vpn.header), 'Asia/Tokyo');
    expect(result.rows).toMatchObject([
      {
        row: 1,
        message: 'トンネル開始',
        host: 'vpn01',
        account: 'tanaka',
        occurredAt: { utc: '2024-06-20T00:12:33.000Z' },
      },
    ]);
    expect(result.rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'empty'],
      [3, 'impossible'],
      [4, 'no-message'],
    ]);
    expect(result.rows.length + result.rejected.length).toBe(vpn.rows.length);
  });
  it('makes the whole row the message when none is mapped', () => {
    const { rows } = importRows(vpn, { datetime: '日時' }, 'UTC');
    expect(rows[0]?.message).toBe('日時: 2024/06/20 09:12:33; 端末名: vpn01; ユーザー名: tanaka; 内容: トンネル開始');
  });
});

describe('detectEncoding', () => {
  const shiftJis = Uint8Array.from([0x93, 0xfa, 0x8e, 0x9e, 0x2c, 0x93, 0xe0, 0x97, 0x65]); // 日時,内容
  const eucJp = Uint8Array.from([0xc6, 0xfc, 0xbb, 0xfe, 0x2c, 0xc6, 0xe2, 0xcd, 0xc6]);
  it('tells the encodings of Japanese logs apart', () => {
    expect(detectEncoding(new TextEncoder().encode('日時,内容'), decode)).toBe('utf-8');
    expect(detectEncoding(shiftJis, decode)).toBe('shift_jis');
    expect(detectEncoding(eucJp, decode)).toBe('euc-jp');
    expect(detectEncoding(Uint8Array.from([0xff, 0xfe, 0x41, 0]), decode)).toBe('utf-16le');
    expect(detectEncoding(Uint8Array.from([0xfe, 0xff, 0, 0x41]), decode)).toBe('utf-16be');
    expect(decode(shiftJis, 'shift_jis')).toBe('日時,内容');
  });
});
