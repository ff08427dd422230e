import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from '../../src/contract/host';
import type { Operation } from '../../src/core/journal/operation';
import { startOf } from '../../src/host/node/machine';
import { nodeHostAt, PASS, temporaryFolder } from '../host/node/support';
import { hostnamesOf } from './payloads';
import { buildChild, lockText } from './support';

const ROUNDS = Number(process.env['SHODO_CRASH_ROUNDS'] ?? 40);

let program = '';
let removeProgram = async (): Promise<void> => undefined;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  ({ program, remove: removeProgram } = await buildChild(path.join(import.meta.dirname, 'child.ts')));
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await removeProgram();
});

const newCase = async (dataDir: string): Promise<string> => {
  const host = nodeHostAt(dataDir, {});
  await host['vault.create']({ passphrase: PASS, name: 'x', role: 'lead' });
  const { caseId } = await host['cases.create']({});
  await host['vault.lock']({});
  return caseId;
};

const readEverything = async (host: Host, caseId: string): Promise<Operation[]> => {
  const operations: Operation[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: { operations: Operation[]; next: number | null } = await host['journal.read']({
      caseId,
      from,
      limit: 2000,
    });
    operations.push(...page.operations);
    from = page.next;
  }
  return operations;
};

/** Starts a writer and resolves when it has the case open. `lines` collects what it has acknowledged. */
const startWriter = async (dataDir: string, caseId: string, from: number) => {
  const child = spawn(process.execPath, [program, dataDir, caseId, String(from)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const opened = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.startsWith('open\n')) resolve();
    });
    child.once('exit', () => reject(new Error(`writer ended: ${errors}`)));
  });
  await opened;
  return {
    kill: async (): Promise<number[]> => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      children.delete(child);
      // A line that the kill cut in two was acknowledged all the same, but its number is not known.
      return output.split('\n').slice(1, -1).map(Number);
    },
  };
};

test(
  `${ROUNDS} writers killed at random moments lose nothing they acknowledged`,
  { timeout: ROUNDS * 10_000 },
  async () => {
    const dataDir = await temporaryFolder();
    const caseId = await newCase(dataDir);
    const acknowledged: number[] = [];
    const host = nodeHostAt(dataDir, {});
    await host['vault.unlock']({ passphrase: PASS });
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = await startWriter(dataDir, caseId, round * 1_000_000);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 80));
      acknowledged.push(...(await writer.kill()));
      const opened = await host['cases.open']({ caseId });
      expect(opened.writable).toBe(true);
      expect(opened.notices.every(({ kind }) => kind === 'torn-tail')).toBe(true);
      await host['cases.close']({ caseId });
    }
    await host['cases.open']({ caseId });
    const names = hostnamesOf(await readEverything(host, caseId)).map((name) => name.replace(/x+$/u, ''));
    const present = new Set(names);
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(acknowledged.filter((n) => !present.has(`n${n}-a`) || !present.has(`n${n}-b`))).toEqual([]);
    // What was written but not acknowledged may be there too, but only completely.
    expect(names.filter((name) => !present.has(name.replace(/a$/u, 'b')))).toEqual([]);
    expect(names).toHaveLength(present.size);
    expect(await host['journal.verify']({ caseId })).toMatchObject({ ok: true, problems: [] });
    await host['vault.lock']({});
    await rm(dataDir, { recursive: true });
  },
);

test(
  'a second process and a second host in this process are refused, a dead one is taken over',
  { timeout: 30_000 },
  async () => {
    const dataDir = await temporaryFolder();
    const caseId = await newCase(dataDir);
    const writer = await startWriter(dataDir, caseId, 0);
    const [one, two] = [nodeHostAt(dataDir, {}), nodeHostAt(dataDir, {})];
    for (const host of [one, two]) await host['vault.unlock']({ passphrase: PASS });
    await expect(one['cases.open']({ caseId })).rejects.toMatchObject({ code: 'case-busy' });
    await writer.kill();
    expect(await one['cases.open']({ caseId })).toMatchObject({ writable: true });
    await expect(two['cases.open']({ caseId })).rejects.toMatchObject({ code: 'case-busy' });
    await one['cases.close']({ caseId });
    const lock = path.join(dataDir, 'cases', caseId, 'lock');
    await expect(readFile(lock)).rejects.toMatchObject({ code: 'ENOENT' });
    const stale = [
      '',
      'rubbish',
      '{"pid":1',
      lockText({ pid: 999_999_999 }),
      lockText({ pid: process.pid, start: '1' }),
    ];
    // A living process with the same id and start, but before the machine was started anew.
    stale.push(lockText({ pid: process.ppid, start: startOf(process.ppid), boot: 'another' }));
    for (const text of stale) {
      await writeFile(lock, text);
      expect(await two['cases.open']({ caseId }), text).toMatchObject({ writable: true });
      await two['cases.close']({ caseId });
    }
    await rm(dataDir, { recursive: true });
  },
);

test('a lock of another computer is never taken over, and the person learns whose it is', async () => {
  const dataDir = await temporaryFolder();
  const caseId = await newCase(dataDir);
  const host = nodeHostAt(dataDir, {});
  await host['vault.unlock']({ passphrase: PASS });
  const lock = path.join(dataDir, 'cases', caseId, 'lock');
  const foreign = lockText({ pid: 999_999_999, machine: '0123456789ab', name: 'PC-2' });
  await writeFile(lock, foreign);
  await expect(host['cases.open']({ caseId })).rejects.toMatchObject({
    code: 'case-busy',
    detail: expect.stringMatching(/another computer \(PC-2, process 999999999\).*remove the file/u) as string,
  });
  expect(await readFile(lock, 'utf8')).toBe(foreign);
  await rm(lock);
  expect(await host['cases.open']({ caseId })).toMatchObject({ writable: true });
  await host['vault.lock']({});
  await rm(dataDir, { recursive: true });
});
