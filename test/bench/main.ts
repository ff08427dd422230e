import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { figureOf, type Bench, type Figure, type Sample } from './bench-type';
import { firstScreen } from './first-screen';
import { journalAppend } from './journal-append';
import { pdf } from './pdf';
import { replay } from './replay';
import { stix } from './stix';

z.config({ jitless: true });

export const BENCHES: readonly Bench[] = [journalAppend, replay, pdf, stix, firstScreen];

const measure = async (bench: Bench): Promise<Figure> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'shodo-bench-'));
  try {
    const { run, close } = await bench.prepare(folder);
    try {
      await run();
      const samples: Sample[] = [];
      for (let count = 0; count < bench.runs; count += 1) samples.push(await run());
      return figureOf(bench, samples);
    } finally {
      await close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Prints a JSON line for each bench whose name contains `filter`, then all as a table. */
export const runBenches = async (
  filter: string,
  buildIfStale: (targets: readonly string[]) => Promise<unknown>,
): Promise<void> => {
  const figures: Figure[] = [];
  for (const bench of BENCHES.filter(({ name }) => name.includes(filter))) {
    await buildIfStale(bench.needs);
    const figure = await measure(bench);
    console.log(JSON.stringify(figure));
    figures.push(figure);
  }
  if (figures.length === 0) throw new Error(`No bench has "${filter}" in its name.`);
  console.table(
    Object.fromEntries(
      figures.map(({ bench, ms, baseline, baselineMs, ratio }) => [
        bench,
        { ms, baseline, 'baseline ms': baselineMs, ratio },
      ]),
    ),
  );
};
