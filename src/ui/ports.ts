import type { Host } from '../contract/host';
import type { FormLibrary } from '../core/forms/types';
import type { Projection } from '../core/projection/port';
import type { ReportDocument } from '../core/report/document';
import type { Payload } from '../core/journal/operation';

export type RenderedPdf = {
  bytes: Uint8Array;
  /** Characters that no font has and that were printed as 〓. */
  missing: readonly string[];
};

/**
 * What the composition root hands to the screens. Everything but the host is loaded when it is first asked for, so
 * that the entry stays small.
 */
export type UiPorts = {
  host: Host;
  /** A fresh, empty store for the read side of a case; null where the browser has none (memory answers alone). */
  openProjection: (caseId: string) => Promise<Projection | null>;
  loadForms: () => Promise<FormLibrary>;
  /** Payloads of the built-in training case, written as the given person. */
  buildDrill: (personId: string, newId: () => string) => Promise<readonly Payload[]>;
  renderPdf: (document: ReportDocument) => Promise<RenderedPdf>;
};
