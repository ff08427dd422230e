import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../src/core/journal/read';
import { buildReportDocument } from '../../../src/core/report/build';
import { checkSummaries } from '../../../src/core/report/check-summary';
import { reportContext } from '../../../src/core/report/context';
import type { ReportBlock, ReportDocument } from '../../../src/core/report/document';
import { fillField, missingFields } from '../../../src/core/report/fill';
import { buildStixBundle } from '../../../src/core/stix/bundle';
import { drillSession, drillState, library } from '../../support/drill-case';

const AT = '2026-10-06T02:00:00.000Z';
const documentOf = async (language: 'ja' | 'en', watermark: 'draft' | null): Promise<ReportDocument> => {
  const { state, reportId } = await drillState(language);
  return buildReportDocument({ state, reportId, library, generatedAt: AT, appVersion: '0.1.0', watermark });
};
const textsOf = (block: ReportBlock): readonly string[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'fields':
      return block.rows.flatMap((row) => [row.label, row.value]);
    case 'table':
      return [...block.columns.map((column) => column.header), ...block.rows.flat()];
    case 'signature':
      return [...block.lines.flatMap((line) => [line.label, line.value]), block.sealLabel];
    case 'pageBreak':
      return [];
    default:
      return block satisfies never;
  }
};
const allText = (document: ReportDocument): string => document.blocks.flatMap(textsOf).join('\n');
const tableWith = (document: ReportDocument, header: string) => {
  for (const block of document.blocks)
    if (block.kind === 'table' && block.columns.some((column) => column.header === header)) return block;
  throw new Error(`no table with ${header}`);
};

describe('buildReportDocument', () => {
  it('is the same for the same input', async () => {
    expect(await documentOf('ja', null)).toEqual(await documentOf('ja', null));
  });

  it('marks a training case as training, and as a draft besides until it is approved', async () => {
    expect((await documentOf('ja', null)).watermark).toBe('訓練');
    expect((await documentOf('ja', 'draft')).watermark).toBe('訓練・下書き');
    expect((await documentOf('en', null)).watermark).toBe('TRAINING');
    expect((await documentOf('en', 'draft')).watermark).toBe('TRAINING / DRAFT');
    const { session } = await drillSession('ja');
    await session.update('case', session.caseId, { training: false });
    const state = session.state();
    const reportId = recordsOf(state, 'report')[0]?.id ?? '';
    const build = (watermark: 'draft' | null) =>
      buildReportDocument({ state, reportId, library, generatedAt: AT, appVersion: '0.1.0', watermark });
    expect(build('draft').watermark).toBe('下書き');
    expect(build(null).watermark).toBeNull();
    expect(allText(build(null))).not.toContain('訓練用の事案');
  });

  it('says on the form itself that the official field names are not confirmed, and which are inferred', async () => {
    const text = allText(await documentOf('ja', null));
    expect(text).toContain('公式様式の欄名は未確認です');
    expect(text).toMatch(/次の欄は.*推定の欄です: 提出先、報告日、/u);
    const document = await documentOf('ja', null);
    expect(document.footerText).toBe('様式 common-form-3(2026-10-01 版)\n中立の配置、公式様式は未照合');
    expect(document.footerText).not.toContain('国家サイバー統括室');
  });

  it('says that required fields are a judgement of this software', async () => {
    expect(allText(await documentOf('ja', null))).toMatch(/必須の印.*は、本ソフトウェアの判断によるもので/u);
    expect(allText(await documentOf('en', null))).toContain(
      'marked as required is a judgement of this software, not of the official form',
    );
  });

  it('never says that there was no compromise, and says what was not seen', async () => {
    for (const language of ['ja', 'en'] as const) {
      const text = allText(await documentOf(language, null));
      expect(text).not.toMatch(/侵害(は|が)?(無し|なし|ありません)|not compromised|no compromise was/iu);
      expect(text).toContain(language === 'ja' ? '確認した範囲では認められない' : 'Not found in what was examined');
    }
  });

  it('shows every time of the timeline in Japan time and UTC, in order', async () => {
    const table = tableWith(await documentOf('ja', null), '日時(UTC)');
    expect(table.rows.length).toBeGreaterThan(20);
    const row = table.rows.find((cells) => cells[2]?.includes('文書に見せかけたショートカット') === true);
    expect(row?.slice(0, 2)).toEqual(['2026-09-28 09:18:03.412\u00a0JST', '2026-09-28 00:18:03.412\u00a0UTC']);
    const utc = table.rows.map((cells) => cells[1] ?? '');
    expect(utc).toEqual([...utc].sort());
  });

  it('defangs indicators, keeps hashes whole, and leaves out the dismissed and the not shareable', async () => {
    const rows = tableWith(await documentOf('ja', null), '状態/確度').rows.map((cells) => cells[1] ?? '');
    expect(rows).toContain('203[.]0[.]113[.]45');
    expect(rows).toContain('hxxps://share[.]example[.]com/d/7f3a/shitsumon.zip');
    expect(rows.some((value) => /^[0-9a-f]{64}$/u.test(value))).toBe(true);
    expect(rows.join()).not.toContain('ftp');
    expect(rows.join()).not.toContain('ninesmn');
  });

  it.each(['ja', 'en'] as const)(
    'states every indicator that stays behind, by the rule of STIX (%s)',
    async (language) => {
      const { session } = await drillSession(language);
      const write = (value: string) =>
        session.create('indicator', { indicatorType: 'url', value, tlp: 'amber', shareable: true });
      await write('https://日本語.jp/');
      await session.create('indicator', {
        indicatorType: 'domain',
        value: 'red.example.com',
        tlp: 'red',
        shareable: true,
      });
      const state = session.state();
      const reportId = recordsOf(state, 'report')[0]?.id ?? '';
      const input = { state, reportId, library, generatedAt: AT, appVersion: '0.1.0', watermark: null };
      const document = buildReportDocument(input);
      const text = allText(document);
      const { omitted } = buildStixBundle({ state, reportId, techniques: library.techniques.techniques });
      const total = recordsOf(state, 'indicator').length;
      const shown = tableWith(document, language === 'ja' ? '状態/確度' : 'Status / confidence').rows.length;
      const onPaperOnly = omitted.filter(({ reasonCode }) => reasonCode === 'not-expressible').length;
      expect(onPaperOnly).toBe(1);
      const hidden = omitted.length - onPaperOnly;
      expect(hidden).toBe(total - shown);
      if (language === 'ja') {
        expect(text).toContain(`登録された ${total} 件のうち ${shown} 件を示します。残る ${hidden} 件は`);
        expect(text).toMatch(/誤検知・無害と判断 1 件、共有しないと指定 15 件、この報告書より厳しい TLP 1 件/u);
        expect(text).toContain('示したもののうち 1 件は、STIX では表せない');
      } else {
        expect(text).toContain(`${shown} of ${total} recorded indicators are shown. The other ${hidden} are`);
        expect(text).toContain('STIX cannot express 1 of those shown');
      }
    },
  );

  it('names the techniques of what leaves, on paper as in STIX, and no others', async () => {
    const { session } = await drillSession('ja');
    const reportId = recordsOf(session.state(), 'report')[0]?.id ?? '';
    const occurredAt = { utc: '2026-10-01T00:00:00.000Z', original: '', offset: 0, precision: 'second' } as const;
    const hidden = ['T1110.003', 'T1003.001'];
    await session.create('timelineEvent', { occurredAt, message: '載せない', techniqueIds: [hidden[0] ?? ''] });
    await session.create('indicator', {
      indicatorType: 'domain',
      value: 'kept.example.com',
      shareable: false,
      techniqueIds: [hidden[1] ?? ''],
    });
    await session.create('indicator', {
      indicatorType: 'cve',
      value: 'CVE-2024-0001',
      shareable: true,
      techniqueIds: ['t1190'],
    });
    await session.create('indicator', {
      indicatorType: 'url',
      value: 'https://日本語.jp/',
      shareable: true,
      techniqueIds: ['T1105'],
    });
    const state = session.state();
    const input = { state, reportId, library, generatedAt: AT, appVersion: '0.1.0', watermark: null };
    const paper = tableWith(buildReportDocument(input), '攻撃手法').rows.map((cells) => cells[0]?.split(' ')[0]);
    const { bundle } = buildStixBundle({ state, reportId, techniques: library.techniques.techniques });
    const stix = bundle.objects
      .filter(({ type }) => type === 'attack-pattern')
      .map((object) => (object['external_references'] as { external_id: string }[])[0]?.external_id);
    expect(paper).toEqual([...stix].sort());
    expect(paper).toEqual(expect.arrayContaining(['T1190', 'T1105', 'T1564.006']));
    for (const id of [...hidden, 'T1070.004']) expect(paper).not.toContain(id);
  });

  it('lists as STIX does for the drill as it is', async () => {
    const { state, reportId } = await drillState('ja');
    const paper = tableWith(await documentOf('ja', null), '攻撃手法').rows.map((cells) => cells[0]?.split(' ')[0]);
    const { bundle } = buildStixBundle({ state, reportId, techniques: library.techniques.techniques });
    const text = bundle.objects.filter(({ type }) => type === 'attack-pattern').map((object) => JSON.stringify(object));
    expect(paper.length).toBe(text.length);
    for (const id of paper)
      expect(
        text.some((object) => object.includes(`"external_id":"${id}"`)),
        id,
      ).toBe(true);
  });

  it('prints the SHA-256 of evidence in full', async () => {
    const { state } = await drillState('ja');
    const hashes = recordsOf(state, 'evidenceItem').flatMap(({ fields }) => fields.sha256 ?? []);
    const table = tableWith(await documentOf('ja', null), 'SHA-256');
    for (const hash of hashes) expect(table.rows.some((cells) => cells.includes(hash))).toBe(true);
  });

  it('names the recipient as it was called on the day', async () => {
    const { session } = await drillSession('ja');
    const reportId = recordsOf(session.state(), 'report')[0]?.id ?? '';
    await session.update('report', reportId, { recipient: 'nco' });
    const named = (generatedAt: string) =>
      allText(
        buildReportDocument({
          state: session.state(),
          reportId,
          library,
          generatedAt,
          appVersion: '0.1.0',
          watermark: null,
        }),
      );
    expect(named('2025-06-30T14:59:59.000Z')).toContain('内閣サイバーセキュリティセンター(NISC)');
    expect(named('2025-06-30T15:00:00.000Z')).toContain('国家サイバー統括室(NCO)');
  });

  it('leaves no field name, place holder or code unprinted', async () => {
    for (const language of ['ja', 'en'] as const) {
      const document = await documentOf(language, null);
      const text = [allText(document), document.footerText, document.headerText].join('\n');
      expect(text).not.toMatch(/undefined|\[object|\{[a-z]+\}/u);
    }
  });

  it('reads as English in English', async () => {
    const document = await documentOf('en', null);
    const text = [allText(document), document.title, document.footerText, document.headerText].join('\n');
    expect(text.match(/.*[\u3040-\u30ff\u4e00-\u9fff].*/u)?.[0]).toBeUndefined();
  });

  it('refuses a report whose form the library does not have, or has differently', async () => {
    const { session } = await drillSession('ja');
    const state = session.state();
    const reportId = recordsOf(state, 'report')[0]?.id ?? '';
    const forms = library.reportForms.map((form) => ({ ...form, sha256: '0'.repeat(64) }));
    expect(reportContext(state, reportId, { ...library, reportForms: forms }, AT)).toEqual({
      ok: false,
      reason: 'form-differs',
    });
    expect(reportContext(state, reportId, { ...library, reportForms: [] }, AT)).toMatchObject({
      reason: 'form-missing',
    });
    expect(reportContext(state, session.caseId, library, AT)).toMatchObject({ reason: 'report-missing' });
    const input = { state, reportId, library: { ...library, reportForms: [] }, generatedAt: AT, appVersion: '1' };
    expect(() => buildReportDocument({ ...input, watermark: null })).toThrow(/form-missing/u);
  });
});

describe('fields of a report', () => {
  it('take typed text over the case, an emptied field included, and list it as missing', async () => {
    const { session } = await drillSession('ja');
    const reportId = recordsOf(session.state(), 'report')[0]?.id ?? '';
    const missing = () => missingFields(session.state(), reportId, library).map((field) => field.fieldId);
    expect(missing()).toEqual([]);
    await session.update('report', reportId, { values: { 'case-summary': '', impact: '書き換えた影響' } });
    expect(missing()).toEqual(['case-summary']);
    const document = buildReportDocument({
      state: session.state(),
      reportId,
      library,
      generatedAt: AT,
      appVersion: '0.1.0',
      watermark: null,
    });
    const rows = document.blocks.flatMap((block) => (block.kind === 'fields' ? block.rows : []));
    expect(rows.find((row) => row.label === '事案の概要')).toEqual({ label: '事案の概要', value: '', missing: true });
    expect(rows.find((row) => row.label === '影響の内容と範囲')?.value).toBe('書き換えた影響');
  });

  it('are filled from the case in both zones', async () => {
    const { state, reportId } = await drillState('ja');
    const found = reportContext(state, reportId, library, AT);
    if (!found.ok) throw new Error(found.reason);
    const field = found.context.form.sections
      .flatMap((section) => section.fields)
      .find((entry) => entry.id === 'recognised-at');
    if (field === undefined) throw new Error('no such field');
    expect(fillField(field, found.context)).toBe('2026-10-05 10:30 JST / 2026-10-05 01:30 UTC');
  });
});

describe('a case with anything missing', () => {
  it('can still be printed, and marks exactly the fields that are listed as missing', async () => {
    const { state, reportId } = await drillState('ja');
    const all = [...state.records].flatMap(([type, records]) => [...records.keys()].map((id) => ({ type, id })));
    const removable = all.filter(({ id }) => id !== reportId);
    fc.assert(
      fc.property(fc.subarray(removable), (gone) => {
        const ids = new Set(gone.map(({ id }) => id));
        const records = new Map(
          [...state.records].map(([type, ofType]) => [type, new Map([...ofType].filter(([id]) => !ids.has(id)))]),
        );
        const left = { ...state, records };
        const input = { state: left, reportId, library, generatedAt: AT, appVersion: '0.1.0', watermark: null };
        const printed = buildReportDocument(input).blocks.flatMap((block) =>
          block.kind === 'fields' ? block.rows.filter((row) => row.missing).map((row) => row.label) : [],
        );
        expect(printed).toEqual(missingFields(left, reportId, library).map((field) => field.label));
      }),
      { numRuns: 40 },
    );
  });
});

describe('checkSummaries', () => {
  it('counts each check once, with its gravest result, and says when too little was seen', async () => {
    const { state } = await drillState('ja');
    const [summary, ...others] = checkSummaries(state, library);
    expect(others).toEqual([]);
    expect(summary?.progress.total).toBe(59);
    expect(summary?.lowVisibility).toBe(true);
    const text = allText(await documentOf('ja', null));
    expect(text).toMatch(/対象となる 58 項目のうち \d+ 項目が確認不能または未回答/u);
  });
});
