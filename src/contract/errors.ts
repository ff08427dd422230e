/** The closed set of reasons for which a host refuses. Texts for people are in the catalogues under `error.<code>`. */
export const HOST_ERROR_CODES = [
  'invalid-argument',
  'wrong-passphrase',
  'passphrase-in-use',
  'throttled',
  'vault-locked',
  'vault-exists',
  'not-found',
  'case-busy',
  'case-not-open',
  'read-only',
  'disk-full',
  'damaged',
  'too-large',
  'refused',
  'unreachable',
  'internal',
] as const;
export type HostErrorCode = (typeof HOST_ERROR_CODES)[number];

/** Crosses the boundary as `{ code, detail }`. `detail` names the place (a field, a file, a frame), never a secret. */
export class HostError extends Error {
  readonly code: HostErrorCode;
  readonly detail: string;
  constructor(code: HostErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'HostError';
    this.code = code;
    this.detail = detail;
  }
}
