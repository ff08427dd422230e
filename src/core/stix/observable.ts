import type { IndicatorType } from '../records/vocabularies';
import { observableId } from './ids';
import type { StixObject, StixValue } from './types';

/** What one indicator value is in STIX: a pattern to match it and the observables it is made of, the main one last. */
export type Expressed = { pattern: string; observables: readonly StixObject[] };

const HASH_NAMES = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256' } as const;

/** A string literal of the STIX pattern grammar. */
const literalPattern = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const observable = (type: string, properties: { readonly [key: string]: StixValue }): StixObject => ({
  type,
  spec_version: '2.1',
  id: observableId(type, properties),
  ...properties,
});

const simple = (type: string, value: string): Expressed => ({
  pattern: `[${type}:value = ${literalPattern(value)}]`,
  observables: [observable(type, { value })],
});

/**
 * A URL as RFC 3986 allows it: anything else after the scheme percent-encoded. Null when the host is not ASCII or the
 * text holds a lone surrogate, which no encoding can carry.
 */
const uriOf = (value: string): string | null => {
  const [, start = '', user = '', host = '', rest = ''] = /^([a-z]+:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/su.exec(value) ?? [];
  if (start === '' || !/^[\x21-\x7e]+$/.test(host) || /\p{Cs}/u.test(value)) return null;
  const encode = (text: string): string =>
    text.replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu, (sign) => encodeURIComponent(sign));
  const hash = rest.indexOf('#');
  const tail = hash < 0 ? encode(rest) : `${encode(rest.slice(0, hash))}#${encode(rest.slice(hash + 1))}`;
  return `${start}${user === '' ? '' : `${encode(user.slice(0, -1)).replaceAll('/', '%2F').replaceAll('@', '%40')}@`}${host}${tail}`;
};

const url = (value: string): Expressed | null => {
  const uri = uriOf(value);
  return uri === null ? null : simple('url', uri);
};

const address = (type: 'ipv4-addr' | 'ipv6-addr', value: string): Expressed => {
  const expressed = simple(type, value);
  if (!value.includes('/')) return expressed;
  return { ...expressed, pattern: `[${type}:value ISSUBSET ${literalPattern(value)}]` };
};

const fileHash = (name: (typeof HASH_NAMES)[keyof typeof HASH_NAMES], value: string): Expressed => ({
  pattern: `[file:hashes.${name === 'MD5' ? name : `'${name}'`} = ${literalPattern(value)}]`,
  observables: [observable('file', { hashes: { [name]: value } })],
});

/** A path is a file in a directory: STIX has no property for a whole path. */
const filePath = (value: string): Expressed => {
  const cut = value.lastIndexOf('\\');
  const name = value.slice(cut + 1);
  const folder = value.slice(0, cut);
  const path = /^[A-Z]:$/.test(folder) ? `${folder}\\` : folder;
  const directory = observable('directory', { path });
  return {
    pattern: `[file:name = ${literalPattern(name)} AND file:parent_directory_ref.path = ${literalPattern(path)}]`,
    observables: [directory, observable('file', { name, parent_directory_ref: directory.id })],
  };
};

/** `value` is in the normal form of its type. Null when STIX cannot carry it. A CVE number is no observable. */
export const expressIndicator = (type: Exclude<IndicatorType, 'cve'>, value: string): Expressed | null => {
  switch (type) {
    case 'ipv4':
      return address('ipv4-addr', value);
    case 'ipv6':
      return address('ipv6-addr', value);
    case 'domain':
      return simple('domain-name', value);
    case 'url':
      return url(value);
    case 'email':
      return simple('email-addr', value);
    case 'md5':
    case 'sha1':
    case 'sha256':
      return fileHash(HASH_NAMES[type], value);
    case 'file-name':
      return { pattern: `[file:name = ${literalPattern(value)}]`, observables: [observable('file', { name: value })] };
    case 'windows-path':
      return filePath(value);
    case 'registry-key':
      return {
        pattern: `[windows-registry-key:key = ${literalPattern(value)}]`,
        observables: [observable('windows-registry-key', { key: value })],
      };
    default:
      return type satisfies never;
  }
};
