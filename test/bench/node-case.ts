import { randomUUID } from 'node:crypto';
import { HostError } from '../../src/contract/errors';
import type { Host } from '../../src/contract/host';
import type { Payload } from '../../src/core/journal/operation';
import { createNodeHost } from '../../src/host/node';

const noFiles = (): Promise<never> => Promise.reject(new HostError('refused', 'no files in a bench'));

export type NodeCase = { host: Host; caseId: string; actor: string };

/** A case of the real Node host in a folder. The key derivation is not what is measured, so it is made cheap. */
export const newNodeCase = async (dataDir: string): Promise<NodeCase> => {
  const host = createNodeHost({
    dataDir,
    fileAccess: { pick: noFiles, save: noFiles },
    now: () => new Date(),
    version: '0.0.0',
    kind: 'node',
    kdf: { memoryKiB: 64, iterations: 1, parallelism: 1 },
  });
  const { personId } = await host['vault.create']({ passphrase: 'bench bench bench', name: '佐藤 花子', role: 'lead' });
  const { caseId } = await host['cases.create']({});
  await host['cases.open']({ caseId });
  return { host, caseId, actor: personId };
};

/** A timeline entry as a responder writes it: about 250 bytes of Japanese text and a time. */
export const timelineEntry = (index: number): Payload => {
  const utc = new Date(Date.UTC(2025, 0, 8) + index * 1000).toISOString();
  return {
    kind: 'record.create',
    type: 'timelineEvent',
    id: randomUUID(),
    fields: {
      occurredAt: { utc, original: utc, offset: 0, precision: 'second' },
      message: `VPN装置から端末 PC-${index} への不審な通信を検知。担当者に連絡し、当該端末をネットワークから切り離した。`,
      source: 'fw01.example.ac.jp',
      timestampDesc: '検知時刻',
    },
  };
};
