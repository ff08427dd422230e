import { expect, it } from 'vitest';
import { figureOf, median, quantile } from './bench-type';

it('takes the median and the 99th percentile without interpolation', () => {
  const values = Array.from({ length: 300 }, (_, index) => 300 - index);
  expect(median(values)).toBe(151);
  expect(quantile(values, 0.99)).toBe(298);
  expect(quantile([7], 0.99)).toBe(7);
  expect(() => median([])).toThrow(RangeError);
});

it('takes the ratio within each run', () => {
  const samples = [
    { ms: 10, baselineMs: 5 },
    { ms: 100, baselineMs: 50 },
    { ms: 30, baselineMs: 10 },
  ];
  expect(figureOf({ name: 'n', baseline: 'b' }, samples)).toEqual({
    bench: 'n',
    ms: 30,
    baseline: 'b',
    baselineMs: 10,
    ratio: 2,
    runs: 3,
  });
});
