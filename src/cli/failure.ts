import type { MessageKey } from './messages';

/** Ends a command with a message for the person. Exit code 2 is bad input, 1 a failed verification. */
export class CliFailure extends Error {
  constructor(
    readonly exitCode: 1 | 2,
    readonly key: MessageKey,
    readonly values: readonly (string | number)[],
  ) {
    super(key);
    this.name = 'CliFailure';
  }
}

export const badInput = (key: MessageKey, ...values: (string | number)[]): CliFailure => new CliFailure(2, key, values);
