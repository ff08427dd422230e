import type { Moment, Precision } from '../records/fields';
import { momentsOfWallTime, offsetAt } from './zone';

/** Why a text is not a time. `zone-required`: it names none and none was given; `ambiguous`: a clock change makes it two moments. */
export type TimeProblem = 'empty' | 'unreadable' | 'impossible' | 'ambiguous' | 'zone-required' | 'unknown-zone';
export type ParsedMoment = { ok: true; moment: Moment } | { ok: false; reason: TimeProblem };

/** A wall time as read, as if in UTC, with the zone the text itself names (if it does). */
type Wall = { ms: number; precision: Precision; zone: string | null };

const ZONE = String.raw`(?:\s*(Z|UTC|GMT|JST|[+-]\d{2}(?::?\d{2})?))?`;
const CLOCK = String.raw`(?:(?:T|\s+|\s*)(?:(午前|午後)\s*)?(\d{1,2})(?::|時\s*)(?:(\d{1,2})(?:(?::|分\s*)(?:(\d{1,2})(?:[.,](\d{1,9}))?\s*秒?)?|分)?)?)?`;
const DATE = String.raw`(\d{4}|(?:令和|R)\s*(?:\d{1,2}|元))(?:[-/.]|年\s*)(?:(\d{1,2})(?:(?:[-/.]|月\s*)(?:(\d{1,2})\s*日?)?|月)?)?`;
const SEPARATED = new RegExp(`^${DATE}${CLOCK}${ZONE}$`, 'iu');
const COMPACT = new RegExp(
  String.raw`^(\d{4})(\d{2})(\d{2})T?(?:(\d{2})(\d{2})(?:(\d{2})(?:\.(\d{1,9}))?)?)?${ZONE}$`,
  'iu',
);
const YEAR = /^(\d{4})年?$/u;

const yearOf = (text: string): number => {
  const era = /^(?:令和|R)\s*(\d{1,2}|元)$/iu.exec(text);
  if (!era) return Number(text);
  return 2018 + (era[1] === '元' ? 1 : Number(era[1]));
};

const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

const precisionOf = (parts: readonly (number | null)[]): Precision => {
  const names: readonly Precision[] = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'];
  const absent = parts.findIndex((part) => part === null);
  return names[(absent === -1 ? parts.length : absent) - 1] ?? 'year';
};

/** Null when the parts are not a real date and time (month 13, 30 February, 24:01). */
const wallOf = (parts: readonly (number | null)[], zone: string | null): Wall | null => {
  const [year, month, day, hour, minute, second, milli] = parts.map((part) => part ?? 0) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, Math.max(month, 1) - 1, Math.max(day, 1));
  date.setUTCHours(hour, minute, second, milli);
  const given = [year, Math.max(month, 1), Math.max(day, 1), hour, minute, second, milli];
  const real = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  ];
  const wellFormed = (parts[1] === null || month >= 1) && (parts[2] === null || day >= 1);
  if (!wellFormed || given.some((value, index) => value !== real[index])) return null;
  return { ms: date.getTime(), precision: precisionOf(parts), zone };
};

const milliseconds = (fraction: string | undefined): number | null =>
  fraction === undefined ? null : Number(fraction.padEnd(3, '0').slice(0, 3));

const readWall = (text: string): Wall | null | 'impossible' => {
  const separated = SEPARATED.exec(text);
  if (separated) {
    const [, year, month, day, half, hourText, minute, second, fraction, zone] = separated;
    let hour = number(hourText);
    if (half !== undefined && hour !== null) {
      if (hour > 12) return 'impossible';
      hour = (hour % 12) + (half === '午後' ? 12 : 0);
    }
    if (hour !== null && (month === undefined || day === undefined)) return null;
    const parts = [
      yearOf(year ?? ''),
      number(month),
      number(day),
      hour,
      number(minute),
      number(second),
      milliseconds(fraction),
    ];
    return wallOf(parts, zone ?? null) ?? 'impossible';
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second, fraction, zone] = compact;
    const parts = [year, month, day, hour, minute, second].map(number);
    return wallOf([...parts, milliseconds(fraction)], zone ?? null) ?? 'impossible';
  }
  const year = YEAR.exec(text);
  return year ? wallOf([Number(year[1]), null, null, null, null, null, null], null) : null;
};

/**
 * Reads a time as a person or a log writes it: ISO 8601, slashes, 2025年1月8日 9時12分, 令和7年, 午後, full-width
 * digits, compact digits. Day-first and month-first dates are refused, because they cannot be told apart.
 * `zone` (`Asia/Tokyo`, `UTC`, `+09:00`) is used when the text names none; without either the answer is `zone-required`.
 */
export const parseMoment = (text: string, zone: string | null): ParsedMoment => {
  const original = text.trim();
  if (original === '') return { ok: false, reason: 'empty' };
  if (original.length > 100) return { ok: false, reason: 'unreadable' };
  const wall = readWall(original.normalize('NFKC').trim());
  if (wall === null) return { ok: false, reason: 'unreadable' };
  if (wall === 'impossible') return { ok: false, reason: 'impossible' };
  const inZone = wall.zone ?? zone;
  if (inZone === null || inZone === '') return { ok: false, reason: 'zone-required' };
  const moments = momentsOfWallTime(inZone.toUpperCase() === 'Z' ? 'UTC' : inZone, wall.ms);
  if (moments === null) return { ok: false, reason: 'unknown-zone' };
  if (moments.length > 1) return { ok: false, reason: 'ambiguous' };
  const [moment] = moments;
  if (!moment) return { ok: false, reason: 'impossible' };
  const utc = utcText(moment.utcMs);
  if (utc === null) return { ok: false, reason: 'impossible' };
  return { ok: true, moment: { utc, original, offset: moment.offset, precision: wall.precision } };
};

/** ISO 8601 UTC with milliseconds; null outside the years 0001 to 9999, which the schemas and STIX cannot carry. */
const utcText = (utcMs: number): string | null => {
  const year = new Date(utcMs).getUTCFullYear();
  return year >= 1 && year <= 9999 ? new Date(utcMs).toISOString() : null;
};

/** A moment that a clock gave (not a text): full precision, written in the offset of `zone`. */
export const momentOf = (utcMs: number, zone: string): Moment => {
  const offset = offsetAt(zone, utcMs) ?? 0;
  const utc = new Date(utcMs).toISOString();
  return {
    utc,
    original: wallText(utcMs, offset, 'millisecond') + offsetText(offset),
    offset,
    precision: 'millisecond',
  };
};

const pad = (value: number): string => String(value).padStart(2, '0');

/** `+09:00` */
export const offsetText = (offset: number): string =>
  `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;

const wallText = (utcMs: number, offset: number, precision: Precision): string => {
  const iso = new Date(utcMs + offset * 60_000).toISOString().replace('T', ' ');
  const lengths = { year: 4, month: 7, day: 10, hour: 13, minute: 16, second: 19, millisecond: 23 } as const;
  return iso.slice(0, lengths[precision]) + (precision === 'hour' ? ':00' : '');
};

const zoneLabel = (zone: string, offset: number): string => {
  if (zone === 'Asia/Tokyo') return 'JST';
  return offset === 0 && zone === 'UTC' ? 'UTC' : `UTC${offsetText(offset)}`;
};

/**
 * "2025-01-08 09:12:33 JST". Never says more than the moment's precision; a time known only to the day or coarser is
 * shown as the date that was stated, with the offset it was stated in, because a date cannot be moved between zones.
 */
export const formatMoment = (moment: Moment, zone: string): string => {
  const utcMs = Date.parse(moment.utc);
  if (moment.precision === 'year' || moment.precision === 'month' || moment.precision === 'day') {
    const stated = zoneLabel(moment.offset === 540 ? 'Asia/Tokyo' : 'UTC', moment.offset);
    return `${wallText(utcMs, moment.offset, moment.precision)} (${stated})`;
  }
  const offset = offsetAt(zone, utcMs) ?? 0;
  return `${wallText(utcMs, offset, moment.precision)} ${zoneLabel(zone, offset)}`;
};

/** "2025-01-08 09:12:33 JST" of a header or record time (ISO 8601, any offset), to the second. */
export const formatInstant = (iso: string, zone: string): string => {
  const utcMs = Date.parse(iso);
  const offset = offsetAt(zone, utcMs) ?? 0;
  return `${wallText(utcMs, offset, 'second')} ${zoneLabel(zone, offset)}`;
};

export const compareMoments = (a: Moment, b: Moment): number => (a.utc < b.utc ? -1 : a.utc > b.utc ? 1 : 0);
