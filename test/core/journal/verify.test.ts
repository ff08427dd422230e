import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Operation, OperationHeader, Payload } from '../../../src/core/journal/operation';
import {
  extendChain,
  headerHash,
  headerText,
  newChain,
  payloadHash,
  sealHeader,
  type ChainState,
} from '../../../src/core/journal/seal';
import { deviceIdOf, planMerge, PROBLEM_LIMIT, verifyOperations } from '../../../src/core/journal/verify';
import { newKeyPair, signerOf, verifySignature } from '../../../src/host/node';

const caseId = '5b1f3c8e-0000-4000-8000-000000000001';
const salt = '0f'.repeat(16);

const newLaptop = () => {
  const { publicKey, privateKey } = newKeyPair();
  const deviceId = deviceIdOf(publicKey) ?? '';
  let chain: ChainState = newChain(caseId, deviceId);
  const sign = signerOf(privateKey);
  const write = (payload: Payload): Operation => {
    const draft = { time: '2025-01-08T09:12:00.000+09:00', actor: 'p', kind: payload.kind };
    const header = sealHeader(chain, { ...draft, payloadHash: payloadHash(salt, payload) });
    chain = extendChain(chain, header, headerHash(header));
    return { header, signature: sign(headerText(header)), salt, payload };
  };
  return {
    deviceId,
    sign,
    declare: () => write({ kind: 'record.create', type: 'device', id: 'd', fields: { name: 'PC', publicKey } }),
    note: (text: string) => write({ kind: 'draft.put', key: text, value: {} }),
    see: ({ header }: Operation) => void (chain = extendChain(chain, header, headerHash(header))),
  };
};

type Laptop = ReturnType<typeof newLaptop>;
let one: Laptop;
let two: Laptop;
let good: Operation[];
beforeAll(() => {
  [one, two] = [newLaptop(), newLaptop()];
  const first = [one.declare(), one.note('a'), one.note('b')];
  first.forEach(two.see);
  const second = [two.declare(), two.note('c')];
  second.forEach(one.see);
  good = [...first, one.note('d'), ...second];
});

const check = (operations: readonly Operation[]) => verifyOperations(caseId, operations, verifySignature);
/** The operation with another header, signed again by its own device: an insider's forgery. */
const resigned = (operation: Operation, change: Partial<OperationHeader>, laptop: Laptop): Operation => {
  const header = { ...operation.header, ...change };
  return { ...operation, header, signature: laptop.sign(headerText(header)) };
};
const at = (index: number): Operation => {
  const operation = good[index];
  if (operation === undefined) throw new Error('no such operation');
  return operation;
};

describe('deviceIdOf', () => {
  test('is the SHA-256 of the raw key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (raw) => {
        expect(deviceIdOf(Buffer.from(raw).toString('base64'))).toBe(createHash('sha256').update(raw).digest('hex'));
      }),
    );
  });
  test.each(['', 'AAAA', 'A'.repeat(43), `${'A'.repeat(42)}B=`, `${'A'.repeat(42)}-=`])('refuses %j', (text) => {
    expect(deviceIdOf(text)).toBeNull();
  });
});

describe('verifyOperations', () => {
  test('accepts what two laptops wrote, and an empty journal', async () => {
    const report = await check(good);
    expect(report).toMatchObject({ ok: true, operations: 6, problems: [] });
    expect(report.devices).toEqual([
      { deviceId: one.deviceId, operations: 4, head: headerHash(at(3).header) },
      { deviceId: two.deviceId, operations: 2, head: headerHash(at(5).header) },
    ]);
    expect(await check([])).toEqual({ ok: true, operations: 0, devices: [], problems: [] });
  });

  test('accepts a redacted payload and payloads of a newer version', async () => {
    const redacted = good.map((operation, index) => (index === 1 ? { ...operation, payload: null } : operation));
    expect((await check(redacted)).ok).toBe(true);
    const newer = one.note('newer');
    expect((await check([...good, newer])).ok).toBe(true);
  });

  const payload: Payload = { kind: 'draft.put', key: 'forged', value: {} };
  const breaks: [string, () => Operation[], number, RegExp][] = [
    ['a changed payload', () => good.with(1, { ...at(1), payload }), 2, /payload does not match/u],
    ['a changed salt', () => good.with(1, { ...at(1), salt: '1f'.repeat(16) }), 2, /payload does not match/u],
    [
      'a kind unlike the header',
      () => good.with(1, { ...at(1), payload: { kind: 'draft.clear', key: 'a' } }),
      2,
      /kind/u,
    ],
    ['a changed actor', () => good.with(3, { ...at(3), header: { ...at(3).header, actor: 'q' } }), 4, /signature/u],
    [
      'a changed time',
      () => good.with(3, { ...at(3), header: { ...at(3).header, time: '2024-01-08T09:12:00Z' } }),
      4,
      /signature/u,
    ],
    ['a foreign signature', () => good.with(3, { ...at(3), signature: at(2).signature }), 4, /signature/u],
    ['a signature by another device', () => good.with(3, resigned(at(3), {}, two)), 4, /signature/u],
    [
      'another case',
      () => good.with(3, resigned(at(3), { caseId: caseId.replace('1', '2') }, one)),
      4,
      /another case/u,
    ],
    ['a missing operation', () => good.toSpliced(1, 1), 3, /sequence number 3 where 2 is due/u],
    ['a repeated operation', () => good.toSpliced(2, 0, at(1)), 2, /sequence number 2 where 3 is due/u],
    ['swapped operations', () => good.with(1, at(2)).with(2, at(1)), 3, /sequence number/u],
    ['a rewritten past', () => good.with(2, resigned(at(2), { prev: 'e'.repeat(64) }, one)), 3, /prev/u],
    ['a Lamport number that stands still', () => good.with(3, resigned(at(3), { lamport: 3 }, one)), 4, /Lamport/u],
    [
      'heads that nobody wrote',
      () => good.with(3, resigned(at(3), { heads: { [two.deviceId]: 'e'.repeat(64) } }, one)),
      4,
      /missing/u,
    ],
    [
      'heads of the wrong device',
      () => good.with(3, resigned(at(3), { heads: { [two.deviceId]: headerHash(at(0).header) } }, one)),
      4,
      /missing/u,
    ],
    [
      'a head of itself',
      () => good.with(3, resigned(at(3), { heads: { [one.deviceId]: headerHash(at(2).header) } }, one)),
      4,
      /own device/u,
    ],
    [
      'a Lamport number below its heads',
      () => good.with(3, resigned(at(3), { lamport: 5 }, one)),
      4,
      /that of its heads/u,
    ],
  ];
  test.each(breaks)('names the operation for %s', async (_what, make, seq, problem) => {
    const report = await check(make());
    expect(report.ok).toBe(false);
    expect(report.problems[0]).toMatchObject({ deviceId: one.deviceId, seq });
    expect(report.problems[0]?.problem).toMatch(problem);
  });

  test('a device has to declare its own key first', async () => {
    const [stranger, other] = [newLaptop(), newLaptop()];
    const undeclared = await check([stranger.note('x')]);
    expect(undeclared.problems[0]?.problem).toMatch(/does not declare/u);
    const borrowed = { ...other.declare().header, deviceId: stranger.deviceId };
    const operation = { ...other.declare(), header: borrowed, signature: other.sign(headerText(borrowed)) };
    expect((await check([operation])).problems[0]?.problem).toMatch(/does not match the device id/u);
  });

  test('a laptop set back to an older copy is noticed through the heads of the other', async () => {
    const report = await check([at(0), at(1), at(4), at(5)]);
    expect(report.problems[0]).toMatchObject({
      deviceId: two.deviceId,
      seq: 1,
      problem: expect.stringMatching(/missing/u) as string,
    });
  });

  test('names at most twenty', async () => {
    const broken = good.slice(0, 1).concat(Array.from({ length: 50 }, () => ({ ...at(1), signature: '' })));
    expect((await check(broken)).problems).toHaveLength(PROBLEM_LIMIT);
  });
});

describe('planMerge', () => {
  test('adds what is new in causal order, from any beginning and in any order of arrival', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(good),
        fc.shuffledSubarray(good, { minLength: good.length }),
        (known, incoming) => {
          const plan = planMerge(known, incoming);
          if (!plan.ok) throw new Error('no fork here');
          const added = new Set(plan.added.map(({ header }) => headerHash(header)));
          expect(added.size + known.length).toBe(good.length);
          const lamports = plan.added.map(({ header }) => header.lamport);
          expect(lamports).toEqual(lamports.toSorted((a, b) => a - b));
          const again = planMerge([...known, ...plan.added], incoming);
          expect(again).toEqual({ ok: true, added: [] });
        },
      ),
    );
  });

  test('refuses a fork and names its place', () => {
    const forked = resigned(at(2), { actor: 'copy' }, one);
    expect(planMerge(good, [forked])).toEqual({ ok: false, fork: { deviceId: one.deviceId, seq: 3 } });
  });
});
