import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { expect } from 'vitest';
import { HostError, type HostErrorCode } from '../../src/contract/errors';
import type { CaseCard, Host } from '../../src/contract/host';
import type { Operation, Payload } from '../../src/core/journal/operation';

/** One host with an empty data folder, and the hands of the person in front of it. */
export type ConformanceHost = {
  host: Host;
  /** A raw call past the types, as something hostile would make it; answers a `Reply`. */
  send?: (method: string, args: unknown) => Promise<unknown>;
  /** What the next `files.pick` chooses; null cancels. */
  offerFile: (file: { name: string; bytes: Uint8Array } | null) => void | Promise<void>;
  /** Whether the next `files.save` is accepted or cancelled. */
  answerSave: (accept: boolean) => void | Promise<void>;
  /** Set where the person cannot cancel a save: a browser downloads and does not tell. */
  savesAlways?: true;
  /** The bytes that were saved last under this name. */
  savedFile: (name: string) => Uint8Array | Promise<Uint8Array>;
  /** Moves the host's clock; left out where the clock is the real one. */
  advanceClock?: (ms: number) => void;
  close: () => Promise<void>;
};
export type MakeConformanceHost = () => Promise<ConformanceHost>;

export const PASS = '正しい馬の電池ホチキスです';
export const OTHER = 'another passphrase';
export const SLOW = 60_000;

export const fails = async (promise: Promise<unknown>, code: HostErrorCode): Promise<string> => {
  const error: unknown = await promise.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HostError);
  expect((error as HostError).code).toBe(code);
  return (error as HostError).detail;
};

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const signatureIsGood = (message: Uint8Array | string, signature: string, publicKey: string): boolean => {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'base64')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(message), key, Buffer.from(signature, 'base64'));
};

export const system = (hostname: string): Payload => ({
  kind: 'record.create',
  type: 'system',
  id: randomUUID(),
  fields: { hostname },
});

export const card: CaseCard = {
  title: '研究所への不正アクセス',
  caseNumber: 'IR-2025-001',
  organization: '例示研究所',
  tlp: 'amber',
  investigationStatus: 'open',
  training: true,
  modifiedAt: '2025-01-08T00:12:00.000Z',
};

export const readAll = async (host: Host, caseId: string, limit: number): Promise<Operation[]> => {
  const operations: Operation[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: { operations: Operation[]; next: number | null } = await host['journal.read']({ caseId, from, limit });
    expect(page.operations.length).toBeLessThanOrEqual(limit);
    operations.push(...page.operations);
    from = page.next;
  }
  return operations;
};
