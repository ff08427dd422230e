import { FontError, type TrueType } from './truetype';

/** Parts of a composite outline (glyf, "Composite Glyph Description"). */
const ARGUMENTS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_TWO_SCALES = 0x0040;
const HAS_MATRIX = 0x0080;

const scaleBytes = (flags: number): number =>
  (flags & HAS_SCALE) !== 0 ? 2 : (flags & HAS_TWO_SCALES) !== 0 ? 4 : (flags & HAS_MATRIX) !== 0 ? 8 : 0;

/** Copies an outline with its component numbers replaced; a simple outline is returned as it is. */
const renumber = (outline: Uint8Array, numberOf: (glyph: number) => number): Uint8Array => {
  if (outline.length === 0) return outline;
  const isComposite = new DataView(outline.buffer, outline.byteOffset, outline.length).getInt16(0) < 0;
  if (!isComposite) return outline;
  const copy = outline.slice();
  const view = new DataView(copy.buffer);
  let at = 10;
  for (;;) {
    const flags = view.getUint16(at);
    view.setUint16(at + 2, numberOf(view.getUint16(at + 2)));
    at += 4 + ((flags & ARGUMENTS_ARE_WORDS) !== 0 ? 4 : 2) + scaleBytes(flags);
    if ((flags & MORE_COMPONENTS) === 0) return copy;
  }
};

/** The wanted glyphs and, after them, the glyphs they are composed of; outlines carry the new numbers. */
const collect = (font: TrueType, wanted: readonly number[]): { order: number[]; outlines: Uint8Array[] } => {
  const order = [...wanted];
  const slots = new Map(order.map((glyph, slot) => [glyph, slot]));
  const numberOf = (glyph: number): number => {
    const known = slots.get(glyph);
    if (known !== undefined) return known;
    slots.set(glyph, order.length);
    order.push(glyph);
    return order.length - 1;
  };
  const outlines: Uint8Array[] = [];
  for (let slot = 0; slot < order.length; slot += 1) {
    outlines.push(renumber(font.outlineOf(order[slot] ?? 0), numberOf));
  }
  return { order, outlines };
};

const padded = (length: number): number => (length + 3) & ~3;

const glyphTables = (outlines: readonly Uint8Array[]): { glyf: Uint8Array; loca: Uint8Array } => {
  const total = outlines.reduce((sum, outline) => sum + padded(outline.length), 0);
  const glyf = new Uint8Array(total);
  const loca = new DataView(new ArrayBuffer(4 * (outlines.length + 1)));
  let offset = 0;
  outlines.forEach((outline, slot) => {
    loca.setUint32(4 * slot, offset);
    glyf.set(outline, offset);
    offset += padded(outline.length);
  });
  loca.setUint32(4 * outlines.length, offset);
  return { glyf, loca: new Uint8Array(loca.buffer) };
};

const metricsTable = (font: TrueType, order: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * order.length));
  order.forEach((glyph, slot) => {
    view.setUint16(4 * slot, font.advanceOf(glyph));
    view.setInt16(4 * slot + 2, font.leftBearingOf(glyph));
  });
  return new Uint8Array(view.buffer);
};

const copyTable = (font: TrueType, tag: string): Uint8Array | null => {
  const table = font.tables.get(tag);
  if (table === undefined) return null;
  const start = font.data.byteOffset + table.offset;
  return new Uint8Array(font.data.buffer.slice(start, start + table.length) as ArrayBuffer);
};

const patched = (font: TrueType, tag: string, patch: (view: DataView) => void): Uint8Array => {
  const copy = copyTable(font, tag);
  if (copy === null) throw new FontError(`table ${tag} is missing`);
  patch(new DataView(copy.buffer));
  return copy;
};

const checksum = (bytes: Uint8Array): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const word =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    sum = (sum + (word >>> 0)) >>> 0;
  }
  return sum;
};

const HEAD_CHECKSUM_ADJUSTMENT = 8;
const HEAD_LOCA_FORMAT = 50;

/** Table directory and tables, in tag order, with the checksums the format asks for. */
const assemble = (tables: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const tags = [...tables.keys()].sort();
  const log = Math.floor(Math.log2(tags.length));
  const start = 12 + 16 * tags.length;
  const size = tags.reduce((sum, tag) => sum + padded(tables.get(tag)?.length ?? 0), start);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00010000);
  [tags.length, 16 << log, log, 16 * tags.length - (16 << log)].forEach((value, i) => view.setUint16(4 + 2 * i, value));
  let offset = start;
  let head = 0;
  tags.forEach((tag, index) => {
    const table = tables.get(tag) ?? new Uint8Array();
    const entry = 12 + 16 * index;
    [...tag].forEach((letter, at) => view.setUint8(entry + at, letter.charCodeAt(0)));
    [checksum(table), offset, table.length].forEach((value, at) => view.setUint32(entry + 4 + 4 * at, value));
    file.set(table, offset);
    if (tag === 'head') head = offset;
    offset += padded(table.length);
  });
  view.setUint32(head + HEAD_CHECKSUM_ADJUSTMENT, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
};

/**
 * A font program with only the wanted glyphs, renumbered from 0 in the given order (`wanted[0]` must be glyph 0). It has
 * the tables a PDF needs (ISO 32000-1, 9.9) and no others.
 */
export const subsetFont = (font: TrueType, wanted: readonly number[]): Uint8Array => {
  const { order, outlines } = collect(font, wanted);
  if (order.length > 0xffff) throw new FontError('more glyphs than a font can hold');
  const tables = new Map<string, Uint8Array>(Object.entries(glyphTables(outlines)));
  tables.set('hmtx', metricsTable(font, order));
  tables.set(
    'head',
    patched(font, 'head', (view) => {
      view.setUint32(HEAD_CHECKSUM_ADJUSTMENT, 0);
      view.setInt16(HEAD_LOCA_FORMAT, 1);
    }),
  );
  tables.set(
    'hhea',
    patched(font, 'hhea', (view) => view.setUint16(34, order.length)),
  );
  tables.set(
    'maxp',
    patched(font, 'maxp', (view) => view.setUint16(4, order.length)),
  );
  for (const tag of ['cvt ', 'fpgm', 'prep']) {
    const hints = copyTable(font, tag);
    if (hints !== null) tables.set(tag, hints);
  }
  return assemble(tables);
};
