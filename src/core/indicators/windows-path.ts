/**
 * Windows paths and registry keys in running text. Both may hold spaces, so where they end is a judgement; the
 * rules below prefer to stop early. All functions look at a bounded window and are linear in it.
 */
const SEPARATORS = /[\\¥￥]/g;
const HARD_END = /[<>"|?*\r\n\t\0」』、。“”‘’…]|:/;
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '「': '」',
  '『': '』',
  '“': '”',
  '‘': '’',
};
const KNOWN_ENDING =
  /\.(?:exe|dll|sys|dat|db|bin|tmp|log|txt|ini|cfg|xml|json|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|iso|vhdx?|wsb|zip|rar|7z|cab|msi|scr|docm?x?|xls[mxb]?|ppt[mx]?|dotm?|pdf|rtf|csv|evtx|pf|py|jar|sln|csproj|one)(?=[\s),;'\u0080-\uffff]|\.(?:\s|$))/i;
const ANY_ENDING = /\.[A-Za-z][A-Za-z0-9]{0,7}(?=[\s),;'\u0080-\uffff]|\.(?:\s|$)|$)/;
const FOLDER_WITH_SPACE = /^(?:Program Files(?: \(x86\))?|Documents and Settings)/i;
const AFTER_ASCII_NAME = /(?<=[\x21-\x7e])(?:[\u3041-\u309f]|配下|以下|直下|内[のに]|フォルダ|ディレクトリ)/;
const PARTICLE = /[をにへがはで]/;
const HIVE_WORD = /\s(?=H(?:KEY_|KLM|KCU|KCR|KU|KCC))/;
const LOWER_WORD = /\s(?=[^A-Z0-9({\s])/;
const MAX_SEGMENT_WITH_SPACE = 80;

const cutAt = (segment: string, pattern: RegExp): number | null => {
  const match = pattern.exec(segment);
  return match === null ? null : match.index;
};
const cutAfter = (segment: string, pattern: RegExp): number | null => {
  const match = pattern.exec(segment);
  return match === null ? null : match.index + match[0].length;
};

/** How much of one path segment belongs to the path. */
const pathSegmentLength = (segment: string, isLast: boolean): number => {
  const known = cutAfter(segment, KNOWN_ENDING);
  if (known !== null) return known;
  if (!isLast) {
    if (segment.length <= MAX_SEGMENT_WITH_SPACE) return segment.length;
    return cutAt(segment, /\s/) ?? segment.length;
  }
  const ending = cutAfter(segment, ANY_ENDING);
  if (ending !== null && ending <= MAX_SEGMENT_WITH_SPACE * 2) return ending;
  const folder = cutAfter(segment, FOLDER_WITH_SPACE);
  if (folder !== null) return folder;
  const word = segment.slice(0, cutAt(segment, /[\s　,;)]/) ?? segment.length);
  return cutAt(word, /[\x21-\x7e]/.test(word) ? AFTER_ASCII_NAME : PARTICLE) ?? word.length;
};

/** How much of one registry segment belongs to the key: further words only while they are capitalised. */
const keySegmentLength = (segment: string, isLast: boolean): number => {
  const ascii = segment.slice(0, cutAt(segment, /[^\x20-\x7e]|[,;]/) ?? segment.length);
  if (ascii.length < segment.length || isLast) return cutAt(ascii, LOWER_WORD) ?? ascii.length;
  const hive = cutAt(ascii, HIVE_WORD);
  return hive ?? (ascii.length <= MAX_SEGMENT_WITH_SPACE ? ascii.length : (cutAt(ascii, /\s/) ?? ascii.length));
};

type SegmentRule = (segment: string, isLast: boolean) => number;

/** Length of the path or key at the start of `text`, whose first `rootLength` units are its root with the separator. */
const lengthInProse = (text: string, rootLength: number, rule: SegmentRule): number => {
  const body = text.slice(rootLength);
  const hard = HARD_END.exec(body)?.index ?? body.length;
  const source = body.slice(0, hard).replace(SEPARATORS, '\\');
  const separator = source.includes('\\\\') && !/[^\\]\\[^\\]/.test(source) ? '\\\\' : '\\';
  const segments = source.replace(/^\\/, '').split(separator);
  let length = source.startsWith('\\') ? 1 : 0;
  for (const [index, segment] of segments.entries()) {
    const taken = segment === '' ? 0 : rule(segment, index === segments.length - 1);
    length += taken;
    if (taken < segment.length || segment === '' || index === segments.length - 1) break;
    length += separator.length;
  }
  return rootLength + source.slice(0, length).replace(/[\s.,;\\]+$/, '').length;
};

const quotedLength = (text: string, before: string): number | null => {
  const close = QUOTES[before];
  if (close === undefined) return null;
  const end = text.indexOf(close);
  const inside = end < 0 ? '' : text.slice(0, end);
  return inside === '' || /[\r\n<>|]/.test(inside) ? null : inside.replace(/[\s\\]+$/, '').length;
};

/**
 * Length of the Windows path at the start of `text` (0 when there is none). `before` is the character in front:
 * an opening quote makes the closing one the end.
 */
export const windowsPathLength = (text: string, before: string): number => {
  const root = /^(?:[A-Za-z]:[\\¥￥]|\\\\[A-Za-z0-9._$-]+\\|%[A-Za-z_()0-9]+%\\)/.exec(text)?.[0].length ?? 0;
  if (root === 0) return 0;
  const length = quotedLength(text, before) ?? lengthInProse(text, root, pathSegmentLength);
  return length > root ? length : 0;
};

/** As `windowsPathLength`, for registry keys; `rootLength` is the length of the hive's name. */
export const registryKeyLength = (text: string, rootLength: number, before: string): number => {
  const root = rootLength + (/^:?\\/.exec(text.slice(rootLength))?.[0].length ?? 0);
  const length = quotedLength(text, before) ?? lengthInProse(text, root, keySegmentLength);
  return length > root ? length : 0;
};

const HIVES: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** The full name of a registry hive from any common way to write it (also with the first letter lost), or null. */
export const hiveOf = (written: string): string | null => {
  const name = written.toUpperCase().replace(/:$/, '').replace(/^KEY_/, 'HKEY_');
  if (Object.values(HIVES).includes(name)) return name;
  return Object.hasOwn(HIVES, name) ? (HIVES[name] ?? null) : null;
};

/** `HKEY_…\…` without a repeated hive, or null. Case of the key is kept as written. */
export const normaliseRegistryKey = (text: string): string | null => {
  const [first = '', ...rest] = text
    .trim()
    .replace(/^(?:computer\\|コンピューター?\\|registry::)/i, '')
    .replace(SEPARATORS, '\\')
    .split(/\\+/)
    .filter((segment) => segment !== '');
  const hive = hiveOf(first);
  if (hive === null) return null;
  const segments = rest[0] !== undefined && hiveOf(rest[0]) === hive ? rest.slice(1) : rest;
  return segments.length === 0 ? null : [hive, ...segments].join('\\');
};

/** A full path (`C:\…`, `\\server\share\…`, `%VARIABLE%\…`) with single separators, or null. */
export const normaliseWindowsPath = (text: string): string | null => {
  const path = text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(SEPARATORS, '\\');
  const isShare = path.startsWith('\\\\');
  const segments = path.split(/\\+/).filter((segment) => segment !== '');
  const [first = '', ...rest] = segments;
  if (rest.length === 0 || rest.some((segment) => /[<>:"|?*\p{Cc}]/u.test(segment))) return null;
  if (isShare) return /^[^<>:"|?*\p{Cc}]+$/u.test(first) ? `\\\\${segments.join('\\')}` : null;
  if (/^[A-Za-z]:$/.test(first)) return [first.toUpperCase(), ...rest].join('\\');
  return /^%[^%\\]+%$/.test(first) ? segments.join('\\') : null;
};
