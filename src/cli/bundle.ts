import { HostError } from '../contract/errors';
import { isKnownPayload } from '../contract/operation';
import { applyOperations, newCaseState } from '../core/journal/reducer';
import type { CaseState } from '../core/journal/state';
import { readBundle, type Bundle } from '../host/node';
import { badInput, CliFailure } from './failure';
import { readInput } from './files';
import type { CommandOptions } from './ports';

/** The passphrase: first line of `--passphrase-file`, else the environment variable. */
export const passphraseOf = async ({ passphraseFile, ports }: CommandOptions): Promise<string> => {
  if (passphraseFile !== null) {
    const bytes = await readInput(passphraseFile);
    // What PowerShell's `>` writes; read as UTF-8 it would only be "wrong".
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || bytes.includes(0))
      throw badInput('utf16-passphrase', passphraseFile);
    const [line = ''] = new TextDecoder().decode(bytes).split(/\r?\n/u);
    if (line === '') throw badInput('no-passphrase');
    return line;
  }
  const fromEnvironment = ports.environment['SHODO_PASSPHRASE'];
  if (fromEnvironment === undefined || fromEnvironment === '') throw badInput('no-passphrase');
  return fromEnvironment;
};

const asFailure = (error: unknown): unknown => {
  if (!(error instanceof HostError)) return error;
  if (error.code === 'wrong-passphrase') return badInput('wrong-passphrase');
  if (error.code === 'too-large') return badInput('bundle-too-large', error.detail);
  return new CliFailure(1, 'bundle-damaged', [error.detail]);
};

/** Opens and verifies a bundle completely. A changed byte ends the command with exit code 1 and the place. */
export const openBundle = async (bytes: Uint8Array, options: CommandOptions): Promise<Bundle> => {
  const passphrase = await passphraseOf(options);
  try {
    return await readBundle(bytes, passphrase);
  } catch (error) {
    throw asFailure(error);
  }
};

/** The bundle named on the command line, with the case it holds. */
export const openCase = async (options: CommandOptions): Promise<{ bundle: Bundle; state: CaseState }> => {
  if (options.path === null) throw badInput('missing-path');
  const bundle = await openBundle(await readInput(options.path), options);
  const { state } = applyOperations(newCaseState(bundle.caseId), bundle.operations, isKnownPayload);
  return { bundle, state };
};
