import type { ReportDocument } from '../../core/report/document';
import type { RenderedPdf } from './render';

/** Where the page's own copies of the fonts are, as addresses of the same origin. */
export type PdfFontUrls = { readonly regular: string; readonly bold: string; readonly fallback: string };

export type PdfRequest = { readonly id: number; readonly document: ReportDocument; readonly fonts: PdfFontUrls };

export type PdfReply =
  | { readonly id: number; readonly ok: true; readonly pdf: RenderedPdf }
  | { readonly id: number; readonly ok: false; readonly name: string; readonly message: string };
