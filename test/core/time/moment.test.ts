import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMoments, formatInstant, formatMoment, momentOf, parseMoment } from '../../../src/core/time/moment';
import { isZone, momentsOfWallTime, offsetAt } from '../../../src/core/time/zone';

const utcOf = (text: string, zone: string | null): string => {
  const parsed = parseMoment(text, zone);
  return parsed.ok ? `${parsed.moment.utc} ${parsed.moment.precision}` : parsed.reason;
};

describe('parseMoment', () => {
  it.each([
    ['2025-01-08T09:12:33+09:00', null, '2025-01-08T00:12:33.000Z second'],
    ['2025-01-08T00:12:33.5Z', null, '2025-01-08T00:12:33.500Z millisecond'],
    ['2025-01-08 09:12', 'Asia/Tokyo', '2025-01-08T00:12:00.000Z minute'],
    ['2025/1/8 9:12:33', 'Asia/Tokyo', '2025-01-08T00:12:33.000Z second'],
    ['2025年1月8日 9時12分33秒', 'Asia/Tokyo', '2025-01-08T00:12:33.000Z second'],
    ['2025年1月8日午後3時', 'Asia/Tokyo', '2025-01-08T06:00:00.000Z hour'],
    ['2025年1月8日 午前0時5分', 'Asia/Tokyo', '2025-01-07T15:05:00.000Z minute'],
    ['令和7年1月8日 9:12', 'Asia/Tokyo', '2025-01-08T00:12:00.000Z minute'],
    ['令和元年5月1日', 'Asia/Tokyo', '2019-04-30T15:00:00.000Z day'],
    ['２０２５／０１／０８　０９：１２', 'Asia/Tokyo', '2025-01-08T00:12:00.000Z minute'],
    ['20250108091233', 'Asia/Tokyo', '2025-01-08T00:12:33.000Z second'],
    ['20250108T001233Z', null, '2025-01-08T00:12:33.000Z second'],
    ['2025-01-08 09:12:33 JST', 'UTC', '2025-01-08T00:12:33.000Z second'],
    ['2025-01-08', 'Asia/Tokyo', '2025-01-07T15:00:00.000Z day'],
    ['2025-01', 'UTC', '2025-01-01T00:00:00.000Z month'],
    ['2025年', 'UTC', '2025-01-01T00:00:00.000Z year'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z day'],
    ['2025-03-09 01:30', 'America/New_York', '2025-03-09T06:30:00.000Z minute'],
  ])('%s in %s', (text, zone, expected) => {
    expect(utcOf(text, zone)).toBe(expected);
  });

  it.each([
    ['', 'UTC', 'empty'],
    ['2025-01-08 09:12', null, 'zone-required'],
    ['2025-01-08 09:12', 'Mars/Olympus', 'unknown-zone'],
    ['2025-02-30', 'UTC', 'impossible'],
    ['2025-13-01', 'UTC', 'impossible'],
    ['2025-00-01', 'UTC', 'impossible'],
    ['2025-01-08 24:01', 'UTC', 'impossible'],
    ['2025年1月8日 午後13時', 'UTC', 'impossible'],
    ['08/01/2025 09:12', 'UTC', 'unreadable'],
    ['Jan  8 09:12:33', 'UTC', 'unreadable'],
    ['昨日', 'UTC', 'unreadable'],
    ['2025-03-09 02:30', 'America/New_York', 'impossible'],
    ['2025-11-02 01:30', 'America/New_York', 'ambiguous'],
    ['9'.repeat(200), 'UTC', 'unreadable'],
  ])('%s in %s is refused: %s', (text, zone, reason) => {
    expect(utcOf(text, zone)).toBe(reason);
  });

  it('reads back every moment it writes', () => {
    const moments = fc.integer({ min: Date.UTC(1953, 0, 1), max: Date.UTC(2200, 0, 1) });
    const zones = fc.constantFrom('Asia/Tokyo', 'UTC', '+05:30', '-03:00');
    fc.assert(
      fc.property(moments, zones, (utcMs, zone) => {
        const moment = momentOf(utcMs, zone);
        const again = parseMoment(moment.original, null);
        expect(again).toEqual({ ok: true, moment });
        expect(parseMoment(formatMoment(moment, 'Asia/Tokyo'), null)).toMatchObject({ moment: { utc: moment.utc } });
      }),
    );
  });
});

describe('formatMoment', () => {
  const at = (text: string) => {
    const parsed = parseMoment(text, 'Asia/Tokyo');
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.moment;
  };
  it('shows the same moment in JST and UTC, no finer than it was stated', () => {
    expect(formatMoment(at('2025-01-08 09:12'), 'Asia/Tokyo')).toBe('2025-01-08 09:12 JST');
    expect(formatMoment(at('2025-01-08 09:12'), 'UTC')).toBe('2025-01-08 00:12 UTC');
    expect(formatMoment(at('2025-01-08 9時'), 'UTC')).toBe('2025-01-08 00:00 UTC');
    expect(formatMoment(at('2025-01-08 09:12:33'), '+05:30')).toBe('2025-01-08 05:42:33 UTC+05:30');
  });
  it('does not move a date between zones', () => {
    expect(formatMoment(at('2025-01-08'), 'UTC')).toBe('2025-01-08 (JST)');
  });
  it('formats header times', () => {
    expect(formatInstant('2025-01-08T09:12:33.123+09:00', 'Asia/Tokyo')).toBe('2025-01-08 09:12:33 JST');
    expect(compareMoments(at('2025-01-08'), at('2025-01-09'))).toBe(-1);
  });
});

describe('zones', () => {
  it('knows fixed, IANA and wrong zones', () => {
    expect(['UTC', '+09:00', 'Asia/Tokyo', 'Europe/Paris'].map(isZone)).toEqual([true, true, true, true]);
    expect(['', '+25:00', 'Nowhere'].map(isZone)).toEqual([false, false, false]);
    expect(offsetAt('Asia/Tokyo', Date.UTC(1950, 6, 1))).toBe(600); // occupied Japan had summer time
  });
  it('finds none, one or two moments', () => {
    expect(momentsOfWallTime('Europe/Paris', Date.UTC(2025, 2, 30, 2, 30))).toEqual([]);
    expect(momentsOfWallTime('Europe/Paris', Date.UTC(2025, 9, 26, 2, 30))).toHaveLength(2);
    expect(momentsOfWallTime('Nowhere', 0)).toBeNull();
  });
});
