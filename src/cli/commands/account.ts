/**
 * `patx account`: what an operator does to accounts, over the gateway: open, fund, key, kill. Keys are files made by
 * `patx keygen`; the operator's own is in the data directory of the venue.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Decimal } from 'decimal.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE, PatxClient } from '../../client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../engine/core/index.js';
import { rawPublicKey, readKeyFile } from '../keys.js';

interface OperatorOptions {
  readonly url: string;
  readonly key: string;
  readonly operator: string;
}

const MICRO_PER_PAT = 1_000_000;

const SCOPES_OF: Readonly<Record<string, readonly number[]>> = {
  CONSUMER: [KEY_SCOPE.READ, KEY_SCOPE.TRADE],
  PROVIDER: [KEY_SCOPE.READ, KEY_SCOPE.PROVIDE],
  OPERATOR: [KEY_SCOPE.READ, KEY_SCOPE.OPERATE],
  CREATOR: [KEY_SCOPE.READ],
  AUDITOR: [KEY_SCOPE.READ],
};

export function addAccount(program: Command): void {
  const account = program
    .command('account')
    .description('open, fund and key accounts as an operator');
  withOperator(account.command('open'))
    .description('open an account with a key; prints its id')
    .requiredOption('--role <role>', 'CONSUMER, PROVIDER, CREATOR, OPERATOR or AUDITOR')
    .requiredOption('--name <name>', 'display name')
    .requiredOption('--account-key <file>', 'key file of the new account (patx keygen)')
    .option('--class <class>', 'RETAIL, INSTITUTION or QUALIFIED', 'RETAIL')
    .option('--firm-group <n>', 'accounts of one group count as one for self-trade prevention', '0')
    .action(async (options: OperatorOptions & Record<string, string>) => {
      const role = oneOf(ACCOUNT_ROLE, 'role', options.role);
      const accountClass = oneOf(ACCOUNT_CLASS, 'class', options.class);
      const id = await asOperator(options, async (client) => {
        const ack = await client.operator.openAccount({
          role,
          accountClass,
          firmGroup: Number(options.firmGroup),
          publicKey: rawPublicKey(readKeyFile(options.accountKey ?? '')),
          scopes: SCOPES_OF[(options.role ?? '').toUpperCase()] ?? [KEY_SCOPE.READ],
          name: options.name ?? '',
        });
        return ack.referenceId;
      });
      process.stdout.write(`${id}\n`);
    });
  withOperator(account.command('deposit'))
    .description('credit PAT that arrived')
    .argument('<account>', 'account id')
    .argument('<pat>', 'amount in PAT, such as 250.5')
    .action(async (id: string, pat: string, options: OperatorOptions) => {
      const amountMicroPat = microPat(pat);
      await asOperator(options, (client) =>
        client.operator.deposit({ targetAccountId: Number(id), amountMicroPat }),
      );
    });
  withOperator(account.command('withdraw'))
    .description('debit PAT that leaves')
    .argument('<account>', 'account id')
    .argument('<pat>', 'amount in PAT')
    .action(async (id: string, pat: string, options: OperatorOptions) => {
      const amountMicroPat = microPat(pat);
      await asOperator(options, (client) =>
        client.operator.withdraw({ targetAccountId: Number(id), amountMicroPat }),
      );
    });
}

function withOperator(command: Command): Command {
  return command
    .option('--url <url>', 'gateway', 'ws://127.0.0.1:9460/')
    .option('--key <file>', 'key file of the operator', './data/keys/operator.pem')
    .option('--operator <id>', 'account id of the operator', String(FIRST_OPERATOR_ACCOUNT));
}

async function asOperator<T>(
  options: OperatorOptions,
  act: (client: PatxClient) => Promise<T>,
): Promise<T> {
  const client = await PatxClient.connect({
    url: options.url,
    accountId: Number(options.operator),
    keyId: 1,
    privateKey: readFileSync(options.key, 'utf8'),
    reconnect: false,
  });
  try {
    return await act(client);
  } finally {
    client.close();
  }
}

/** Whole micro-PAT of a decimal text; throws when it is none. */
function microPat(pat: string): number {
  const micro = new Decimal(pat).mul(MICRO_PER_PAT);
  if (!micro.isInteger() || micro.lte(0) || micro.gt(Number.MAX_SAFE_INTEGER)) {
    throw new Error(`${pat} is not a positive amount of PAT with at most six decimals`);
  }
  return micro.toNumber();
}

function oneOf(
  values: Readonly<Record<string, number>>,
  what: string,
  text: string | undefined,
): number {
  const value = values[(text ?? '').toUpperCase()];
  if (value === undefined) {
    throw new Error(`${what} ${text} is not one of ${Object.keys(values).join(', ')}`);
  }
  return value;
}
