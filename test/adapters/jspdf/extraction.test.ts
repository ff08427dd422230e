import { describe, expect, test } from 'vitest';
import { renderPdf } from '../../../src/adapters/jspdf/render';
import { bundledFonts, japaneseReport, paragraph, sampleDocument } from './sample';
import { READERS, runOn, withoutSpaces } from './tools';

const fonts = bundledFonts();
const [poppler, mupdf] = READERS;

/** Marks around the text under test, so that page furniture does not matter. */
const BEGIN = '始始始';
const END = '終終終';
const between = (text: string): string => {
  const body = withoutSpaces(text.replace(/TLP:AMBER\+STRICT|\d+ \/ \d+/g, ''));
  const start = body.indexOf(BEGIN);
  const end = body.lastIndexOf(END);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThan(start);
  return body.slice(start + BEGIN.length, end);
};

const render = (text: string) =>
  renderPdf(
    sampleDocument({ headerText: '', footerText: '', blocks: [paragraph(BEGIN), paragraph(text), paragraph(END)] }),
    fonts,
  );

const EXACT: Record<string, string> = {
  'TAB becomes spaces': '前\t後は残る',
  'outside the basic plane': '前𠮷後 𩸽 𠮟',
  'fallback font': '前≒後',
  'emoji in no font': '前😀後',
  'emoji sequence with joiners': '前👨\u200d👩\u200d👧後',
  'decomposed kana and accents': 'か\u3099は\u309aき e\u0301 x\u0323\u0302',
  'wave dash and its neighbours': '〜～―—–−‐',
  'radicals beside their kanji': '⼈人⼀一⾏行',
  'half-width kana': 'ﾊﾝｶｸ ｶﾞﾊﾟｰ',
  'variation selectors': '辻\u{e0100}葛\u{e0101}⚠\ufe0f後',
  'no-break space and zero-width space': '前\u00a0後a\u200bb',
  'circled and squared': '①㈱㍻㍿',
  'yen and backslashes': '¥\\￥',
  'accented Latin': 'ŁćÄñ',
  hangul: '前한국後',
  'hyphens at line ends': 'SHA-256-'.repeat(60),
  'unbroken 5,000 characters': 'f0e1d2c3b4a59687'.repeat(313).slice(0, 5000),
  'unbroken Japanese 5,000 characters': '標的型攻撃'.repeat(1000),
  'brackets that look like PDF syntax': '(a) <b> \\n [c] /d ) endstream endobj %%EOF',
  'long path': 'C:\\Users\\髙橋\\AppData\\Local\\'.repeat(40),
};

describe.each(READERS)('text read back by $name', ({ read }) => {
  test.each(Object.entries(EXACT))('%s', (_, text) => {
    expect(between(read(render(text).bytes))).toBe(withoutSpaces(text));
  });

  test('control characters go, the text around them stays', () => {
    expect(between(read(render('前\u0007\u0000\u001b\u007f\u009f後').bytes))).toBe('前後');
  });

  test('half a surrogate pair and noncharacters become U+FFFD', () => {
    expect(between(read(render('前\ud800後\ufffe\uffff').bytes))).toBe('前\ufffd後\ufffd\ufffd');
  });

  test('every line end is a line end', () => {
    expect(between(read(render('一\r\n二\n三\r四\u2028五\u0085六').bytes))).toBe('一二三四五六');
  });
});

describe('right-to-left text', () => {
  const text = 'שלום';
  test('mupdf reads it as it was written', () => {
    expect(between(mupdf?.read(render(text).bytes) ?? '')).toBe(text);
  });
  test('poppler reads every letter, in its visual order between direction marks', () => {
    const read = between(poppler?.read(render(text).bytes) ?? '');
    expect([...read.replace(/[\u202b\u202c]/g, '')].reverse().join('')).toBe(text);
  });
});

test('every text of a report comes back from both readers', () => {
  const report = japaneseReport();
  const { bytes } = renderPdf(report, fonts);
  const texts = report.blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return [block.text];
      case 'fields':
        return block.rows.flatMap(({ label, value }) => [label, value]);
      case 'table':
        return [...block.columns.map(({ header }) => header), ...(block.rows.length > 0 ? [] : [block.empty])];
      case 'signature':
        return [...block.lines.flatMap(({ label, value }) => [label, value]), block.sealLabel];
      case 'pageBreak':
        return [];
    }
  });
  for (const { name, read } of READERS) {
    const body = withoutSpaces(read(bytes));
    for (const text of [report.title, report.subtitle, report.watermark ?? '', ...texts]) {
      for (const line of text.split('\n')) expect(body, `${name}: ${line}`).toContain(withoutSpaces(line));
    }
  }
});

test('table cells come back whole, also a digest broken over lines', () => {
  const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  const { bytes } = renderPdf(
    sampleDocument({
      blocks: [{ kind: 'table', columns: [{ header: '値', width: 1 }], rows: [[digest.repeat(20)]], empty: '' }],
    }),
    fonts,
  );
  for (const { read } of READERS) expect(withoutSpaces(read(bytes))).toContain(digest.repeat(20));
});

test('direction controls in a file name are shown and reported', () => {
  const { missing } = render('photo\u202egpj.exe');
  expect(missing.map(({ codePoint, count }) => [codePoint, count])).toEqual([[0x202e, 1]]);
});

test('missing characters are counted once for each place in the document, not for each page', () => {
  const rows = Array.from({ length: 200 }, (_, index) => [String(index)]);
  const { missing, pages } = renderPdf(
    sampleDocument({
      headerText: '😀',
      blocks: [{ kind: 'table', columns: [{ header: '😀값', width: 1 }], rows, empty: '' }, paragraph('a😀b')],
    }),
    fonts,
  );
  expect(pages).toBeGreaterThan(2);
  expect(missing).toEqual([
    { character: '😀', codePoint: 0x1f600, count: 3, where: '😀' },
    { character: '값', codePoint: 0xac12, count: 1, where: '😀값' },
  ]);
});

test('the missing mark is drawn', () => {
  // Same page with 〓 itself: the same picture, though the text differs.
  const picture = (text: string) =>
    runOn(renderPdf(sampleDocument({ title: '題', blocks: [paragraph(text)] }), fonts).bytes, 'sh', (file) => [
      '-c',
      `pdftoppm -r 50 -png ${file} | sha256sum`,
    ]);
  expect(picture('前😀後')).toBe(picture('前〓後'));
  expect(picture('前😀後')).not.toBe(picture('前　後'));
});
