/** What commands of operators have in common: where the venue is, who asks, and a session that ends with the command. */
import type { Command } from 'commander';
import { PatxClient, PatxError } from '../client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../engine/core/index.js';
import { fileText } from './command-error.js';
import { whole } from './option-values.js';

export interface OperatorOptions {
  readonly url: string;
  readonly key: string;
  readonly operator: number;
}

/** Adds the options every such command has. */
export function withOperator(command: Command): Command {
  return command
    .option('--url <url>', 'gateway', 'ws://127.0.0.1:9460/')
    .option('--key <file>', 'key file of the operator', './data/keys/operator.pem')
    .option('--operator <id>', 'account id of the operator', whole(1), FIRST_OPERATOR_ACCOUNT);
}

/** Logs on, acts, and logs out whatever happens. A refusal ends in its name, the field and what is possible. */
export async function asOperator<T>(
  options: OperatorOptions,
  act: (client: PatxClient) => Promise<T>,
): Promise<T> {
  const client = await PatxClient.connect({
    url: options.url,
    accountId: options.operator,
    keyId: 1,
    privateKey: fileText(options.key, "the operator's key"),
    reconnect: false,
  });
  try {
    return await act(client);
  } catch (error) {
    if (!(error instanceof PatxError)) throw error;
    // The catalog's name is what documents and scripts know a refusal by.
    throw new Error(`${error.name}: ${error.message}`, { cause: error });
  } finally {
    client.close();
  }
}
