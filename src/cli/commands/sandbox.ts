/**
 * `patx sandbox fund`: PAT for an account that was opened beside a running sandbox. On a sandbox with a chain the account
 * gets a wallet of its own there, which is linked and pays in; without one the operator books the deposit.
 *
 * Fails where the sandbox is not running, the account's key is not its own, or the chain is a real one; each says what to do.
 */
import type { Command } from 'commander';
import { formatPat, PatxClient, PatxError } from '../../client/index.js';
import type { SettlementView } from '../../desk/index.js';
import { CommandError, fileText } from '../command-error.js';
import { asOperator, type OperatorOptions, withOperator } from '../operator-session.js';
import { microPat, whole } from '../option-values.js';

interface FundOptions extends OperatorOptions {
  readonly status: string;
  readonly accountKey: string;
}

const ANSWER_MS = 5_000;

export function addSandbox(program: Command): void {
  const sandbox = program
    .command('sandbox')
    .description('what only a sandbox can do (patx demo, npm start): PAT for an account');
  withOperator(sandbox.command('fund'))
    .description(
      "give an account PAT: from a wallet of its own on the sandbox's chain, if it has one",
    )
    .argument('<account>', 'account id', whole(1))
    .argument('<pat>', 'amount in PAT, such as 1000 or 250.5', microPat)
    .option('--account-key <file>', 'key file of the account', './keys/me.pem')
    .option('--status <url>', 'status pages of the sandbox', 'http://127.0.0.1:9464')
    .action(async (accountId: number, amountMicroPat: number, options: FundOptions) => {
      const { url, contracts } = await settlementOf(options.status);
      if (contracts === undefined) await book(accountId, amountMicroPat, options);
      else {
        const { payIn } = await import('../demo/dev-wallet.js');
        await asAccount(accountId, options, (client) =>
          payIn(client, { url, contracts }, amountMicroPat),
        );
      }
      process.stdout.write(`account ${accountId} has ${formatPat(amountMicroPat)} PAT more\n`);
    });
}

/** What the settler of the sandbox says of its chain; without contracts where there is none. */
async function settlementOf(status: string): Promise<SettlementView> {
  const page = `${status.replace(/\/$/, '')}/settlement`;
  try {
    const response = await fetch(page, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (response.status === 404) return { url: '' };
    return (await response.json()) as SettlementView;
  } catch {
    throw new CommandError(
      'not-reachable',
      `${page} does not answer: start the sandbox with npm start, or name its status pages with --status`,
    );
  }
}

async function book(
  targetAccountId: number,
  amountMicroPat: number,
  options: FundOptions,
): Promise<void> {
  const { affectedCount, referenceId } = await asOperator(options, (client) =>
    client.operator.deposit({ targetAccountId, amountMicroPat }),
  );
  if (affectedCount !== 1) return;
  throw new CommandError(
    'bad-value',
    `the venue has several operators: another one approves it with patx parameter approve ${referenceId}`,
  );
}

async function asAccount(
  accountId: number,
  { url, accountKey }: FundOptions,
  act: (client: PatxClient) => Promise<void>,
): Promise<void> {
  const privateKey = fileText(accountKey, "the account's key");
  const session = { url, accountId, keyId: 1, privateKey, reconnect: false } as const;
  const client = await PatxClient.connect(session).catch((error: Error) => {
    if (!(error instanceof PatxError)) throw error;
    throw new CommandError(
      'bad-value',
      `${accountKey} does not log on to account ${accountId} (${error.name}): name its key file with --account-key`,
    );
  });
  try {
    await act(client);
  } finally {
    client.close();
  }
}
