import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostError } from '../../src/contract/errors';
import type { Host, Identity } from '../../src/contract/host';
import { canonicalJson } from '../../src/core/canonical';
import type { Operation } from '../../src/core/journal/operation';
import {
  fails,
  OTHER,
  PASS,
  readAll,
  sha256,
  SLOW,
  system,
  type ConformanceHost,
  type MakeConformanceHost,
} from './conformance-support';

export const fileTests = (make: MakeConformanceHost): void => {
  let at: ConformanceHost;
  beforeAll(async () => {
    at = await make();
    await at.host['vault.create']({ passphrase: PASS, name: '佐藤 花子', role: 'lead' });
  }, SLOW);
  afterAll(() => at.close());
  const pick = async (kind: 'evidence' | 'text' | 'csv' | 'bundle', name: string, bytes: Uint8Array) => {
    await at.offerFile({ name, bytes });
    const picked = await at.host['files.pick']({ kind });
    if (picked === null) throw new Error('not picked');
    return picked;
  };

  test('a chosen file is read by its token until it is released', async () => {
    const { host } = at;
    const bytes = new TextEncoder().encode('接続元 203.0.113.5\n');
    const { token, ...about } = await pick('text', 'ログ メモ.txt', bytes);
    expect(about).toMatchObject({ name: 'ログ メモ.txt', size: bytes.length });
    const read = await host['files.read']({ token });
    expect(Buffer.from(read.bytes)).toEqual(Buffer.from(bytes));
    expect(read.sha256).toBe(sha256(bytes));
    await host['files.release']({ token });
    await host['files.release']({ token });
    await fails(host['files.read']({ token }), 'not-found');
    await fails(host['files.hash']({ token }), 'not-found');
    await fails(host['files.progress']({ token }), 'not-found');
  });

  test('cancelling chooses nothing', async () => {
    await at.offerFile(null);
    expect(await at.host['files.pick']({ kind: 'csv' })).toBeNull();
    if (at.savesAlways === true) return;
    await at.answerSave(false);
    expect(await at.host['files.save']({ kind: 'csv', name: 'a.csv', bytes: new Uint8Array(1) })).toBeNull();
  });

  test('evidence is hashed with progress and never read', async () => {
    const { host } = at;
    const bytes = new Uint8Array(3_000_000).map((_, n) => (n * 31) % 251);
    const { token } = await pick('evidence', 'disk.img', bytes);
    expect(await host['files.hash']({ token })).toEqual({ sha256: sha256(bytes), size: bytes.length });
    expect(await host['files.progress']({ token })).toEqual({ doneBytes: bytes.length, totalBytes: bytes.length });
    await fails(host['files.read']({ token }), 'too-large');
    await host['files.release']({ token });
  });

  test('releasing a file stops its hash', async () => {
    const { token } = await pick('evidence', 'large.img', new Uint8Array(30_000_000));
    const hash = at.host['files.hash']({ token });
    const stopped = fails(hash, 'refused');
    await new Promise((resolve) => setImmediate(resolve));
    await at.host['files.release']({ token });
    await stopped;
  });

  test('a file beyond the limit of its kind is not read', { timeout: SLOW }, async () => {
    const { token } = await pick('text', 'big.txt', new Uint8Array(20_000_001));
    await fails(at.host['files.read']({ token }), 'too-large');
    expect(await at.host['files.hash']({ token })).toMatchObject({ size: 20_000_001 });
  });

  test('saves the bytes under a plain name with the ending of the kind', async () => {
    const { host } = at;
    const bytes = new TextEncoder().encode('%PDF-1.7 報告');
    await at.answerSave(true);
    expect(await host['files.save']({ kind: 'pdf', name: '第1報.pdf', bytes })).toEqual({ name: '第1報.pdf' });
    expect(Buffer.from(await at.savedFile('第1報.pdf'))).toEqual(Buffer.from(bytes));
    const bad = [
      '../a.pdf',
      'a/b.pdf',
      'a\\b.pdf',
      '.pdf',
      'con.pdf',
      'a.exe',
      'a.pdf.exe',
      'a\u202efdp.pdf',
      'a\n.pdf',
    ];
    for (const name of bad) {
      await at.answerSave(true);
      await fails(host['files.save']({ kind: 'pdf', name, bytes }), 'invalid-argument');
    }
    await at.answerSave(false);
  });

  test('locking forgets every token', async () => {
    const { token } = await pick('text', 'a.txt', new Uint8Array(3));
    await at.host['vault.lock']({});
    await at.host['vault.unlock']({ passphrase: PASS });
    await fails(at.host['files.read']({ token }), 'not-found');
  });
};

export const bundleTests = (make: MakeConformanceHost): void => {
  let here: ConformanceHost;
  let there: ConformanceHost;
  let me: Identity;
  let colleague: Identity;
  let caseId: string;
  beforeAll(async () => {
    here = await make();
    there = await make();
    me = await here.host['vault.create']({ passphrase: PASS, name: '佐藤 花子', role: 'lead' });
    colleague = await there.host['vault.create']({ passphrase: PASS, name: '鈴木 一郎', role: 'responder' });
    caseId = (await here.host['cases.create']({})).caseId;
    await here.host['cases.open']({ caseId });
    await here.host['journal.append']({ caseId, actor: me.personId, payloads: [system('A-1'), system('A-2')] });
  }, SLOW);
  afterAll(async () => {
    await here.close();
    await there.close();
  });
  const handOver = async (from: Host, to: Host) => {
    const { bytes } = await from['bundles.export']({ caseId, passphrase: OTHER });
    return to['bundles.import']({ bytes, passphrase: OTHER });
  };
  const texts = (operations: readonly Operation[]): string[] => operations.map((one) => canonicalJson(one)).sort();

  test('a case travels, both sides write, and both end with the same operations', { timeout: SLOW }, async () => {
    const blob = await here.host['blobs.put']({ caseId, bytes: new Uint8Array([1, 2, 3]) });
    expect(await handOver(here.host, there.host)).toEqual({ caseId, added: 3 });
    const opened = await there.host['cases.open']({ caseId });
    expect(opened).toMatchObject({ operations: 4, writable: true });
    const moved = await there.host['blobs.get']({ caseId, blobId: blob.blobId });
    expect([...moved.bytes]).toEqual([1, 2, 3]);
    const mine = await there.host['journal.append']({ caseId, actor: colleague.personId, payloads: [system('B-1')] });
    expect(mine.operations[0]?.header.lamport).toBe(5);
    expect(Object.keys(mine.operations[0]?.header.heads ?? {})).toHaveLength(1);
    await here.host['journal.append']({ caseId, actor: me.personId, payloads: [system('A-3')] });
    expect(await handOver(there.host, here.host)).toEqual({ caseId, added: 2 });
    expect(await handOver(there.host, here.host)).toEqual({ caseId, added: 0 });
    expect(await handOver(here.host, there.host)).toEqual({ caseId, added: 1 });
    const [a, b] = [await readAll(here.host, caseId, 3), await readAll(there.host, caseId, 2)];
    expect(texts(a)).toEqual(texts(b));
    expect(a).toHaveLength(6);
    for (const { host } of [here, there]) {
      expect(await host['journal.verify']({ caseId })).toMatchObject({ ok: true, operations: 6, problems: [] });
      const { operations } = await host['journal.append']({ caseId, actor: me.personId, payloads: [system('C')] });
      expect(operations[0]?.header.lamport).toBeGreaterThan(5);
    }
  });

  test('an import while the case is open elsewhere in the same host is seen by its reader', async () => {
    const before = (await readAll(there.host, caseId, 2000)).length;
    const { added } = await handOver(here.host, there.host);
    expect(added).toBe(1);
    const page = await there.host['journal.read']({ caseId, from: before, limit: 10 });
    expect(page.operations).toHaveLength(1);
  });

  test('a wrong passphrase and changed bytes import nothing', { timeout: SLOW }, async () => {
    const { bytes } = await here.host['bundles.export']({ caseId, passphrase: OTHER });
    const before = await readAll(there.host, caseId, 2000);
    await fails(there.host['bundles.import']({ bytes, passphrase: PASS }), 'wrong-passphrase');
    for (const at of [0, 40, bytes.length >> 1, bytes.length - 1]) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const code = await there.host['bundles.import']({ bytes: changed, passphrase: OTHER }).then(
        () => 'imported',
        (error: HostError) => error.code,
      );
      // A changed byte in the part that checks the passphrase cannot be told from a wrong passphrase.
      expect(['damaged', 'wrong-passphrase']).toContain(code);
    }
    expect(await readAll(there.host, caseId, 2000)).toEqual(before);
    await fails(here.host['bundles.export']({ caseId: randomUUID(), passphrase: OTHER }), 'case-not-open');
  });
};
