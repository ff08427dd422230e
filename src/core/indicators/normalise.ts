import type { IndicatorType } from '../records/vocabularies';
import { parseNetwork } from './address';
import { foldText } from './fold';
import { isPlainDomain, parseHostName, parseUnicodeHostName } from './host-name';
import { parseUrl } from './url';
import { normaliseRegistryKey, normaliseWindowsPath } from './windows-path';

/** Why a value is not an indicator of the type; texts are in the catalogues under `indicator.reason.<reason>`. */
export const INDICATOR_REASONS = ['empty', 'too-long', 'wrong-format', 'wrong-length', 'several-values'] as const;
export type IndicatorReason = (typeof INDICATOR_REASONS)[number];
export type Normalised = { ok: true; value: string } | { ok: false; reason: IndicatorReason };

export const MAX_INDICATOR_LENGTH = 8192;
const HASH_LENGTH = { md5: 32, sha1: 40, sha256: 64 } as const;

/** Refanged, narrowed and without surrounding quotes, brackets of a list or white space. */
const clean = (value: string): string =>
  foldText(value)
    .text.trim()
    .replace(/^["'`「『<](.*)["'`」』>]$/su, '$1')
    .trim();

const CVE = /^CVE[-‐–—−_ ]?(\d{4})[-‐–—−_ ](\d{4,19})$/i;
const EMAIL = /^([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(.{1,253})$/;

export const parseCve = (text: string): string | null => {
  const match = CVE.exec(text);
  return match === null ? null : `CVE-${match[1]}-${match[2]}`;
};

/** `local@domain` with the domain in lower case (the local part may be case-sensitive), or null. */
export const parseEmail = (text: string): string | null => {
  const match = EMAIL.exec(text);
  const local = match?.[1] ?? '';
  const domain = parseHostName(match?.[2] ?? '');
  if (domain === null || local === '' || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return null;
  return `${local}@${domain}`;
};

const parseHash = (text: string, length: number): string | null =>
  text.length === length && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : null;

const parseFileName = (text: string): string | null =>
  /^[^\\/:*?"<>|\p{Cc}]{1,255}$/u.test(text) && !/^\.+$/.test(text) ? text : null;

/** The normal form of a cleaned text for a type, or null. `paths` keep full-width letters, which differ on disk. */
const parse = (type: IndicatorType, text: string, original: string): string | null => {
  switch (type) {
    case 'ipv4':
      return parseNetwork(text, 4);
    case 'ipv6':
      return parseNetwork(text.replace(/^\[(.*)\]$/, '$1').replace(/%[A-Za-z0-9_.-]+$/, ''), 6);
    case 'domain':
      return parseUnicodeHostName(text);
    case 'url':
      return parseUrl(text);
    case 'email':
      return parseEmail(text.replace(/^mailto:/i, ''));
    case 'md5':
    case 'sha1':
    case 'sha256':
      return parseHash(text, HASH_LENGTH[type]);
    case 'cve':
      return parseCve(text);
    case 'windows-path':
      return normaliseWindowsPath(original);
    case 'registry-key':
      return normaliseRegistryKey(text);
    case 'file-name':
      return parseFileName(original);
    default:
      return type satisfies never;
  }
};

const reasonFor = (type: IndicatorType, text: string): IndicatorReason => {
  if (type in HASH_LENGTH && /^[0-9a-f]+$/i.test(text)) return 'wrong-length';
  return /[\r\n,;]|\S\s+\S/.test(text) ? 'several-values' : 'wrong-format';
};

/**
 * The form in which an indicator is stored and compared: refanged; hosts, hashes and schemes in lower case; IPv6
 * per RFC 5952; registry hives written out. Never throws.
 */
export const normaliseIndicator = (type: IndicatorType, value: string): Normalised => {
  if (value.length > MAX_INDICATOR_LENGTH) return { ok: false, reason: 'too-long' };
  const text = clean(value);
  if (text === '') return { ok: false, reason: 'empty' };
  const original = value.replaceAll('[.]', '.').trim();
  const parsed = parse(type, text, original);
  if (parsed === null) return { ok: false, reason: reasonFor(type, text) };
  return parsed.length > MAX_INDICATOR_LENGTH ? { ok: false, reason: 'too-long' } : { ok: true, value: parsed };
};

/** In this order the first type that accepts a value is the best guess. */
const GUESS_ORDER = [
  'sha256',
  'sha1',
  'md5',
  'cve',
  'ipv4',
  'ipv6',
  'url',
  'email',
  'registry-key',
  'windows-path',
] as const satisfies readonly IndicatorType[];

/** The type a typed value most likely has, or null when it fits none. */
export const guessIndicatorType = (value: string): IndicatorType | null => {
  const accepts = (type: IndicatorType): boolean => normaliseIndicator(type, value).ok;
  const exact = GUESS_ORDER.find(accepts);
  if (exact !== undefined) return exact;
  const text = clean(value);
  const wasDefanged = text !== value.trim();
  if (accepts('domain') && (wasDefanged || /\P{ASCII}/u.test(text) || isPlainDomain(text, false))) return 'domain';
  return accepts('file-name') && /[^.]\.[A-Za-z0-9]{1,8}$/.test(text) ? 'file-name' : null;
};
