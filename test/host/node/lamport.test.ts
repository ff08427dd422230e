import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { LAMPORT_LIMIT, LAMPORT_ROOM, type Operation, type Payload } from '../../../src/core/journal/operation';
import { headerText, newChain, payloadHash, sealHeader } from '../../../src/core/journal/seal';
import { readBundle, writeBundle } from '../../../src/host/node';
import { nodeDisk } from '../../../src/host/node/disk';
import { openJournal } from '../../../src/host/node/journal';
import { createJournalWriter } from '../../../src/host/node/journal-writer';
import { newDevice, newJournalPlace } from '../../crash/support';
import { system } from '../../crash/payloads';
import { nodeHostAt, PASS, quickFolder, TEST_WORK_FACTOR } from './support';

const actor = randomUUID();

/** A device's lawful first operation, with a Lamport number of its choice. */
const declarationAt = (caseId: string, lamport: number): Operation => {
  const device = newDevice();
  const fields = { name: 'x', publicKey: device.publicKey };
  const payload: Payload = { kind: 'record.create', type: 'device', id: randomUUID(), fields };
  const salt = 'ab'.repeat(16);
  const chain = { ...newChain(caseId, device.deviceId), lamport: lamport - 1 };
  const header = sealHeader(chain, {
    time: '2026-01-01T00:00:00.000+09:00',
    actor: device.deviceId,
    kind: payload.kind,
    payloadHash: payloadHash(salt, payload),
  });
  return { header, signature: device.sign(headerText(header)), salt, payload };
};

const bundleAt = async (caseId: string, lamport: number): Promise<Uint8Array<ArrayBuffer>> =>
  writeBundle({ caseId, operations: [declarationAt(caseId, lamport)], blobs: new Map() }, PASS, TEST_WORK_FACTOR);

test('a bundle that would use up the Lamport numbers is refused, as a new case and into one that is here', async () => {
  const dataDir = await quickFolder();
  const host = nodeHostAt(dataDir, {});
  await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
  const { caseId } = await host['cases.create']({});
  for (const lamport of [LAMPORT_LIMIT, LAMPORT_LIMIT - LAMPORT_ROOM + 1]) {
    for (const target of [caseId, randomUUID()]) {
      const bytes = await bundleAt(target, lamport);
      await expect(readBundle(bytes, PASS)).resolves.toMatchObject({ caseId: target });
      await expect(host['bundles.import']({ bytes, passphrase: PASS })).rejects.toMatchObject({
        code: 'refused',
        detail: expect.stringContaining(`Lamport number ${lamport} leaves no room`) as string,
      });
    }
  }
  expect((await host['cases.list']({})).map((one) => one.caseId)).toEqual([caseId]);
  const bytes = await bundleAt(caseId, LAMPORT_LIMIT - LAMPORT_ROOM);
  expect(await host['bundles.import']({ bytes, passphrase: PASS })).toEqual({ caseId, added: 1 });
  await host['cases.open']({ caseId });
  await host['journal.append']({ caseId, actor, payloads: [system('after')] });
  const exported = await host['bundles.export']({ caseId, passphrase: PASS });
  expect((await readBundle(exported.bytes, PASS)).operations).toHaveLength(3);
  await host['vault.lock']({});
  await rm(dataDir, { recursive: true });
});

test('no operation is written that no bundle could carry', async () => {
  const place = await newJournalPlace(nodeDisk);
  const last = declarationAt(place.caseId, LAMPORT_LIMIT);
  const writer = createJournalWriter(place, new Map(), () => undefined);
  await writer.write([{ deviceId: last.header.deviceId, operations: [last] }]);
  await writer.close();
  const journal = await openJournal(place, newDevice(), () => new Date(), true);
  await expect(journal.append(actor, [system('a')])).rejects.toMatchObject({ code: 'refused' });
  expect(await journal.readAll()).toEqual([last]);
  await journal.close();
});
