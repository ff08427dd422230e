import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakLines, breakParagraph, clustersOf, NOT_AT_END, NOT_AT_START } from '../../../src/core/text/linebreak';

const measure = (cluster: string): number => ((cluster.codePointAt(0) ?? 0) < 0x300 ? 0.5 : 1);
const isSpace = (character: string) => /^[\s\u200b]$/u.test(character);
const widthOf = (line: string): number =>
  clustersOf(line.replace(/[\s\u200b]+$/u, '')).reduce((sum, cluster) => sum + measure(cluster), 0);
const first = (line: string) => [...line][0] ?? '';
const last = (line: string) => [...line.replace(/[\s\u200b]+$/u, '')].at(-1) ?? '';

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...'日本語の文章、。「」（）ー々ぁっ・…―ァｶﾞ',
      'A',
      'z',
      '9',
      '-',
      '/',
      ' ',
      '　',
      'か\u3099',
      '𠮷',
      '辻\u{e0100}',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((c) => !/[\n\r\v\f\u0085\u2028\u2029]/.test(c)),
  ),
  maxLength: 300,
});

/** Prose in which a permitted place is never far: no run of forbidden characters. */
const prose = fc
  .array(
    fc.constantFrom(
      '調査を',
      '行った、',
      '「要確認」',
      '（一次）',
      'サーバー',
      'ファイル。',
      'EDR',
      ' ',
      'ログが',
      'きゃっか',
      '100％',
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''));

describe('breakParagraph', () => {
  test('never loses, adds or reorders a character', () => {
    fc.assert(
      fc.property(hostile, fc.double({ min: 0.5, max: 40, noNaN: true }), (text, width) => {
        expect(breakParagraph(text, width, measure).join('')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps lines within the width, unless one cluster is wider', () => {
    fc.assert(
      fc.property(hostile, fc.double({ min: 0.5, max: 40, noNaN: true }), (text, width) => {
        for (const line of breakParagraph(text, width, measure)) {
          if (clustersOf(line.trimEnd()).length > 1) expect(widthOf(line)).toBeLessThanOrEqual(width + 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('in prose no line begins or ends with a forbidden character', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 10, max: 45 }), (text, width) => {
        const lines = breakParagraph(text, width, measure);
        lines.slice(1).forEach((line) => expect(NOT_AT_START.has(first(line)), line).toBe(false));
        lines.slice(0, -1).forEach((line) => expect(NOT_AT_END.has(last(line)), line).toBe(false));
      }),
      { numRuns: 500 },
    );
  });

  test('in any text kinsoku yields only where the whole line has no permitted place', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 4, max: 30 }), (text, width) => {
        const lines = breakParagraph(text, width, measure);
        lines.slice(1).forEach((line, index) => {
          const before = lines[index] ?? '';
          const isBad = NOT_AT_START.has(first(line)) || NOT_AT_END.has([...before].at(-1) ?? '');
          if (!isBad) return;
          const bases = clustersOf(before).map((cluster) => String.fromCodePoint(cluster.codePointAt(0) ?? 0));
          for (let at = 1; at < bases.length; at += 1) {
            const [left, right] = [bases[at - 1] ?? '', bases[at] ?? ''];
            const isPermitted =
              !isSpace(right) &&
              !NOT_AT_START.has(right) &&
              !NOT_AT_END.has(left) &&
              !('―—…‥'.includes(left) && left === right);
            expect(isPermitted, JSON.stringify(lines)).toBe(false);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  test('moves the character before a stop down with it', () => {
    expect(breakParagraph('あいうえお。かき', 5, measure)).toEqual(['あいうえ', 'お。かき']);
  });

  test('carries an opening bracket to the next line', () => {
    expect(breakParagraph('あいうえ「お」', 5, measure)).toEqual(['あいうえ', '「お」']);
  });

  test('keeps Latin words and numbers whole', () => {
    expect(breakParagraph('端末でPowerShellが', 7, measure)).toEqual(['端末で', 'PowerShellが']);
  });

  test('breaks an address longer than a line after a separator', () => {
    expect(breakParagraph('https://example.jp/abcdefgh/ijklmnop', 10, measure)).toEqual([
      'https://example.jp/',
      'abcdefgh/ijklmnop',
    ]);
  });

  test('fills each line with a digest that has no separator', () => {
    const digest = 'a'.repeat(64);
    expect(breakParagraph(digest, 10, measure).map((line) => line.length)).toEqual([20, 20, 20, 4]);
  });

  test('does not part a character from its marks', () => {
    expect(breakParagraph('か\u3099か\u3099か\u3099', 1, measure)).toEqual(['か\u3099', 'か\u3099', 'か\u3099']);
  });

  test('takes time in proportion to a long unbroken text', () => {
    const text = 'x'.repeat(1_000_000);
    const begun = performance.now();
    expect(breakParagraph(text, 45, measure).join('')).toBe(text);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('breakLines', () => {
  test('ends a line at every form of line end and keeps empty lines', () => {
    expect(breakLines('一\r\n二\n\n三\r四\u2028五', 10, measure)).toEqual(['一', '二', '', '三', '四', '五']);
  });
});
