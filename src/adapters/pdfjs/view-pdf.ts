import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';

/** An opened PDF, drawn page by page: the person who signs sees the very bytes that will leave, not a likeness of them. */
export type PdfView = {
  readonly pages: number;
  /** Width and height of a page (1-based) in CSS pixels at scale 1. */
  size: (page: number) => Promise<{ width: number; height: number }>;
  /** Draws a page into the canvas at this scale; `pixelRatio` is the screen's. A newer call for the same canvas replaces an older one. */
  draw: (page: number, canvas: HTMLCanvasElement, scale: number, pixelRatio: number) => Promise<void>;
  close: () => Promise<void>;
};

/** Opens a PDF in its own worker. Rejects when the bytes are no PDF that can be read. The bytes stay the caller's. */
export const viewPdf = async (bytes: Uint8Array, makeWorker: () => Worker): Promise<PdfView> => {
  const worker = makeWorker();
  GlobalWorkerOptions.workerPort = worker;
  const task = getDocument({
    data: bytes.slice(), // the worker takes the buffer away
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: true,
  });
  const end = async (): Promise<void> => {
    await task.destroy();
    worker.terminate();
  };
  const opened = await task.promise.catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const drawing = new WeakMap<HTMLCanvasElement, { cancel: () => void }>();
  return {
    pages: opened.numPages,
    size: async (number) => {
      const { width, height } = (await opened.getPage(number)).getViewport({ scale: 1 });
      return { width, height };
    },
    draw: async (number, canvas, scale, pixelRatio) => {
      const page = await opened.getPage(number);
      drawing.get(canvas)?.cancel();
      const viewport = page.getViewport({ scale: scale * pixelRatio });
      canvas.width = Math.ceil(viewport.width);
      canvas.height = Math.ceil(viewport.height);
      const render = page.render({ canvas, viewport });
      drawing.set(canvas, render);
      await render.promise.catch((error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'RenderingCancelledException') throw error;
      });
    },
    close: end,
  };
};
