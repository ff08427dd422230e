import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the loopback server: the one browser that redeemed the one-time token, from our own page.
 * Cookies do not keep ports apart, so the cookie alone is never enough: Host and Origin name the port exactly.
 */
export type Access = {
  /** Path of the first address; works once. */
  readonly startPath: string;
  /** The Set-Cookie value for the right token, `used` after that, null for a wrong one. */
  redeem: (path: string) => { cookie: string } | 'used' | null;
  hasCookie: (request: IncomingMessage) => boolean;
};

const SECRET_BYTES = 32;

/** Compares without telling by its time how much was right. */
const sameText = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

export const createAccess = (port: number): Access => {
  const startPath = `/start/${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const cookieName = `shodo-${port}`;
  const cookieValue = randomBytes(SECRET_BYTES).toString('base64url');
  let used = false;
  return {
    startPath,
    redeem: (path) => {
      if (!sameText(path, startPath)) return null;
      if (used) return 'used';
      used = true;
      return { cookie: `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/` };
    },
    hasCookie: (request) =>
      (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .some((pair) => sameText(pair, `${cookieName}=${cookieValue}`)),
  };
};

/** Exactly our address: a name that an attacker's DNS points at 127.0.0.1 (rebinding) differs here. */
export const hasOwnHost = (request: IncomingMessage, authority: string): boolean => request.headers.host === authority;

/** Opened by the person or by our own page; never led here by another site or another port. */
export const isOwnNavigation = (request: IncomingMessage): boolean => {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'none' || site === 'same-origin';
};

/** A call from our own page. Browsers send Origin with every POST; its absence is a refusal. */
export const isOwnCall = (request: IncomingMessage, authority: string): boolean => {
  const site = request.headers['sec-fetch-site'];
  return request.headers.origin === `http://${authority}` && (site === undefined || site === 'same-origin');
};
