import biz from '../../../assets/fonts/BIZUDPGothic-Regular.ttf?url';
import bold from '../../../assets/fonts/NotoSansJP-Bold.ttf?url';
import regular from '../../../assets/fonts/NotoSansJP-Regular.ttf?url';
import pdfWorkerUrl from '../../adapters/jspdf/worker?worker&url';
import viewWorkerUrl from '../../adapters/pdfjs/worker?worker&url';
import { BRIDGE_KEY, createElectronHostClient, type HostBridge } from '../../contract/bridge';
import type { Host } from '../../contract/host';
import type { PdfWorker } from '../../adapters/jspdf/client';
import { PACKAGE_ZIP_LIMITS } from '../../core/package/limits';
import type { FormLibrary } from '../../core/forms/types';
import { createLoopbackHost } from '../../host/loopback/client/client';
import type { UiPorts } from '../../ui/ports';
import { createWorkerMaker } from './trusted-worker';

const makeWorker = createWorkerMaker(new Set([pdfWorkerUrl, viewWorkerUrl]));

/** In Electron the preload script has put the bridge on the window; otherwise the page came from the loopback server. */
const findHost = (): Host => {
  const bridge = (globalThis as unknown as Record<string, HostBridge | undefined>)[BRIDGE_KEY];
  return bridge ? createElectronHostClient(bridge) : createLoopbackHost();
};

const loadFormLibrary = async (): Promise<FormLibrary> => {
  const [{ loadForms }, { default: files }] = await Promise.all([
    import('../../adapters/yaml/load-forms'),
    import('virtual:shodo-forms'),
  ]);
  return loadForms(files);
};

/** A failed load is tried again the next time it is asked for. */
const once = <R>(load: () => Promise<R>): (() => Promise<R>) => {
  let loaded: Promise<R> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
};

const loadForms = once(loadFormLibrary);
const loadPdfWorker = once(async (): Promise<PdfWorker> => {
  const { createPdfWorker } = await import('../../adapters/jspdf/client');
  return createPdfWorker(() => makeWorker(pdfWorkerUrl), { regular, bold, fallback: biz });
});

/** Everything the interface needs, for a page that Electron or the loopback server has loaded. */
export const createUiPorts = (): UiPorts => ({
  host: findHost(),
  logError: (place, error) => console.error(place, error),
  openProjection: async (caseId) => {
    const { createDexieProjection } = await import('../../adapters/dexie/projection');
    return createDexieProjection(`shodo-${caseId}`);
  },
  loadForms,
  writeDrill: async (session, language) => {
    const [{ buildDrill }, { loadDrill }, { default: files }, library] = await Promise.all([
      import('../../core/drill/build-drill'),
      import('../../adapters/yaml/load-drill'),
      import('virtual:shodo-drill'),
      loadForms(),
    ]);
    await buildDrill(session, { scenario: loadDrill(files), library, language, newId: () => crypto.randomUUID() });
  },
  renderPdf: async (document) => {
    const { bytes, missing } = await (await loadPdfWorker()).render(document);
    return { bytes, missing: missing.map(({ character }) => character) };
  },
  openPdf: async (bytes) => {
    const { viewPdf } = await import('../../adapters/pdfjs/view-pdf');
    return viewPdf(bytes, () => makeWorker(viewWorkerUrl));
  },
  zipPackage: async (files) => {
    const { zipFiles } = await import('../../adapters/fflate/zip');
    return zipFiles(files, PACKAGE_ZIP_LIMITS);
  },
  verifySignature: async (message, signature, publicKey) => {
    const { verifyEd25519 } = await import('../../adapters/webcrypto/verify-ed25519');
    return verifyEd25519(message, signature, publicKey);
  },
});
