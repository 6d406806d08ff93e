/**
 * `patx account show`, `link-wallet` and `cancel-link`: what an account has, and the link with its wallet on chain. They log
 * on as the account itself, since only it may; an operator may cancel the link of any.
 *
 * The wallet's key need not be here: the text to sign goes to standard output, its signature comes from standard input.
 * Fails with the venue's refusal, or when what should be an address or a signature is none; then nothing was linked.
 */
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import {
  type AccountSnapshot,
  fromHex,
  type PatxClient,
  toHex,
  type WalletInfo,
} from '../../client/index.js';
import { checksumAddress } from '../../settlement/index.js';
import { asAccount } from '../account-session.js';
import { CommandError } from '../command-error.js';
import { urlOption, whole } from '../option-values.js';
import { patText, textTable } from '../text-table.js';
import { walletIn } from '../wallet-key.js';

interface OwnerOptions {
  readonly url: string;
  readonly account: number;
  readonly accountKey: string;
  readonly keyId: number;
}

interface LinkOptions extends OwnerOptions {
  readonly address?: string;
  readonly walletKey?: string;
}

interface CancelOptions extends OwnerOptions {
  readonly of: number;
}

export function addAccountWallet(account: Command): void {
  asOwner(account.command('show'))
    .description('show balances, what is withheld, and the wallet')
    .action(async (options: OwnerOptions) => {
      const snapshot = await withClient(options, (client) => client.queries.accountSnapshot());
      process.stdout.write(`${summary(snapshot)}\n`);
    });
  asOwner(account.command('link-wallet'))
    .description('link the account with its wallet on chain, for good')
    .option('--address <0x…>', 'address of the wallet; asks for its signature on standard input')
    .option(
      '--wallet-key <file>',
      'file with the private key of the wallet in hex: signs by itself',
    )
    .action(async (options: LinkOptions) => {
      const sign = signerOf(options);
      const wallet = await withClient(options, async (client) => {
        const { message, nonce } = await client.wallet.challenge(sign.address);
        await client.wallet.link(nonce, await sign.sign(message));
        return client.wallet.info();
      });
      process.stdout.write(`${checksumAddress(sign.address)}\n`);
      if (wallet !== null && wallet.pendingTimeMs > 0) {
        process.stderr.write(`${pendingText(wallet)}; patx account cancel-link takes it back\n`);
      }
    });
  asOwner(account.command('cancel-link'))
    .description('take back a link that is not in force yet')
    .option('--of <id>', 'account whose link it is, if an operator asks', whole(1), 0)
    .action(async (options: CancelOptions) => {
      const targetAccountId = options.of;
      await withClient(options, (client) => client.cancelWalletLink({ targetAccountId }));
      process.stdout.write('the link is taken back\n');
    });
}

/** Balances, a line each, then the wallet. */
function summary({ balance, wallet }: AccountSnapshot): string {
  const rows = [
    ['available', balance?.availableMicroPat],
    ['of it withheld', balance?.withheldMicroPat],
    ['reserved', balance?.reservedMicroPat],
    ['pending', balance?.pendingMicroPat],
    ['collateral', balance?.collateralMicroPat],
    ['escrow', balance?.escrowMicroPat],
  ] as const;
  const lines = rows.map(([name, amount = 0]) => [name, patText(amount)]);
  const table = textTable(['PAT', ''], lines);
  if (wallet === null) return `${table}\nno wallet is linked`;
  if (wallet.pendingTimeMs > 0) return `${table}\n${pendingText(wallet)}`;
  const { address, chainAccountId, requestSequence, requestMicroPat, acknowledged } = wallet;
  const place = chainAccountId === 0 ? 'not on chain yet' : `account ${chainAccountId} on chain`;
  const linked = `${table}\nwallet ${checksumAddress(address)}, ${place}`;
  if (requestSequence === 0) return linked;
  const state = acknowledged ? 'acknowledged: it can be claimed' : 'not yet acknowledged';
  return `${linked}\nwithdrawal ${requestSequence} of ${patText(requestMicroPat)} PAT, ${state}`;
}

/** A link that is not in force yet. */
const pendingText = ({ pendingAddress, pendingTimeMs }: WalletInfo): string =>
  `wallet ${checksumAddress(pendingAddress)}, linked from ${new Date(pendingTimeMs).toISOString()} on`;

interface WalletSigner {
  readonly address: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

function signerOf({ address, walletKey }: LinkOptions): WalletSigner {
  if (walletKey !== undefined) {
    const wallet = walletIn(walletKey);
    const own = bytesOf(wallet.address, 20, 'the address');
    if (address !== undefined && toHex(bytesOf(address, 20, '--address')) !== toHex(own)) {
      throw new CommandError('bad-value', `--address is not that of the key in ${walletKey}`);
    }
    const sign = async (message: Uint8Array): Promise<Uint8Array> =>
      bytesOf(await wallet.signMessage(message), 65, 'the signature');
    return { address: own, sign };
  }
  if (address === undefined) {
    throw new CommandError('bad-value', 'name the wallet: --address or --wallet-key');
  }
  return { address: bytesOf(address, 20, '--address'), sign: askForSignature };
}

/** Puts the text out and takes the signature in. */
async function askForSignature(message: Uint8Array): Promise<Uint8Array> {
  process.stdout.write(`${new TextDecoder().decode(message)}\n`);
  process.stderr.write('\nSign the text above (personal_sign) and enter the signature in hex:\n');
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return bytesOf(line.trim(), 65, 'the signature');
  } finally {
    lines.close();
  }
  throw new CommandError('bad-value', 'no signature came on standard input');
}

function bytesOf(hex: string, length: number, what: string): Uint8Array {
  const digits = hex.replace(/^0x/, '');
  if (!/^[0-9a-fA-F]*$/.test(digits) || digits.length !== length * 2) {
    throw new CommandError('bad-value', `${what} is ${hex}; ${length} bytes in hex are expected`);
  }
  return fromHex(digits.toLowerCase());
}

function asOwner(command: Command): Command {
  return command
    .requiredOption('--account <id>', 'account id', whole(1))
    .requiredOption('--account-key <file>', 'key file of the account (patx keygen)')
    .option('--key-id <n>', 'number of that key', whole(1), 1)
    .addOption(urlOption());
}

function withClient<T>(
  { url, account, accountKey, keyId }: OwnerOptions,
  act: (client: PatxClient) => Promise<T>,
): Promise<T> {
  return asAccount({ url, key: accountKey, as: account, asKeyId: keyId }, act);
}
