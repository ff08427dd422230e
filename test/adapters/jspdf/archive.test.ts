import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderPdf } from '../../../src/adapters/jspdf/render';
import { bundledFonts, japaneseReport, paragraph, sampleDocument } from './sample';
import { runOn } from './tools';

const fonts = bundledFonts();
const report = japaneseReport();
const rendered = renderPdf(report, fonts);
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

test('qpdf finds nothing wrong', () => {
  expect(runOn(rendered.bytes, 'qpdf', (file) => ['--check', file])).toContain(
    'No syntax or stream encoding errors found',
  );
});

test('every font is an embedded subset with a Unicode map', () => {
  const lines = runOn(rendered.bytes, 'pdffonts', (file) => [file])
    .trim()
    .split('\n')
    .slice(2);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
});

test('equal input gives equal bytes, other input another file identifier', () => {
  const again = renderPdf(japaneseReport(), bundledFonts());
  expect(Buffer.from(again.bytes).equals(rendered.bytes)).toBe(true);
  const idOf = (bytes: Uint8Array) => /\/ID \[ <([0-9A-F]{32})> <\1> \]/.exec(latin1(bytes))?.[1];
  const other = renderPdf({ ...report, tlp: 'red' }, fonts);
  expect(idOf(rendered.bytes)).toMatch(/^(?!0{32})/);
  expect(idOf(other.bytes)).not.toBe(idOf(rendered.bytes));
});

test('a time with an offset is the same time', () => {
  const local = renderPdf({ ...report, createdAt: '2026-11-22T12:04:05.678+09:00' }, fonts);
  expect(Buffer.from(local.bytes).equals(rendered.bytes)).toBe(true);
});

test('Info and XMP say the same, and the file names itself PDF/A-3u', () => {
  const info = runOn(rendered.bytes, 'pdfinfo', (file) => ['-isodates', file]);
  const xmp = runOn(rendered.bytes, 'pdfinfo', (file) => ['-meta', file]);
  const infoOf = (key: string) => new RegExp(`^${key}:\\s+(.*)$`, 'm').exec(info)?.[1];
  const xmpOf = (element: string) => new RegExp(`<${element}>(?:<rdf:\\w+><rdf:li[^>]*>)?([^<]*)`).exec(xmp)?.[1];
  expect(infoOf('Title')).toBe(report.title);
  expect(infoOf('PDF version')).toBe('1.7');
  expect(xmpOf('dc:title')).toBe(report.title);
  expect([infoOf('Subject'), xmpOf('dc:description')]).toEqual([report.subject, report.subject]);
  expect([infoOf('Author'), xmpOf('dc:creator')]).toEqual([report.author, report.author]);
  expect(infoOf('Producer')).toBe(xmpOf('pdf:Producer'));
  expect(infoOf('Creator')).toBe(xmpOf('xmp:CreatorTool'));
  expect(xmpOf('xmp:CreateDate')).toBe('2026-11-22T03:04:05+00:00');
  expect(infoOf('CreationDate')).toBe('2026-11-22T03:04:05Z');
  expect([xmpOf('pdfaid:part'), xmpOf('pdfaid:conformance')]).toEqual(['3', 'U']);
});

test('what PDF/A forbids is not there, what it asks for is', () => {
  const plain = runOn(rendered.bytes, 'qpdf', (file) => ['--qdf', '--object-streams=disable', file, '-']);
  expect(plain).toContain('/OutputIntents');
  expect(plain).toContain('/S /GTS_PDFA1');
  expect(plain).toContain('/AF [');
  expect(plain).toContain('/Lang (ja)');
  for (const forbidden of [
    '/AcroForm',
    '/Encrypt',
    '/SMask',
    '/ExtGState',
    '/JavaScript',
    '/Annots',
    '/URI',
    '/Type1',
  ]) {
    expect(plain, forbidden).not.toContain(forbidden);
  }
});

test('attachments come out as they went in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shodo-pdf-'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, rendered.bytes);
    expect(execFileSync('pdfdetach', ['-list', file], { encoding: 'utf8' })).toContain('不審な通信.csv');
    report.attachments.forEach(({ name, bytes }, index) => {
      execFileSync('pdfdetach', ['-save', String(index + 1), '-o', join(folder, 'out'), file]);
      expect(Buffer.from(bytes).equals(readFileSync(join(folder, 'out'))), name).toBe(true);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the outline has the headings, nested, with any character', () => {
  const document = sampleDocument({
    blocks: [
      { kind: 'heading', level: 2, text: '不正な通信 (C2) \\ 𠮷' },
      { kind: 'heading', level: 1, text: '一' },
      { kind: 'heading', level: 3, text: '一の一' },
      { kind: 'heading', level: 2, text: '一の二' },
      { kind: 'heading', level: 1, text: '二' },
      { kind: 'pageBreak' },
      { kind: 'heading', level: 2, text: '二の一' },
    ],
  });
  const outline = runOn(renderPdf(document, fonts).bytes, 'mutool', (file) => ['show', file, 'outline']);
  const entries = outline
    .trim()
    .split('\n')
    .map((line) => /^[|+-](\t+)"(.*)"\t#page=(\d+)/.exec(line)?.slice(1))
    .map((match) => [match?.[0]?.length, match?.[1], match?.[2]]);
  expect(entries).toEqual([
    [1, expect.stringContaining('不正な通信 (C2)'), '1'],
    [1, '一', '1'],
    [2, '一の一', '1'],
    [2, '一の二', '1'],
    [1, '二', '1'],
    [2, '二の一', '2'],
  ]);
});

test('each page carries the label and its number', () => {
  const pages = runOn(rendered.bytes, 'pdftotext', (file) => ['-raw', file, '-'])
    .split('\f')
    .slice(0, -1);
  expect(pages).toHaveLength(rendered.pages);
  pages.forEach((text, index) => {
    expect(text.match(/TLP:AMBER\+STRICT/g)).toHaveLength(2);
    expect(text).toContain(`${index + 1} / ${rendered.pages}`);
    expect(text).toContain('事案番号 2026-0042');
  });
});

test('a table over 300 pages: header on each page, every row once, in reasonable time', { timeout: 120_000 }, () => {
  const rows = Array.from({ length: 4200 }, (_, index) => [
    `行${String(index).padStart(5, '0')}`,
    '端末から外部への不審な通信を検知し、「要調査」とした。利用者への聞き取りでは心当たりがないとの回答であり、ログを保全した。',
    '9f86d081884c7d659a2feaa0c55ad015',
  ]);
  const begun = performance.now();
  const { bytes, pages } = renderPdf(
    sampleDocument({
      blocks: [
        {
          kind: 'table',
          columns: [
            { header: '見出し番号', width: 1 },
            { header: '内容', width: 3 },
            { header: '値', width: 1.5 },
          ],
          rows,
          empty: '',
        },
      ],
    }),
    fonts,
  );
  expect(performance.now() - begun).toBeLessThan(60_000);
  expect(pages).toBeGreaterThan(300);
  const text = runOn(bytes, 'mutool', (file) => ['draw', '-q', '-F', 'txt', '-o', '-', file]);
  expect(text.match(/見出し番号/g)).toHaveLength(pages);
  expect(text.match(/行\d{5}/g)).toEqual(rows.map(([first]) => first));
});

test('a text of a million characters is set without loss', { timeout: 120_000 }, () => {
  const { bytes } = renderPdf(sampleDocument({ blocks: [paragraph('0123456789abcdef'.repeat(65_536))] }), fonts);
  expect(
    runOn(bytes, 'mutool', (file) => ['draw', '-q', '-F', 'txt', '-o', '-', file]).match(/[0-9a-f]/g)?.length,
  ).toBeGreaterThanOrEqual(1_048_576);
});

test('a time that is no time is refused', () => {
  expect(() => renderPdf(sampleDocument({ createdAt: 'gestern' }), fonts)).toThrow(/not a usable time: gestern/);
});

test('a row with more cells than columns is refused, not cut', () => {
  const block = { kind: 'table' as const, columns: [{ header: 'a', width: 1 }], rows: [['1', '2']], empty: '' };
  expect(() => renderPdf(sampleDocument({ blocks: [block] }), fonts)).toThrow(RangeError);
});

test('a damaged font is refused', () => {
  for (const regular of [new Uint8Array(), fonts.regular.slice(0, 100), fonts.regular.slice(0, 5_000_000)]) {
    expect(() => renderPdf(sampleDocument({}), { ...fonts, regular })).toThrow(
      expect.objectContaining({ name: 'FontError' }),
    );
  }
});

test('an error while the file is assembled is thrown, not swallowed', () => {
  const attachment = {
    name: 'a.json',
    mime: 'application/json',
    description: '',
    bytes: null as unknown as Uint8Array,
  };
  expect(() => renderPdf(sampleDocument({ attachments: [attachment] }), fonts)).toThrow(
    expect.objectContaining({ name: 'PdfError', cause: expect.any(TypeError) as unknown }),
  );
});

test('an empty document is one page with its title', () => {
  const { bytes, pages } = renderPdf(sampleDocument({}), fonts);
  expect(pages).toBe(1);
  expect(runOn(bytes, 'pdftotext', (file) => ['-raw', file, '-'])).toContain('不正アクセス等事案');
});

test('every page stays inside its margins, whatever the document', () => {
  const long = '標的型攻撃'.repeat(400);
  const document = sampleDocument({
    headerText: long,
    footerText: long,
    title: '長い題名'.repeat(30),
    blocks: [
      { kind: 'heading', level: 1, text: '長い見出し'.repeat(60) },
      { kind: 'fields', rows: [{ label: long, value: long, missing: true }] },
      { kind: 'signature', lines: Array.from({ length: 60 }, () => ({ label: '氏名', value: '' })), sealLabel: '印' },
      {
        kind: 'table',
        columns: Array.from({ length: 14 }, () => ({ header: 'Confidence', width: 0 })),
        rows: [],
        empty: long,
      },
      { kind: 'paragraph', style: 'warning', text: long },
    ],
  });
  const { bytes, pages } = renderPdf(document, fonts);
  expect(pages).toBeGreaterThan(5);
  const boxes = runOn(bytes, 'pdftotext', (file) => ['-bbox', file, '-']).matchAll(
    /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"/g,
  );
  let count = 0;
  for (const [, left, top, right, bottom] of boxes) {
    count += 1;
    expect(Number(left)).toBeGreaterThanOrEqual(55);
    expect(Number(right)).toBeLessThanOrEqual(595.28 - 55);
    expect(Number(top)).toBeGreaterThanOrEqual(24);
    expect(Number(bottom)).toBeLessThanOrEqual(841.89 - 20);
  }
  expect(count).toBeGreaterThan(50);
});
