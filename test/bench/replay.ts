import { isKnownPayload } from '../../src/contract/operation';
import type { Operation } from '../../src/core/journal/operation';
import { openCaseSession } from '../../src/core/session/session';
import { timed, type Bench, type Sample } from './bench-type';
import { newNodeCase, timelineEntry, type NodeCase } from './node-case';

const OPERATIONS = 10_000;
const PAGE = 2_000;

const fill = async ({ host, caseId, actor }: NodeCase): Promise<void> => {
  for (let from = 0; from < OPERATIONS; from += PAGE) {
    const payloads = Array.from({ length: PAGE }, (_, index) => timelineEntry(from + index));
    await host['journal.append']({ caseId, actor, payloads });
  }
};

const read = ({ host, caseId }: NodeCase, from: number) => host['journal.read']({ caseId, from, limit: PAGE });

const openAndReplay = async (bench: NodeCase): Promise<void> => {
  const { host, caseId, actor } = bench;
  await host['cases.open']({ caseId });
  const ports = {
    append: () => Promise.reject(new Error('nothing is written here')),
    read: (from: number) => read(bench, from),
    newId: () => '',
  };
  const session = await openCaseSession(ports, caseId, actor, isKnownPayload);
  const found = session.state().records.get('timelineEvent')?.size;
  if (found !== OPERATIONS) throw new Error(`replay found ${found} of ${OPERATIONS} entries`);
};

const readLines = async (bench: NodeCase): Promise<string[]> => {
  const operations: Operation[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page = await read(bench, from);
    operations.push(...page.operations);
    from = page.next;
  }
  return operations.map((operation) => JSON.stringify(operation));
};

/** From the encrypted files to the state that the first screen shows. */
export const replay: Bench = {
  name: `open and replay of ${OPERATIONS} operations`,
  baseline: 'JSON.parse of the same lines',
  runs: 5,
  needs: [],
  prepare: async (folder) => {
    const bench = await newNodeCase(folder);
    await fill(bench);
    const lines = await readLines(bench);
    const { host, caseId } = bench;
    const run = async (): Promise<Sample> => {
      await host['cases.close']({ caseId });
      const ms = await timed(() => openAndReplay(bench));
      return { ms, baselineMs: await timed(() => lines.map((line) => JSON.parse(line) as unknown)) };
    };
    return { run, close: async () => void (await host['vault.lock']({})) };
  },
};
