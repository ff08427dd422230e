/**
 * Reads what embedding needs from a TrueType font (OpenType specification, tables head, hhea, maxp, hmtx, cmap, loca, glyf,
 * name). Every access is bounds-checked: a truncated or damaged file is an error that names the table, never a silent zero.
 */

export type Table = { readonly offset: number; readonly length: number };

export type TrueType = {
  readonly data: DataView;
  readonly tables: ReadonlyMap<string, Table>;
  readonly unitsPerEm: number;
  readonly boundingBox: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly glyphCount: number;
  readonly postScriptName: string;
  /** Glyph index of a code point; 0 when the font has none. */
  glyphOf(codePoint: number): number;
  /** Advance width in font units. */
  advanceOf(glyph: number): number;
  leftBearingOf(glyph: number): number;
  /** The glyph's outline; empty for a blank glyph. */
  outlineOf(glyph: number): Uint8Array;
};

/** The font file cannot be used: not TrueType, or damaged. */
export class FontError extends Error {
  override readonly name = 'FontError';
}

const readTables = (data: DataView): Map<string, Table> => {
  const version = data.byteLength >= 12 ? data.getUint32(0) : 0;
  if (version !== 0x00010000 && version !== 0x74727565) throw new FontError('not a TrueType font with glyf outlines');
  const tables = new Map<string, Table>();
  for (let index = 0; index < data.getUint16(4); index += 1) {
    const entry = 12 + 16 * index;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((at) => data.getUint8(entry + at)));
    const table = { offset: data.getUint32(entry + 8), length: data.getUint32(entry + 12) };
    if (table.offset + table.length > data.byteLength)
      throw new FontError(`table ${tag} reaches past the end of the file`);
    tables.set(tag, table);
  }
  return tables;
};

const viewOf = (data: DataView, tables: ReadonlyMap<string, Table>, tag: string): DataView => {
  const table = tables.get(tag);
  if (table === undefined) throw new FontError(`table ${tag} is missing`);
  return new DataView(data.buffer, data.byteOffset + table.offset, table.length);
};

/** Format 12: sorted groups of code points, any plane. */
const lookupGroups = (cmap: DataView, at: number, codePoint: number): number => {
  let low = 0;
  let high = cmap.getUint32(at + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + 12 * middle;
    const first = cmap.getUint32(group);
    if (codePoint < first) high = middle - 1;
    else if (codePoint > cmap.getUint32(group + 4)) low = middle + 1;
    else return cmap.getUint32(group + 8) + codePoint - first;
  }
  return 0;
};

/** Format 4: segments of the basic plane. */
const lookupSegments = (cmap: DataView, at: number, codePoint: number): number => {
  if (codePoint > 0xffff) return 0;
  const doubled = cmap.getUint16(at + 6);
  for (let offset = 0; offset < doubled; offset += 2) {
    if (codePoint > cmap.getUint16(at + 14 + offset)) continue;
    const first = cmap.getUint16(at + 16 + doubled + offset);
    if (codePoint < first) return 0;
    const delta = cmap.getUint16(at + 16 + 2 * doubled + offset);
    const rangeAt = at + 16 + 3 * doubled + offset;
    const range = cmap.getUint16(rangeAt);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = cmap.getUint16(rangeAt + range + 2 * (codePoint - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
};

const characterMap = (cmap: DataView): ((codePoint: number) => number) => {
  const offsets = new Map<number, number>();
  for (let index = 0; index < cmap.getUint16(2); index += 1) {
    const offset = cmap.getUint32(4 + 8 * index + 4);
    offsets.set(cmap.getUint16(offset), offset);
  }
  const groups = offsets.get(12);
  if (groups !== undefined) return (codePoint) => lookupGroups(cmap, groups, codePoint);
  const segments = offsets.get(4);
  if (segments !== undefined) return (codePoint) => lookupSegments(cmap, segments, codePoint);
  throw new FontError('table cmap has neither format 12 nor format 4');
};

/** Name 6 of the Windows platform (UTF-16BE): the name a PDF calls the font by. */
const readPostScriptName = (name: DataView): string => {
  const storage = name.getUint16(4);
  for (let index = 0; index < name.getUint16(2); index += 1) {
    const record = 6 + 12 * index;
    if (name.getUint16(record) !== 3 || name.getUint16(record + 6) !== 6) continue;
    const start = storage + name.getUint16(record + 10);
    let text = '';
    for (let at = 0; at < name.getUint16(record + 8); at += 2) text += String.fromCharCode(name.getUint16(start + at));
    if (/^[A-Za-z0-9-]{1,63}$/.test(text)) return text;
  }
  throw new FontError('table name has no usable PostScript name');
};

const outlineReader = (data: DataView, tables: ReadonlyMap<string, Table>, isLong: boolean, glyphCount: number) => {
  const loca = viewOf(data, tables, 'loca');
  const glyf = viewOf(data, tables, 'glyf');
  const offsetOf = (index: number) => (isLong ? loca.getUint32(4 * index) : 2 * loca.getUint16(2 * index));
  return (glyph: number): Uint8Array => {
    if (glyph >= glyphCount) throw new FontError(`glyph ${glyph} is outside the font`);
    const start = offsetOf(glyph);
    const end = offsetOf(glyph + 1);
    if (start > end || end > glyf.byteLength) throw new FontError(`outline of glyph ${glyph} is outside table glyf`);
    return new Uint8Array(glyf.buffer, glyf.byteOffset + start, end - start);
  };
};

const parse = (bytes: Uint8Array): TrueType => {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = readTables(data);
  const head = viewOf(data, tables, 'head');
  const hhea = viewOf(data, tables, 'hhea');
  const hmtx = viewOf(data, tables, 'hmtx');
  const glyphCount = viewOf(data, tables, 'maxp').getUint16(4);
  const metricCount = hhea.getUint16(34);
  const lookup = characterMap(viewOf(data, tables, 'cmap'));
  return {
    data,
    tables,
    unitsPerEm: head.getUint16(18),
    boundingBox: [36, 38, 40, 42].map((at) => head.getInt16(at)),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    glyphCount,
    postScriptName: readPostScriptName(viewOf(data, tables, 'name')),
    glyphOf: lookup,
    advanceOf: (glyph) => hmtx.getUint16(4 * Math.min(glyph, metricCount - 1)),
    leftBearingOf: (glyph) =>
      glyph < metricCount ? hmtx.getInt16(4 * glyph + 2) : hmtx.getInt16(4 * metricCount + 2 * (glyph - metricCount)),
    outlineOf: outlineReader(data, tables, head.getInt16(50) === 1, glyphCount),
  };
};

/** Reads a TrueType font. Throws `FontError` when the bytes are not a font that can be embedded. */
export const readTrueType = (bytes: Uint8Array): TrueType => {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new FontError('the font file is truncated or damaged', { cause: error });
    throw error;
  }
};
