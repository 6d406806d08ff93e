/** What commands over the gateway have in common: where the venue is, who asks, and a session that ends with the command. */
import type { Command } from 'commander';
import { PatxClient, PatxConnectionError, PatxError } from '../client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../engine/core/index.js';
import { CommandError, fileText } from './command-error.js';
import { urlOption, whole } from './option-values.js';

/** Names the gateway, the account that acts, and its key. */
export interface SessionOptions {
  readonly url: string;
  readonly key: string;
  readonly as: number;
  readonly asKeyId: number;
}

/** Adds the options of a session of any account; without them it is the first operator of a venue in `./data`. */
export function withSession(command: Command): Command {
  return command
    .addOption(urlOption())
    .option('--as <account>', 'account that acts', whole(1), FIRST_OPERATOR_ACCOUNT)
    .option('--key <file>', 'its key file (patx keygen)', './data/keys/operator.pem')
    .option('--as-key-id <n>', 'number of that key', whole(1), 1);
}

/** Logs on, acts, and logs out whatever happens. A refusal ends in what to do. */
export async function asAccount<T>(
  options: SessionOptions,
  act: (client: PatxClient) => Promise<T>,
): Promise<T> {
  const client = await loggedOn(options);
  try {
    return await act(client);
  } catch (error) {
    throw error instanceof PatxError ? refused(error) : error;
  } finally {
    client.close();
  }
}

/**
 * A refusal as a person is told it: the catalog's name, which documents and scripts know it by, what is wrong, and last the
 * catalog's remedy.
 */
export function refused(error: PatxError, who = ''): Error {
  return new Error(`${error.name}: ${who}${error.message} ${error.remedy}`, { cause: error });
}

/** A refusal names the key and the account: mostly it is the key of another venue, or of another account. */
async function loggedOn({ url, key, as, asKeyId }: SessionOptions): Promise<PatxClient> {
  const privateKey = fileText(key, `the key of account ${as}`);
  try {
    return await PatxClient.connect({
      ...{ url, accountId: as, keyId: asKeyId, privateKey, reconnect: false },
    });
  } catch (error) {
    if (error instanceof PatxConnectionError) {
      const remedy = 'start the exchange, or name its gateway with --url';
      throw new CommandError('not-reachable', `${url}: ${error.message}; ${remedy}`);
    }
    if (!(error instanceof PatxError)) throw error;
    throw refused(error, `${key} for account ${as} at ${url}: `);
  }
}
