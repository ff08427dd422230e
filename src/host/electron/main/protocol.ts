import { readFile } from 'node:fs/promises';
import type { Session } from 'electron';
import { SECURITY_HEADERS } from '../../../contract/csp';
import { lookUpFile, type StaticManifest } from '../../../contract/static-files';
import { APP_SCHEME, isAppUrl } from './origin';

const REFUSED_SCHEMES = ['http', 'https', 'ftp', 'file'] as const;

const refusal = (status: number): Response => new Response(null, { status, headers: { ...SECURITY_HEADERS } });

const serve = async (manifest: StaticManifest, request: { method: string; url: string }): Promise<Response> => {
  if (request.method !== 'GET') return refusal(405);
  if (!isAppUrl(request.url)) return refusal(404);
  const file = lookUpFile(manifest, new URL(request.url).pathname);
  if (file === null) return refusal(404);
  const content = new Uint8Array(await readFile(file.path));
  return new Response(content, { headers: { ...SECURITY_HEADERS, 'content-type': file.contentType } });
};

/** After `ready`: serves the manifest's files at `app://shodo/`, and refuses every scheme that could leave or read disk. */
export const setupProtocol = (session: Session, manifest: StaticManifest): void => {
  session.protocol.handle(APP_SCHEME, (request) => serve(manifest, request));
  for (const scheme of REFUSED_SCHEMES) session.protocol.handle(scheme, () => refusal(403));
};
