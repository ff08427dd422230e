import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HostError } from '../../../contract/errors';

/** Hashes bodies as they stream in and tells how far each one is. Nothing of a body is kept. */
export type Hashing = {
  /** `refused` when the browser stopped sending. The token is the page's own name for the file. */
  hash: (token: string, request: IncomingMessage) => Promise<{ sha256: string; size: number }>;
  /** Bytes so far, null when nothing runs under this token. */
  progress: (token: string) => number | null;
};

export const HASHES_AT_ONCE = 8;

export const createHashing = (): Hashing => {
  const running = new Map<string, { doneBytes: number }>();
  return {
    hash: async (token, request) => {
      if (running.has(token) || running.size >= HASHES_AT_ONCE)
        throw new HostError('refused', 'too many hashes at once');
      const state = { doneBytes: 0 };
      running.set(token, state);
      try {
        const hash = createHash('sha256');
        for await (const chunk of request as AsyncIterable<Buffer>) {
          hash.update(chunk);
          state.doneBytes += chunk.length;
        }
        return { sha256: hash.digest('hex'), size: state.doneBytes };
      } catch (error) {
        if (request.destroyed && !request.complete) throw new HostError('refused', 'hash was stopped');
        throw error;
      } finally {
        running.delete(token);
      }
    },
    progress: (token) => running.get(token)?.doneBytes ?? null,
  };
};
