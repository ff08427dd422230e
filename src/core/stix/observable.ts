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

/** `value` is in the normal form of its type. Null for a CVE number, which is a vulnerability and no observable. */
export const expressIndicator = (type: IndicatorType, value: string): Expressed | null => {
  switch (type) {
    case 'ipv4':
      return address('ipv4-addr', value);
    case 'ipv6':
      return address('ipv6-addr', value);
    case 'domain':
      return simple('domain-name', value);
    case 'url':
      return simple('url', value);
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
    case 'cve':
      return null;
    default:
      return type satisfies never;
  }
};
