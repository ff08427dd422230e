import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTrueType } from '../../../src/adapters/jspdf/font/truetype';
import { subsetFont } from '../../../src/adapters/jspdf/font/subset';
import { sha256Hex } from '../../../src/core/hash';

const DIGESTS = {
  'NotoSansJP-Regular': 'd930d5d52d15231c283089760f84584272ad5e37e14607ba0d19c798e7a9caec',
  'NotoSansJP-Bold': 'c5b7b9d6a6eb682b0d4e6bbb38509575fd2759a28f147daa74714d1359a7909e',
  'BIZUDPGothic-Regular': '22f41ce68f1ce62477ca4ec1e2c0c400cc545ddff31d713e8edf87808614aeb2',
};

const read = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../assets/fonts/${name}.ttf`, import.meta.url)));

test.each(Object.entries(DIGESTS))('%s is the file that the README names', (name, digest) => {
  expect(sha256Hex(read(name))).toBe(digest);
  expect(readFileSync(new URL('../../../assets/fonts/README.md', import.meta.url), 'utf8')).toContain(digest);
  expect(readTrueType(read(name)).postScriptName).toBe(name);
});

test('the fonts together have what each lacks', () => {
  const noto = readTrueType(read('NotoSansJP-Regular'));
  const biz = readTrueType(read('BIZUDPGothic-Regular'));
  const has = (font: typeof noto, character: string) => font.glyphOf(character.codePointAt(0) ?? 0) !== 0;
  expect([has(noto, '𠮷'), has(biz, '𠮷')]).toEqual([true, false]);
  expect([has(noto, '≒'), has(biz, '≒')]).toEqual([false, true]);
});

test('a subset keeps outlines and metrics of every glyph, composed ones too', () => {
  for (const name of Object.keys(DIGESTS)) {
    const font = readTrueType(read(name));
    const wanted = [0, ...Array.from({ length: 500 }, (_, index) => 1 + index * 23)];
    const bytes = subsetFont(font, wanted);
    const view = new DataView(bytes.buffer);
    const tables = new Map<string, number>();
    for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
      tables.set(String.fromCharCode(...bytes.slice(at, at + 4)), view.getUint32(at + 8));
    }
    const [loca, glyf, hmtx] = ['loca', 'glyf', 'hmtx'].map((tag) => tables.get(tag) ?? 0) as [number, number, number];
    wanted.forEach((glyph, slot) => {
      expect(view.getUint16(hmtx + 4 * slot)).toBe(font.advanceOf(glyph));
      const start = view.getUint32(loca + 4 * slot);
      const outline = font.outlineOf(glyph);
      const copy = bytes.subarray(glyf + start, glyf + start + outline.length);
      const isComposite = outline.length > 0 && ((outline[0] ?? 0) & 0x80) !== 0;
      // A composed glyph differs in the numbers of its parts only; its header and length are the same.
      const compared = isComposite ? 10 : outline.length;
      expect(Buffer.from(copy.subarray(0, compared)).equals(outline.subarray(0, compared)), `glyph ${glyph}`).toBe(
        true,
      );
    });
    let sum = 0;
    for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  }
});
