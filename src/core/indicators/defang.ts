import type { IndicatorType } from '../records/vocabularies';

/**
 * A value written so that no program makes a link of it, for screen and paper: `hxxps://evil[.]example/a`.
 * Values that cannot become a link (hashes, paths, keys, CVE numbers) are returned as they are.
 */
export const defang = (type: IndicatorType, value: string): string => {
  switch (type) {
    case 'ipv4':
    case 'domain':
      return value.replaceAll('.', '[.]');
    case 'ipv6':
      return value.replaceAll(':', '[:]');
    case 'email':
      return value.replace('@', '[@]').replaceAll('.', '[.]');
    case 'url': {
      const authority = /^([a-z]+):\/\/([^/?#]*)(.*)$/s.exec(value);
      if (authority === null) return value;
      const [, scheme = '', host = '', rest = ''] = authority;
      return `${scheme.replace(/^http/, 'hxxp').replace(/^ftp/, 'fxp')}://${host.replaceAll('.', '[.]')}${rest}`;
    }
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'cve':
    case 'windows-path':
    case 'registry-key':
    case 'file-name':
      return value;
    default:
      return type satisfies never;
  }
};
