import fc from 'fast-check';
import Papa from 'papaparse';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cellCsv, toCsv } from '../../../src/core/csv/csv';
import { allRecordsCsv } from '../../../src/core/csv/records-csv';
import { sessionInMemory } from '../../support/journal-in-memory';

describe('cellCsv', () => {
  it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', '\tx', '＝1', '\0a'])('guards %j', (text) => {
    expect(cellCsv(text).replace(/^"/u, '').startsWith("'")).toBe(true);
  });
  it.each([
    ['-5', '-5'],
    ['3.25', '3.25'],
    ['a,b', '"a,b"'],
    ['"x"', '"""x"""'],
    ['二行\n目', '"二行\n目"'],
  ])('%j becomes %j', (text, expected) => {
    expect(cellCsv(text)).toBe(expected);
  });
});

describe('toCsv', () => {
  it('reads back as it was, but for the guard', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !text.includes('\ufeff'));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = toCsv(['a', 'b', 'c'], rows);
        expect(text.startsWith('\ufeff')).toBe(true);
        const parsed = Papa.parse<string[]>(text.slice(1), { delimiter: ',', newline: '\r\n' }).data;
        const guarded = (value: string) =>
          cellCsv(value).replace(/^"/u, '').startsWith("'") && !value.startsWith("'") ? `'${value}` : value;
        expect(parsed.slice(1, -1)).toEqual(rows.map((row) => row.map(guarded)));
      }),
    );
  });
  it('refuses a ragged row', () => {
    expect(() => toCsv(['a'], [['1', '2']])).toThrow(RangeError);
  });
});

describe('allRecordsCsv', () => {
  it('keeps what was stated of a time and names what references point at', async () => {
    const { session } = await sessionInMemory(randomUUID(), [], randomUUID());
    const systemId = await session.create('system', { hostname: 'vpn01' });
    await session.create('timelineEvent', {
      occurredAt: { utc: '2024-06-20T00:12:00.000Z', original: '2024/06/20 09:12', offset: 540, precision: 'minute' },
      message: '=HYPERLINK("x")',
      systemIds: [systemId],
    });
    const [header = [], row = []] = Papa.parse<string[]>(allRecordsCsv(session.state(), 'timelineEvent').slice(1)).data;
    const cell = (name: string) => row[header.indexOf(name)];
    expect(cell('occurredAtUtc')).toBe('2024-06-20T00:12:00.000Z');
    expect(cell('occurredAtOriginal')).toBe('2024/06/20 09:12');
    expect(cell('occurredAtOffsetMinutes')).toBe('540');
    expect(cell('occurredAtPrecision')).toBe('minute');
    expect(cell('message')).toBe('\'=HYPERLINK("x")');
    expect(cell('systemIds')).toBe('vpn01');
  });
});
