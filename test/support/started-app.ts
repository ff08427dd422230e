import { spawn, type ChildProcess } from 'node:child_process';
import { ROOT } from '../../tools/build/paths.mjs';
import path from 'node:path';

export type StartedApp = { url: string; kill: () => Promise<void> };

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** `npm start` as a person runs it where there is no display; `kill` is SIGKILL, without any chance to tidy up. */
export const startApp = async (dataDir: string): Promise<StartedApp> => {
  const args = [path.join(ROOT, 'tools', 'start.mjs'), '--no-window', '--data-dir', dataDir];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const onData = (data: Buffer): void => {
      said += data.toString('utf8');
      const found = /Shodo: (http:\/\/127\.0\.0\.1:\d+\/\S+)/u.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
  });
  return {
    url,
    kill: async () => {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
};
