import type { jsPDF } from 'jspdf';
import { wellFormed } from '../../core/text/well-formed';

/** A font as jsPDF keeps it. */
export type JsPdfFont = { encoding: string; postScriptName: string; objectNumber: number; isAlreadyPutted?: boolean };

type PutFont = { font: JsPdfFont };
type ProcessText = { mutex: { isHex?: boolean } };

/**
 * What jsPDF offers its plug-ins and leaves out of its types: the object writer and the events of the build. Every use of it
 * goes through this type.
 */
export type PdfWriter = {
  /** Begins an object and returns its number. */
  newObject(): number;
  /** One line of the file. */
  out(line: string): void;
  /** Dictionary and stream, compressed; one character per byte. The object is ended by the caller. */
  putStream(options: {
    data: string;
    objectId: number;
    addLength1?: boolean;
    additionalKeyValues?: { key: string; value: string | number }[];
  }): void;
  getFont(name: string, style: string): JsPdfFont;
  getPageInfo(page: number): { objId: number };
  write(...parts: string[]): void;
  events: {
    subscribe(event: 'putFont', handler: (event: PutFont) => void): string;
    subscribe(event: 'postProcessText', handler: (event: ProcessText) => void): string;
    subscribe(event: 'postPutResources' | 'putCatalog', handler: (event: void) => void): string;
  };
};

export const writerOf = (pdf: jsPDF): PdfWriter => pdf.internal as unknown as PdfWriter;

export const setPdfVersion = (pdf: jsPDF, version: '1.7'): void => {
  const { __private__: hidden } = pdf as unknown as { __private__: { setPdfVersion(version: string): void } };
  hidden.setPdfVersion(version);
};

/** Bytes as the string of one character per byte that jsPDF writes. */
export const binaryString = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return parts.join('');
};

export const bytesOfBinaryString = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** UTF-16BE in hex digits, without a byte order mark. */
export const hexUtf16 = (text: string): string => {
  let hex = '';
  for (let at = 0; at < text.length; at += 1) hex += text.charCodeAt(at).toString(16).padStart(4, '0');
  return hex;
};

/**
 * A PDF text string for any Unicode text, as hex. Never as a literal string: jsPDF leaves the byte 0x0D (as in 不, U+4E0D)
 * unescaped there, and readers take it for a line end.
 */
export const hexTextPdf = (text: string): string => `<feff${hexUtf16(wellFormed(text))}>`;

/** Adds an object that is a compressed stream. */
export const putStreamObject = (writer: PdfWriter, data: string, entries: Readonly<Record<string, string>>): number => {
  const objectId = writer.newObject();
  const additionalKeyValues = Object.entries(entries).map(([key, value]) => ({ key, value }));
  writer.putStream({ data, objectId, additionalKeyValues });
  writer.out('endobj');
  return objectId;
};

export const putObject = (writer: PdfWriter, content: string): number => {
  const objectId = writer.newObject();
  writer.out(content);
  writer.out('endobj');
  return objectId;
};
