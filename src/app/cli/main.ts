import { promises as fs } from 'node:fs';
import drillFiles from 'virtual:shodo-drill';
import formFiles from 'virtual:shodo-forms';
import { z } from 'zod';
import { loadDrill } from '../../adapters/yaml/load-drill';
import { loadForms } from '../../adapters/yaml/load-forms';
import { runCli } from '../../cli/run';
import type { FormLibrary } from '../../core/forms/types';

z.config({ jitless: true });

/** Versions and fonts come from the installation the command belongs to, wherever it is called from. */
export type CliSurroundings = { version: string; fontsDir: URL };

/** Runs the `shodo` command and resolves to its exit code. */
export const main = (argv: readonly string[], { version, fontsDir }: CliSurroundings): Promise<number> => {
  let library: FormLibrary | null = null;
  const font = (name: string) => fs.readFile(new URL(name, fontsDir));
  return runCli(argv, {
    version,
    library: () => (library ??= loadForms(formFiles)),
    drill: () => loadDrill(drillFiles),
    fonts: async () => ({
      regular: await font('NotoSansJP-Regular.ttf'),
      bold: await font('NotoSansJP-Bold.ttf'),
      fallback: await font('BIZUDPGothic-Regular.ttf'),
    }),
    now: () => new Date(),
    environment: process.env,
    print: (line) => process.stdout.write(`${line}\n`),
    printError: (line) => process.stderr.write(`${line}\n`),
  });
};
