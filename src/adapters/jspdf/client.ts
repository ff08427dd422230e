import type { ReportDocument } from '../../core/report/document';
import type { PdfFontUrls, PdfReply, PdfRequest } from './messages';
import type { RenderedPdf } from './render';

/** Renders reports in a worker. */
export type PdfWorker = {
  /**
   * Rejects with the renderer's error (`name` as in `renderPdf`), or with `PdfWorkerError` when the worker stopped; then
   * nothing was written, and the next call starts a new worker.
   */
  render(document: ReportDocument): Promise<RenderedPdf>;
  /** Stops the worker. Renderings under way are rejected. */
  close(): void;
};

type Pending = { resolve(pdf: RenderedPdf): void; reject(error: Error): void };

const errorOf = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/**
 * A client of `worker.ts`. `makeWorker` is called when a report is first rendered; `fonts` are addresses of the same origin,
 * absolute or relative to the worker's script.
 */
export const createPdfWorker = (makeWorker: () => Worker, fonts: PdfFontUrls): PdfWorker => {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let lastId = 0;

  const stop = (reason: string): void => {
    worker?.terminate();
    worker = null;
    for (const { reject } of pending.values()) reject(errorOf('PdfWorkerError', reason));
    pending.clear();
  };

  const settle = (reply: PdfReply): void => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.pdf);
    else waiting?.reject(errorOf(reply.name, reply.message));
  };

  const start = (): Worker => {
    const started = makeWorker();
    started.onmessage = ({ data }: MessageEvent<PdfReply>) => settle(data);
    started.onerror = ({ message }) => stop(`the PDF worker stopped: ${message || 'its script could not be loaded'}`);
    started.onmessageerror = () => stop('the PDF worker sent an answer that cannot be read');
    return started;
  };

  return {
    render: (document) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        lastId += 1;
        const request: PdfRequest = { id: lastId, document, fonts };
        worker.postMessage(request);
        // Registered after the message was accepted: a document that cannot be cloned rejects by the throw above.
        pending.set(lastId, { resolve, reject });
      }),
    close: () => stop('the PDF worker was closed'),
  };
};
