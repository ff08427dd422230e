/**
 * Offsets of time zones. A zone is `UTC`, a fixed offset (`+09:00`), or an IANA name (`Asia/Tokyo`), whose rules
 * come from the runtime's own time-zone data, so nothing is fetched.
 */

const FIXED = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/u;
/** Japan has kept UTC+9 without summer time since 1952; before that the runtime's data is asked. */
const JST_SINCE = Date.UTC(1952, 0, 1);

const formatters = new Map<string, Intl.DateTimeFormat | null>();

const formatterOf = (zone: string): Intl.DateTimeFormat | null => {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  let formatter: Intl.DateTimeFormat | null;
  try {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    formatter = null; // RangeError is how the platform says "no such zone"; the caller reports it
  }
  formatters.set(zone, formatter);
  return formatter;
};

const fixedOffset = (zone: string): number | null => {
  if (/^(?:UTC|GMT|Z|Etc\/UTC)$/iu.test(zone)) return 0;
  if (/^JST$/iu.test(zone)) return 540;
  const match = FIXED.exec(zone);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60 || Number(match[3] ?? 0) > 59) return null;
  return match[1] === '-' && minutes > 0 ? -minutes : minutes;
};

const ianaOffset = (zone: string, utcMs: number): number | null => {
  const formatter = formatterOf(zone);
  if (!formatter) return null;
  const part = Object.fromEntries(formatter.formatToParts(utcMs).map(({ type, value }) => [type, value]));
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  local.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
  return Math.round((local.getTime() - Math.floor(utcMs / 1000) * 1000) / 60_000);
};

/** Minutes east of UTC that clocks in `zone` showed at this moment; null when there is no such zone. */
export const offsetAt = (zone: string, utcMs: number): number | null => {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  if (zone === 'Asia/Tokyo' && utcMs >= JST_SINCE) return 540;
  return ianaOffset(zone, utcMs);
};

export const isZone = (zone: string): boolean => offsetAt(zone, 0) !== null;

/**
 * The moments at which clocks in `zone` showed this wall time (given as if it were UTC): none in the gap of a clock
 * change, two in its overlap, one otherwise. Null when there is no such zone.
 */
export const momentsOfWallTime = (
  zone: string,
  wallMs: number,
): readonly { utcMs: number; offset: number }[] | null => {
  const day = 86_400_000;
  const candidates = [offsetAt(zone, wallMs - day), offsetAt(zone, wallMs), offsetAt(zone, wallMs + day)];
  if (candidates.includes(null)) return null;
  return [...new Set(candidates as number[])]
    .map((offset) => ({ offset, utcMs: wallMs - offset * 60_000 }))
    .filter(({ offset, utcMs }) => offsetAt(zone, utcMs) === offset)
    .sort((a, b) => a.utcMs - b.utcMs);
};
