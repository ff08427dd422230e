import { HostError } from './errors';

/** Wrong attempts that cost nothing; after them every further one doubles the wait, up to the maximum. */
export const FREE_ATTEMPTS = 3;
export const MAX_WAIT_MS = 5 * 60_000;

const waitAfter = (wrong: number): number =>
  wrong < FREE_ATTEMPTS ? 0 : Math.min(1000 * 2 ** (wrong - FREE_ATTEMPTS + 1), MAX_WAIT_MS);

/**
 * Slows down guessing at the keyboard. It lives in memory only: someone who holds the files guesses without us, and
 * what slows them is the key derivation. `now` is in milliseconds.
 */
export const createThrottle = (now: () => number) => {
  const failures = new Map<string, { wrong: number; at: number }>();
  return {
    /** Throws `throttled` (detail: seconds to wait) while `key` has to wait. */
    check: (key: string): void => {
      const failure = failures.get(key);
      if (failure === undefined) return;
      const wait = waitAfter(failure.wrong);
      // A clock that was set back must not prolong the wait beyond its own length.
      const left = Math.min(failure.at + wait - now(), wait);
      if (left > 0) throw new HostError('throttled', String(Math.ceil(left / 1000)));
    },
    wrong: (key: string): void => {
      failures.set(key, { wrong: (failures.get(key)?.wrong ?? 0) + 1, at: now() });
    },
    right: (key: string): void => {
      failures.delete(key);
    },
  };
};
export type Throttle = ReturnType<typeof createThrottle>;
