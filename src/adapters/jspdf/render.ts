import { jsPDF } from 'jspdf';
import { sha256Hex } from '../../core/hash';
import type { ReportDocument } from '../../core/report/document';
import { datePdf, propertiesOf, putArchiveObjects, type Bookmark, type Properties } from './archive';
import { drawDocument } from './blocks';
import { createCanvas } from './canvas';
import { installFonts } from './font/embed';
import { readTrueType } from './font/truetype';
import { createTypesetter, type Typesetter } from './font/typesetter';
import { createFlow, finishPages } from './flow';
import { bytesOfBinaryString, hexTextPdf, setPdfVersion, writerOf } from './internals';
import { findMissing, type MissingCharacter } from './missing';

/** Font files (TrueType). `fallback` is asked for the characters that the other two do not have. */
export type PdfFonts = { readonly regular: Uint8Array; readonly bold: Uint8Array; readonly fallback: Uint8Array };

export type RenderedPdf = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  /** Characters that no font has: printed as 〓, kept in the extracted text. */
  readonly missing: readonly MissingCharacter[];
};

/** The PDF could not be written. Nothing was produced; the cause says why. */
export class PdfError extends Error {
  override readonly name = 'PdfError';
}

/** jsPDF swallows what its event handlers throw and writes a broken file. This keeps the first error. */
const createGuard = () => {
  const errors: unknown[] = [];
  const guard =
    <Event>(handler: (event: Event) => void) =>
    (event: Event): void => {
      try {
        handler(event);
      } catch (error) {
        errors.push(error);
      }
    };
  return { guard, errors };
};

const NO_FILE_ID = '0'.repeat(32);

/** Info values as placeholders of the final length; `withInfo` puts the texts in. See `hexTextPdf` for why. */
const INFO_KEYS = ['title', 'subject', 'author', 'creator'] as const;
const placeholder = (text: string): string => 'x'.repeat(hexTextPdf(text).length - 2);

const withInfo = (file: string, properties: Properties): string =>
  INFO_KEYS.filter((key) => properties[key] !== '').reduce((text, key) => {
    const label = `/${key.charAt(0).toUpperCase()}${key.slice(1)} `;
    const wanted = `${label}(${placeholder(properties[key])})`;
    const at = text.lastIndexOf(wanted);
    if (at < 0) throw new PdfError(`document property ${key} was not written`);
    return `${text.slice(0, at)}${label}${hexTextPdf(properties[key])}${text.slice(at + wanted.length)}`;
  }, file);

/** The file's identifier is the digest of its content, so equal content has equal bytes. */
const withFileId = (file: string): string => {
  const id = sha256Hex(bytesOfBinaryString(file)).slice(0, 32).toUpperCase();
  const at = file.lastIndexOf(`/ID [ <${NO_FILE_ID}> <${NO_FILE_ID}> ]`);
  if (at < 0) throw new PdfError('the file identifier was not written');
  return `${file.slice(0, at)}/ID [ <${id}> <${id}> ]${file.slice(at + `/ID [ <${id}> <${id}> ]`.length)}`;
};

const createPdf = (properties: Properties): jsPDF => {
  const pdf = new jsPDF({ unit: 'pt', format: 'a4', compress: true, putOnlyUsedFonts: true });
  setPdfVersion(pdf, '1.7');
  pdf.setCreationDate(datePdf(properties.created));
  pdf.setFileId(NO_FILE_ID);
  pdf.setProperties(
    Object.fromEntries(
      INFO_KEYS.filter((key) => properties[key] !== '').map((key) => [key, placeholder(properties[key])]),
    ),
  );
  return pdf;
};

const build = (
  pdf: jsPDF,
  typesetter: Typesetter,
  document: ReportDocument,
  properties: Properties,
): { file: string; pages: number } => {
  const { guard, errors } = createGuard();
  const writer = writerOf(pdf);
  let catalogue = '';
  let bookmarks: readonly Bookmark[] = [];
  installFonts(writer, typesetter, guard);
  writer.events.subscribe(
    'postPutResources',
    guard<void>(() => {
      catalogue = putArchiveObjects(writer, document, properties, bookmarks);
    }),
  );
  writer.events.subscribe(
    'putCatalog',
    guard<void>(() => writer.out(catalogue)),
  );
  const flow = createFlow(pdf, createCanvas(pdf, typesetter), document);
  drawDocument(flow, document);
  finishPages(pdf, flow, document);
  bookmarks = flow.bookmarks;
  const file: unknown = pdf.output();
  if (errors.length > 0) throw new PdfError('a part of the PDF could not be written', { cause: errors[0] });
  if (typeof file !== 'string') throw new PdfError('the PDF could not be assembled');
  return { file, pages: flow.page };
};

/**
 * Renders a report as an A4 PDF for the archive (PDF/A-3u, ISO 19005-3). Synchronous; the same document and fonts give the same
 * bytes in every engine. Throws `FontError` for an unusable font, `PdfDateError` for an unusable `createdAt`, `PdfError` when the
 * file cannot be written. Tables wider than their columns are a `RangeError`.
 */
export const renderPdf = (document: ReportDocument, fonts: PdfFonts): RenderedPdf => {
  const parsed = {
    regular: readTrueType(fonts.regular),
    bold: readTrueType(fonts.bold),
    fallback: readTrueType(fonts.fallback),
  };
  const properties = propertiesOf(document, `jsPDF ${jsPDF.version}`);
  const { file, pages } = build(createPdf(properties), createTypesetter(parsed), document, properties);
  return {
    bytes: bytesOfBinaryString(withFileId(withInfo(file, properties))),
    pages,
    missing: findMissing(document, parsed),
  };
};
