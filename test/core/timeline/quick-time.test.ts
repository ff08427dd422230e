import { describe, expect, it } from 'vitest';
import { readQuickTime } from '../../../src/core/timeline/quick-time';

const NOW = Date.UTC(2025, 0, 7, 15, 30, 5, 250); // 8 January 00:30 in Japan

const utc = (text: string, zone: string) => {
  const read = readQuickTime(text, zone, NOW);
  return read.ok ? read.moment.utc : read.reason;
};

describe('readQuickTime', () => {
  it('reads "now" in both languages and in full width', () => {
    for (const text of ['now', 'NOW', 'now', '今', ' いま '])
      expect(utc(text, 'Asia/Tokyo')).toBe('2025-01-07T15:30:05.250Z');
  });
  it('takes a clock time for today in the zone chosen', () => {
    expect(utc('9:12', 'Asia/Tokyo')).toBe('2025-01-08T00:12:00.000Z');
    expect(utc('9:12', 'UTC')).toBe('2025-01-07T09:12:00.000Z');
    expect(utc('午後3時5分', 'Asia/Tokyo')).toBe('2025-01-08T06:05:00.000Z');
    const read = readQuickTime('9:12:30', 'Asia/Tokyo', NOW);
    expect(read).toMatchObject({ ok: true, moment: { original: '2025-01-08 9:12:30', precision: 'second' } });
  });
  it('leaves whole dates to parseMoment, and never guesses', () => {
    expect(utc('2024-06-20 09:12', 'Asia/Tokyo')).toBe('2024-06-20T00:12:00.000Z');
    expect(utc('25:00', 'Asia/Tokyo')).toBe('impossible');
    expect(utc('soon', 'Asia/Tokyo')).toBe('unreadable');
    expect(utc('', 'Asia/Tokyo')).toBe('empty');
    expect(utc('now', '')).toBe('zone-required');
    expect(utc('9:12', '')).toBe('zone-required');
  });
});
