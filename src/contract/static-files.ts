/** A file of the renderer that a host may serve: the manifest maps exact URL paths to these, and nothing else is served. */
export type StaticFile = { readonly path: string; readonly contentType: string };
export type StaticManifest = ReadonlyMap<string, StaticFile>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  ico: 'image/x-icon',
  ttf: 'font/ttf',
  otf: 'font/otf',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
  yaml: 'text/plain; charset=utf-8',
};

/** Content type by extension, or null for a kind of file that no host serves. */
export const contentTypeOf = (name: string): string | null => {
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  return Object.hasOwn(CONTENT_TYPES, extension) ? (CONTENT_TYPES[extension] ?? null) : null;
};

/** Longest URL path that is looked up at all. */
const PATH_MAX = 300;

/**
 * The file for a request path as it came (no query), or null. Decoded once; an exact lookup, so that no spelling of a
 * path can lead outside the manifest.
 */
export const lookUpFile = (manifest: StaticManifest, rawPath: string): StaticFile | null => {
  if (rawPath.length > PATH_MAX) return null;
  const path = decodedPath(rawPath);
  if (path === null || /[\0\\]/u.test(path)) return null;
  return manifest.get(path === '/' ? '/index.html' : path) ?? null;
};

const decodedPath = (rawPath: string): string | null => {
  try {
    return decodeURIComponent(rawPath);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
};
