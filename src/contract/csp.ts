/** Name of the one Trusted Types policy of the renderer: it admits our own worker URL and nothing else. */
export const TRUSTED_TYPES_POLICY = 'shodo-worker';

/**
 * The content security policy, sent as a header by every host that serves the renderer and repeated in its meta tag.
 * It does not cover WebRTC: the hosts disable non-proxied UDP beside it.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES_POLICY}`,
].join('; ');

/** The same policy for `<meta http-equiv>`: browsers ignore `frame-ancestors` there and complain about it. */
export const CONTENT_SECURITY_POLICY_META = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'; ", '');

/** Headers of every answer that carries a file of the renderer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=()',
};
