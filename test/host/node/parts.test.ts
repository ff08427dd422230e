import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  localTime,
  newKeyPair,
  publicKeyFromPem,
  publicKeyPem,
  saveToPath,
  signerOf,
  verifySignature,
} from '../../../src/host/node';
import { deriveKey, openBytes, randomKey, sealBytes } from '../../../src/host/node/crypto';
import { makeFolder, nodeDisk, writeError, writeFileAtomic, type Disk } from '../../../src/host/node/disk';
import { openJournal } from '../../../src/host/node/journal';
import { acquireLock } from '../../../src/host/node/lock';
import { thisMachine } from '../../../src/host/node/machine';
import { lockText, newDevice, newJournalPlace } from '../../crash/support';
import { system } from '../../crash/payloads';
import { nodeHostAt, PASS, quickFolder, temporaryFolder } from './support';

describe('Ed25519', () => {
  test('OpenSSL verifies what we sign, from the PEM we write', async () => {
    const folder = await temporaryFolder();
    const { publicKey, privateKey } = newKeyPair();
    const message = Buffer.from('{"manifest":"内容"}\n', 'utf8');
    const file = (name: string): string => path.join(folder, name);
    await writeFile(file('m'), message);
    await writeFile(file('s'), Buffer.from(signerOf(privateKey)(message), 'base64'));
    await writeFile(file('k'), publicKeyPem(publicKey) ?? '');
    const args = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      file('k'),
      '-rawin',
      '-in',
      file('m'),
      '-sigfile',
      file('s'),
    ];
    expect(execFileSync('openssl', args).toString()).toContain('Verified Successfully');
    await rm(folder, { recursive: true });
  });

  test('keys survive PEM, and nothing malformed verifies or parses', () => {
    const { publicKey, privateKey } = newKeyPair();
    expect(publicKeyFromPem(publicKeyPem(publicKey) ?? '')).toBe(publicKey);
    const signature = signerOf(privateKey)('text');
    expect(verifySignature('text', signature, publicKey)).toBe(true);
    for (const bad of ['', 'AAAA', signature.slice(0, -4), `${signature}\n`]) {
      expect(verifySignature('text', bad, publicKey)).toBe(false);
      expect(verifySignature('text', signature, bad)).toBe(false);
      expect(publicKeyPem(bad)).toBeNull();
      expect(publicKeyFromPem(bad)).toBeNull();
    }
  });
});

test('sealed bytes open with their key and place only', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), fc.nat(), (plain, place, at) => {
      const key = randomKey();
      const sealed = sealBytes(key, place, plain);
      expect(Buffer.from(openBytes(key, place, sealed) ?? [])).toEqual(Buffer.from(plain));
      const changed = Uint8Array.from(sealed);
      changed[at % sealed.length] = (changed[at % sealed.length] ?? 0) ^ 1;
      expect(openBytes(key, place, changed)).toBeNull();
      expect(openBytes(key, `${place}.`, sealed)).toBeNull();
      expect(openBytes(deriveKey(key, 'other'), place, sealed)).toBeNull();
      expect(openBytes(key, place, sealed.subarray(0, 27))).toBeNull();
    }),
  );
});

test('local time is the same moment, with its offset', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-02'), max: new Date('2099-12-30'), noInvalidDate: true }), (at) => {
      expect(localTime(at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/u);
      expect(Date.parse(localTime(at))).toBe(at.getTime());
    }),
  );
});

describe('files', () => {
  test('replacing is complete or not at all, and leaves no temporary file', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, '報告 第1報.pdf');
    await saveToPath(file, Buffer.from('one'));
    const failing: Disk = { ...nodeDisk, rename: async () => Promise.reject(new Error('rename')) };
    await expect(writeFileAtomic(failing, file, Buffer.from('two'))).rejects.toThrow('rename');
    expect((await readFile(file)).toString()).toBe('one');
    expect(await readdir(folder)).toEqual(['報告 第1報.pdf']);
    await rm(folder, { recursive: true });
  });

  test('saving sweeps only what a dead process of this machine has left an hour ago', async () => {
    const folder = await temporaryFolder();
    const { tag } = thisMachine();
    const old = new Date(Date.now() - 2 * 3_600_000);
    const left = async (name: string, at: Date): Promise<string> => {
      await writeFile(path.join(folder, name), 'x');
      await utimes(path.join(folder, name), at, at);
      return name;
    };
    await left(`.${tag}-999999999-000000000001.shodo-tmp`, old);
    // The same process, but no longer in flight.
    await left(`.${tag}-${process.pid}-000000000002.shodo-tmp`, old);
    const spared = [
      await left(`.${tag}-999999999-000000000003.shodo-tmp`, new Date()),
      await left(`.${tag}-${process.ppid}-000000000004.shodo-tmp`, old),
      await left('.0123456789ab-999999999-000000000005.shodo-tmp', old),
      await left('.other.shodo-tmp', old),
    ];
    await saveToPath(path.join(folder, 'a.pdf'), Buffer.from('x'));
    expect((await readdir(folder)).sort()).toEqual([...spared, 'a.pdf'].sort());
    await rm(folder, { recursive: true });
  });

  test('a refusal of the system keeps its own name', async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'taken.pdf'));
    const save = (...parts: string[]) => saveToPath(path.join(folder, ...parts), Buffer.from('x'));
    const failures: [string[], string, string][] = [
      [['missing', 'a.pdf'], 'not-found', 'a.pdf: ENOENT'],
      [['taken.pdf'], 'invalid-argument', 'taken.pdf: EISDIR'],
      [[`${'x'.repeat(300)}.pdf`], 'invalid-argument', `${'x'.repeat(300)}.pdf: ENAMETOOLONG`],
    ];
    for (const [parts, code, detail] of failures) await expect(save(...parts)).rejects.toMatchObject({ code, detail });
    await saveToPath(path.join(folder, `${'x'.repeat(251)}.pdf`), Buffer.from('as long as the system takes it'));
    const mapped = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EFBIG', 'EIO'].map((code) => {
      const { code: reason, detail } = writeError(Object.assign(new Error(code), { code }), 'a.pdf');
      expect(detail).toBe(`a.pdf: ${code}`);
      return reason;
    });
    expect(mapped).toEqual(['disk-full', 'disk-full', 'read-only', 'refused', 'refused', 'too-large', 'internal']);
    await rm(folder, { recursive: true });
  });

  test('every folder that was made or renamed is flushed in the folder that holds it', async () => {
    const base = await quickFolder();
    const dataDir = path.join(base, 'not', 'yet', 'there');
    const made = new Set<string>();
    /** Folders whose entry is not certain to survive a power cut. */
    const unsafe = new Set<string>();
    const disk: Disk = {
      ...nodeDisk,
      makeDir: async (folder) => {
        const top = await nodeDisk.makeDir(folder);
        for (let at = folder; top !== null; at = path.dirname(at)) {
          made.add(at);
          unsafe.add(at);
          if (at === top) break;
        }
        return top;
      },
      rename: async (from, to) => {
        await nodeDisk.rename(from, to);
        unsafe.delete(from);
        unsafe.add(to);
      },
      syncDir: async (folder) => {
        await nodeDisk.syncDir(folder);
        for (const at of unsafe) if (path.dirname(at) === folder) unsafe.delete(at);
      },
    };
    const host = nodeHostAt(dataDir, { disk });
    await host['preferences.set']({ language: 'ja', theme: 'dark' });
    expect([...unsafe]).toEqual([]);
    await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
    expect([...unsafe]).toEqual([]);
    const { caseId } = await host['cases.create']({});
    expect([...unsafe]).toEqual([]);
    await host['cases.open']({ caseId });
    await host['blobs.put']({ caseId, bytes: new Uint8Array(9) });
    expect([...unsafe]).toEqual([]);
    for (const folder of [dataDir, path.dirname(dataDir), path.join(dataDir, 'cases')]) expect(made).toContain(folder);
    await host['vault.lock']({});
    await rm(base, { recursive: true });
  });

  test('a folder that a crash left unflushed is flushed the next time', async () => {
    const base = await quickFolder();
    const synced: string[] = [];
    const disk: Disk = { ...nodeDisk, syncDir: async (folder) => void synced.push(folder) };
    await mkdir(path.join(base, 'data'));
    await makeFolder(disk, path.join(base, 'data'));
    expect(synced).toEqual([base]);
    const refuse = async (): Promise<never> => Promise.reject(Object.assign(new Error('refused'), { code: 'EACCES' }));
    await makeFolder({ ...nodeDisk, syncDir: refuse }, path.join(base, 'data'));
    const fresh = makeFolder({ ...nodeDisk, syncDir: refuse }, path.join(base, 'fresh'));
    await expect(fresh).rejects.toMatchObject({ code: 'EACCES' });
    await rm(base, { recursive: true });
  });

  test('of many who want a lock at once, one has it; also when a dead one has left it', async () => {
    const folder = await quickFolder();
    const file = path.join(folder, 'lock');
    for (let round = 0; round < 10; round += 1) {
      if (round % 2 === 1) await writeFile(file, lockText({ pid: 999_999_999 }));
      const tries = await Promise.allSettled(Array.from({ length: 6 }, () => acquireLock(nodeDisk, file)));
      const got = tries.filter((one) => one.status === 'fulfilled');
      expect(got).toHaveLength(1);
      for (const { value } of got) await value.release();
    }
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('a case on a medium that cannot be written opens for reading and says so', async () => {
    const dataDir = await quickFolder();
    const writer = nodeHostAt(dataDir, {});
    await writer['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
    const { caseId } = await writer['cases.create']({});
    await writer['vault.lock']({});
    const refuse = async (): Promise<never> => Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' }));
    const disk: Disk = {
      ...nodeDisk,
      open: (file, mode) => (mode === 'read' ? nodeDisk.open(file, mode) : refuse()),
      makeDir: refuse,
      rename: refuse,
    };
    const reader = nodeHostAt(dataDir, { disk });
    await reader['vault.unlock']({ passphrase: PASS });
    const opened = await reader['cases.open']({ caseId });
    expect(opened).toMatchObject({ writable: false, operations: 1 });
    expect(opened.notices.map(({ kind }) => kind)).toContain('read-only');
    expect(await reader['journal.verify']({ caseId })).toMatchObject({ ok: true });
    const append = reader['journal.append']({ caseId, actor: randomUUID(), payloads: [system('a')] });
    await expect(append).rejects.toMatchObject({ code: 'read-only' });
    await rm(dataDir, { recursive: true });
  });

  test('a damaged blob is noticed, and put right by storing it again', async () => {
    const dataDir = await quickFolder();
    const host = nodeHostAt(dataDir, {});
    await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
    const { caseId } = await host['cases.create']({});
    await host['cases.open']({ caseId });
    const bytes = new Uint8Array(randomBytes(500));
    const { blobId } = await host['blobs.put']({ caseId, bytes });
    const blobs = path.join(dataDir, 'cases', caseId, 'blobs');
    const name = (await readdir(blobs, { recursive: true })).find((entry) => entry.length > 60) ?? '';
    const good = await readFile(path.join(blobs, name));
    for (const at of [0, 20, good.length - 1]) {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path.join(blobs, name), changed);
      await expect(host['blobs.get']({ caseId, blobId })).rejects.toMatchObject({ code: 'damaged' });
    }
    await host['blobs.put']({ caseId, bytes });
    expect(Buffer.from((await host['blobs.get']({ caseId, blobId })).bytes)).toEqual(Buffer.from(bytes));
    await host['vault.lock']({});
    await rm(dataDir, { recursive: true });
  });
});

test('operations of a newer version are counted in a notice and kept', async () => {
  const place = await newJournalPlace(nodeDisk);
  const device = newDevice();
  const journal = await openJournal(place, device, () => new Date(), true);
  await journal.declare();
  const newer = { kind: 'record.merge', from: 'future' } as unknown as ReturnType<typeof system>;
  await journal.append(randomUUID(), [newer, system('a')]);
  await journal.close();
  await mkdir(path.join(place.folder, 'not-a-device'));
  const again = await openJournal(place, device, () => new Date(), true);
  expect(again.notices).toEqual([{ kind: 'unknown-operations', detail: '1' }]);
  expect((await again.readAll())[1]?.payload).toEqual(newer);
  expect(await again.verify()).toMatchObject({ ok: true });
  await again.close();
});
