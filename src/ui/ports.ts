import type { Host } from '../contract/host';
import type { FormLibrary } from '../core/forms/types';
import type { Projection } from '../core/projection/port';
import type { Language } from '../core/records/vocabularies';
import type { ReportDocument } from '../core/report/document';
import type { CaseSession } from '../core/session/session-type';

export type RenderedPdf = {
  bytes: Uint8Array;
  /** Characters that no font has and that were printed as 〓. */
  missing: readonly string[];
};

/** An opened PDF, drawn page by page (1-based). Sizes are CSS pixels at scale 1, which is 72 to the inch. */
export type OpenedPdf = {
  readonly pages: number;
  size: (page: number) => Promise<{ width: number; height: number }>;
  /** A newer call for the same canvas replaces an older one, which then resolves. */
  draw: (page: number, canvas: HTMLCanvasElement, scale: number, pixelRatio: number) => Promise<void>;
  close: () => Promise<void>;
};

/**
 * What the composition root hands to the screens. Everything but the host is loaded when it is first asked for, so
 * that the entry stays small.
 */
export type UiPorts = {
  host: Host;
  /** Where a developer looks for what went wrong; the person is told on the screen. */
  logError: (place: string, error: unknown) => void;
  /** A fresh, empty store for the read side of a case; null where the browser has none (memory answers alone). */
  openProjection: (caseId: string) => Promise<Projection | null>;
  loadForms: () => Promise<FormLibrary>;
  /** Writes the built-in training case into an empty case. */
  writeDrill: (session: CaseSession, language: Language) => Promise<void>;
  renderPdf: (document: ReportDocument) => Promise<RenderedPdf>;
  /** Rejects when the bytes are no PDF that can be read. The bytes stay the caller's. */
  openPdf: (bytes: Uint8Array) => Promise<OpenedPdf>;
  /** A zip of these files in this order; equal files give equal bytes. */
  zipPackage: (files: ReadonlyMap<string, Uint8Array>) => Promise<Uint8Array>;
  /** Ed25519 (RFC 8032): signature and raw public key in base64. False for anything that is no valid signature. */
  verifySignature: (message: Uint8Array, signature: string, publicKey: string) => Promise<boolean>;
};
