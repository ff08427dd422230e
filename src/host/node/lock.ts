import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { HostError } from '../../contract/errors';
import { readIfThere, writeFully, type Disk } from './disk';
import { errorCode } from './error-code';
import { processLives, startOf, thisMachine } from './machine';

export type Lock = { release: () => Promise<void> };

/** Shared by all copies of this module in a process: two hosts in one process must refuse each other, too. */
const HELD = Symbol.for('shodo.locks');
const shared = globalThis as { [HELD]?: Set<string> };
const held = (shared[HELD] ??= new Set<string>());

const ownerSchema = z.strictObject({
  pid: z.int().min(1),
  start: z.string(),
  boot: z.string(),
  machine: z.string(),
  name: z.string(),
  token: z.string().min(1),
});
type Owner = z.infer<typeof ownerSchema>;
const ownerText = (owner: Owner): string => JSON.stringify(owner);

const newOwner = (): Owner => {
  const { tag, name, boot } = thisMachine();
  const token = randomBytes(8).toString('hex');
  return { pid: process.pid, start: startOf(process.pid), boot, machine: tag, name, token };
};

/** Who wrote this lock; null for one whose writer died while writing it. */
const ownerOf = (text: string): Owner | null => {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    // Cut off or not ours: nobody is named in it.
    return null;
  }
};

/**
 * Whether whoever wrote this lock may still run. Of another machine (a data folder on a network share) it is not
 * possible to know: its lock holds until it is given back or a person removes it, for two writers would fork the journal.
 */
const ownerLives = (text: string): boolean => {
  const owner = ownerOf(text);
  if (owner === null) return false;
  const here = thisMachine();
  if (owner.machine !== here.tag) return true;
  if (owner.boot !== here.boot) return false;
  if (owner.pid === process.pid && owner.start === startOf(process.pid)) return held.has(owner.token);
  return processLives(owner.pid) && owner.start === startOf(owner.pid);
};

const busy = (file: string, text: string): HostError => {
  const owner = ownerOf(text);
  const name = path.basename(file);
  if (owner === null || owner.machine === thisMachine().tag) {
    return new HostError('case-busy', `${name}: in use by another window or process`);
  }
  const place = path.join(path.basename(path.dirname(file)), name);
  const who = `${owner.name}, process ${owner.pid}`;
  return new HostError(
    'case-busy',
    `${name}: in use on another computer (${who}). If Shodo does not run there any more, remove the file "${place}"`,
  );
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
 * Takes a lock that survives crashes: a file made exclusively, with the owner's machine, process id and start
 * time. A lock of a dead process of this machine is taken over. Throws `case-busy` when a living one or another machine
 * has it.
 */
export const acquireLock = async (disk: Disk, file: string): Promise<Lock> => {
  const owner = newOwner();
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
    throw busy(file, await readOwner(disk, file));
  } catch (error) {
    held.delete(owner.token);
    throw error;
  }
};
