import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../core/records/vocabularies';
import { drillCommand } from './commands/drill';
import { exportCommand } from './commands/export';
import { reportCommand } from './commands/report';
import { verifyCommand } from './commands/verify';
import { badInput, CliFailure } from './failure';
import { COMMAND_NAMES, helpText, message, type CommandName } from './messages';
import type { CliPorts, CommandOptions, CommandResult } from './ports';

const COMMANDS: Readonly<Record<CommandName, (options: CommandOptions) => Promise<CommandResult>>> = {
  drill: drillCommand,
  report: reportCommand,
  export: exportCommand,
  verify: verifyCommand,
};

const OPTIONS = {
  out: { type: 'string' },
  form: { type: 'string' },
  as: { type: 'string' },
  lang: { type: 'string' },
  'passphrase-file': { type: 'string' },
  signed: { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw badInput('bad-option', error instanceof Error ? error.message : String(error));
  }
};

/** `--lang`, else the system's language: Japanese unless it plainly is another one. */
const languageOf = (asked: string | undefined, environment: CliPorts['environment']): Language => {
  if (asked !== undefined) {
    const known = LANGUAGES.find((language) => language === asked);
    if (known === undefined) throw badInput('bad-choice', '--lang', asked, LANGUAGES.join(', '));
    return known;
  }
  const system = environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return /^en/iu.test(system) ? 'en' : 'ja';
};

type Parsed = ReturnType<typeof parse>;

const runCommand = async (parsed: Parsed, language: Language, ports: CliPorts): Promise<CommandResult> => {
  const { values, positionals } = parsed;
  const [name = '', ...paths] = positionals;
  const command = COMMAND_NAMES.find((known) => known === name);
  if (command === undefined) throw badInput('unknown-command', name);
  if (paths.length > 1) throw badInput('too-many-paths', paths.join(' '));
  return COMMANDS[command]({
    ports,
    language,
    path: paths[0] ?? null,
    out: values.out ?? null,
    form: values.form ?? null,
    as: values.as ?? null,
    passphraseFile: values['passphrase-file'] ?? null,
    force: values.force ?? false,
    signed: values.signed ?? false,
  });
};

/** Controls, escapes and direction marks of names from outside would let a file rewrite what the person reads. */
const lineTerminal = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  );

const show = (result: CommandResult, language: Language, json: boolean, ports: CliPorts): void => {
  if (json) {
    ports.print(JSON.stringify({ ok: result.exitCode === 0, ...result.data }));
    return;
  }
  for (const { key, values } of result.lines) {
    const text = message(language, key, values);
    ports.print(lineTerminal(key.startsWith('problem.') ? `  ${values.join(' ')}: ${text}` : text));
  }
};

const showFailure = (error: unknown, language: Language, json: boolean, ports: CliPorts): 1 | 2 => {
  const failure =
    error instanceof CliFailure
      ? error
      : new CliFailure(2, 'internal', [error instanceof Error ? error.message : String(error)]);
  const text = message(language, failure.key, failure.values);
  if (json) ports.print(JSON.stringify({ ok: false, error: { code: failure.key, message: text } }));
  else ports.printError(lineTerminal(text));
  return failure.exitCode;
};

/** Runs one command line (without `node` and the script). Resolves to the exit code: 0, 1 verification failed, 2 bad input. */
export const runCli = async (argv: readonly string[], ports: CliPorts): Promise<0 | 1 | 2> => {
  const json = argv.includes('--json');
  let language = languageOf(undefined, ports.environment);
  try {
    const parsed = parse(argv);
    language = languageOf(parsed.values.lang, ports.environment);
    const [name] = parsed.positionals;
    if (parsed.values.help === true || name === undefined) {
      ports.print(helpText(language, COMMAND_NAMES.find((known) => known === name) ?? null));
      return parsed.values.help === true ? 0 : 2;
    }
    const result = await runCommand(parsed, language, ports);
    show(result, language, json, ports);
    return result.exitCode;
  } catch (error) {
    return showFailure(error, language, json, ports);
  }
};
