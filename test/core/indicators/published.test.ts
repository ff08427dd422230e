import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractIndicators } from '../../../src/core/indicators/extract';

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'fixtures', 'indicators');
const textOf = (file: string): string => readFileSync(path.join(FIXTURES, file), 'utf8');

/** How many different values of each type. */
const counts = (file: string): Record<string, number> => {
  const values = new Set(extractIndicators(textOf(file)).map(({ type, value }) => `${type} ${value}`));
  const result: Record<string, number> = {};
  for (const value of values) {
    const type = value.split(' ', 1)[0] ?? '';
    result[type] = (result[type] ?? 0) + 1;
  }
  return result;
};

describe('published indicator lists', () => {
  it('reads every domain, hash and registry key of the CuckooSpear list, malformed keys included', () => {
    expect(counts('cybereason-cuckoospear-2024/discovered_iocs.txt')).toEqual({
      domain: 13,
      md5: 15,
      'registry-key': 9,
    });
    const keys = extractIndicators(textOf('cybereason-cuckoospear-2024/discovered_iocs.txt')).map(({ value }) => value);
    expect(keys).toContain('HKEY_CURRENT_USER\\Software\\Microsoft\\OneDrive');
    expect(keys.filter((key) => key.includes('\\HKCU\\') || key.startsWith('KEY_'))).toEqual([]);
  });

  it('reads every generated name of the CuckooSpear list', () => {
    expect(counts('cybereason-cuckoospear-2024/generated_dga_domains.txt')).toEqual({ domain: 139 });
  });

  it("reads ESET's list without taking its file names for hosts", () => {
    const found = extractIndicators(textOf('eset-mirrorface-2022/README.adoc')).map(
      ({ type, value }) => `${type} ${value}`,
    );
    expect(found.filter((one) => one.startsWith('sha1'))).toHaveLength(5);
    expect(found.filter((one) => one.startsWith('ipv4')).sort()).toEqual([
      'ipv4 103.175.16.39',
      'ipv4 45.32.13.180',
      'ipv4 5.8.95.174',
    ]);
    expect(found).toContain('domain www.ninesmn.com');
    expect(found).toContain('domain www.aesorunwe.com');
    expect(found.filter((one) => /K7SysMon|31558_n/.test(one))).toEqual([]);
  });
});
