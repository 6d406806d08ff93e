/**
 * `patx account`: what an operator does to accounts, over the gateway: open, fund, key, kill. Keys are files made by
 * `patx keygen`; the operator's own is in the data directory of the venue. Where PAT is on a chain, `deposit` and `withdraw`
 * are refused.
 */
import type { Command } from 'commander';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE } from '../../client/index.js';
import { CommandError } from '../command-error.js';
import { rawPublicKey, readKeyFile } from '../keys.js';
import { asOperator, type OperatorOptions, withOperator } from '../operator-session.js';
import { microPat, whole } from '../option-values.js';
import { addAccountWallet } from './account-wallet.js';

interface OpenOptions extends OperatorOptions {
  readonly role: string;
  readonly class: string;
  readonly name: string;
  readonly accountKey: string;
  readonly firmGroup: number;
  readonly scopes?: string;
}

interface AddKeyOptions extends OperatorOptions {
  readonly accountKey: string;
  readonly scopes: string;
}

/** What the owner's key of each role may do; the venue's own roles, broker and system, are not opened. */
const SCOPES_OF: Readonly<Record<string, readonly number[]>> = {
  CONSUMER: [KEY_SCOPE.READ, KEY_SCOPE.TRADE, KEY_SCOPE.WALLET],
  PROVIDER: [KEY_SCOPE.READ, KEY_SCOPE.PROVIDE, KEY_SCOPE.WALLET],
  OPERATOR: [KEY_SCOPE.READ, KEY_SCOPE.OPERATE],
  CREATOR: [KEY_SCOPE.READ, KEY_SCOPE.WALLET],
  AUDITOR: [KEY_SCOPE.READ],
};

const SCOPE_NAMES = Object.keys(KEY_SCOPE).join(', ').toLowerCase();

export function addAccount(program: Command): void {
  const account = program
    .command('account')
    .description('open, fund and key accounts as an operator; link their wallets as their owner');
  withOperator(account.command('open'))
    .description('open an account with a key; prints its id')
    .requiredOption('--role <role>', 'CONSUMER, PROVIDER, CREATOR, OPERATOR or AUDITOR')
    .requiredOption('--name <name>', 'display name')
    .requiredOption('--account-key <file>', 'key file of the new account (patx keygen)')
    .option('--class <class>', 'RETAIL, INSTITUTION or QUALIFIED', 'RETAIL')
    .option('--scopes <list>', `what the key may do: ${SCOPE_NAMES}; by default all its role may`)
    .option(
      '--firm-group <n>',
      'accounts of one group count as one for self-trade prevention',
      whole(0),
      0,
    )
    .action(async (options: OpenOptions) => {
      const roles = Object.entries(ACCOUNT_ROLE).filter(([name]) => name in SCOPES_OF);
      const role = oneOf(Object.fromEntries(roles), 'role', options.role);
      const accountClass = oneOf(ACCOUNT_CLASS, 'class', options.class);
      const key = readKeyFile(options.accountKey);
      const ack = await asOperator(options, async (client) => {
        const ack = await client.operator.openAccount({
          role,
          accountClass,
          firmGroup: options.firmGroup,
          publicKey: rawPublicKey(key),
          scopes:
            options.scopes === undefined ? ownersScopes(options.role) : scopesOf(options.scopes),
          name: options.name,
        });
        return ack;
      });
      process.stdout.write(waits(ack) ?? `${ack.referenceId}\n`);
    });
  withOperator(account.command('add-key'))
    .description("add a key, such as a program's that trades but links no wallet; prints its id")
    .argument('<account>', 'account id', whole(1))
    .requiredOption('--account-key <file>', 'key file of the new key (patx keygen)')
    .requiredOption('--scopes <list>', `what it may do: ${SCOPE_NAMES}`)
    .action(async (targetAccountId: number, options: AddKeyOptions) => {
      const scopes = scopesOf(options.scopes);
      const publicKey = rawPublicKey(readKeyFile(options.accountKey));
      const ack = await asOperator(options, (client) =>
        client.operator.addKey({ targetAccountId, publicKey, scopes }),
      );
      process.stdout.write(waits(ack) ?? `${ack.referenceId}\n`);
    });
  withOperator(account.command('revoke-key'))
    .description('revoke a key; its sessions end at once')
    .argument('<account>', 'account id', whole(1))
    .argument('<key>', 'key id', whole(1))
    .action(async (targetAccountId: number, keyId: number, options: OperatorOptions) => {
      const ack = await asOperator(options, (client) =>
        client.operator.revokeKey({ targetAccountId, keyId }),
      );
      process.stdout.write(waits(ack) ?? '');
    });
  withOperator(account.command('deposit'))
    .description('credit PAT that arrived')
    .argument('<account>', 'account id', whole(1))
    .argument('<pat>', 'amount in PAT, such as 250.5', microPat)
    .action(async (targetAccountId: number, amountMicroPat: number, options: OperatorOptions) => {
      const ack = await asOperator(options, (client) =>
        client.operator.deposit({ targetAccountId, amountMicroPat }),
      );
      process.stdout.write(waits(ack) ?? '');
    });
  withOperator(account.command('withdraw'))
    .description('debit PAT that leaves')
    .argument('<account>', 'account id', whole(1))
    .argument('<pat>', 'amount in PAT', microPat)
    .action(async (targetAccountId: number, amountMicroPat: number, options: OperatorOptions) => {
      const ack = await asOperator(options, (client) =>
        client.operator.withdraw({ targetAccountId, amountMicroPat }),
      );
      process.stdout.write(waits(ack) ?? '');
    });
  addAccountWallet(account);
}

/** What is printed of a command that takes two people, until the second has approved it. */
function waits(ack: {
  readonly referenceId: number;
  readonly affectedCount: number;
}): string | undefined {
  if (ack.affectedCount !== 1) return undefined;
  return `waits as change ${ack.referenceId} for a second operator: patx parameter approve ${ack.referenceId}\n`;
}

const ownersScopes = (role: string): readonly number[] =>
  SCOPES_OF[role.toUpperCase()] ?? [KEY_SCOPE.READ];

/** Scopes of a list such as `read,trade`. */
function scopesOf(list: string): number[] {
  return list.split(',').map((name) => oneOf(KEY_SCOPE, 'scope', name.trim()));
}

function oneOf(values: Readonly<Record<string, number>>, what: string, text: string): number {
  const value = values[text.toUpperCase()];
  if (value === undefined) {
    const names = Object.keys(values).join(', ');
    throw new CommandError('bad-value', `${what} ${text} is not one of ${names}`);
  }
  return value;
}
