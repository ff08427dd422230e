/** One run of a bench: what it took, and what the baseline took in the same run, in milliseconds. */
export type Sample = { readonly ms: number; readonly baselineMs: number };

export type Bench = {
  readonly name: string;
  /** What the figure is compared with: the least that any program would have to do. */
  readonly baseline: string;
  readonly runs: number;
  /** Targets of the build that must be there. */
  readonly needs: readonly string[];
  /** Makes what all runs share; the bench's own folder is gone afterwards. */
  readonly prepare: (folder: string) => Promise<{ run: () => Promise<Sample>; close: () => Promise<void> }>;
};

/** Milliseconds that `work` takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** The value below which the given share (0 to 1) of the values lies; the nearest one, without interpolation. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new RangeError('quantile of nothing');
  return value;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export type Figure = { bench: string; ms: number; baseline: string; baselineMs: number; ratio: number; runs: number };

const round = (value: number): number => Number(value.toPrecision(3));

/** Medians over the runs; the ratio is taken within each run, so that a slow minute of the machine cancels out. */
export const figureOf = (bench: Pick<Bench, 'name' | 'baseline'>, samples: readonly Sample[]): Figure => ({
  bench: bench.name,
  ms: round(median(samples.map((sample) => sample.ms))),
  baseline: bench.baseline,
  baselineMs: round(median(samples.map((sample) => sample.baselineMs))),
  ratio: round(median(samples.map((sample) => sample.ms / sample.baselineMs))),
  runs: samples.length,
});
