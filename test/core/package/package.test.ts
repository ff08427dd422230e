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
import { publicKeyPem } from '../../../src/core/package/public-key';
import { prepareRelease, signedFiles } from '../../../src/core/package/release';
import { verifyPackage, type VerifyPorts } from '../../../src/core/package/verify-package';
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
  await session.create('indicator', { indicatorType: 'domain', value: 'c2.example.com' });
  await session.create('indicator', { indicatorType: 'domain', value: 'secret.example.com', shareable: false });
  await session.create('indicator', { indicatorType: 'domain', value: 'red.example.com', tlp: 'red' });
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
  const files = new Map([...prepared.files, ...signedFiles(approval)].map(({ name, bytes }) => [name, bytes] as const));
  return { session, reportId, systemId, files, keys };
};
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('a release', () => {
  it('verifies as made, with openssl too, and holds only what may leave', async () => {
    const { files, keys } = await approvedCase();
    expect(verifyPackage(files, ports)).toMatchObject({
      ok: true,
      problems: [],
      manifest: { training: false, tlp: 'amber' },
    });
    expect(textOf(files.get('indicators.csv'))).toContain('c2.example.com');
    expect(textOf(files.get('indicators.csv'))).not.toMatch(/secret|red\.example/u);
    expect(publicKeyPem(keys.publicKey)).toBe(opensslPem(keys.publicKey));
    const folder = mkdtempSync(path.join(tmpdir(), 'shodo-package-'));
    for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes);
    const command = /openssl (.*)/u.exec(textOf(files.get('VERIFY.txt')))?.[1]?.trim() ?? '';
    const output = execFileSync('openssl', command.split(' '), { cwd: folder, encoding: 'utf8' });
    expect(output).toContain('Signature Verified Successfully');
    rmSync(folder, { recursive: true });
  });

  it('notices any changed byte in any file', async () => {
    const { files } = await approvedCase();
    const names = [...files.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 255 }), (name, at, flip) => {
        const bytes = (files.get(name) ?? new Uint8Array()).slice();
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        expect(verifyPackage(new Map(files).set(name, bytes), ports).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('notices appended, missing and additional files and a key that is not the signer’s', async () => {
    const { files } = await approvedCase();
    for (const [name, bytes] of files) {
      const appended = verifyPackage(new Map(files).set(name, Uint8Array.from([...bytes, 10])), ports);
      expect(appended.ok, `one line feed at the end of ${name}`).toBe(false);
      const without = new Map(files);
      without.delete(name);
      expect(verifyPackage(without, ports).ok, `without ${name}`).toBe(false);
    }
    expect(verifyPackage(new Map(files).set('extra.txt', new Uint8Array()), ports).problems).toEqual([
      { file: 'extra.txt', problem: 'not-listed' },
    ]);
    const other = new TextEncoder().encode(publicKeyPem(newKeyPair().publicKey));
    const swapped = verifyPackage(new Map(files).set(PUBLIC_KEY_FILE, other), ports).problems;
    expect(swapped).toContainEqual({ file: PUBLIC_KEY_FILE, problem: 'key-differs' });
    expect(verifyPackage(new Map(files).set(SIGNATURE_FILE, new Uint8Array(64)), ports).problems).toContainEqual({
      file: SIGNATURE_FILE,
      problem: 'signature-wrong',
    });
    expect(verifyPackage(new Map(files).set(MANIFEST_FILE, new TextEncoder().encode('[]')), ports).problems).toEqual([
      { file: MANIFEST_FILE, problem: 'not-readable' },
    ]);
  });
});

describe('approvalStatus', () => {
  it('becomes stale with any change of the content, and fresh again when it is undone', async () => {
    const { session, reportId, systemId } = await approvedCase();
    expect(approvalStatus(session.state(), reportId).status).toBe('approved');
    await session.putDraft('x', { a: 'b' });
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
    const files = new Map([...prepared.files, ...signedFiles(status.approval)].map(({ name, bytes }) => [name, bytes]));
    expect(verifyPackage(files, ports).ok).toBe(true);
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
