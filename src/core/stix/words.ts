import type { IndicatorType, Language } from '../records/vocabularies';

const TYPE_WORDS: Readonly<Record<IndicatorType, Readonly<Record<Language, string>>>> = {
  ipv4: { ja: 'IPv4 アドレス', en: 'IPv4 address' },
  ipv6: { ja: 'IPv6 アドレス', en: 'IPv6 address' },
  domain: { ja: 'ドメイン名', en: 'Domain name' },
  url: { ja: 'URL', en: 'URL' },
  email: { ja: 'メールアドレス', en: 'E-mail address' },
  md5: { ja: 'ファイルの MD5 ハッシュ値', en: 'MD5 hash of a file' },
  sha1: { ja: 'ファイルの SHA-1 ハッシュ値', en: 'SHA-1 hash of a file' },
  sha256: { ja: 'ファイルの SHA-256 ハッシュ値', en: 'SHA-256 hash of a file' },
  cve: { ja: '脆弱性', en: 'Vulnerability' },
  'windows-path': { ja: 'Windows のファイルパス', en: 'Windows file path' },
  'registry-key': { ja: 'レジストリキー', en: 'Registry key' },
  'file-name': { ja: 'ファイル名', en: 'File name' },
};

/** Said where the responder wrote no description; a STIX indicator without one is a warning at the receiver. */
export const fallbackDescription = (type: IndicatorType, value: string, language: Language): string =>
  `${TYPE_WORDS[type][language]}: ${value}`;

export const unnamedOrganization: Readonly<Record<Language, string>> = {
  ja: '組織名未記入',
  en: 'Organisation not named',
};
