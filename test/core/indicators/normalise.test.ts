import { describe, expect, it } from 'vitest';
import { defang } from '../../../src/core/indicators/defang';
import { guessIndicatorType, normaliseIndicator } from '../../../src/core/indicators/normalise';

describe('normaliseIndicator', () => {
  it.each([
    ['ipv4', ' 192[.]0[.]2[.]1 ', '192.0.2.1'],
    ['ipv4', '192.0.2.1/32', '192.0.2.1'],
    ['ipv6', '2001:0DB8:0:0:0:0:0:0001', '2001:db8::1'],
    ['ipv6', '::ffff:c000:0201', '::ffff:192.0.2.1'],
    ['ipv6', '2001:db8::/32', '2001:db8::/32'],
    ['domain', 'Evil[.]Example.COM.', 'evil.example.com'],
    ['domain', '日本語.JP', '日本語.jp'],
    ['url', 'hXXps://EXAMPLE[.]com:8443/Path?Q=1', 'https://example.com:8443/Path?Q=1'],
    ['email', 'Tanaka[@]Example.co.jp', 'Tanaka@example.co.jp'],
    ['sha1', 'F4691FF3B3ACD15653684F372285CAC36C8D0AEF', 'f4691ff3b3acd15653684f372285cac36c8d0aef'],
    ['cve', 'cve 2023-28461', 'CVE-2023-28461'],
    [
      'registry-key',
      'HKEY_CURRENT_USER\\HKCU\\Software\\Microsoft\\OneDrive',
      'HKEY_CURRENT_USER\\Software\\Microsoft\\OneDrive',
    ],
    ['registry-key', 'HKCU:\\Software\\A', 'HKEY_CURRENT_USER\\Software\\A'],
    ['windows-path', 'c:¥Windows\\\\ＰＡＲＴ.exe', 'C:\\Windows\\ＰＡＲＴ.exe'],
    ['file-name', '【参考】資料.exe', '【参考】資料.exe'],
    // Unicode normalisation would name another file: U+F92D is not U+4F86 on disk.
    ['windows-path', 'C:\\\uf92d.exe', 'C:\\\uf92d.exe'],
  ] as const)('%s %j becomes %j', (type, typed, value) => {
    expect(normaliseIndicator(type, typed)).toEqual({ ok: true, value });
    expect(normaliseIndicator(type, value)).toEqual({ ok: true, value });
  });

  it.each([
    ['ipv4', '', 'empty'],
    ['ipv4', '1.2.3.256', 'wrong-format'],
    ['ipv4', '192.0.2.1, 192.0.2.2', 'several-values'],
    ['md5', 'abc123', 'wrong-length'],
    ['sha256', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'wrong-length'],
    ['url', 'example.com/path', 'wrong-format'],
    ['url', 'https://example.com:99999/', 'wrong-format'],
    ['domain', '192.0.2.1', 'wrong-format'],
    ['windows-path', 'notes.txt', 'wrong-format'],
    ['registry-key', 'HKLM', 'wrong-format'],
    ['file-name', 'a/b', 'wrong-format'],
    ['url', `https://example.com/${'a'.repeat(9000)}`, 'too-long'],
  ] as const)('%s %j is refused', (type, typed, reason) => {
    expect(normaliseIndicator(type, typed)).toEqual({ ok: false, reason });
  });
});

describe('guessIndicatorType', () => {
  it.each([
    ['192[.]0.2.1', 'ipv4'],
    ['2001:db8::1', 'ipv6'],
    ['evil.example.com', 'domain'],
    ['ftp[.]sh', 'domain'],
    ['run.sh', 'file-name'],
    ['setup.exe', 'file-name'],
    ['hxxp://a.example/', 'url'],
    ['a@example.com', 'email'],
    ['CVE-2023-28461', 'cve'],
    ['HKLM\\Software\\A', 'registry-key'],
    ['\\\\fs01\\share\\a.exe', 'windows-path'],
    ['ただの文章', null],
  ])('%j is %s', (typed, type) => {
    expect(guessIndicatorType(typed)).toBe(type);
  });
});

describe('defang', () => {
  it.each([
    ['url', 'https://evil.example.com/a.php', 'hxxps://evil[.]example[.]com/a.php'],
    ['ipv4', '192.0.2.1', '192[.]0[.]2[.]1'],
    ['email', 'a@example.com', 'a[@]example[.]com'],
    ['windows-path', 'C:\\a.exe', 'C:\\a.exe'],
  ] as const)('%s %s', (type, value, shown) => {
    expect(defang(type, value)).toBe(shown);
  });
});
