import { TLD_LIST } from './tld-list';

/** Reserved names (RFC 2606, RFC 7686) that occur in exercises and in hidden-service addresses. */
const RESERVED = 'example test invalid onion';
const TLDS: ReadonlySet<string> = new Set(`${TLD_LIST}${RESERVED}`.split(' '));
/** Top-level domains that are far more often the ending of a file: only an explicit form makes them a domain. */
const FILE_TLDS: ReadonlySet<string> = new Set('sh py zip md pl rs ps mov so cab pub mk st one dot bz am'.split(' '));
const COMMON_TLDS: ReadonlySet<string> = new Set(
  'com net org jp biz cn ru kr tw hk edu gov mil int de uk fr eu us xyz top info'.split(' '),
);
const SECOND_LEVEL: ReadonlySet<string> = new Set('co com net org gov edu ac or ne go ad ed gr lg mil'.split(' '));
const HOST_LABELS: ReadonlySet<string> = new Set(
  'www www1 www2 mail smtp ftp ns ns1 ns2 mx mx1 vpn api cdn static update login webmail img dl cloud'.split(' '),
);
const CODE_ROOTS: ReadonlySet<string> = new Set('com org net io java javax android'.split(' '));
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const UNICODE_LABEL = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

const isTopLevel = (label: string): boolean => /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(label);
const isKnownTopLevel = (label: string): boolean => TLDS.has(label) || label.startsWith('xn--');

/**
 * A host name of two labels or more in lower case without the final dot, or null. Underscores are allowed left
 * of the last two labels (service names). The last label must look like a top-level domain, known or not.
 */
export const parseHostName = (text: string): string | null => {
  const name = text.toLowerCase().replace(/\.$/, '');
  if (name.length > 253) return null;
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || !isTopLevel(last)) return null;
  const valid = labels.every((label, i) => LABEL.test(i < labels.length - 2 ? label.replaceAll('_', 'x') : label));
  return valid ? name : null;
};

/** As `parseHostName`, for names typed by hand: labels may be in any script (日本語.jp). */
export const parseUnicodeHostName = (text: string): string | null => {
  const ascii = parseHostName(text);
  if (ascii !== null) return ascii;
  const name = text.normalize('NFKC').toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (/^\p{ASCII}*$/u.test(name) || name.length > 253 || labels.length < 2) return null;
  if (/^\p{N}+$/u.test(last) || last.length < 2) return null;
  return labels.every((label) => LABEL.test(label) || UNICODE_LABEL.test(label)) ? name : null;
};

/** A file name rather than a host, judging by its ending: `backup.zip`, but not `www.example.pl`. */
const looksLikeFile = (labels: readonly string[]): boolean => {
  const last = labels.at(-1) ?? '';
  if (!FILE_TLDS.has(last)) return false;
  if (HOST_LABELS.has(labels[0] ?? '')) return false;
  return !(labels.length >= 3 && SECOND_LEVEL.has(labels.at(-2) ?? ''));
};

/** `com.example.app` or `System.IO`: a class or package name. */
const looksLikeCode = (raw: string, labels: readonly string[]): boolean => {
  const lastRaw = raw.slice(raw.lastIndexOf('.') + 1);
  if (lastRaw !== lastRaw.toLowerCase() && raw !== raw.toUpperCase()) return true;
  const last = labels.at(-1) ?? '';
  return labels.length >= 3 && CODE_ROOTS.has(labels[0] ?? '') && !COMMON_TLDS.has(last);
};

/**
 * Is a plain, not defanged name in running text a domain? Stricter than `parseHostName`: the top-level domain must
 * exist, and names that are more likely files, classes or method calls are not taken. This is the seam for the
 * full public-suffix list.
 */
export const isPlainDomain = (raw: string, followedByCall: boolean): boolean => {
  const labels = raw.toLowerCase().split('.');
  const last = labels.at(-1) ?? '';
  if (!isKnownTopLevel(last) || looksLikeFile(labels) || looksLikeCode(raw, labels)) return false;
  return !followedByCall || COMMON_TLDS.has(last);
};

/** Could the text after an ideographic full stop be the rest of a host name (`example。com`), not a new sentence? */
export const endsInKnownTopLevel = (name: string): boolean => {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last === last.toLowerCase() && isKnownTopLevel(last);
};
