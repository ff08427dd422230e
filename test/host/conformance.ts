import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerCall } from '../../src/contract/call';
import type { HostError } from '../../src/contract/errors';
import { HOST_METHOD_NAMES, HOST_METHODS, type Host, type Identity } from '../../src/contract/host';
import { headerHash, headerText, payloadHash } from '../../src/core/journal/seal';
import { deviceIdOf } from '../../src/core/journal/verify';
import { bundleTests, fileTests } from './conformance-exchange';
import {
  card,
  fails,
  OTHER,
  PASS,
  readAll,
  sha256,
  signatureIsGood,
  SLOW,
  system,
  type ConformanceHost,
  type MakeConformanceHost,
} from './conformance-support';

export type { ConformanceHost, MakeConformanceHost } from './conformance-support';

const wrongArgs: Partial<Record<string, unknown[]>> = {
  'preferences.set': [
    { language: 'fr', theme: 'system' },
    { language: 'ja', theme: 'dark', extra: 1 },
  ],
  'vault.create': [
    { passphrase: 'short', name: 'a', role: 'lead' },
    { passphrase: PASS, name: ' ', role: 'lead' },
  ],
  'vault.unlock': [{ passphrase: '' }, { passphrase: 'x'.repeat(1025) }],
  'identities.create': [{ passphrase: PASS, name: 'x', role: 'king' }],
  'identities.sign': [{ personId: 'me', passphrase: PASS, message: new Uint8Array(1) }],
  'cases.open': [{ caseId: '../../etc' }, { caseId: 5 }],
  'cases.close': [{ caseId: '' }],
  'cases.writeCard': [{ caseId: randomUUID(), card: { ...card, secret: 1 } }],
  'journal.append': [
    { caseId: randomUUID(), actor: randomUUID(), payloads: [] },
    {
      caseId: randomUUID(),
      actor: randomUUID(),
      payloads: [{ kind: 'record.create', type: 'castle', id: randomUUID() }],
    },
    {
      caseId: randomUUID(),
      actor: randomUUID(),
      payloads: [{ kind: 'record.create', type: 'system', id: randomUUID(), fields: { hostname: 'a', colour: 'red' } }],
    },
  ],
  'journal.read': [
    { caseId: randomUUID(), from: -1, limit: 10 },
    { caseId: randomUUID(), from: 0, limit: 2001 },
  ],
  'journal.verify': [{ caseId: null }],
  'blobs.put': [{ caseId: randomUUID(), bytes: 'text' }],
  'blobs.get': [{ caseId: randomUUID(), blobId: '../x' }],
  'files.pick': [{ kind: '/etc/passwd' }],
  'files.read': [{ token: '' }],
  'files.hash': [{ token: 1 }],
  'files.progress': [{ path: '/etc/passwd' }],
  'files.release': [{}],
  'files.save': [{ kind: 'exe', name: 'a.exe', bytes: new Uint8Array(1) }],
  'bundles.export': [{ caseId: randomUUID(), passphrase: 'short' }],
  'bundles.import': [{ bytes: [1, 2], passphrase: PASS }],
};

const boundaryTests = (make: MakeConformanceHost): void => {
  let at: ConformanceHost;
  beforeAll(async () => {
    at = await make();
  }, SLOW);
  afterAll(() => at.close());
  const send = (method: string, args: unknown): Promise<unknown> =>
    at.send?.(method, args) ?? answerCall(at.host, method, args, () => undefined);

  test('offers exactly the declared methods', () => {
    expect(Object.keys(at.host).sort()).toEqual([...HOST_METHOD_NAMES].sort());
  });

  test.each(['vault.open', 'constructor', '__proto__', 'toString', ''])(
    'refuses the unknown method %j',
    async (name) => {
      expect(await send(name, {})).toMatchObject({ ok: false, code: 'invalid-argument' });
    },
  );

  test.each(HOST_METHOD_NAMES)('%s refuses arguments that are not declared', async (method) => {
    for (const args of [null, 7, 'text', [], { surprise: true }, ...(wrongArgs[method] ?? [])]) {
      expect(await send(method, args), JSON.stringify(args)).toMatchObject({ ok: false, code: 'invalid-argument' });
      await fails((at.host[method] as (args: unknown) => Promise<unknown>)(args), 'invalid-argument');
    }
  });
};

const vaultTests = (make: MakeConformanceHost): void => {
  let at: ConformanceHost;
  let me: Identity;
  beforeAll(async () => {
    at = await make();
  }, SLOW);
  afterAll(() => at.close());

  test('starts empty, and nothing that needs the vault answers', async () => {
    const { host } = at;
    expect(await host['vault.status']({})).toEqual({ state: 'empty' });
    const info = await host['app.info']({});
    expect(HOST_METHODS['app.info'].result.parse(info)).toEqual(info);
    await fails(host['vault.unlock']({ passphrase: PASS }), 'not-found');
    await everythingLocked(host);
  });

  test('keeps preferences without a vault', async () => {
    const { host } = at;
    expect(await host['preferences.get']({})).toEqual({ language: null, theme: 'system' });
    await host['preferences.set']({ language: 'ja', theme: 'dark' });
    expect(await host['preferences.get']({})).toEqual({ language: 'ja', theme: 'dark' });
  });

  test('is created once, with the first identity', async () => {
    const { host } = at;
    me = await host['vault.create']({ passphrase: PASS, name: '佐藤 花子', role: 'lead' });
    expect(me).toMatchObject({ name: '佐藤 花子', role: 'lead' });
    expect(Buffer.from(me.publicKey, 'base64')).toHaveLength(32);
    expect(await host['vault.status']({})).toEqual({ state: 'open' });
    expect(await host['identities.list']({})).toEqual([me]);
    await fails(host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' }), 'vault-exists');
  });

  test('locks, refuses a wrong passphrase, and unlocks', async () => {
    const { host } = at;
    await host['vault.lock']({});
    await host['vault.lock']({});
    expect(await host['vault.status']({})).toEqual({ state: 'locked' });
    await everythingLocked(host);
    await fails(host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' }), 'vault-exists');
    await fails(host['vault.unlock']({ passphrase: `${PASS} ` }), 'wrong-passphrase');
    expect(await host['vault.status']({})).toEqual({ state: 'locked' });
    await host['vault.unlock']({ passphrase: PASS.normalize('NFD') });
    expect(await host['vault.status']({})).toEqual({ state: 'open' });
    expect(await host['identities.list']({})).toEqual([me]);
  });

  test('signs exactly the message with the key of the person', async () => {
    const { host } = at;
    await fails(host['identities.create']({ passphrase: PASS, name: '鈴木 一郎', role: 'ciso' }), 'passphrase-in-use');
    const ciso = await host['identities.create']({ passphrase: OTHER, name: '鈴木 一郎', role: 'ciso' });
    await fails(host['identities.create']({ passphrase: OTHER, name: '別人', role: 'ciso' }), 'passphrase-in-use');
    expect(await host['identities.list']({})).toEqual([me, ciso]);
    const message = new TextEncoder().encode('{"manifest":"内容"}');
    const signed = await host['identities.sign']({ personId: ciso.personId, passphrase: OTHER, message });
    expect(signed.publicKey).toBe(ciso.publicKey);
    expect(signatureIsGood(message, signed.signature, ciso.publicKey)).toBe(true);
    expect(signatureIsGood('other', signed.signature, ciso.publicKey)).toBe(false);
    const { personId } = ciso;
    await fails(host['identities.sign']({ personId, passphrase: PASS, message }), 'wrong-passphrase');
    await fails(host['identities.sign']({ personId: randomUUID(), passphrase: OTHER, message }), 'not-found');
  });

  test('slows down guessing, for each passphrase on its own', { timeout: SLOW }, async () => {
    const { host } = at;
    const wrong = { personId: me.personId, passphrase: 'not my passphrase', message: new Uint8Array(1) };
    for (let attempt = 0; attempt < 3; attempt += 1) await fails(host['identities.sign'](wrong), 'wrong-passphrase');
    const right = { ...wrong, passphrase: PASS };
    expect(Number(await fails(host['identities.sign'](right), 'throttled'))).toBeGreaterThan(0);
    await host['vault.unlock']({ passphrase: PASS });
    if (at.advanceClock === undefined) return;
    at.advanceClock(2_000);
    await fails(host['identities.sign'](wrong), 'wrong-passphrase');
    at.advanceClock(3_000);
    await fails(host['identities.sign'](right), 'throttled');
    at.advanceClock(-3_600_000);
    await fails(host['identities.sign'](right), 'throttled');
    at.advanceClock(3_600_000 + 1_000);
    expect((await host['identities.sign'](right)).publicKey).toBe(me.publicKey);
    await fails(host['identities.sign'](wrong), 'wrong-passphrase');
  });
};

/** Every method that needs the vault says so, whatever it is asked. */
const everythingLocked = async (host: Host): Promise<void> => {
  const caseId = randomUUID();
  const bytes = new Uint8Array([1]);
  const token = 'x';
  const calls: Promise<unknown>[] = [
    host['identities.list']({}),
    host['identities.create']({ passphrase: PASS, name: 'x', role: 'lead' }),
    host['identities.sign']({ personId: randomUUID(), passphrase: PASS, message: bytes }),
    host['cases.list']({}),
    host['cases.create']({}),
    host['cases.open']({ caseId }),
    host['cases.close']({ caseId }),
    host['cases.writeCard']({ caseId, card }),
    host['journal.append']({ caseId, actor: randomUUID(), payloads: [system('a')] }),
    host['journal.read']({ caseId, from: 0, limit: 1 }),
    host['journal.verify']({ caseId }),
    host['blobs.put']({ caseId, bytes }),
    host['blobs.get']({ caseId, blobId: sha256(bytes) }),
    host['files.pick']({ kind: 'evidence' }),
    host['files.read']({ token }),
    host['files.hash']({ token }),
    host['files.progress']({ token }),
    host['files.save']({ kind: 'csv', name: 'a.csv', bytes }),
    host['bundles.export']({ caseId, passphrase: PASS }),
    host['bundles.import']({ bytes, passphrase: PASS }),
  ];
  const codes = (await Promise.allSettled(calls)).map((call) =>
    call.status === 'rejected' ? (call.reason as HostError).code : 'succeeded',
  );
  expect(codes).toEqual(calls.map(() => 'vault-locked'));
};

const caseTests = (make: MakeConformanceHost): void => {
  let at: ConformanceHost;
  let me: Identity;
  let caseId: string;
  beforeAll(async () => {
    at = await make();
    me = await at.host['vault.create']({ passphrase: PASS, name: '佐藤 花子', role: 'lead' });
    caseId = (await at.host['cases.create']({})).caseId;
  }, SLOW);
  afterAll(() => at.close());

  test('a new case is listed, closed, and begins with the declaration of the device', async () => {
    const { host } = at;
    expect(await host['cases.list']({})).toEqual([{ caseId, card: null }]);
    await fails(host['journal.read']({ caseId, from: 0, limit: 1 }), 'case-not-open');
    await fails(host['cases.close']({ caseId }), 'case-not-open');
    const opened = await host['cases.open']({ caseId });
    expect(opened).toMatchObject({ operations: 1, writable: true, notices: [] });
    const [first] = await readAll(host, caseId, 10);
    expect(first?.header).toMatchObject({
      caseId,
      deviceId: opened.deviceId,
      seq: 1,
      prev: null,
      lamport: 1,
      heads: {},
    });
    const payload = first?.payload;
    if (payload?.kind !== 'record.create') throw new Error('not a declaration');
    expect(payload.type).toBe('device');
    expect(deviceIdOf(String(payload.fields['publicKey']))).toBe(opened.deviceId);
  });

  test('opening again answers again; an unknown case is not found', async () => {
    const { host } = at;
    const first = await host['cases.open']({ caseId });
    expect(await host['cases.open']({ caseId })).toEqual(first);
    await fails(host['cases.open']({ caseId: randomUUID() }), 'not-found');
    await fails(host['cases.writeCard']({ caseId: randomUUID(), card }), 'not-found');
  });

  test('keeps the card', async () => {
    await at.host['cases.writeCard']({ caseId, card });
    expect(await at.host['cases.list']({})).toEqual([{ caseId, card }]);
  });

  test('appends signed, chained operations in the order given', async () => {
    const { host } = at;
    const { deviceId } = await host['cases.open']({ caseId });
    const payloads = [system('PC-01'), system('メール鯖 𠮷野家 \u2028 "引用" \\'), system('PC-03')];
    const { operations } = await host['journal.append']({ caseId, actor: me.personId, payloads });
    expect(operations.map(({ payload }) => payload)).toEqual(payloads);
    const all = await readAll(host, caseId, 2);
    expect(all.slice(-3)).toEqual(operations);
    const declared = all[0]?.payload;
    const publicKey = declared?.kind === 'record.create' ? String(declared.fields['publicKey']) : '';
    all.forEach(({ header, signature, salt, payload }, index) => {
      expect(header).toMatchObject({ seq: index + 1, lamport: index + 1, deviceId, kind: payload?.kind });
      const before = all[index - 1];
      expect(header.prev).toBe(before === undefined ? null : headerHash(before.header));
      expect(header.payloadHash).toBe(payload === null ? '' : payloadHash(salt, payload));
      expect(signatureIsGood(headerText(header), signature, publicKey)).toBe(true);
      if (index > 0) expect(header.actor).toBe(me.personId);
    });
  });

  test('appends at the same time come one after another', async () => {
    const { host } = at;
    const before = (await readAll(host, caseId, 2000)).length;
    const appends = Array.from({ length: 12 }, (_, n) =>
      host['journal.append']({ caseId, actor: me.personId, payloads: [system(`P-${n}`), system(`Q-${n}`)] }),
    );
    const written = (await Promise.all(appends)).flatMap(({ operations }) => operations);
    const all = await readAll(host, caseId, 5);
    expect(all).toHaveLength(before + 24);
    expect(all.map(({ header }) => header.seq)).toEqual(all.map((_, index) => index + 1));
    expect(new Set(written.map(({ header }) => header.seq)).size).toBe(24);
  });

  test('refuses what does not fit a record, and writes nothing of it', async () => {
    const { host } = at;
    const before = await readAll(host, caseId, 2000);
    const bad = { kind: 'record.create', type: 'system', id: randomUUID(), fields: { hostname: '' } } as const;
    const call = { caseId, actor: me.personId, payloads: [system('good'), bad] };
    await fails(host['journal.append'](call), 'invalid-argument');
    expect(await readAll(host, caseId, 2000)).toEqual(before);
  });

  test('pages to the end and not beyond', async () => {
    const { host } = at;
    const all = await readAll(host, caseId, 2000);
    for (const limit of [1, 3, all.length - 1, all.length, all.length + 1]) {
      expect(await readAll(host, caseId, limit)).toEqual(all);
    }
    const beyond = await host['journal.read']({ caseId, from: all.length + 5, limit: 10 });
    expect(beyond).toEqual({ operations: [], next: null });
  });

  test('verifies, and has everything after closing and after locking', async () => {
    const { host } = at;
    const all = await readAll(host, caseId, 2000);
    const last = all.at(-1);
    const deviceId = last?.header.deviceId;
    const head = last === undefined ? null : headerHash(last.header);
    const report = {
      ok: true,
      operations: all.length,
      devices: [{ deviceId, operations: all.length, head }],
      problems: [],
    };
    expect(await host['journal.verify']({ caseId })).toEqual(report);
    await host['cases.close']({ caseId });
    await host['cases.open']({ caseId });
    expect(await readAll(host, caseId, 7)).toEqual(all);
    await host['vault.lock']({});
    await host['vault.unlock']({ passphrase: PASS });
    await fails(host['journal.verify']({ caseId }), 'case-not-open');
    expect(await host['cases.open']({ caseId })).toMatchObject({ operations: all.length });
    expect(await readAll(host, caseId, 2000)).toEqual(all);
    expect(await host['cases.list']({})).toEqual([{ caseId, card }]);
  });

  test('stores blobs by their content', async () => {
    const { host } = at;
    const bytes = Buffer.from('時刻,ホスト\n'.repeat(10_000), 'utf8');
    const stored = await host['blobs.put']({ caseId, bytes: new Uint8Array(bytes) });
    expect(stored).toEqual({ blobId: sha256(bytes), sha256: sha256(bytes), size: bytes.length });
    expect(await host['blobs.put']({ caseId, bytes: new Uint8Array(bytes) })).toEqual(stored);
    const empty = await host['blobs.put']({ caseId, bytes: new Uint8Array(0) });
    expect(empty).toMatchObject({ size: 0, blobId: sha256('') });
    const got = await host['blobs.get']({ caseId, blobId: stored.blobId });
    expect(Buffer.compare(Buffer.from(got.bytes), bytes)).toBe(0);
    expect((await host['blobs.get']({ caseId, blobId: empty.blobId })).bytes).toHaveLength(0);
    await fails(host['blobs.get']({ caseId, blobId: sha256('never stored') }), 'not-found');
    const other = (await host['cases.create']({})).caseId;
    await fails(host['blobs.put']({ caseId: other, bytes: new Uint8Array(1) }), 'case-not-open');
    await host['cases.open']({ caseId: other });
    await fails(host['blobs.get']({ caseId: other, blobId: stored.blobId }), 'not-found');
  });
};

/** The rules that every host keeps. `make` is called for each group of tests, twice for the bundles. */
export const describeHostConformance = (name: string, make: MakeConformanceHost): void => {
  describe(`${name} keeps the contract of a host`, () => {
    describe('at its boundary', () => boundaryTests(make));
    describe('with its vault', () => vaultTests(make));
    describe('with cases, journal and blobs', () => caseTests(make));
    describe('with files', () => fileTests(make));
    describe('with bundles', () => bundleTests(make));
  });
};
