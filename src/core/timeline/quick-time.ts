import { formatInstant, momentOf, parseMoment, type ParsedMoment } from '../time/moment';

const NOW = /^(?:now|今|いま|現在)$/iu;
const CLOCK_ONLY = /^(?:午前|午後)?\s*\d{1,2}(?::\d{1,2}|時)/u;

/**
 * Reads a time as it is typed in a hurry: "now" or 今, a clock time of today in `zone` ("9:12", 午後3時5分), or anything
 * `parseMoment` reads. `nowMs` is the laptop's clock.
 */
export const readQuickTime = (text: string, zone: string, nowMs: number): ParsedMoment => {
  const typed = text.normalize('NFKC').trim();
  if (NOW.test(typed))
    return zone === '' ? { ok: false, reason: 'zone-required' } : { ok: true, moment: momentOf(nowMs, zone) };
  if (!CLOCK_ONLY.test(typed)) return parseMoment(text, zone);
  // The day is written into the original text: without it, the text alone would not say when.
  const today = formatInstant(new Date(nowMs).toISOString(), zone).slice(0, 'YYYY-MM-DD'.length);
  return parseMoment(`${today} ${typed}`, zone);
};
