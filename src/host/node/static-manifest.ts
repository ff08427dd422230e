import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { StaticManifest } from '../../contract/static-files';

const manifestSchema = z.object({
  version: z.literal(1),
  files: z.array(z.object({ path: z.string().startsWith('/'), type: z.string() })).min(1),
});

/**
 * The files of the built renderer, as the build listed them in `dist/renderer-manifest.json`. Read once at start, before
 * any request. Throws when the build is missing or its list is not readable.
 */
export const readStaticManifest = (dist: string): StaticManifest => {
  const text = readFileSync(path.join(dist, 'renderer-manifest.json'), 'utf8');
  const { files } = manifestSchema.parse(JSON.parse(text));
  return new Map(
    files.map((file) => [file.path, { path: path.join(dist, 'renderer', file.path), contentType: file.type }]),
  );
};
