import { base64OfBytes } from '../base64';
import { sha256Hex } from '../hash';
import { MANIFEST_FILE, PUBLIC_KEY_FILE, SIGNATURE_FILE, type Manifest } from './manifest';
import { keyFingerprint, publicKeyPem } from './public-key';

export type PackageProblem = {
  file: string;
  problem:
    | 'missing'
    | 'not-listed'
    | 'content-changed'
    | 'size-changed'
    | 'not-readable'
    | 'listed-twice'
    | 'signature-wrong'
    | 'key-differs'
    | 'fingerprint-wrong';
};
export type PackageVerdict = { ok: boolean; manifest: Manifest | null; problems: readonly PackageProblem[] };

/** Ports: text decoding and Ed25519 are the platform's. `verifySignature` takes message, signature and raw key in base64. */
export type VerifyPorts = {
  decodeUtf8: (bytes: Uint8Array) => string | null;
  parseManifest: (text: string) => Manifest | null;
  verifySignature: (message: Uint8Array, signature: string, publicKey: string) => boolean | Promise<boolean>;
};

const contentProblems = (manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): PackageProblem[] => {
  const problems: PackageProblem[] = [];
  const listed = new Set<string>([MANIFEST_FILE, SIGNATURE_FILE]);
  for (const { name, size, sha256 } of manifest.files) {
    if (listed.has(name)) problems.push({ file: name, problem: 'listed-twice' });
    listed.add(name);
    const bytes = files.get(name);
    if (!bytes) problems.push({ file: name, problem: 'missing' });
    else if (bytes.length !== size) problems.push({ file: name, problem: 'size-changed' });
    else if (sha256Hex(bytes) !== sha256) problems.push({ file: name, problem: 'content-changed' });
  }
  for (const name of files.keys()) if (!listed.has(name)) problems.push({ file: name, problem: 'not-listed' });
  return problems;
};

const signatureProblems = async (
  manifest: Manifest,
  manifestBytes: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
  ports: VerifyPorts,
): Promise<PackageProblem[]> => {
  const problems: PackageProblem[] = [];
  const { publicKey } = manifest.approval;
  const signature = files.get(SIGNATURE_FILE);
  const key = files.get(PUBLIC_KEY_FILE);
  if (!signature) problems.push({ file: SIGNATURE_FILE, problem: 'missing' });
  else if (
    signature.length !== 64 ||
    !(await ports.verifySignature(manifestBytes, base64OfBytes(signature), publicKey))
  )
    problems.push({ file: SIGNATURE_FILE, problem: 'signature-wrong' });
  // The outsider's check uses the key file, ours the manifest's key: they must be the same key.
  if (key && ports.decodeUtf8(key) !== pemOf(publicKey))
    problems.push({ file: PUBLIC_KEY_FILE, problem: 'key-differs' });
  // What a person compares on the phone must come from the key, never from what somebody wrote beside it.
  if (manifest.approval.fingerprint !== fingerprintOf(publicKey))
    problems.push({ file: MANIFEST_FILE, problem: 'fingerprint-wrong' });
  if (!manifest.files.some(({ name }) => name === PUBLIC_KEY_FILE))
    problems.push({ file: PUBLIC_KEY_FILE, problem: 'not-listed' });
  return problems;
};

/** A manifest from elsewhere may hold anything as its key: then nothing can equal what would follow from it. */
const ofKey =
  (derive: (publicKey: string) => string) =>
  (publicKey: string): string | null => {
    try {
      return derive(publicKey);
    } catch {
      return null;
    }
  };
const pemOf = ofKey(publicKeyPem);
/** The fingerprint computed from a key; null when it is no key. */
export const fingerprintOf = ofKey(keyFingerprint);

/**
 * Checks a package: every listed file present and unchanged, no other file, the manifest signed by the key it names.
 * It says nothing about whose key that is: compare the fingerprint with the approver by another way.
 */
export const verifyPackage = async (
  files: ReadonlyMap<string, Uint8Array>,
  ports: VerifyPorts,
): Promise<PackageVerdict> => {
  const manifestBytes = files.get(MANIFEST_FILE);
  if (!manifestBytes) return { ok: false, manifest: null, problems: [{ file: MANIFEST_FILE, problem: 'missing' }] };
  const text = ports.decodeUtf8(manifestBytes);
  const manifest = text === null ? null : ports.parseManifest(text);
  if (!manifest) return { ok: false, manifest: null, problems: [{ file: MANIFEST_FILE, problem: 'not-readable' }] };
  const problems = [
    ...(await signatureProblems(manifest, manifestBytes, files, ports)),
    ...contentProblems(manifest, files),
  ];
  return { ok: problems.length === 0, manifest, problems };
};
