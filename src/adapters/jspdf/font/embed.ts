import { sha256Hex } from '../../../core/hash';
import { binaryString, hexUtf16, putObject, putStreamObject, type JsPdfFont, type PdfWriter } from '../internals';
import { subsetFont } from './subset';
import { advanceInThousandths, type EmbeddedFont, type FontCode, type FontSlot, type Typesetter } from './typesetter';

/**
 * jsPDF's own embedding loses text (characters above U+FFFF, or any that the font lacks), so ours takes the place of three of its
 * standard fonts: by this encoding name its handlers leave them alone, and ours write the objects.
 */
const ENCODING = 'Shodo-CID';
const PLACES: Readonly<Record<FontSlot, { name: string; style: string }>> = {
  regular: { name: 'helvetica', style: 'normal' },
  bold: { name: 'helvetica', style: 'bold' },
  fallback: { name: 'times', style: 'normal' },
};

/** The jsPDF font name and style under which a font of the document is selected. */
export const placeOf = (slot: FontSlot): { name: string; style: string } => PLACES[slot];

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

/** ToUnicode map: what each code says when text is extracted (ISO 32000-1, 9.10.3). At most 100 entries stand in a block. */
const toUnicodeMap = (codes: readonly FontCode[]): string => {
  const blocks: string[] = [];
  for (let at = 0; at < codes.length; at += 100) {
    const block = codes.slice(at, at + 100).map(({ code, unicode }) => `<${hex4(code)}><${hexUtf16(unicode)}>`);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def',
    '1 begincodespacerange\n<0000><ffff>\nendcodespacerange',
    ...blocks,
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend',
  ].join('\n');
};

/** Glyph numbers of the subset: 0, then each glyph once, in the order in which the codes first use them. */
const slotsOf = (codes: readonly FontCode[]): Map<number, number> => {
  const slots = new Map<number, number>([[0, 0]]);
  for (const { glyph } of codes) if (!slots.has(glyph)) slots.set(glyph, slots.size);
  return slots;
};

const glyphMap = (codes: readonly FontCode[], slots: ReadonlyMap<number, number>): string => {
  const bytes = new Uint8Array(2 * (codes.length + 1));
  codes.forEach(({ code, glyph }) => new DataView(bytes.buffer).setUint16(2 * code, slots.get(glyph) ?? 0));
  return binaryString(bytes);
};

/** Six capital letters that differ between different subsets of a font (ISO 32000-1, 9.6.4). */
const subsetTag = (program: Uint8Array): string =>
  sha256Hex(program)
    .slice(0, 12)
    .replace(/../g, (pair) => String.fromCharCode(65 + (Number.parseInt(pair, 16) % 26)));

const descriptor = (embedded: EmbeddedFont, name: string, file: number): string => {
  const { font } = embedded;
  const scale = (value: number) => Math.round((value * 1000) / font.unitsPerEm);
  const box = font.boundingBox.map(scale).join(' ');
  return (
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box}] /ItalicAngle 0 /Ascent ${scale(font.ascent)} ` +
    `/Descent ${scale(font.descent)} /CapHeight 733 /StemV ${embedded.slot === 'bold' ? 140 : 80} /FontFile2 ${file} 0 R >>`
  );
};

const putEmbeddedFont = (writer: PdfWriter, embedded: EmbeddedFont): number => {
  const codes = [...embedded.codes.values()];
  const slots = slotsOf(codes);
  const program = subsetFont(embedded.font, [...slots.keys()]);
  const name = `${subsetTag(program)}+${embedded.font.postScriptName}`;
  const file = putStreamObject(writer, binaryString(program), { Length1: String(program.length) });
  const map = putStreamObject(writer, glyphMap(codes, slots), {});
  const unicode = putStreamObject(writer, toUnicodeMap(codes), {});
  const widths = codes.map(({ glyph }) => advanceInThousandths(embedded.font, glyph)).join(' ');
  const description = putObject(writer, descriptor(embedded, name, file));
  const descendant = putObject(
    writer,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) ` +
      `/Supplement 0 >> /FontDescriptor ${description} 0 R /DW 1000 /W [1 [${widths}]] /CIDToGIDMap ${map} 0 R >>`,
  );
  return putObject(
    writer,
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] ` +
      `/ToUnicode ${unicode} 0 R >>`,
  );
};

/**
 * Makes the document draw and embed the typesetter's fonts. `guard` wraps each handler: jsPDF swallows what a handler throws,
 * so the guard keeps it for the caller.
 */
export const installFonts = (
  writer: PdfWriter,
  typesetter: Typesetter,
  guard: <Event>(handler: (event: Event) => void) => (event: Event) => void,
): void => {
  const owners = new Map<JsPdfFont, EmbeddedFont>();
  for (const embedded of Object.values(typesetter.fonts)) {
    const { name, style } = placeOf(embedded.slot);
    const font = writer.getFont(name, style);
    font.encoding = ENCODING;
    owners.set(font, embedded);
  }
  // All text is drawn by this adapter and arrives as hex codes, so neither reordering nor reshaping can touch it.
  writer.events.subscribe(
    'postProcessText',
    guard<{ mutex: { isHex?: boolean } }>(({ mutex }) => {
      mutex.isHex = true;
    }),
  );
  writer.events.subscribe(
    'putFont',
    guard<{ font: JsPdfFont }>(({ font }) => {
      const embedded = owners.get(font);
      if (embedded === undefined) throw new Error('a font that is not embedded was used');
      font.objectNumber = putEmbeddedFont(writer, embedded);
      font.isAlreadyPutted = true;
    }),
  );
};
