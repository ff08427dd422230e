import { getDocument, PDFWorker, type PDFDocumentProxy, type RenderTask } from 'pdfjs-dist';

/** An opened PDF, drawn page by page: the person who signs sees the very bytes that will leave, not a likeness of them. */
export type PdfView = {
  readonly pages: number;
  /** Width and height of a page (1-based) in CSS pixels at scale 1. */
  size: (page: number) => Promise<{ width: number; height: number }>;
  /** Draws a page into the canvas at this scale; `pixelRatio` is the screen's. A newer call for the same canvas replaces an older one. */
  draw: (page: number, canvas: HTMLCanvasElement, scale: number, pixelRatio: number) => Promise<void>;
  close: () => Promise<void>;
};

const isCancelled = (error: unknown): boolean => error instanceof Error && error.name === 'RenderingCancelledException';

const viewOf = (pdf: PDFDocumentProxy, close: () => Promise<void>): PdfView => {
  const drawing = new WeakMap<HTMLCanvasElement, RenderTask>();
  return {
    pages: pdf.numPages,
    size: async (number) => {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
      return { width, height };
    },
    draw: async (number, canvas, scale, pixelRatio) => {
      const page = await pdf.getPage(number);
      drawing.get(canvas)?.cancel();
      const viewport = page.getViewport({ scale: scale * pixelRatio });
      canvas.width = Math.ceil(viewport.width);
      canvas.height = Math.ceil(viewport.height);
      const task = page.render({ canvas, viewport });
      drawing.set(canvas, task);
      await task.promise.catch((error: unknown) => {
        if (!isCancelled(error)) throw error;
      });
    },
    close,
  };
};

/** pdf.js waits for ever for a worker whose script cannot be loaded. */
const workerFailure = (port: Worker): Promise<never> =>
  new Promise((_, reject) => {
    port.addEventListener('error', ({ message }) =>
      reject(new Error(`the PDF viewer's worker stopped: ${message || 'its script could not be loaded'}`)),
    );
  });

/** Opens a PDF in its own worker. Rejects when the bytes are no PDF that can be read. The bytes stay the caller's. */
export const viewPdf = async (bytes: Uint8Array, makeWorker: () => Worker): Promise<PdfView> => {
  const port = makeWorker();
  const worker = PDFWorker.create({ port });
  const task = getDocument({
    data: bytes.slice(), // the worker takes the buffer away
    worker,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: true,
  });
  const close = async (): Promise<void> => {
    await task.destroy();
    worker.destroy();
    port.terminate();
  };
  try {
    return viewOf(await Promise.race([task.promise, workerFailure(port)]), close);
  } catch (error) {
    await close();
    throw error;
  }
};
