import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './error-code';

/**
 * This machine, as other machines on a network share must be able to tell it from themselves. `tag` (12 hex digits) is
 * made from the host name and, where there is one, the installation's own id; two machines that were copied from one
 * image and bear the same name cannot be told apart. `boot` changes with every start; empty where the system has none.
 */
export type Machine = { name: string; tag: string; boot: string };

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Not on this system, or hidden: the machine is then known by less.
    return '';
  }
};

let known: Machine | null = null;

export const thisMachine = (): Machine => {
  if (known !== null) return known;
  const name = hostname();
  const installation = process.platform === 'linux' ? textOf('/etc/machine-id') : '';
  const boot = process.platform === 'linux' ? textOf('/proc/sys/kernel/random/boot_id') : '';
  const tag = createHash('sha256').update(`${name}\n${installation}`).digest('hex').slice(0, 12);
  known = { name, tag, boot };
  return known;
};

/** Whether a process of this machine runs. */
export const processLives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
};

/** When a process started, where the system tells it cheaply: a process id alone may have been given out again. */
export const startOf = (pid: number): string => {
  if (process.platform !== 'linux') return '';
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};
