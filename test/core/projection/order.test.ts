import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/core/journal/state';
import { inQueryOrder } from '../../../src/core/projection/order';

const made = (id: string, createdLamport: number, createdAt: string): CaseRecord => ({
  type: 'indicator',
  id,
  fields: { indicatorType: 'ipv4', value: id },
  createdAt,
  createdLamport,
  createdBy: 'p',
  modifiedAt: createdAt,
  modifiedBy: 'p',
  revision: 1,
  removed: false,
});
const FIRST = '2025-01-08T09:00:00.000+09:00';
const LATER = '2025-01-08T09:05:00.000+09:00';
// Two pasted batches; the ids say nothing about the order.
const records = [
  made('b', 6, LATER),
  made('q', 2, FIRST),
  made('z', 5, LATER),
  made('m', 1, FIRST),
  made('a', 3, FIRST),
];
const idsIn = (direction: 'ascending' | 'descending') =>
  inQueryOrder(records, { removed: false, order: 'created', direction }).map(({ id }) => id);

describe('the order of a list', () => {
  it('keeps a batch in the order it was made in', () => {
    expect(idsIn('ascending')).toEqual(['m', 'q', 'a', 'z', 'b']);
  });

  it('puts the newest batch first and still keeps the order within each', () => {
    expect(idsIn('descending')).toEqual(['z', 'b', 'm', 'q', 'a']);
  });
});
