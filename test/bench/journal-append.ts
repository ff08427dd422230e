import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { quantile, timed, type Bench, type Sample } from './bench-type';
import { newNodeCase, timelineEntry } from './node-case';

const APPENDS = 300;

const bytesBelow = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(path.join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
};

/** One acknowledged change after another, as a person makes them. */
export const journalAppend: Bench = {
  name: `append of one operation, p99 of ${APPENDS}`,
  baseline: 'append and fdatasync of as many bytes',
  runs: 5,
  needs: [],
  prepare: async (folder) => {
    const dataDir = path.join(folder, 'data');
    const { host, caseId, actor } = await newNodeCase(dataDir);
    const plain = await open(path.join(folder, 'plain'), 'a');
    let index = 0;
    const append = () => host['journal.append']({ caseId, actor, payloads: [timelineEntry((index += 1))] });
    const before = await bytesBelow(dataDir);
    await append();
    const frame = Buffer.alloc((await bytesBelow(dataDir)) - before, 1);
    const flush = async () => {
      await plain.write(frame);
      await plain.datasync();
    };
    const run = async (): Promise<Sample> => {
      const ours: number[] = [];
      const theirs: number[] = [];
      // Alternating, so that a busy disk slows both alike.
      for (let count = 0; count < APPENDS; count += 1) {
        ours.push(await timed(append));
        theirs.push(await timed(flush));
      }
      return { ms: quantile(ours, 0.99), baselineMs: quantile(theirs, 0.99) };
    };
    return {
      run,
      close: async () => {
        await plain.close();
        await host['vault.lock']({});
      },
    };
  },
};
