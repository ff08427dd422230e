import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HostError } from '../../contract/errors';
import { errorCode, processLives, readIfThere, writeFully, type Disk } from './disk';

export type Lock = { release: () => Promise<void> };

/** Shared by all copies of this module in a process: two hosts in one process must refuse each other, too. */
const HELD = Symbol.for('shodo.locks');
const shared = globalThis as { [HELD]?: Set<string> };
const held = (shared[HELD] ??= new Set<string>());

/** When the process started, where the system tells it cheaply: a process id alone may have been given out again. */
const startOf = (pid: number): string => {
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // Gone between two looks, or hidden: then the id alone has to decide.
    return '';
  }
};

type Owner = { pid: number; start: string; token: string };
const ownerText = (owner: Owner): string => `${owner.pid} ${owner.start} ${owner.token}`;

/** Whether whoever wrote this lock still runs. An unreadable lock is one whose writer died while writing it. */
const ownerLives = (text: string): boolean => {
  const [pid = '', start = '', token = ''] = text.split(' ');
  if (!/^\d+$/u.test(pid) || token === '') return false;
  if (Number(pid) === process.pid && start === startOf(process.pid)) return held.has(token);
  return processLives(Number(pid)) && start === startOf(Number(pid));
};

const readOwner = async (disk: Disk, file: string): Promise<string> =>
  Buffer.from((await readIfThere(disk, file)) ?? []).toString('utf8');

const tryCreate = async (disk: Disk, file: string, owner: Owner): Promise<boolean> => {
  try {
    const handle = await disk.open(file, 'create');
    try {
      await writeFully(handle, Buffer.from(ownerText(owner)), 0);
    } finally {
      await handle.close();
    }
    // Whoever found it still empty may have taken it for a dead process's and removed it: look whether it is ours.
    return (await readOwner(disk, file)) === ownerText(owner);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Removes a lock whose owner is dead. Only one process may do so at a time, or the second one would remove the lock
 * that the first has just taken; hence a guard file around looking again and removing.
 */
const clearStale = async (disk: Disk, file: string, owner: Owner): Promise<void> => {
  const guard = `${file}.guard`;
  if (!(await tryCreate(disk, guard, owner))) {
    await pause(50);
    if (!ownerLives(await readOwner(disk, guard))) await disk.remove(guard);
    return;
  }
  try {
    if (!ownerLives(await readOwner(disk, file))) await disk.remove(file);
  } finally {
    await disk.remove(guard);
  }
};

const TRIES = 20;

/**
 * Takes a lock that survives crashes: a file made exclusively, with the owner's process id and start time. A lock
 * of a dead process is taken over. Throws `case-busy` when a living one has it.
 */
export const acquireLock = async (disk: Disk, file: string): Promise<Lock> => {
  const owner: Owner = { pid: process.pid, start: startOf(process.pid), token: randomBytes(8).toString('hex') };
  held.add(owner.token);
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (await tryCreate(disk, file, owner)) {
        return {
          release: async () => {
            held.delete(owner.token);
            if ((await readOwner(disk, file)) === ownerText(owner)) await disk.remove(file);
          },
        };
      }
      let text = await readOwner(disk, file);
      // Another process may be between making the file and writing its name into it.
      if (text === '') {
        await pause(50);
        text = await readOwner(disk, file);
      }
      if (text !== '' && ownerLives(text)) break;
      await clearStale(disk, file, owner);
    }
    throw new HostError('case-busy', `${path.basename(file)}: in use by another window or process`);
  } catch (error) {
    held.delete(owner.token);
    throw error;
  }
};
