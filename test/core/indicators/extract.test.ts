import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang } from '../../../src/core/indicators/defang';
import { extractIndicators } from '../../../src/core/indicators/extract';
import { normaliseIndicator } from '../../../src/core/indicators/normalise';

const found = (text: string): string[] => extractIndicators(text).map(({ type, value }) => `${type} ${value}`);

describe('extractIndicators', () => {
  it.each([
    // Defanged and full-width
    ['hxxps://evil[.]example[.]com/a/b.html', ['url https://evil.example.com/a/b.html']],
    [
      'http[:]//b[.]example[dot]com/x h**p://c(.)example{.}com/',
      ['url http://b.example.com/x', 'url http://c.example.com/'],
    ],
    ['hxxp[://]d.example.com/', ['url http://d.example.com/']],
    ['192[.]0[.]2[.]1 2001[:]db8[:][:]2', ['ipv4 192.0.2.1', 'ipv6 2001:db8::2']],
    ['user[@]example[.]com bob[at]example[.]jp', ['email user@example.com', 'email bob@example.jp']],
    ['ｈｔｔｐ：／／１９２．０．２．１／ａ', ['url http://192.0.2.1/a']],
    ['２０３．０．１１３．９', ['ipv4 203.0.113.9']],
    ['evil\u200b.exam\u200bple.com', ['domain evil.example.com']],
    ['example。com と example｡net', ['domain example.com', 'domain example.net']],
    // Japanese text around
    ['「https://example.com/index.html」を確認し', ['url https://example.com/index.html']],
    ['http://example.org/x?a=(b)）です。次', ['url http://example.org/x?a=(b)']],
    [
      '接続先example.comを遮断。192.0.2.1。10時に203.0.113.5へ',
      ['domain example.com', 'ipv4 192.0.2.1', 'ipv4 203.0.113.5'],
    ],
    ['https://example.com/a。Then', ['url https://example.com/a']],
    // Neighbours in logs
    ['src=203.0.113.5:443 [2001:db8::5]:443 fe80::1%eth0', ['ipv4 203.0.113.5', 'ipv6 2001:db8::5', 'ipv6 fe80::1']],
    ['192.0.2.1-192.0.2.9', ['ipv4 192.0.2.1', 'ipv4 192.0.2.9']],
    ['198.51.100.0/24 192.0.2.7/22 192.0.2.8/32', ['ipv4 198.51.100.0/24', 'ipv4 192.0.2.7', 'ipv4 192.0.2.8']],
    ['<a href="https://example.com/?a=1&amp;b=2">x</a>', ['url https://example.com/?a=1&amp;b=2']],
    ['http://a.example.com/x,http://b.example.com/y', ['url http://a.example.com/x', 'url http://b.example.com/y']],
    [
      'https://www.example.com[Site] http://[2001:db8::1]:80/a',
      ['url https://www.example.com', 'url http://[2001:db8::1]:80/a'],
    ],
    ['evil.com(203.0.113.9)', ['domain evil.com', 'ipv4 203.0.113.9']],
    ['mailto:bob@example.co.jp, <a.b+c@sub.example.jp>.', ['email bob@example.co.jp', 'email a.b+c@sub.example.jp']],
    // Hashes and CVE
    ['MD5:D41D8CD98F00B204E9800998ECF8427E', ['md5 d41d8cd98f00b204e9800998ecf8427e']],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709.exe', ['sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709']],
    ['cve-2023-28461、CVE‑2023‑45727', ['cve CVE-2023-28461', 'cve CVE-2023-45727']],
    // Paths and keys
    ['C:\\Users\\Public\\evil.exeを確認', ['windows-path C:\\Users\\Public\\evil.exe']],
    ['C:\\Program Files\\Foo Bar\\x.dll and then', ['windows-path C:\\Program Files\\Foo Bar\\x.dll']],
    ['"C:\\a b\\c d" を開く', ['windows-path C:\\a b\\c d']],
    ['C:¥Users¥田中¥資料.docxを開く', ['windows-path C:\\Users\\田中\\資料.docx']],
    ['{"path":"C:\\\\Users\\\\x\\\\y.exe"}', ['windows-path C:\\Users\\x\\y.exe']],
    [
      '\\\\fs01\\share\\a.txt %APPDATA%\\x\\y.dll',
      ['windows-path \\\\fs01\\share\\a.txt', 'windows-path %APPDATA%\\x\\y.dll'],
    ],
    [
      'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Run was set',
      ['registry-key HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Run'],
    ],
    [
      'KEY_CURRENT_USER\\Software\\Microsoft\\Internet Explorer\\User PreferencesH\n',
      ['registry-key HKEY_CURRENT_USER\\Software\\Microsoft\\Internet Explorer\\User PreferencesH'],
    ],
  ])('finds in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'setup.exe run.sh a.py backup.zip README.md tool.pl 資料.docx invoice.pdf',
    'version 10.0.0.1, v1.2.3.4, バージョン 7.2.1.5, Chrome/99.0.48.44, 10.0.19041.1',
    '1.3.6.1.4.1.311.2.1.4 と 1.3.6.1 と OID 2.5.29.15',
    '999.1.1.1 256.0.0.1 192.168.001.001 1.2.3 1.2.3.4.5',
    '00:1a:2b:3c:4d:5e 00-1A-2B-3C-4D-5E 12:34:56 2024-01-01T12:34:56.000Z std::dec',
    '2025.01.08 2024/11/05 10.22',
    'com.example.app.MainActivity System.IO Microsoft.Win32 user.name() java.util.Map',
    '00000000000000000000000000000000 12345678901234567890123456789012',
    'Serial Number: 0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    'http://localhost/ 127.0.0.1 0.0.0.0 ::1 http:// http://intranet/x',
    'GET /news/login.me C:\\ HKLM CVE-2023 a@b @ .. [.] (.)',
  ])('finds nothing in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('tells where each one stands, as written, with its line', () => {
    const text = '一行目\n接続先は hxxp://evil[.]example/a です\n三行目';
    const [hit] = extractIndicators(text);
    expect(hit?.raw).toBe('hxxp://evil[.]example/a');
    expect(text.slice(hit?.start, hit?.end)).toBe(hit?.raw);
    expect(hit?.context).toBe('接続先は hxxp://evil[.]example/a です');
  });

  it('reports positions that fit the text, in order, without overlap, with normal values, for any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'hxxp://',
        '[.]',
        '。',
        'C:\\',
        '\\',
        '¥',
        '@',
        '::',
        'example.com',
        '１．２．',
        'HKLM\\',
        '」',
        ' ',
        'CVE-2024-1',
      ),
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { type, value, raw, start, end } of extractIndicators(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(start, end)).toBe(raw);
          expect(normaliseIndicator(type, value)).toEqual({ ok: true, value });
          last = end;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('finds again what it wrote defanged', () => {
    const cases = [
      ['ipv4', fc.ipV4().filter((ip) => !/^(?:127|0|1|2|255)\./.test(ip))],
      ['domain', fc.stringMatching(/^[a-z]{3,12}$/).map((label) => `${label}.example.com`)],
      ['url', fc.stringMatching(/^[a-z]{3,12}$/).map((label) => `https://${label}.example.com/p/${label}.php`)],
    ] as const;
    for (const [type, values] of cases) {
      fc.assert(
        fc.property(values, (value) => {
          expect(found(`検知: ${defang(type, value)} を確認`)).toEqual([`${type} ${value}`]);
        }),
      );
    }
  });

  it.each([
    'a',
    '.',
    'a.',
    ':',
    '@a',
    'a@',
    '[.]',
    '。a',
    'http://',
    'http://a.b/',
    'http://a.http:',
    'C:\\',
    'HKLM\\a ',
    '%a%\\',
    '\\\\a\\',
    '1.2.3.4-',
    'f:',
    '(',
    'CVE-2024-',
    '((((dot',
    'serial ',
    'A/',
  ])('reads a megabyte of %j in bounded time', (unit) => {
    const time = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const start = performance.now();
      extractIndicators(text);
      return performance.now() - start;
    };
    expect(time(1_000_000)).toBeLessThan(15_000);
  });
});
