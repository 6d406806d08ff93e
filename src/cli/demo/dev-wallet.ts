/**
 * PAT for any account of a sandbox whose PAT is on a development chain: a wallet of the account's own, made of its number, is given
 * coins for fees and DevPAT, linked by its signature, and pays in. Done again it pays in once more.
 *
 * Only where the chain lets anybody set balances: on any other the first step is refused. Throws a CommandError that says
 * what to do when the chain does not answer, or the deposit does not arrive.
 */
import { type BaseWallet, id, JsonRpcProvider, NonceManager, SigningKey, Wallet } from 'ethers';
import type { PatxClient } from '../../client/index.js';
import {
  attach,
  type ContractAddresses,
  devPat,
  patClearing,
  receiptOf,
} from '../../settlement/index.js';
import { CommandError } from '../command-error.js';

/** Of the token in one micro-PAT. */
const UNITS_PER_MICRO_PAT = 10n ** 12n;
const COINS_FOR_FEES = '0x8ac7230489e80000';
const GAS = { gasLimit: 500_000n };
const ARRIVAL_MS = 60_000;
const LOOK_MS = 100;

export interface DevChain {
  /** Of the chain's node. */
  readonly url: string;
  readonly contracts: ContractAddresses;
}

/** Pays micro-PAT in for the client's account, and waits until the venue has credited it. */
export async function payIn(client: PatxClient, chain: DevChain, microPat: number): Promise<void> {
  const { url, contracts } = chain;
  const options = { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 };
  const provider = new JsonRpcProvider(url, contracts.chainId, options);
  try {
    const wallet = walletOf(client.accountId, provider);
    await giveCoins(provider, wallet.address);
    const before = await linked(client, wallet);
    await deposit(
      provider,
      new NonceManager(wallet),
      contracts,
      BigInt(microPat) * UNITS_PER_MICRO_PAT,
    );
    await arrival(client, before + microPat);
  } finally {
    provider.destroy();
  }
}

/** The same wallet for an account each time. Its key is no secret, and the chain no real one. */
const walletOf = (accountId: number, provider: JsonRpcProvider): Wallet =>
  new Wallet(new SigningKey(id(`patx sandbox wallet of account ${accountId}`)), provider);

async function giveCoins(provider: JsonRpcProvider, address: string): Promise<void> {
  try {
    await provider.send('anvil_setBalance', [address, COINS_FOR_FEES]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      'chain-refused',
      `the chain gives no coins away, so it is not the one of a sandbox: pay in from the account's own wallet (patx account link-wallet). ${why}`,
    );
  }
}

/** Links account and wallet unless they are; answers what the account has paid in so far, less what it was paid. */
async function linked(client: PatxClient, wallet: BaseWallet): Promise<number> {
  const address = new Uint8Array(Buffer.from(wallet.address.slice(2), 'hex'));
  const { wallet: info } = await client.queries.accountSnapshot();
  if (info !== null) {
    await requireLinked(client);
    if (Buffer.compare(info.address, address) === 0) return info.netMicroPat;
    throw new CommandError(
      'bad-value',
      `account ${client.accountId} is linked with another wallet: pay in from that one`,
    );
  }
  const { message, nonce } = await client.wallet.challenge(address);
  const signature = Buffer.from((await wallet.signMessage(message)).slice(2), 'hex');
  await client.wallet.link(nonce, new Uint8Array(signature));
  await requireLinked(client);
  return 0;
}

/** Nothing is credited from a wallet before its link is in force, so nothing is paid in. */
async function requireLinked(client: PatxClient): Promise<void> {
  const { wallet } = await client.queries.accountSnapshot();
  if (wallet === null || wallet.pendingTimeMs === 0) return;
  const from = new Date(wallet.pendingTimeMs).toISOString();
  throw new CommandError(
    'link-pending',
    `the wallet of account ${client.accountId} is linked from ${from} on (wallet_link_delay_ms, 0 in a sandbox): try again then`,
  );
}

async function deposit(
  provider: JsonRpcProvider,
  wallet: NonceManager,
  { token, clearing }: ContractAddresses,
  units: bigint,
): Promise<void> {
  const asOwner = attach(devPat, token, wallet);
  await asOwner.mint(await wallet.getAddress(), units, GAS);
  await asOwner.approve(clearing, units, GAS);
  const { hash } = await attach(patClearing, clearing, wallet).deposit(units, GAS);
  const { status } = await receiptOf(provider, hash);
  if (status !== 1) throw new CommandError('chain-refused', `the deposit reverted (${hash})`);
}

async function arrival(client: PatxClient, netMicroPat: number): Promise<void> {
  const endMs = performance.now() + ARRIVAL_MS;
  while (performance.now() < endMs) {
    const { wallet } = await client.queries.accountSnapshot();
    if ((wallet?.netMicroPat ?? 0) >= netMicroPat) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new CommandError(
    'not-reachable',
    `the deposit of account ${client.accountId} has not been credited within a minute: see the settler with patx settle status`,
  );
}
