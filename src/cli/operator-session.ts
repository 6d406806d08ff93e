/** The session of commands that only operators have. */
import type { Command } from 'commander';
import type { PatxClient } from '../client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../engine/core/index.js';
import { asAccount } from './account-session.js';
import { urlOption, whole } from './option-values.js';

export interface OperatorOptions {
  readonly url: string;
  readonly key: string;
  readonly operator: number;
}

/** Adds the options every such command has. */
export function withOperator(command: Command): Command {
  return command
    .addOption(urlOption())
    .option('--key <file>', 'key file of the operator', './data/keys/operator.pem')
    .option('--operator <id>', 'account id of the operator', whole(1), FIRST_OPERATOR_ACCOUNT);
}

/** Logs on, acts, and logs out whatever happens. A refusal ends in its name, the field and what to do. */
export function asOperator<T>(
  { url, key, operator }: OperatorOptions,
  act: (client: PatxClient) => Promise<T>,
): Promise<T> {
  return asAccount({ url, key, as: operator, asKeyId: 1 }, act);
}
