import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../../src/contract/records';
import { extractIndicators } from '../../../../src/core/indicators/extract';
import {
  acceptPayloads,
  candidatesOf,
  draftParts,
  indicatorKey,
  textOfDraft,
} from '../../../../src/ui/screens/indicators/review';

const TEXT = [
  '通信先は hxxps://news[.]example[.]com/a と 203[.]0[.]113[.]5 である。',
  '203.0.113.5 へは 443 番で接続していた。',
  'MD5: 44d88612fea8a8f36de82e1278abb02f',
].join('\n');

describe('candidatesOf', () => {
  const known = new Map([[indicatorKey('ipv4', '203.0.113.5'), 'id-1']]);
  const candidates = candidatesOf(extractIndicators(TEXT), known);
  it('lists each value once, in the order of the text, and knows what is recorded', () => {
    expect(candidates.map(({ type, value, count, knownId }) => [type, value, count, knownId])).toEqual([
      ['url', 'https://news.example.com/a', 1, null],
      ['ipv4', '203.0.113.5', 2, 'id-1'],
      ['md5', '44d88612fea8a8f36de82e1278abb02f', 1, null],
    ]);
  });
  it('shows the value where it stands in the text, as it was written', () => {
    expect(candidates[1]).toMatchObject({ match: '203[.]0[.]113[.]5', after: ' である。' });
    expect(candidates[2]).toMatchObject({ before: 'MD5: ', match: '44d88612fea8a8f36de82e1278abb02f', after: '' });
  });
  it('makes records that the journal accepts, as candidates with their origin', () => {
    const payloads = acceptPayloads(candidates, ' 注意喚起 ', () => crypto.randomUUID());
    for (const payload of payloads) {
      const fields = payload.kind === 'record.create' ? payload.fields : {};
      expect(createSchema('indicator').safeParse(fields).error).toBeUndefined();
      expect(fields).toMatchObject({ indicatorStatus: 'candidate', source: '注意喚起' });
    }
    expect(payloads[2]).toMatchObject({ fields: { extractedFrom: 'MD5: 44d88612fea8a8f36de82e1278abb02f' } });
    expect(new Set(payloads.map((payload) => ('id' in payload ? payload.id : ''))).size).toBe(3);
  });
});

describe('draftParts', () => {
  it('keeps any text that fits, whole', () => {
    const text = fc
      .tuple(fc.integer({ min: 0, max: 50_000 }), fc.constantFrom('𠮷a', 'a𠮷', '𠮷', 'あ\n'))
      .map(([times, unit]) => unit.repeat(times));
    fc.assert(
      fc.property(text, (typed) => {
        const parts = draftParts(typed) ?? [];
        expect(parts.every(({ value }) => value.length <= 20_000 && !/\p{Surrogate}/u.test(value))).toBe(true);
        expect(textOfDraft(Object.fromEntries(parts.map(({ key, value }) => [key, value])))).toBe(typed);
      }),
      { numRuns: 20 },
    );
    expect(draftParts('a'.repeat(200_001))).toBeNull();
  });
});
