import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/contract/records';
import type { CaseRecord } from '../../../src/core/journal/state';
import type { Fields, RecordType } from '../../../src/core/records/types';
import { momentOf } from '../../../src/core/time/moment';
import { importRows, type ImportedRow, type Table } from '../../../src/core/timeline/csv-import';
import { importRowsInSteps } from '../../../src/core/timeline/import-steps';
import { searchWords } from '../../../src/core/text/search';
import { promotedEvent } from '../../../src/core/timeline/promote';
import {
  promotedRowKeys,
  searchTextOf,
  timelineRowKey,
  timelineRows,
  type TimelineRow,
} from '../../../src/core/timeline/rows';

const BATCH = '00000000-0000-4000-8000-000000000001';
const SYSTEM = '00000000-0000-4000-8000-000000000002';
const ACCOUNT = '00000000-0000-4000-8000-000000000003';

const recordOf = <T extends RecordType>(type: T, id: string, fields: Fields<T>): CaseRecord<T> => ({
  type: type,
  id,
  fields,
  createdAt: '',
  createdLamport: 0,
  createdBy: '',
  modifiedAt: '',
  modifiedBy: '',
  revision: 1,
  removed: false,
});
const rowAt = (row: number, utcMs: number, more?: Partial<ImportedRow>): ImportedRow => ({
  row,
  occurredAt: momentOf(utcMs, 'Asia/Tokyo'),
  message: `row ${row}`,
  timestampDesc: '',
  host: '',
  account: '',
  source: '',
  ...more,
});
const eventAt = (id: string, utcMs: number, more?: Partial<Fields<'timelineEvent'>>) =>
  recordOf('timelineEvent', id, { occurredAt: momentOf(utcMs, 'Asia/Tokyo'), message: id, ...more });

describe('timelineRows', () => {
  it('is ordered, complete and stable for any mixture', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 });
    fc.assert(
      fc.property(times, times, (eventTimes, rowTimes) => {
        const lines = timelineRows(
          eventTimes.map((ms, index) => eventAt(`e${index}`, ms)),
          [{ importBatchId: BATCH, rows: rowTimes.map((ms, index) => rowAt(index + 1, ms)) }],
        );
        const utc = lines.map((line) => (line.kind === 'curated' ? line.event.fields : line.row).occurredAt.utc);
        expect(utc).toEqual([...utc].sort());
        expect(new Set(lines.map(timelineRowKey)).size).toBe(eventTimes.length + rowTimes.length);
        lines.forEach((line, index) => {
          const before = lines[index - 1];
          if (before?.kind === 'imported' && line.kind === 'imported' && utc[index] === utc[index - 1])
            expect(before.row.row).toBeLessThan(line.row.row);
          if (before?.kind === 'imported' && line.kind === 'curated') expect(utc[index - 1]).not.toBe(utc[index]);
        });
      }),
    );
  });
  it('finds lines by every word, whatever their width and case', () => {
    const line: TimelineRow = {
      kind: 'imported',
      importBatchId: BATCH,
      row: rowAt(1, 0, { message: 'VPN トンネル開始', host: 'VPN01' }),
    };
    const matches = (query: string) => searchWords(query).every((word) => searchTextOf(line, () => '').includes(word));
    expect(matches('vpn01 トンネル')).toBe(true);
    expect(matches('VPN トンネル')).toBe(true);
    expect(matches('vpn01 終了')).toBe(false);
    const curated: TimelineRow = { kind: 'curated', event: eventAt('e', 0, { systemIds: [SYSTEM] }) };
    expect(searchTextOf(curated, (ids) => (ids.includes(SYSTEM) ? 'PC-012' : ''))).toContain('pc-012');
  });
});

describe('promotedEvent', () => {
  const known = {
    systems: [recordOf('system', SYSTEM, { hostname: 'VPN01', aliases: ['fgt-1'], ipAddresses: ['192.0.2.1'] })],
    accounts: [recordOf('account', ACCOUNT, { accountName: 'tanaka', domain: 'CORP' })],
  };
  it('keeps the way back to the row and links what the case knows', () => {
    const row = rowAt(7, 0, { host: 'vpn01', account: 'corp\\Tanaka', source: 'FortiGate' });
    const event = promotedEvent(row, BATCH, known);
    expect(event).toMatchObject({
      message: 'row 7',
      source: 'FortiGate',
      systemIds: [SYSTEM],
      accountIds: [ACCOUNT],
      importBatchId: BATCH,
      importRow: 7,
    });
    const promoted = promotedRowKeys([recordOf('timelineEvent', 'e', event)]);
    expect(promoted.has(timelineRowKey({ kind: 'imported', importBatchId: BATCH, row }))).toBe(true);
    expect(promotedRowKeys([eventAt('e', 0)]).size).toBe(0);
  });
  it('finds a system by alias and address, and tells names the case does not know', () => {
    expect(promotedEvent(rowAt(1, 0, { host: 'FGT-1' }), BATCH, known).systemIds).toEqual([SYSTEM]);
    expect(promotedEvent(rowAt(1, 0, { host: '192.0.2.1' }), BATCH, known).systemIds).toEqual([SYSTEM]);
    const unknown = promotedEvent(rowAt(1, 0, { host: 'pc9', account: 'sato' }), BATCH, known);
    expect(unknown.message).toBe('row 1 [pc9 / sato]');
    expect(unknown.systemIds).toBeUndefined();
  });
  it('always makes what the journal accepts', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constant('𠮷'.repeat(15_000)),
      fc.constant('a\r\nb'),
    );
    fc.assert(
      fc.property(cell, cell, cell, cell, (message, host, source, timestampDesc) => {
        const row = rowAt(1, 0, { message: `m${message}`, host, source, timestampDesc });
        const event = promotedEvent(row, BATCH, known);
        expect(createSchema('timelineEvent').safeParse(event).error).toBeUndefined();
        const broken = /\p{Surrogate}/u;
        expect(broken.test(event.message)).toBe(broken.test(message) || broken.test(host));
      }),
    );
  });
});

describe('importRowsInSteps', () => {
  it('reads exactly what importRows reads, with the same row numbers', () => {
    const rows = Array.from({ length: 4500 }, (_, index) => [index % 7 === 0 ? 'x' : '2025-01-08 09:12', `m${index}`]);
    const table: Table = { header: ['time', 'message'], rows };
    const mapping = { datetime: 'time', message: 'message' };
    const steps = importRowsInSteps(table, mapping, 'Asia/Tokyo');
    const seen: number[] = [];
    let step = steps.next();
    while (!step.done) {
      seen.push(step.value.doneRows);
      step = steps.next();
    }
    expect(seen).toEqual([2000, 4000, 4500]);
    expect(step.value).toEqual(importRows(table, mapping, 'Asia/Tokyo'));
  });
});
