/**
 * The bank of a sandbox on the local chain: every account has a wallet, one of the development chain's own keys, links it
 * by its signature, mints DevPAT and pays it in; the venue credits what is final. Nothing is remembered here: whether a
 * wallet is linked and has paid in, venue and chain say. Throws when a deposit does not arrive.
 */
import { JsonRpcProvider, type JsonRpcSigner } from 'ethers';
import type { PatxClient } from '../../client/index.js';
import {
  attach,
  type ContractAddresses,
  devPat,
  patClearing,
  receiptOf,
} from '../../settlement/index.js';
import type { Bank } from './bank.js';
import { PAT } from './plan.js';

const UNITS_PER_PAT = 10n ** 18n;
/** Votes are counted by the second, so what a transfer costs depends on when it is mined: no estimate is safe. */
const GAS = { gasLimit: 500_000n };
const LOOK_MS = 20;
const ARRIVAL_MS = 60_000;

export class ChainBank implements Bank {
  private readonly url: () => string;
  private readonly contracts: ContractAddresses;
  private node: { readonly url: string; readonly provider: JsonRpcProvider } | undefined;

  /** @param url of the chain's node now: a chain that was started again is at another one */
  constructor(url: () => string, contracts: ContractAddresses) {
    this.url = url;
    this.contracts = contracts;
  }

  private get provider(): JsonRpcProvider {
    const url = this.url();
    if (this.node?.url !== url) {
      this.close();
      const options = { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 };
      this.node = { url, provider: new JsonRpcProvider(url, this.contracts.chainId, options) };
    }
    return this.node.provider;
  }

  /** The key of a place; the chain's first one has deployed the contracts. */
  private wallet(place: number): Promise<JsonRpcSigner> {
    return this.provider.getSigner(place + 1);
  }

  async open(place: number, client: PatxClient, pat: number): Promise<void> {
    const wallet = await this.wallet(place);
    const { wallet: linked } = await client.queries.accountSnapshot();
    if (linked === null) await link(client, wallet);
    const clearing = attach(patClearing, this.contracts.clearing, wallet);
    if ((await clearing.accountOf(wallet.address)) === 0n) await this.deposit(wallet, pat);
    await arrival(client);
  }

  async topUp(place: number, _client: PatxClient, pat: number): Promise<void> {
    await this.deposit(await this.wallet(place), pat);
  }

  close(): void {
    this.node?.provider.destroy();
  }

  private async deposit(wallet: JsonRpcSigner, pat: number): Promise<void> {
    const { token, clearing } = this.contracts;
    const units = BigInt(pat) * UNITS_PER_PAT;
    const asOwner = attach(devPat, token, wallet);
    await asOwner.mint(wallet.address, units, GAS);
    await asOwner.approve(clearing, units, GAS);
    const { hash } = await attach(patClearing, clearing, wallet).deposit(units, GAS);
    const { status } = await receiptOf(this.provider, hash);
    if (status !== 1) throw new Error(`a deposit of ${pat} PAT reverted (${hash})`);
  }
}

/** The account and the wallet are one, by the wallet's signature. */
async function link(client: PatxClient, wallet: JsonRpcSigner): Promise<void> {
  const address = bytesOf(wallet.address);
  const { message, nonce } = await client.wallet.challenge(address);
  await client.wallet.link(nonce, bytesOf(await wallet.signMessage(message)));
}

/** Resolves when the venue has credited something from the account's wallet. */
async function arrival(client: PatxClient): Promise<void> {
  const endMs = performance.now() + ARRIVAL_MS;
  for (;;) {
    const { wallet } = await client.queries.accountSnapshot();
    if ((wallet?.netMicroPat ?? 0) >= PAT) return;
    if (performance.now() > endMs) {
      throw new Error(`the deposit of account ${client.accountId} did not arrive`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));
