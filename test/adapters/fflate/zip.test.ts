import { describe, expect, it } from 'vitest';
import { unzipFiles, zipFiles } from '../../../src/adapters/fflate/zip';

const limits = { entries: 3, totalBytes: 1000, ratio: 10, ratioFreeBytes: 500 };
const files = (...entries: [string, Uint8Array][]) => new Map(entries);

describe('zip', () => {
  it('reads back what it wrote, with the same bytes each time', () => {
    const some = files(['a.txt', new TextEncoder().encode('あ')], ['b.bin', new Uint8Array(0)]);
    const zip = zipFiles(some, limits);
    expect(zipFiles(some, limits)).toEqual(zip);
    expect(unzipFiles(zip, limits)).toEqual({ ok: true, files: some });
  });
  it('refuses what is over a limit before unpacking it', () => {
    const wide = { ...limits, entries: 100, totalBytes: 1e9, ratio: 1e9 };
    const four = files(...['a', 'b', 'c', 'd'].map((name): [string, Uint8Array] => [name, new Uint8Array(1)]));
    expect(unzipFiles(zipFiles(four, wide), limits)).toEqual({ ok: false, reason: 'too-many-entries' });
    const bomb = zipFiles(files(['zeros', new Uint8Array(1_000_000)]), wide);
    expect(unzipFiles(bomb, limits)).toEqual({ ok: false, reason: 'too-large' });
    expect(unzipFiles(bomb, { ...limits, totalBytes: 1e9 })).toEqual({ ok: false, reason: 'compression-ratio' });
    expect(unzipFiles(new Uint8Array([1, 2, 3]), limits)).toEqual({ ok: false, reason: 'not-a-zip' });
  });
  it('stores what would be too dense to be read again', () => {
    const dense = files(['zeros', new Uint8Array(900)]);
    const tight = { ...limits, ratio: 1, ratioFreeBytes: 0 };
    expect(unzipFiles(zipFiles(dense, tight), tight)).toMatchObject({ ok: true });
  });
  it('refuses an entry that appears twice', () => {
    const zip = zipFiles(files(['aa', new Uint8Array(1)], ['bb', new Uint8Array(1)]), limits);
    const text = Buffer.from(zip).toString('latin1').replaceAll('bb', 'aa');
    expect(unzipFiles(Buffer.from(text, 'latin1'), limits)).toEqual({ ok: false, reason: 'entry-twice' });
  });
});
