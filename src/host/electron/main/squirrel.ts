import { spawn } from 'node:child_process';
import path from 'node:path';

/** What Windows' installer starts the application for, instead of opening it. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  '--squirrel-install': ['--createShortcut'],
  '--squirrel-updated': ['--createShortcut'],
  '--squirrel-uninstall': ['--removeShortcut'],
  '--squirrel-obsolete': [],
};

/**
 * Carries out what the Squirrel installer asks for (a shortcut, by its own helper beside the application) and tells
 * whether that was all this start was for. Only ever true on Windows, and only with the installer's own argument.
 */
export const answerInstaller = (
  platform: string,
  argument: string | undefined,
  executable: string,
  logInternal: (place: string, error: unknown) => void,
): boolean => {
  if (platform !== 'win32' || argument === undefined || !Object.hasOwn(ARGUMENTS, argument)) return false;
  const name = path.win32.basename(executable);
  const helper = path.win32.join(path.win32.dirname(executable), '..', 'Update.exe');
  const [action] = ARGUMENTS[argument] ?? [];
  if (action !== undefined) {
    spawn(helper, [action, name], { detached: true, stdio: 'ignore' })
      .on('error', (error) => logInternal('shortcut', error))
      .unref();
  }
  return true;
};
