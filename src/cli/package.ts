import { decodeUtf8 } from '../adapters/text-decoder/decode-text';
import { parseManifest } from '../contract/manifest';
import type { HandOverPorts } from '../core/package/hand-over';
import { verifyPackage, type PackageVerdict } from '../core/package/verify-package';
import { verifySignature, type Bundle } from '../host/node';

const ports = { decodeUtf8, parseManifest, verifySignature };

export const verifyFiles = (files: ReadonlyMap<string, Uint8Array>): Promise<PackageVerdict> =>
  verifyPackage(files, ports);

/** What hand-over and approval checks need, over the blobs of a bundle. */
export const bundlePorts = (bundle: Bundle): HandOverPorts => ({
  ...ports,
  blob: (blobId) => Promise.resolve(bundle.blobs.get(blobId) ?? null),
});
