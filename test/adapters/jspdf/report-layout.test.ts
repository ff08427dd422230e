import { describe, expect, test } from 'vitest';
import { renderPdf } from '../../../src/adapters/jspdf/render';
import { recordsOf } from '../../../src/core/journal/read';
import { buildReportDocument } from '../../../src/core/report/build';
import type { ReportDocument } from '../../../src/core/report/document';
import type { Language } from '../../../src/core/records/vocabularies';
import { drillSession, library } from '../../support/drill-case';
import { bundledFonts } from './sample';
import { runOn } from './tools';

const fonts = bundledFonts();
const AT = '2026-10-06T02:00:00.000Z';
type Form = (typeof library.reportForms)[number];

/** The drill's report on this form, not approved. */
const draftOn = async (form: Form, language: Language): Promise<ReportDocument> => {
  const { session } = await drillSession(language);
  const reportId = recordsOf(session.state(), 'report')[0]?.id ?? '';
  await session.update('report', reportId, { formId: form.id, formVersion: form.version, formSha256: form.sha256 });
  const state = session.state();
  return buildReportDocument({ state, reportId, library, generatedAt: AT, appVersion: '0.1.0', watermark: 'draft' });
};
const pagesOf = (document: ReportDocument): readonly string[] =>
  runOn(renderPdf(document, fonts).bytes, 'pdftotext', (file) => ['-raw', '-enc', 'UTF-8', file, '-'])
    .replaceAll('\u00a0', ' ')
    .split('\f')
    .filter((page) => page.trim() !== '');
const countOf = (text: string, part: string): number => text.split(part).length - 1;

const CASES = library.reportForms.flatMap((form) =>
  (['ja', 'en'] as const).map((language) => ({ form, language, name: `${form.id} ${language}` })),
);

describe.each(CASES)('the report on $name', ({ form, language }) => {
  test('has header and footer whole on every page', async () => {
    const document = await draftOn(form, language);
    const pages = pagesOf(document);
    expect(pages.length).toBeGreaterThan(5);
    const compact = (text: string) => text.replace(/\s/gu, '');
    for (const page of pages) {
      for (const text of [document.headerText, document.footerText]) expect(compact(page)).toContain(compact(text));
      expect(page).not.toContain('…');
    }
  });

  test('never puts a time zone on a line of its own', async () => {
    const lines = pagesOf(await draftOn(form, language)).flatMap((page) => page.split('\n'));
    expect(lines.filter((line) => /\d:\d\d (JST|UTC)/u.test(line)).length).toBeGreaterThan(50);
    expect(lines.filter((line) => /^\s*(JST|UTC)\b/u.test(line))).toEqual([]);
  });

  test('breaks no word of the narrow columns', async () => {
    const document = await draftOn(form, language);
    const text = pagesOf(document).join('\n');
    const narrow = document.blocks.flatMap((block) =>
      block.kind === 'table'
        ? block.rows.flatMap((row) => [row[0] ?? '', ...(row.length === 6 ? row.slice(1) : [])])
        : [],
    );
    const words = narrow.flatMap((cell) => cell.match(/[\u0021-\u024f]+|[\u30a1-\u30fa\u30fc]+/gu) ?? []);
    const wanted = new Map<string, number>();
    for (const word of words) wanted.set(word, (wanted.get(word) ?? 0) + 1);
    expect(wanted.size).toBeGreaterThan(20);
    for (const [word, count] of wanted)
      expect(countOf(text, word.replaceAll('\u00a0', ' ')), word).toBeGreaterThanOrEqual(count);
  });

  test('has its watermark whole on the page', async () => {
    const document = await draftOn(form, language);
    const watermarkOnly = { ...document, headerText: '', footerText: '', title: '', subtitle: '', blocks: [] };
    const boxes = runOn(renderPdf(watermarkOnly, fonts).bytes, 'pdftotext', (file) => ['-bbox', file, '-']);
    const words = [...boxes.matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">/gu)];
    expect(words.length).toBeGreaterThan(3);
    for (const [, left, top, right, bottom] of words) {
      expect(Math.min(Number(left), Number(top))).toBeGreaterThan(0);
      expect(Number(right)).toBeLessThan(595);
      expect(Number(bottom)).toBeLessThan(842);
    }
  });
});
