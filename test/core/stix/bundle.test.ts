import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TechniqueInfo } from '../../../src/core/forms/types';
import type { CaseRecord, CaseState } from '../../../src/core/journal/state';
import { newCaseState } from '../../../src/core/journal/reducer';
import type { Fields, RecordType } from '../../../src/core/records/types';
import { INDICATOR_TYPES } from '../../../src/core/records/vocabularies';
import { buildStixBundle, bundleText } from '../../../src/core/stix/bundle';
import { observableId } from '../../../src/core/stix/ids';
import { TLP_EXTENSION } from '../../../src/core/stix/markings';
import type { StixBundle, StixObject } from '../../../src/core/stix/types';
import { newStixValidator } from '../../support/stix-validator';

const CASE = '11111111-1111-4111-8111-111111111111';
const REPORT = '22222222-2222-4222-8222-222222222222';
const ORGANIZATION = '33333333-3333-4333-8333-333333333333';
const TECHNIQUES: TechniqueInfo[] = [
  {
    id: 'T1564.006',
    idV18: 'T1564.006',
    name: 'Run Virtual Instance',
    stixId: 'attack-pattern--b5327dd1-6bf9-4785-a199-25bcbd1f4a9d',
    tactics: ['stealth'],
  },
];

const record = <T extends RecordType>(type: T, id: string, fields: Fields<T>): CaseRecord<T> => ({
  type,
  id,
  fields,
  createdAt: '2025-01-08T09:12:00.000+09:00',
  createdLamport: 0,
  createdBy: 'p',
  modifiedAt: '2025-01-09T10:00:00.000+09:00',
  modifiedBy: 'p',
  revision: 1,
  removed: false,
});
const idOf = (n: number): string => `44444444-4444-4444-8444-${String(n).padStart(12, '0')}`;
const moment = (utc: string) => ({ utc, original: utc, offset: 0, precision: 'second' }) as const;

const stateOf = (indicators: readonly Fields<'indicator'>[], extra: readonly CaseRecord[] = []): CaseState => {
  const report = {
    formId: 'f',
    formVersion: '1',
    formSha256: 'a'.repeat(64),
    title: '第1報',
    language: 'ja',
    stage: 'preliminary',
    number: 1,
    tlp: 'amber',
  } as const;
  const all: CaseRecord[] = [
    record('case', CASE, { title: '研究所の事案' }),
    record('organization', ORGANIZATION, { name: '架空研究所', sector: 'research' }),
    record('report', REPORT, report),
    ...indicators.map((fields, n) => record('indicator', idOf(n), fields) as CaseRecord),
    ...extra,
  ];
  const records = new Map<RecordType, Map<string, CaseRecord>>();
  for (const one of all)
    records.set(one.type, (records.get(one.type) ?? new Map<string, CaseRecord>()).set(one.id, one));
  return { ...newCaseState(CASE), records };
};

/** Marked as shareable unless the test says otherwise. */
const build = (indicators: readonly Fields<'indicator'>[], extra: readonly CaseRecord[] = []) => {
  const shared = indicators.map((fields) => ({ shareable: true, ...fields }));
  return buildStixBundle({ state: stateOf(shared, extra), reportId: REPORT, techniques: TECHNIQUES });
};
const ofType = (bundle: StixBundle, type: string): StixObject[] =>
  bundle.objects.filter((object) => object.type === type);

const refsOf = (object: StixObject): string[] =>
  Object.entries(object).flatMap(([key, value]) => (/_refs?$/.test(key) ? [value as string | string[]].flat() : []));

const validate = newStixValidator();
const expectSound = (bundle: StixBundle): void => {
  const ids = bundle.objects.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(bundle.objects.flatMap(validate)).toEqual([]);
  expect(bundle.objects.flatMap(refsOf).filter((ref) => !ids.includes(ref))).toEqual([]);
  for (const object of bundle.objects) {
    for (const key of ['created', 'modified', 'valid_from', 'published', 'first_observed', 'last_observed']) {
      if (key in object) expect(object[key]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  }
};

const ALL: Fields<'indicator'>[] = [
  { indicatorType: 'ipv4', value: '198[.]51.100.3', malwareFamily: 'ANEL', techniqueIds: ['T1564.006', 'T9999'] },
  { indicatorType: 'ipv4', value: '203.0.113.0/24' },
  { indicatorType: 'ipv6', value: '2001:DB8::1' },
  { indicatorType: 'domain', value: 'example[.]com', tlp: 'clear', confidence: 80, indicatorStatus: 'confirmed' },
  { indicatorType: 'url', value: 'hxxps://example.com/research/index.html' },
  { indicatorType: 'email', value: "o'brien@example.com" },
  { indicatorType: 'md5', value: 'D41D8CD98F00B204E9800998ECF8427E' },
  { indicatorType: 'sha1', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
  { indicatorType: 'sha256', value: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  { indicatorType: 'cve', value: 'cve-2023-28461', malwareFamily: 'ANEL', techniqueIds: ['T1564.006'] },
  {
    indicatorType: 'windows-path',
    value: "C:\\Users\\O'Neil\\【参考】資料.exe",
    firstSeenAt: moment('2025-01-07T01:02:03.000Z'),
  },
  { indicatorType: 'registry-key', value: 'HKLM\\Software\\Test' },
  { indicatorType: 'file-name', value: 'K7SysMon.Exe.db' },
];

describe('buildStixBundle', () => {
  it('makes a bundle that the schemas accept and whose references resolve, for every type of indicator', () => {
    expect(new Set(ALL.map(({ indicatorType }) => indicatorType)).size).toBe(INDICATOR_TYPES.length);
    const { bundle, omitted } = build(ALL);
    expectSound(bundle);
    expect(omitted).toEqual([]);
    expect(ofType(bundle, 'indicator').map(({ pattern }) => pattern)).toEqual([
      "[ipv4-addr:value = '198.51.100.3']",
      "[ipv4-addr:value ISSUBSET '203.0.113.0/24']",
      "[ipv6-addr:value = '2001:db8::1']",
      "[domain-name:value = 'example.com']",
      "[url:value = 'https://example.com/research/index.html']",
      "[email-addr:value = 'o\\'brien@example.com']",
      "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']",
      "[file:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709']",
      "[file:hashes.'SHA-256' = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']",
      "[file:name = '【参考】資料.exe' AND file:parent_directory_ref.path = 'C:\\\\Users\\\\O\\'Neil']",
      "[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Test']",
      "[file:name = 'K7SysMon.Exe.db']",
    ]);
    for (const indicator of ofType(bundle, 'indicator')) {
      expect(indicator['name']).toBeTruthy();
      expect(indicator['description']).toBeTruthy();
    }
  });

  it('gives observables the ids that the specification and other tools give them', () => {
    expect(observableId('ipv4-addr', { value: '198.51.100.3' })).toBe(
      'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    );
    expect(observableId('domain-name', { value: 'example.com' })).toBe(
      'domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7',
    );
    expect(observableId('ipv6-addr', { value: '2001:db8::1' })).toBe('ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26');
    const ids = build(ALL).bundle.objects.map(({ id }) => id);
    expect(ids).toContain('ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4');
  });

  it('carries the TLP 2.0 markings it uses under their exact ids', () => {
    const { bundle } = build([{ indicatorType: 'domain', value: 'a.example.com', tlp: 'clear' }]);
    expect(ofType(bundle, 'marking-definition')).toEqual(
      (
        [
          ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'TLP:CLEAR', 'clear'],
          ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'TLP:AMBER', 'amber'],
        ] as const
      ).map(([id, name, tlp]) => ({
        type: 'marking-definition',
        spec_version: '2.1',
        id,
        created: '2022-10-01T00:00:00.000Z',
        name,
        extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp } },
      })),
    );
    expect(TLP_EXTENSION).toBe('extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d');
  });

  it('leaves behind what may not leave, and lists it', () => {
    const { bundle, omitted } = build([
      { indicatorType: 'domain', value: 'kept.example.com' },
      { indicatorType: 'domain', value: 'private.example.com', shareable: false },
      { indicatorType: 'domain', value: 'red.example.com', tlp: 'red' },
      { indicatorType: 'domain', value: 'benign.example.com', indicatorStatus: 'benign' },
      { indicatorType: 'domain', value: 'wrong.example.com', indicatorStatus: 'false-positive' },
      { indicatorType: 'ipv4', value: '999.1.1.1' },
    ]);
    expect(omitted.map(({ id, reasonCode }) => [id, reasonCode])).toEqual([
      [idOf(1), 'not-shareable'],
      [idOf(2), 'stricter-tlp'],
      [idOf(3), 'benign'],
      [idOf(4), 'false-positive'],
      [idOf(5), 'invalid-value'],
    ]);
    expect(bundleText(bundle)).not.toMatch(/private|red\.example|benign\.|wrong\.|999/);
    expectSound(bundle);
  });

  it('never names systems, accounts or people of the victim', () => {
    const system = record('system', randomUUID(), { hostname: 'HOST-SECRET' }) as CaseRecord;
    const account = record('account', randomUUID(), { accountName: 'ACCOUNT-SECRET' }) as CaseRecord;
    const contact = record('contact', randomUUID(), { name: 'CONTACT-SECRET' }) as CaseRecord;
    const { bundle } = build(
      [{ indicatorType: 'domain', value: 'a.example.com', systemIds: [system.id] }],
      [system, account, contact],
    );
    expect(bundleText(bundle)).not.toContain('SECRET');
    expect(bundleText(bundle)).not.toContain(system.id);
  });

  it('links indicators to malware, techniques and observations', () => {
    const { bundle } = build(ALL);
    const links = ofType(bundle, 'relationship').map((link) => {
      const kindOf = (key: string): string => String(link[key]).split('--')[0] ?? '';
      return `${kindOf('source_ref')} ${String(link['relationship_type'])} ${kindOf('target_ref')}`;
    });
    expect(links).toContain('indicator indicates malware');
    expect(links).toContain('indicator indicates attack-pattern');
    expect(links).toContain('attack-pattern targets vulnerability');
    expect(links).toContain('malware exploits vulnerability');
    expect(links).toContain('indicator based-on observed-data');
    expect(links).toContain('indicator related-to domain-name');
    expect(ofType(bundle, 'malware')).toHaveLength(1);
  });

  it('publishes no version of an object of MITRE, but refers to it', () => {
    const { bundle } = build([
      ...ALL,
      { indicatorType: 'domain', value: 'b.example.com', techniqueIds: [' own name '] },
    ]);
    const patterns = ofType(bundle, 'attack-pattern');
    expect(bundleText(bundle)).not.toContain(TECHNIQUES[0]?.stixId);
    expect(patterns.map((object) => [object['name'], object['external_references']])).toEqual([
      [
        'Run Virtual Instance',
        [
          {
            source_name: 'mitre-attack',
            external_id: 'T1564.006',
            url: 'https://attack.mitre.org/techniques/T1564/006',
          },
        ],
      ],
      [
        'T9999',
        [{ source_name: 'mitre-attack', external_id: 'T9999', url: 'https://attack.mitre.org/techniques/T9999' }],
      ],
      ['OWN NAME', undefined],
    ]);
    for (const { id } of patterns) expect(id).toMatch(/^attack-pattern--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
    expect(build(ALL).bundle.objects.filter(({ type }) => type === 'attack-pattern')).toEqual(patterns.slice(0, 2));
  });

  it('makes every versioned object but the TLP labels as its own, at times that the case has', () => {
    const { bundle } = build(ALL);
    const [identity] = ofType(bundle, 'identity');
    for (const object of bundle.objects.filter((one) => 'modified' in one && one.type !== 'identity'))
      expect([object['created_by_ref'], object['created']]).toEqual([identity?.id, '2025-01-08T00:12:00.000Z']);
  });

  it('is the same to the byte for the same state', () => {
    expect(bundleText(build(ALL).bundle)).toBe(bundleText(build(structuredClone(ALL)).bundle));
  });

  it('writes a URL as RFC 3986 allows it, and says when STIX cannot carry it', () => {
    const { bundle, omitted } = build([
      { indicatorType: 'url', value: 'https://example.com/検索 ?q={1}#[a]'.replace(' ', '') },
      { indicatorType: 'url', value: 'https://日本語.jp/' },
    ]);
    expect(ofType(bundle, 'url').map(({ value }) => value)).toEqual([
      'https://example.com/%E6%A4%9C%E7%B4%A2?q=%7B1%7D#%5Ba%5D',
    ]);
    expect(omitted).toEqual([{ what: 'indicator', id: idOf(1), reasonCode: 'not-expressible' }]);
    expectSound(bundle);
  });

  it('keeps a removed indicator out', () => {
    const gone = {
      ...record('indicator', randomUUID(), { indicatorType: 'domain', value: 'gone.example.com' }),
      removed: true,
    };
    expect(bundleText(build([], [gone as CaseRecord]).bundle)).not.toContain('gone.example.com');
  });

  it('stays valid for hostile values, texts and times', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ maxLength: 60 }),
      fc.string({ unit: fc.constantFrom("'", '\\', ']', '[', '"', 'a', '.', ':', '/', '\n'), maxLength: 30 }),
    );
    const value = fc.oneof(
      hostile,
      hostile.map((text) => `C:\\${text}\\x'y.exe`),
      hostile.map((text) => `https://example.com/${text}`),
      hostile.map((text) => `HKLM\\${text}`),
      fc.domain(),
      fc.ipV4(),
      fc.ipV6(),
    );
    const fields = fc.record(
      { indicatorType: fc.constantFrom(...INDICATOR_TYPES), value, description: hostile, malwareFamily: hostile },
      { requiredKeys: ['indicatorType', 'value'] },
    );
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 8 }), (indicators) => {
        expectSound(build(indicators).bundle);
      }),
      { numRuns: 150 },
    );
  });

  it('makes 10,000 indicators in seconds', () => {
    const many = Array.from({ length: 10_000 }, (_, n): Fields<'indicator'> => ({
      indicatorType: 'domain',
      value: `host${n}.example.com`,
    }));
    const start = performance.now();
    const text = bundleText(build(many).bundle);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(text.length).toBeGreaterThan(5_000_000);
  });
});
