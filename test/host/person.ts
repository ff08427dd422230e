import type { FileAccess } from '../../src/contract/files';
import type { ConformanceHost } from './conformance';

/** The hands of a person for a host in the same process: chooses what the test says, keeps what is saved. */
export const createPerson = (): {
  fileAccess: FileAccess;
  hands: Pick<ConformanceHost, 'offerFile' | 'answerSave' | 'savedFile'>;
} => {
  let offered: { name: string; bytes: Uint8Array } | null = null;
  let accepts = false;
  const saved = new Map<string, Uint8Array>();
  return {
    fileAccess: {
      pick: async () => {
        if (offered === null) return null;
        const { name, bytes } = offered;
        return {
          name,
          size: bytes.length,
          modifiedAt: null,
          stream: async function* () {
            for (let at = 0; at < bytes.length; at += 1_000_000) {
              // As from a disk: other work gets its turn between two chunks.
              await new Promise((resolve) => setImmediate(resolve));
              yield bytes.subarray(at, at + 1_000_000);
            }
          },
          release: async () => undefined,
        };
      },
      save: async (_kind, name, bytes) => {
        if (!accepts) return null;
        saved.set(name, bytes.slice());
        return { name };
      },
    },
    hands: {
      offerFile: (file) => {
        offered = file;
      },
      answerSave: (accept) => {
        accepts = accept;
      },
      savedFile: (name) => saved.get(name) ?? new Uint8Array(0),
    },
  };
};

/** A clock that stands still until it is moved. */
export const createClock = () => {
  let ms = Date.parse('2025-01-08T00:12:00.000Z');
  return { now: () => new Date(ms), advanceClock: (by: number): void => void (ms += by) };
};
