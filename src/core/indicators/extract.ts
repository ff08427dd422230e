import type { IndicatorType } from '../records/vocabularies';
import { isNoiseAddress, parseIpv4, parseIpv6, parseNetwork } from './address';
import { foldText, hasMark, MARK_DEFANGED, MARK_STOP, MARK_WIDE, type Folded } from './fold';
import { endsInKnownTopLevel, isPlainDomain, parseHostName } from './host-name';
import { parseCve, parseEmail } from './normalise';
import { bracketAfterHost, hasHost, parseUrl, schemeOf, urlEnd } from './url';
import {
  hiveOf,
  normaliseRegistryKey,
  normaliseWindowsPath,
  registryKeyLength,
  windowsPathLength,
} from './windows-path';

/** An indicator found in a text. `start` and `end` are UTF-16 positions of `raw` in the source text. */
export type FoundIndicator = {
  type: IndicatorType;
  /** Normal form, refanged. */
  value: string;
  raw: string;
  start: number;
  end: number;
  /** The line around it, shortened. */
  context: string;
};

type Hit = { type: IndicatorType; value: string; start: number; end: number };
/** `next` is where scanning goes on when the hit reaches beyond the run it began in. */
type Scan = { folded: Folded; hits: Hit[]; next: number };

const CHUNK = 65_536;
const PATH_WINDOW = 520;
const URL_LIMIT = 8192;
const CONTEXT_SIDE = 60;
const RUN = /[A-Za-z0-9.\-_:@%+]+/g;
const HASH = /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})(?![0-9A-Za-z])/g;
const HASH_TYPES: Readonly<Record<number, IndicatorType>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };
const CVE = /(?<![A-Za-z0-9])CVE[-‐–—−_ ]?\d{4}[-‐–—−_ ]\d{4,19}(?![0-9A-Za-z])/gi;
/** Words after which four numbers with dots are a version, an object identifier or a section, not an address. */
const NUMBER_WORD =
  /(?:(?:^|[^A-Za-z])(?:v|ver|version|build|release|rev|revision|firmware|patch|oid|section|sec|chapter|table|figure|fig)|バージョン|版数|第|§)[\s.:：=#-]{0,3}(?:は|が)?$/i;
const PRODUCT_SLASH = /[A-Z][a-z]+[A-Za-z]*\/$/;
const SERIAL_WORD = /(?:serial|シリアル)[^\r\n]{0,16}$/i;
const OBJECT_IDENTIFIER = /^(?:1\.3\.6\.1|2\.5\.(?:4|29)\.\d+|1\.2\.840\.\d+)$/;

const add = (scan: Scan, type: IndicatorType, value: string, start: number, end: number): void => {
  scan.hits.push({ type, value, start, end });
};

/** A run's text in the path alphabet: defanging undone, but full-width letters as they stand on disk. */
const pathWindow = (folded: Folded, source: string, start: number): string => {
  const end = Math.min(folded.text.length, start + PATH_WINDOW);
  const { starts, marks } = folded;
  const isAsWritten = !hasMark(folded, start, end, MARK_WIDE) && !hasMark(folded, start, end, MARK_STOP);
  if (starts === null || marks === null || isAsWritten) return folded.text.slice(start, end);
  let text = '';
  for (let i = start; i < end; i += 1) {
    const isWritten = marks[i] === MARK_WIDE || marks[i] === MARK_STOP;
    text += isWritten ? source.charAt(starts[i] ?? 0) : folded.text.charAt(i);
  }
  return text;
};

const scanUrl = (scan: Scan, start: number, runEnd: number): boolean => {
  const { text } = scan.folded;
  const written = /[A-Za-z]{2,6}(?=:$)/.exec(text.slice(Math.max(start, runEnd - 7), runEnd))?.[0] ?? '';
  const scheme = schemeOf(written) === null ? written.replace(/^.*?(?=h(?:tt|xx)ps?$)/i, '') : written;
  if (!text.startsWith('//', runEnd) || schemeOf(scheme) === null || !mayHaveHost(scan.folded, runEnd + 2))
    return false;
  const from = runEnd - 1 - scheme.length;
  const bracket = bracketAfterHost(text, runEnd + 2);
  let end = urlEnd(text, from, bracket === null ? URL_LIMIT : bracket - from);
  if (hasMark(scan.folded, from, end, MARK_STOP)) end = endBeforeSentence(scan.folded, from, end);
  const value = parseUrl(text.slice(from, end));
  if (value === null) return false;
  add(scan, 'url', value, from, end);
  scan.next = end;
  return true;
};

/** A host follows, or something with an ideographic full stop that has yet to be cut. */
const mayHaveHost = (folded: Folded, start: number): boolean =>
  hasHost(folded.text, start) || hasMark(folded, start, Math.min(folded.text.length, start + 64), MARK_STOP);

/** An ideographic full stop ends a URL unless it stands inside the host as a dot. */
const endBeforeSentence = ({ text, marks }: Folded, start: number, end: number): number => {
  const authority = text.indexOf('//', start) + 2;
  const path = text.slice(authority, end).search(/[/?#]/);
  for (let i = authority; i < end; i += 1) {
    if (marks?.[i] !== MARK_STOP) continue;
    const rest = /^[A-Za-z0-9.-]*/.exec(text.slice(i + 1, Math.min(end, i + 254)))?.[0] ?? '';
    if ((path >= 0 && i >= authority + path) || !endsInKnownTopLevel(rest)) return i;
  }
  return end;
};

const scanPath = (scan: Scan, source: string, start: number, end: number): boolean => {
  const { text } = scan.folded;
  const next = text.charAt(end);
  if (next !== '\\' && next !== '¥' && next !== '￥') return false;
  const run = text.slice(start, end);
  const drive = /(?:^|[^A-Za-z0-9])([A-Za-z]:)$/.exec(run);
  const isShare = text.startsWith('\\\\', start - 2) && !/[A-Za-z0-9:\\]/.test(text.charAt(start - 3));
  const from = drive ? end - 2 : isShare ? start - 2 : run.startsWith('%') ? start : -1;
  const hive = /(?:^|:)(HK[A-Z_]+:?|KEY_[A-Z_]+)$/i.exec(run)?.[1] ?? '';
  const isKey = hiveOf(hive) !== null;
  const begin = isKey ? end - hive.length : from;
  if (begin < 0) return false;
  const window = pathWindow(scan.folded, source, begin);
  const before = text.charAt(begin - 1);
  const length = isKey ? registryKeyLength(window, hive.length, before) : windowsPathLength(window, before);
  const value = (isKey ? normaliseRegistryKey : normaliseWindowsPath)(window.slice(0, length));
  if (length === 0 || value === null) return false;
  add(scan, isKey ? 'registry-key' : 'windows-path', value, begin, begin + length);
  scan.next = begin + length;
  return true;
};

/** Every `local@domain` of a run; returns the ranges not used. */
const scanEmails = (scan: Scan, start: number, end: number): [number, number][] => {
  const { text } = scan.folded;
  const rest: [number, number][] = [];
  let from = start;
  for (let at = text.indexOf('@', start); at >= 0 && at < end; at = text.indexOf('@', at + 1)) {
    const local =
      /[A-Za-z0-9._%+-]*$/.exec(text.slice(Math.max(from, at - 64), at))?.[0].replace(/^[.\-_%+]+/, '') ?? '';
    const host = /^[A-Za-z0-9.-]*/.exec(text.slice(at + 1, Math.min(end, at + 255)))?.[0] ?? '';
    const domain = host.replace(/[.-]+$/, '');
    const stop = stopIn(scan.folded, at + 1, at + 1 + domain.length);
    const size = stop !== null && !endsInKnownTopLevel(domain) ? stop - at - 1 : domain.length;
    const value = parseEmail(`${local}@${domain.slice(0, size)}`);
    if (value === null) continue;
    add(scan, 'email', value, at - local.length, at + 1 + size);
    rest.push([from, at - local.length]);
    from = at + 1 + size;
  }
  rest.push([from, end]);
  return rest;
};

const stopIn = (folded: Folded, start: number, end: number): number | null => {
  if (folded.marks === null) return null;
  const offset = folded.marks.subarray(start, end).indexOf(MARK_STOP);
  return offset < 0 ? null : start + offset;
};

/** An IPv6 address in a run of hexadecimal groups. Hardware addresses, fingerprints and clock times are none. */
const scanIpv6 = (scan: Scan, start: number, end: number): boolean => {
  const { text } = scan.folded;
  for (const match of text.slice(start, end).matchAll(/[0-9A-Fa-f:.]{3,}/g)) {
    let from = start + match.index;
    let to = from + match[0].length;
    if (to - from > 60) continue;
    if (from > start && /[A-Za-z0-9]/.test(text.charAt(from - 1))) from = text.indexOf(':', from) + 1;
    if (to < end && /[A-Za-z0-9_]/.test(text.charAt(to))) to = text.lastIndexOf(':', to - 1);
    if (text[from] === ':' && text[from + 1] !== ':') from += 1;
    while (text[to - 1] === '.' || (text[to - 1] === ':' && text[to - 2] !== ':')) to -= 1;
    const written = text.slice(from, to);
    const address = parseIpv6(written);
    if (address === null || isNoiseAddress(address)) continue;
    const groups = written.split(':').filter((group) => group !== '');
    const isHardware = !written.includes('::') && groups.every((group) => group.length === 2);
    if (isHardware || !/\d/.test(written) || (groups.length < 4 && groups.every((group) => group.length < 3))) continue;
    addNetwork(scan, 'ipv6', address, from, to);
    return true;
  }
  return false;
};

/** Adds an address, or the network when a prefix follows that fits it. */
const addNetwork = (scan: Scan, type: 'ipv4' | 'ipv6', address: string, start: number, end: number): void => {
  const prefix = /^\/\d{1,3}(?![\d.])/.exec(scan.folded.text.slice(end, end + 5))?.[0] ?? '';
  const network = prefix === '' ? null : parseNetwork(address + prefix, type === 'ipv4' ? 4 : 6);
  add(scan, type, network ?? address, start, network === null ? end : end + prefix.length);
};

const isPlainNumber = (text: string, start: number, end: number, value: string): boolean => {
  const before = text.slice(Math.max(0, start - 24), start);
  return (
    NUMBER_WORD.test(before) ||
    PRODUCT_SLASH.test(before) ||
    OBJECT_IDENTIFIER.test(value) ||
    '章節版項'.includes(text.charAt(end) || ' ')
  );
};

/** A single dot in front, as in `.1.3.6.1`; an ideographic full stop or an ellipsis ends a sentence instead. */
const continuesNumber = ({ text, marks }: Folded, start: number): boolean =>
  text[start - 1] === '.' && text[start - 2] !== '.' && marks?.[start - 1] !== MARK_STOP;

const scanIpv4 = (scan: Scan, start: number, end: number): boolean => {
  const { text } = scan.folded;
  const address = parseIpv4(text.slice(start, end));
  if (address === null || continuesNumber(scan.folded, start) || isNoiseAddress(address)) return false;
  if (isPlainNumber(text, start, end, address) && !hasMark(scan.folded, start, end, MARK_DEFANGED)) return false;
  addNetwork(scan, 'ipv4', address, start, end);
  return true;
};

const scanDomain = (scan: Scan, start: number, end: number): boolean => {
  const { text } = scan.folded;
  const raw = text.slice(start, end);
  const name = end - start > 253 ? null : parseHostName(raw);
  if (name === null) return false;
  if (!hasMark(scan.folded, start, end, MARK_DEFANGED)) {
    const before = text.charAt(start - 1);
    const inPath = before === '\\' || (before === '/' && text.charAt(start - 2) !== '/');
    if (inPath || !isPlainDomain(raw, text.charAt(end) === '(')) return false;
  }
  add(scan, 'domain', name, start, end);
  return true;
};

/** A piece without colon or at sign: address, range of addresses, or host name. */
const scanDotted = (scan: Scan, pieceStart: number, pieceEnd: number): void => {
  const { text } = scan.folded;
  let start = pieceStart;
  let end = pieceEnd;
  while (start < end && '.-_'.includes(text.charAt(start))) start += 1;
  while (end > start && '.-_'.includes(text.charAt(end - 1))) end -= 1;
  if (end - start < 4 || text.slice(start, end).indexOf('.') < 0) return;
  if (start > pieceStart && continuesNumber(scan.folded, start) && /^\d/.test(text.charAt(start))) return;
  const piece = text.slice(start, end);
  if (/^[\d.-]+$/.test(piece)) {
    for (const part of piece.matchAll(/[\d.]+/g)) {
      const from = start + part.index;
      if (!scanIpv4(scan, from, from + part[0].length)) scanSentences(scan, from, from + part[0].length, scanIpv4);
    }
  } else if (!scanDomain(scan, start, end)) {
    scanSentences(scan, start, end, (inner, from, to) => scanIpv4(inner, from, to) || scanDomain(inner, from, to));
  }
};

/** Tries the parts between ideographic full stops, and between runs of dots, when the whole was nothing. */
const scanSentences = (
  scan: Scan,
  start: number,
  end: number,
  tryPart: (scan: Scan, start: number, end: number) => boolean,
): void => {
  const { text, marks } = scan.folded;
  let from = start;
  let isSplit = false;
  for (let i = start; i <= end; i += 1) {
    const isBreak = i < end && (marks?.[i] === MARK_STOP || (text[i] === '.' && text[i + 1] === '.'));
    if (!isBreak && i < end) continue;
    isSplit ||= isBreak;
    if (isSplit && i > from) tryPart(scan, from, i);
    from = i + 1;
  }
};

const scanHashes = (scan: Scan, start: number, end: number): void => {
  const { text } = scan.folded;
  for (const match of text.slice(start, end).matchAll(HASH)) {
    const value = match[0].toLowerCase();
    const from = start + match.index;
    const isCounter = !/[a-f]/.test(value) || /^(.)\1+$/.test(value);
    if (isCounter || SERIAL_WORD.test(text.slice(Math.max(0, from - 32), from))) continue;
    add(scan, HASH_TYPES[value.length] ?? 'sha256', value, from, from + value.length);
  }
};

const scanRun = (scan: Scan, source: string, start: number, end: number): void => {
  const { text } = scan.folded;
  const run = text.slice(start, end);
  if (run.endsWith(':') && scanUrl(scan, start, end)) return;
  if (scanPath(scan, source, start, end)) return;
  const hasColon = run.includes(':');
  if (!hasColon && run.length < 32 && !run.includes('.')) return;
  const pieces: [number, number][] = run.includes('@') ? scanEmails(scan, start, end) : [[start, end]];
  for (const [from, to] of pieces) {
    if (hasColon && scanIpv6(scan, from, to)) continue;
    for (const part of text.slice(from, to).matchAll(/[^:@%+]+/g)) {
      const begin = from + part.index;
      if (part[0].length >= 32) scanHashes(scan, begin, begin + part[0].length);
      if (part[0].includes('.')) scanDotted(scan, begin, begin + part[0].length);
    }
  }
};

const scanChunk = (source: string): { folded: Folded; hits: Hit[] } => {
  const folded = foldText(source);
  const scan: Scan = { folded, hits: [], next: 0 };
  RUN.lastIndex = 0;
  for (let match = RUN.exec(folded.text); match !== null; match = RUN.exec(folded.text)) {
    const end = match.index + match[0].length;
    scan.next = end;
    scanRun(scan, source, match.index, end);
    RUN.lastIndex = Math.max(scan.next, end === match.index ? end + 1 : scan.next);
  }
  for (const match of folded.text.matchAll(CVE)) {
    const value = parseCve(match[0]);
    if (value !== null) add(scan, 'cve', value, match.index, match.index + match[0].length);
  }
  return { folded, hits: scan.hits };
};

const contextOf = (text: string, start: number, end: number): string => {
  const before = text.slice(Math.max(0, start - CONTEXT_SIDE), start);
  const after = text.slice(end, end + CONTEXT_SIDE);
  return (before.slice(before.lastIndexOf('\n') + 1) + text.slice(start, end) + (after.split('\n', 1)[0] ?? '')).trim();
};

/** Ends of chunks: the first line end after every 64 Ki units, so that a chunk never cuts an indicator. */
const chunkEnd = (text: string, start: number): number => {
  const lineEnd = start + CHUNK < text.length ? text.indexOf('\n', start + CHUNK) : -1;
  return lineEnd < 0 ? text.length : lineEnd + 1;
};

/**
 * Finds indicators in a text of any kind (report, mail, log), in order of appearance, every occurrence, never
 * overlapping. Undoes defanging and full-width writing. Runs in time linear in the length of the text.
 */
export const extractIndicators = (text: string): FoundIndicator[] => {
  const found: FoundIndicator[] = [];
  for (let base = 0; base < text.length;) {
    const stop = chunkEnd(text, base);
    const { folded, hits } = scanChunk(text.slice(base, stop));
    let last = 0;
    for (const hit of hits.sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (hit.start < last) continue;
      last = hit.end;
      const start = base + (folded.starts?.[hit.start] ?? hit.start);
      const end = base + (folded.ends?.[hit.end - 1] ?? hit.end);
      const raw = text.slice(start, end);
      found.push({ type: hit.type, value: hit.value, raw, start, end, context: contextOf(text, start, end) });
    }
    base = stop;
  }
  return found;
};
