import { parseIpv4, parseIpv6 } from './address';
import { parseUnicodeHostName } from './host-name';

/** Schemes read, with the written forms that stand for them. */
const SCHEMES: Readonly<Record<string, string>> = {
  http: 'http',
  https: 'https',
  hxxp: 'http',
  hxxps: 'https',
  hxtp: 'http',
  htxp: 'http',
  hxtps: 'https',
  htxps: 'https',
  ftp: 'ftp',
  ftps: 'ftps',
  sftp: 'sftp',
  fxp: 'ftp',
  fxps: 'ftps',
  ws: 'ws',
  wss: 'wss',
};
export const schemeOf = (written: string): string | null => {
  const name = written.toLowerCase();
  return Object.hasOwn(SCHEMES, name) ? (SCHEMES[name] ?? null) : null;
};

const hostOf = (text: string): string | null => {
  if (text.startsWith('[')) {
    const address = text.endsWith(']') ? parseIpv6(text.slice(1, -1)) : null;
    return address === null ? null : `[${address}]`;
  }
  if (/^[\d.]+$/.test(text)) return parseIpv4(text.replace(/\.$/, ''));
  return parseUnicodeHostName(text);
};

/**
 * A URL with the scheme and the host in normal form and everything after the authority left exactly as it is, or
 * null. `text` is already refanged. No white space or control character. A port must be 0 to 65535; the host needs two labels or an address.
 */
export const parseUrl = (text: string): string | null => {
  const parts = /^([a-z]{2,6}):\/\/([^/?#]*)(.*)$/is.exec(text);
  const scheme = schemeOf(parts?.[1] ?? '');
  if (parts === null || scheme === null || /[\s\p{Cc}]/u.test(text)) return null;
  const authority = parts[2] ?? '';
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  const colon = place.lastIndexOf(':');
  const hasPort = colon >= 0 && !place.endsWith(']');
  const port = hasPort ? place.slice(colon + 1) : '';
  if (hasPort && (!/^\d{0,5}$/.test(port) || Number(port) > 65_535)) return null;
  const host = hostOf(hasPort ? place.slice(0, colon) : place);
  if (host === null) return null;
  return `${scheme}://${authority.slice(0, at + 1)}${host}${port === '' ? '' : `:${port}`}${parts[3] ?? ''}`;
};

/** Host and port; a bracket inside belongs to the text (`https://example.com[link]`), only a leading one to IPv6. */
const AUTHORITY = /^\[?[^\s"'<>`|\\^{}/?#[\u0080-\uffff]*/;

/**
 * Does a host stand right after `://`? Looks at a bounded stretch, so that a long row of broken URLs costs no more
 * than its length.
 */
export const hasHost = (text: string, start: number): boolean => {
  const authority = AUTHORITY.exec(text.slice(start, start + 320))?.[0] ?? '';
  return parseUrl(`http://${authority.replace(/[,;].*$/, '').replace(/[^A-Za-z0-9\]]{1,32}$/, '')}`) !== null;
};

const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const CLOSER_OF: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** How many more closing than opening brackets of each kind. */
const closerSurplus = (text: string): Map<string, number> => {
  const surplus = new Map<string, number>();
  for (const sign of text) {
    const closer = CLOSER_OF[sign];
    if (closer !== undefined) surplus.set(closer, (surplus.get(closer) ?? 0) - 1);
    if (CLOSERS[sign] !== undefined) surplus.set(sign, (surplus.get(sign) ?? 0) + 1);
  }
  return surplus;
};

const STOPPERS = /[\s"'<>`|\\^{}\u0080-\uffff]|[,;](?=(?:https?|hxxps?|ftp):)|&(?:quot|lt|gt|#39);|\\n/i;

/** Where the host that starts at `start` is cut off by an opening bracket, or null. */
export const bracketAfterHost = (text: string, start: number): number | null => {
  const end = start + (AUTHORITY.exec(text.slice(start, start + 320))?.[0].length ?? 0);
  return text[end] === '[' ? end : null;
};

/**
 * Where a URL in running text ends (exclusive): before white space, quotes and any character outside ASCII, and
 * without the punctuation and unbalanced brackets that belong to the sentence.
 */
export const urlEnd = (text: string, start: number, limit: number): number => {
  const stop = text.slice(start, start + limit).search(STOPPERS);
  let end = stop < 0 ? Math.min(text.length, start + limit) : start + stop;
  const surplus = closerSurplus(text.slice(start, end));
  for (; end > start; end -= 1) {
    const last = text.charAt(end - 1);
    const opener = CLOSERS[last];
    if (opener === undefined && !'.,;:!?\'"*_~([-'.includes(last)) break;
    if (opener !== undefined) {
      const left = surplus.get(last) ?? 0;
      if (left <= 0) break;
      surplus.set(last, left - 1);
    }
    const closer = CLOSER_OF[last];
    if (closer !== undefined) surplus.set(closer, (surplus.get(closer) ?? 0) + 1);
  }
  return end;
};
