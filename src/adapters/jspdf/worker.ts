/** Module worker: renders reports beside the page, so that a long one does not stop it. No code is made from text here. */
import type { PdfFontUrls, PdfReply, PdfRequest } from './messages';
import { renderPdf, type PdfFonts } from './render';

/** The part of the worker's global scope that is used; the DOM types describe a page. */
type WorkerScope = {
  onmessage: ((event: MessageEvent<PdfRequest>) => void) | null;
  postMessage(message: PdfReply, transfer: readonly Transferable[]): void;
};
const scope = globalThis as unknown as WorkerScope;

const fetchFont = async (url: string): Promise<Uint8Array> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`font file could not be read (${response.status}): ${url}`);
  return new Uint8Array(await response.arrayBuffer());
};

const fetchFonts = async ({ regular, bold, fallback }: PdfFontUrls): Promise<PdfFonts> => {
  const [first, second, third] = await Promise.all([fetchFont(regular), fetchFont(bold), fetchFont(fallback)]);
  return { regular: first, bold: second, fallback: third };
};

/** The fonts of the first request serve all that follow; a failed read is tried again. */
let loaded: PdfFonts | null = null;

const describe = (error: unknown): { name: string; message: string } => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const reason = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return { name: error.name, message: `${error.message}${reason}` };
};

const answer = async ({ id, document, fonts }: PdfRequest): Promise<void> => {
  try {
    loaded ??= await fetchFonts(fonts);
    const pdf = renderPdf(document, loaded);
    scope.postMessage({ id, ok: true, pdf }, [pdf.bytes.buffer]);
  } catch (error) {
    scope.postMessage({ id, ok: false, ...describe(error) }, []);
  }
};

scope.onmessage = ({ data }) => {
  void answer(data);
};
