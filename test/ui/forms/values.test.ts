import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldSpec } from '../../../src/core/records/fields';
import { momentOf } from '../../../src/core/time/moment';
import { draftFrom, editedFields, readField, readForm, writeList, zoneKey } from '../../../src/ui/forms/values';

const text: FieldSpec = { kind: 'text', max: 5 };
const must: FieldSpec = { kind: 'text', max: 5, required: true };
const time: FieldSpec = { kind: 'time' };
const integer: FieldSpec = { kind: 'integer', min: -10, max: 10 };

describe('readField', () => {
  it.each([
    [must, ' ', '', { ok: false, problem: { code: 'required' } }],
    [text, '  ', '', { ok: true, value: null }],
    [text, ' ab ', '', { ok: true, value: 'ab' }],
    [text, 'abcdef', '', { ok: false, problem: { code: 'tooLong', max: 5 } }],
    [text, 'a\nb', '', { ok: false, problem: { code: 'oneLine' } }],
    [integer, '-7', '', { ok: true, value: -7 }],
    [integer, '\uff17', '', { ok: true, value: 7 }],
    [integer, '1.5', '', { ok: false, problem: { code: 'number' } }],
    [integer, '11', '', { ok: false, problem: { code: 'range', min: -10, max: 10 } }],
    [time, '2025-01-08 09:12', '', { ok: false, problem: { code: 'zone' } }],
    [time, 'yesterday', 'UTC', { ok: false, problem: { code: 'time' } }],
    [{ kind: 'sha256' }, 'AB'.repeat(32), '', { ok: true, value: 'ab'.repeat(32) }],
    [{ kind: 'sha256' }, 'ab', '', { ok: false, problem: { code: 'hex' } }],
    [{ kind: 'enum', values: ['a'] }, 'b', '', { ok: false, problem: { code: 'choice' } }],
    [
      { kind: 'texts', max: 5, count: 1 },
      writeList(['a', 'b']),
      '',
      { ok: false, problem: { code: 'tooMany', max: 1 } },
    ],
  ] as [FieldSpec, string, string, unknown][])('%j reads %j', (spec, value, zone, expected) => {
    expect(readField(spec, value, zone)).toEqual(expected);
  });

  it('takes the zone from beside a time that names none', () => {
    expect(readField(time, '2025-01-08 09:12', 'Asia/Tokyo')).toMatchObject({
      ok: true,
      value: { utc: '2025-01-08T00:12:00.000Z', offset: 540, precision: 'minute' },
    });
  });
});

describe('a form', () => {
  it('lists all problems at once', () => {
    const read = readForm('system', ['hostname', 'clockOffsetSeconds'], { clockOffsetSeconds: 'x' });
    expect(read).toEqual({
      ok: false,
      problems: { hostname: { code: 'required' }, clockOffsetSeconds: { code: 'number' } },
    });
  });

  it('reads back what it shows', () => {
    const fields = fc.record({
      hostname: fc.stringMatching(/^[\p{L}\p{N}._-]{1,50}$/u),
      ipAddresses: fc.array(fc.ipV4(), { minLength: 1, maxLength: 5 }),
      clockOffsetSeconds: fc.integer({ min: -1000, max: 1000 }),
      note: fc.stringMatching(/^[^\s][^]{0,80}$/u),
      firstCompromisedAt: fc
        .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
        .map((ms) => momentOf(ms, 'Asia/Tokyo')),
    });
    fc.assert(
      fc.property(fields, (values) => {
        expect(readForm('system', Object.keys(values), draftFrom(values))).toEqual({ ok: true, values });
      }),
    );
  });

  it('writes only fields whose text or zone was changed', () => {
    const base = draftFrom({ hostname: 'a', firstCompromisedAt: momentOf(0, 'UTC') });
    const draft = { ...base, [zoneKey('firstCompromisedAt')]: 'Asia/Tokyo', note: '' };
    expect(editedFields(['hostname', 'firstCompromisedAt', 'note'], draft, base)).toEqual(['firstCompromisedAt']);
  });
});
