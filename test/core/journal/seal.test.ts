import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { extendChain, headerHash, headerText, newChain, payloadHash, sealHeader } from '../../../src/core/journal/seal';

const caseId = '5b1f3c8e-0000-4000-8000-000000000001';
const [mine, other] = ['a'.repeat(64), 'b'.repeat(64)];
const draft = { time: '2025-01-08T09:12:00.000+09:00', actor: 'p', kind: 'draft.clear', payloadHash: 'c'.repeat(64) };
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('sealing', () => {
  test('the first header of a chain', () => {
    expect(sealHeader(newChain(caseId, mine), draft)).toEqual({
      v: 1,
      caseId,
      deviceId: mine,
      seq: 1,
      prev: null,
      heads: {},
      lamport: 1,
      ...draft,
    });
  });

  test('the hash is SHA-256 over the canonical JSON, whatever the order of the keys', () => {
    const header = sealHeader(newChain(caseId, mine), draft);
    const keys = Object.keys(header).sort() as (keyof typeof header)[];
    const text = `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(header[key])}`).join(',')}}`;
    expect(headerText(header)).toBe(text);
    expect(headerHash(header)).toBe(sha256(text));
    const reversed = Object.fromEntries(Object.entries(header).reverse()) as typeof header;
    expect(headerHash(reversed)).toBe(headerHash(header));
  });

  test('the payload hash covers salt and payload', () => {
    const payload = { kind: 'draft.put', key: 'メモ', value: { b: '2', a: '1' } } as const;
    const salt = '0f'.repeat(16);
    expect(payloadHash(salt, payload)).toBe(
      sha256(`${salt}\n{"key":"メモ","kind":"draft.put","value":{"a":"1","b":"2"}}`),
    );
    expect(payloadHash('1f'.repeat(16), payload)).not.toBe(payloadHash(salt, payload));
  });

  test('operations of another device move the Lamport number and the heads, not the own chain', () => {
    const own = sealHeader(newChain(caseId, mine), draft);
    const chain = extendChain(newChain(caseId, mine), own, headerHash(own));
    const foreign = { ...own, deviceId: other, seq: 9, lamport: 40 };
    const next = sealHeader(extendChain(chain, foreign, 'd'.repeat(64)), draft);
    expect(next).toMatchObject({ seq: 2, prev: headerHash(own), lamport: 41, heads: { [other]: 'd'.repeat(64) } });
  });

  test('Lamport numbers always grow, in whatever order operations are seen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ foreign: fc.boolean(), lamport: fc.integer({ min: 1, max: 1000 }) })),
        (steps) => {
          let chain = newChain(caseId, mine);
          let highest = 0;
          for (const { foreign, lamport } of steps) {
            const own = sealHeader(chain, draft);
            const header = foreign ? { ...own, deviceId: other, lamport } : own;
            if (!foreign) expect(header.lamport).toBeGreaterThan(highest);
            chain = extendChain(chain, header, headerHash(header));
            highest = Math.max(highest, header.lamport);
            expect(chain.lamport).toBe(highest);
          }
        },
      ),
    );
  });
});
