import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../src/contract/manifest';
import { base64OfBytes, bytesOfBase64 } from '../../../src/core/base64';
import { approveRelease, introduceApprover } from '../../../src/core/package/approve';
import { approvalStatus } from '../../../src/core/package/approval-status';
import { contentDigest } from '../../../src/core/package/content-digest';
import { MANIFEST_FILE, PUBLIC_KEY_FILE, SIGNATURE_FILE } from '../../../src/core/package/manifest';
import { keyFingerprint, publicKeyPem } from '../../../src/core/package/public-key';
import { prepareRelease, signedFiles } from '../../../src/core/package/release';
import { verifyPackage, type VerifyPorts } from '../../../src/core/package/verify-package';
import { filesToHandOver } from '../../../src/core/package/hand-over';
import type { Fields } from '../../../src/core/records/types';
import { createPayload } from '../../../src/core/session/session-type';
import { recordById } from '../../../src/core/journal/read';
import { newKeyPair, publicKeyPem as opensslPem, signerOf, verifySignature } from '../../../src/host/node';
import { sessionInMemory } from '../../support/journal-in-memory';

const ports: VerifyPorts = {
  decodeUtf8: (bytes) => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  },
  parseManifest,
  verifySignature,
};

const approvedCase = async () => {
  const caseId = randomUUID();
  const personId = randomUUID();
  const { session } = await sessionInMemory(personId, [], caseId);
  const keys = newKeyPair();
  await session.write([
    { kind: 'record.create', type: 'case', id: caseId, fields: { title: '研究所の事案', tlp: 'amber' } },
    {
      kind: 'record.create',
      type: 'person',
      id: personId,
      fields: { name: '北川 CISO', role: 'ciso', publicKey: keys.publicKey },
    },
  ]);
  const systemId = await session.create('system', { hostname: 'vpn01' });
  await session.create('indicator', { indicatorType: 'domain', value: 'c2.example.com', shareable: true });
  await session.create('indicator', { indicatorType: 'domain', value: 'secret.example.com', shareable: false });
  await session.create('indicator', { indicatorType: 'domain', value: 'red.example.com', tlp: 'red', shareable: true });
  await session.create('indicator', { indicatorType: 'domain', value: 'unsaid.secret.example.com' });
  const form = { formId: 'f', formVersion: '1', formSha256: 'a'.repeat(64) };
  const reportId = await session.create('report', {
    ...form,
    title: '第1報',
    language: 'ja',
    stage: 'preliminary',
    number: 1,
  });
  const prepared = prepareRelease({
    state: session.state(),
    reportId,
    pdf: new TextEncoder().encode('%PDF-1.7 test'),
    stix: '{"type":"bundle"}',
    approver: { personId, name: '北川 CISO', role: 'ciso', publicKey: keys.publicKey },
    statement: '内容を確認し、承認します。',
    createdAt: '2025-01-08T00:00:00.000Z',
    appVersion: '0.1.0',
  });
  const approvalId = await session.create('approval', {
    reportId,
    decision: 'approved',
    personId,
    manifest: prepared.manifest,
    signature: signerOf(keys.privateKey)(prepared.manifest),
    publicKey: keys.publicKey,
    contentDigest: contentDigest(session.state(), reportId),
    files: {},
  });
  const approval = recordById(session.state(), 'approval', approvalId);
  if (!approval) throw new Error('no approval');
  const files = new Map(
    [...prepared.files, ...(signedFiles(approval) ?? [])].map(({ name, bytes }) => [name, bytes] as const),
  );
  return { session, reportId, systemId, files, keys };
};
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('a release', () => {
  it('verifies as made, with openssl too, and holds only what may leave', async () => {
    const { files, keys } = await approvedCase();
    expect(await verifyPackage(files, ports)).toMatchObject({
      ok: true,
      problems: [],
      manifest: { training: false, tlp: 'amber' },
    });
    expect(textOf(files.get('indicators.csv'))).toContain('c2.example.com');
    expect(textOf(files.get('indicators.csv'))).not.toMatch(/secret|red\.example/u);
    expect(publicKeyPem(keys.publicKey)).toBe(opensslPem(keys.publicKey));
    const folder = mkdtempSync(path.join(tmpdir(), 'shodo-package-'));
    for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes);
    const command = /openssl (pkeyutl .*)/u.exec(textOf(files.get('VERIFY.txt')))?.[1]?.trim() ?? '';
    const output = execFileSync('openssl', command.split(' '), { cwd: folder, encoding: 'utf8' });
    expect(output).toContain('Signature Verified Successfully');
    rmSync(folder, { recursive: true });
  });

  it('notices any changed byte in any file', async () => {
    const { files } = await approvedCase();
    const names = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, flip) => {
          const bytes = (files.get(name) ?? new Uint8Array()).slice();
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ flip;
          expect((await verifyPackage(new Map(files).set(name, bytes), ports)).ok).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('notices appended, missing and additional files and a key that is not the signer’s', async () => {
    const { files } = await approvedCase();
    for (const [name, bytes] of files) {
      const appended = await verifyPackage(new Map(files).set(name, Uint8Array.from([...bytes, 10])), ports);
      expect(appended.ok, `one line feed at the end of ${name}`).toBe(false);
      const without = new Map(files);
      without.delete(name);
      expect((await verifyPackage(without, ports)).ok, `without ${name}`).toBe(false);
    }
    expect((await verifyPackage(new Map(files).set('extra.txt', new Uint8Array()), ports)).problems).toEqual([
      { file: 'extra.txt', problem: 'not-listed' },
    ]);
    const other = new TextEncoder().encode(publicKeyPem(newKeyPair().publicKey));
    const swapped = (await verifyPackage(new Map(files).set(PUBLIC_KEY_FILE, other), ports)).problems;
    expect(swapped).toContainEqual({ file: PUBLIC_KEY_FILE, problem: 'key-differs' });
    expect(
      (await verifyPackage(new Map(files).set(SIGNATURE_FILE, new Uint8Array(64)), ports)).problems,
    ).toContainEqual({
      file: SIGNATURE_FILE,
      problem: 'signature-wrong',
    });
    expect(
      (await verifyPackage(new Map(files).set(MANIFEST_FILE, new TextEncoder().encode('[]')), ports)).problems,
    ).toEqual([{ file: MANIFEST_FILE, problem: 'not-readable' }]);
  });
});

describe('what is written beside a key proves nothing', () => {
  it('finds a fingerprint that is not that of the key, and openssl computes the same one', async () => {
    const { files, keys } = await approvedCase();
    const forger = newKeyPair();
    const manifest = textOf(files.get(MANIFEST_FILE)).replaceAll(keys.publicKey, forger.publicKey);
    const pem = new TextEncoder().encode(publicKeyPem(forger.publicKey));
    const relisted = manifest.replace(
      createHash('sha256')
        .update(files.get(PUBLIC_KEY_FILE) ?? '')
        .digest('hex'),
      createHash('sha256').update(pem).digest('hex'),
    );
    const forged = new Map(files)
      .set(MANIFEST_FILE, new TextEncoder().encode(relisted))
      .set(PUBLIC_KEY_FILE, pem)
      .set(SIGNATURE_FILE, Buffer.from(signerOf(forger.privateKey)(relisted), 'base64'));
    expect((await verifyPackage(forged, ports)).problems).toEqual([
      { file: MANIFEST_FILE, problem: 'fingerprint-wrong' },
    ]);

    const folder = mkdtempSync(path.join(tmpdir(), 'shodo-key-'));
    writeFileSync(path.join(folder, PUBLIC_KEY_FILE), files.get(PUBLIC_KEY_FILE) ?? '');
    const command = /openssl pkey .*/u.exec(textOf(files.get('VERIFY.txt')))?.[0].trim() ?? '';
    const digest = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(digest).toContain(keyFingerprint(keys.publicKey).replaceAll('-', ''));
    rmSync(folder, { recursive: true });
  });
});

describe('what leaves', () => {
  it('never names a withheld indicator, a storage place, an account or who typed something', async () => {
    const { session, reportId, keys } = await approvedCase();
    const state = () => session.state();
    const occurredAt = {
      utc: '2024-06-20T00:12:00.000Z',
      original: '2024-06-20 09:12 +09:00',
      offset: 540,
      precision: 'minute',
    } as const;
    const indicatorIds = [...(state().records.get('indicator')?.keys() ?? [])];
    const accountId = await session.create('account', { accountName: 'maint-himitsu' });
    await session.create('timelineEvent', {
      occurredAt,
      message: '接続',
      inReport: true,
      indicatorIds,
      accountIds: [accountId],
      interpretation: 'naibu-kaishaku',
    });
    await session.create('timelineEvent', { occurredAt, message: 'naibu-jisho', inReport: false });
    await session.create('evidenceItem', { name: 'ログ', storageLocation: 'kinko-3', note: 'naibu-memo' });
    const prepared = prepareRelease({
      state: state(),
      reportId,
      pdf: new Uint8Array([1]),
      stix: '{}',
      approver: { personId: randomUUID(), name: '承認者', role: 'ciso', publicKey: keys.publicKey },
      statement: '',
      createdAt: '2025-01-08T00:00:00.000Z',
      appVersion: '0',
    });
    const all = prepared.files.map(({ bytes }) => textOf(bytes)).join('\n');
    expect(all).toContain('c2.example.com');
    expect(all).not.toMatch(/secret\.example|red\.example|maint-himitsu|kinko-3|naibu/u);
  });
});

describe('approvalStatus', () => {
  it('becomes stale with any change of the content, and fresh again when it is undone', async () => {
    const { session, reportId, systemId } = await approvedCase();
    expect(approvalStatus(session.state(), reportId).status).toBe('approved');
    await session.putDraft('x', { a: 'b' });
    await session.create('person', { name: '応援の人', role: 'responder', publicKey: 'AA==' });
    expect(approvalStatus(session.state(), reportId).status).toBe('approved');
    const batch = await session.write([
      { kind: 'record.update', type: 'system', id: systemId, fields: { owner: '総務課' } },
    ]);
    expect(approvalStatus(session.state(), reportId).status).toBe('stale');
    await session.undo(batch);
    expect(approvalStatus(session.state(), reportId).status).toBe('approved');
    await session.create('approval', { reportId, decision: 'returned', personId: randomUUID() });
    expect(approvalStatus(session.state(), reportId).status).toBe('returned');
    expect(approvalStatus(session.state(), randomUUID()).status).toBe('none');
  });
});

describe('approveRelease', () => {
  const prepare = async () => {
    const made = await approvedCase();
    const { session, reportId } = made;
    const keys = newKeyPair();
    const approver = { personId: randomUUID(), name: '別の承認者', role: 'ciso', publicKey: keys.publicKey };
    await introduceApprover(session, approver);
    const statement = '承認します。';
    const createdAt = '2025-01-08T00:00:00.000Z';
    const prepared = prepareRelease({
      state: session.state(),
      reportId,
      pdf: new Uint8Array([1]),
      stix: '{}',
      approver,
      statement,
      createdAt,
      appVersion: '0',
    });
    const blobs = new Map<string, Uint8Array>();
    const approve = (sign: (message: Uint8Array) => string, publicKey: string) =>
      approveRelease(
        session,
        {
          newId: randomUUID,
          putBlob: (bytes) => {
            const id = createHash('sha256').update(bytes).digest('hex');
            blobs.set(id, bytes);
            return Promise.resolve(id);
          },
          sign: (message) => Promise.resolve({ signature: sign(message), publicKey }),
        },
        { reportId, prepared, approver, statement, digest },
      );
    const digest = contentDigest(session.state(), reportId);
    return { ...made, keys, approver, prepared, blobs, approve };
  };

  it('records the approval as the approver’s own operation, with the very bytes as blobs', async () => {
    const { session, reportId, keys, approver, prepared, blobs, approve } = await prepare();
    const result = await approve(signerOf(keys.privateKey), keys.publicKey);
    expect(result.ok).toBe(true);
    const status = approvalStatus(session.state(), reportId);
    if (status.status !== 'approved') throw new Error(status.status);
    expect(status.approval.createdBy).toBe(approver.personId);
    expect(session.actor()).not.toBe(approver.personId);
    const stored = Object.entries(status.approval.fields.files ?? {}).map(([name, id]) => ({
      name,
      bytes: blobs.get(id),
    }));
    expect(stored).toEqual(prepared.files);
    const files = new Map(
      [...prepared.files, ...(signedFiles(status.approval) ?? [])].map(({ name, bytes }) => [name, bytes]),
    );
    expect((await verifyPackage(files, ports)).ok).toBe(true);
  });

  it('is handed over only when it is this person’s own approval of this very content', async () => {
    const made = await prepare();
    const { session, reportId, keys, blobs, prepared, approver } = made;
    const handOver = () =>
      filesToHandOver(session.state(), reportId, { ...ports, blob: (id) => Promise.resolve(blobs.get(id) ?? null) });
    // The case was approved with files that are nowhere.
    expect(await handOver()).toMatchObject({ ok: false });
    await made.approve(signerOf(keys.privateKey), keys.publicKey);
    expect(await handOver()).toMatchObject({ ok: true });

    const approval = approvalStatus(session.state(), reportId);
    if (approval.status !== 'approved') throw new Error(approval.status);
    const again = async (fields: Partial<Fields<'approval'>>, as: string) => {
      await session.writeAs(as, [createPayload('approval', randomUUID(), { ...approval.approval.fields, ...fields })]);
      return handOver();
    };
    const forger = newKeyPair();
    const forged = prepared.manifest.replaceAll(keys.publicKey, forger.publicKey);
    const { files = {} } = approval.approval.fields;
    for (const fields of [
      { manifest: forged, signature: signerOf(forger.privateKey)(forged), publicKey: forger.publicKey },
      { signature: base64OfBytes(new Uint8Array(64)) },
      { files: { ...files, '../../evil.txt': Object.values(files)[0] ?? '' } },
      { files: {} },
    ])
      expect(await again(fields, approver.personId)).toMatchObject({ ok: false });
    expect(await again({}, randomUUID())).toMatchObject({ ok: false, problems: [{ problem: 'other-person' }] });
    expect(await again({}, approver.personId)).toMatchObject({ ok: true });
  });

  it('refuses someone who wrote in the report, and a role that cannot approve', async () => {
    const { session, reportId, keys, approver, prepared, approve } = await prepare();
    const ports = {
      newId: randomUUID,
      putBlob: () => Promise.resolve(''),
      sign: () => Promise.resolve({ signature: '', publicKey: keys.publicKey }),
    };
    const { digest } = { digest: contentDigest(session.state(), reportId) };
    const asLead = { reportId, prepared, approver: { ...approver, role: 'lead' }, statement: '', digest };
    expect(await approveRelease(session, ports, asLead)).toEqual({ ok: false, reason: 'role' });
    await session.writeAs(approver.personId, [
      { kind: 'record.update', type: 'report', id: reportId, fields: { title: '承認者が直した題' } },
    ]);
    expect(await approve(signerOf(keys.privateKey), keys.publicKey)).toEqual({ ok: false, reason: 'author' });
  });

  it('refuses when the case has changed, or when another key signed, and records nothing', async () => {
    const { session, systemId, keys, approve } = await prepare();
    const before = session.state().log.length;
    expect(await approve(signerOf(keys.privateKey), newKeyPair().publicKey)).toEqual({
      ok: false,
      reason: 'key-differs',
    });
    expect(session.state().log).toHaveLength(before);
    await session.update('system', systemId, { owner: '総務課' });
    expect(await approve(signerOf(keys.privateKey), keys.publicKey)).toEqual({ ok: false, reason: 'changed' });
    expect(session.state().log).toHaveLength(before + 1);
  });
});

describe('base64', () => {
  it('agrees with the platform and refuses what is not canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = base64OfBytes(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(bytesOfBase64(text)).toEqual(bytes);
      }),
    );
    expect(
      ['A', 'AB', 'AB=', 'AB==C', 'AC==', '!!!!'].map(bytesOfBase64).filter((bytes) => bytes !== null),
    ).toHaveLength(0);
  });
});
