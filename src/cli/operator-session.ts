/** What commands of operators have in common: where the venue is, who asks, and a session that ends with the command. */
import type { Command } from 'commander';
import { PatxClient, PatxConnectionError, PatxError } from '../client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../engine/core/index.js';
import { CommandError, fileText } from './command-error.js';
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

/** Logs on, acts, and logs out whatever happens. A refusal says its name, the field, and what to do. */
export async function asOperator<T>(
  options: OperatorOptions,
  act: (client: PatxClient) => Promise<T>,
): Promise<T> {
  const client = await loggedOn(options);
  try {
    return await act(client);
  } catch (error) {
    if (!(error instanceof PatxError)) throw error;
    // The catalog's name is what documents and scripts know a refusal by.
    throw new Error(`${error.name}: ${error.message} ${error.remedy}`, { cause: error });
  } finally {
    client.close();
  }
}

/** A refusal names the key and the account: mostly it is the key of another venue, or of another account. */
async function loggedOn({ url, key, operator }: OperatorOptions): Promise<PatxClient> {
  const privateKey = fileText(key, "the operator's key");
  try {
    return await PatxClient.connect({
      ...{ url, accountId: operator, keyId: 1, privateKey, reconnect: false },
    });
  } catch (error) {
    if (error instanceof PatxConnectionError) {
      const remedy = 'start the exchange, or name its gateway with --url';
      throw new CommandError('not-reachable', `${url}: ${error.message}; ${remedy}`);
    }
    if (!(error instanceof PatxError)) throw error;
    const who = `${key} for account ${operator} at ${url}`;
    throw new Error(`${error.name}: ${who}: ${error.message} ${error.remedy}`, { cause: error });
  }
}
