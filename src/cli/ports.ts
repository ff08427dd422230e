import type { PdfFonts } from '../adapters/jspdf/render';
import type { DrillScenario } from '../core/drill/scenario';
import type { FormLibrary } from '../core/forms/types';
import type { MessageKey } from './messages';
import type { Language } from '../core/records/vocabularies';

/** What the composition root gives the commands. */
export type CliPorts = {
  version: string;
  library: () => FormLibrary;
  drill: () => DrillScenario;
  fonts: () => Promise<PdfFonts>;
  now: () => Date;
  environment: Readonly<Record<string, string | undefined>>;
  print: (line: string) => void;
  printError: (line: string) => void;
};

/** What a command hands back: lines for a person, and the same as data for `--json`. */
export type CommandResult = {
  exitCode: 0 | 1;
  lines: readonly { key: MessageKey; values: readonly (string | number)[] }[];
  data: Readonly<Record<string, unknown>>;
};

export type CommandOptions = {
  ports: CliPorts;
  language: Language;
  path: string | null;
  out: string | null;
  form: string | null;
  as: string | null;
  passphraseFile: string | null;
  force: boolean;
  signed: boolean;
};
