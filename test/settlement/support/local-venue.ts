/**
 * The contracts on an anvil of the test's own, with wallets that have PAT: what a venue's customers and an operator would
 * do on chain. Transactions are awaited and a revert is thrown with the name of the contract's error.
 */
import { HDNodeWallet, isCallException, JsonRpcProvider, toQuantity, Wallet } from 'ethers';
import { type Anvil, startAnvil } from '../../../src/settlement/anvil.js';
import {
  accessRights,
  attach,
  type Deployment,
  decodeRevert,
  deployAll,
  devPat,
  domainOf,
  type PatClearing,
  patClearing,
  patGovernor,
  patTimelock,
  phaseController,
  REGISTRATION_TYPES,
  receiptOf,
  type Terms,
} from '../../../src/settlement/contracts/index.js';

const UNITS_PER_MICRO_PAT = 10n ** 12n;
const ETHER = 10n ** 18n;
const REGISTRATIONS_PER_BLOCK = 1_000;
const MINED_TIMEOUT_MS = 30_000;

export const TEST_TERMS: Terms = {
  batchDebitMicroPat: 2n ** 52n,
  epochDebitMicroPat: 2n ** 53n,
  leastDepositMicroPat: 1n,
  epochSeconds: 3_600,
  withdrawalDelaySeconds: 60,
  voidWindowSeconds: 20,
  voidCooldownSeconds: 120,
  escapeDelaySeconds: 8 * 86_400,
  successionDelaySeconds: 120,
  timelockSeconds: 2,
  votingDelaySeconds: 61,
  votingPeriodSeconds: 61,
  quorumPercent: 20,
  thresholdTenThousandths: 100,
};

export interface VenueWallets {
  readonly settler: Wallet;
  readonly attestor: Wallet;
  readonly venue: Wallet;
  readonly guardian: Wallet;
  readonly carrier: Wallet;
}

const fresh = (): Wallet => new Wallet(HDNodeWallet.createRandom().privateKey);

export class LocalVenue {
  readonly anvil: Anvil;
  readonly provider: JsonRpcProvider;
  readonly keys: VenueWallets;
  readonly deployment: Deployment;
  readonly clearing: string;
  readonly rights: string;

  private constructor(
    anvil: Anvil,
    provider: JsonRpcProvider,
    keys: VenueWallets,
    deployment: Deployment,
    contracts: { readonly clearing: string; readonly rights: string },
  ) {
    this.anvil = anvil;
    this.provider = provider;
    this.keys = keys;
    this.deployment = deployment;
    this.clearing = contracts.clearing;
    this.rights = contracts.rights;
  }

  static async start(
    terms: Partial<Terms> = {},
    args: readonly string[] = [],
  ): Promise<LocalVenue> {
    const anvil = await startAnvil({ args: ['--accounts', '20', ...args] });
    const provider = new JsonRpcProvider(anvil.url, 31_337, {
      staticNetwork: true,
      cacheTimeout: -1,
      batchMaxCount: 1,
    });
    const keys = {
      ...{ settler: fresh(), attestor: fresh(), guardian: fresh() },
      ...{ venue: fresh(), carrier: fresh() },
    };
    for (const { address } of [keys.settler, keys.guardian]) {
      await provider.send('anvil_setBalance', [address, toQuantity(1_000n * ETHER)]);
    }
    const deployment = await deployAll(await provider.getSigner(0), {
      keys: {
        settler: keys.settler.address,
        attestor: keys.attestor.address,
        guardian: keys.guardian.address,
        qualifier: keys.guardian.address,
        registrar: keys.venue.address,
      },
      owners: [keys.carrier.address, keys.venue.address],
      terms: { ...TEST_TERMS, ...terms },
    });
    const contracts = {
      clearing: await deployment.clearing.getAddress(),
      rights: await deployment.rights.getAddress(),
    };
    return new LocalVenue(anvil, provider, keys, deployment, contracts);
  }

  async stop(): Promise<void> {
    this.provider.destroy();
    await this.anvil.stop();
  }

  /** Remembers the chain as it is; `restore` brings it back, once. */
  async mark(): Promise<string> {
    return this.provider.send('evm_snapshot', []);
  }

  async restore(mark: string): Promise<void> {
    await this.provider.send('evm_revert', [mark]);
  }

  /** Address of one of anvil's own keys; the first one deployed the contracts. */
  async owner(index: number): Promise<string> {
    return (await this.provider.getSigner(index)).address;
  }

  /** The clearing contract, spoken to by one of anvil's own keys. */
  async as(index: number): Promise<PatClearing> {
    return attach(patClearing, this.clearing, await this.provider.getSigner(index));
  }

  /** Mints DevPAT to a wallet and pays it in. */
  async deposit(index: number, microPat: number): Promise<void> {
    const signer = await this.provider.getSigner(index);
    const token = attach(devPat, this.deployment.token, signer);
    const units = BigInt(microPat) * UNITS_PER_MICRO_PAT;
    // Votes are counted by the second, so what a transfer costs depends on when it is mined: no estimate is safe.
    const gas = { gasLimit: 500_000n };
    await this.sent(token.mint(signer.address, units, gas));
    await this.sent(token.approve(this.clearing, units, gas));
    await this.sent((await this.as(index)).deposit(units, gas));
  }

  async tokensOf(index: number): Promise<number> {
    const token = attach(devPat, this.deployment.token, this.provider);
    return Number((await token.balanceOf(await this.owner(index))) / UNITS_PER_MICRO_PAT);
  }

  /** Waits for a transaction; throws with the error's name when it is refused. */
  async sent(transaction: Promise<{ hash: string }>): Promise<void> {
    let hash: string;
    try {
      ({ hash } = await transaction);
    } catch (error) {
      if (!isCallException(error) || !error.data) throw error;
      const contracts = [
        ...[patClearing, accessRights, phaseController],
        ...[patGovernor, patTimelock],
      ];
      throw new Error(decodeRevert(error.data, contracts)?.name ?? error.data);
    }
    const { status } = await receiptOf(this.provider, hash);
    if (status !== 1) throw new Error('reverted');
  }

  /** What gives an owner an account without a deposit: the registrar's permit. */
  async permit(owner: string): Promise<[owner: string, deadline: bigint, permit: string]> {
    const domain = domainOf('PatClearing', { chainId: 31_337, contract: this.clearing });
    const deadline = 2n ** 63n;
    const { venue } = this.keys;
    const signature = await venue.signTypedData(domain, REGISTRATION_TYPES, { owner, deadline });
    return [owner, deadline, signature];
  }

  /** Gives every owner an account, thousands to a block. */
  async registerAll(owners: readonly string[]): Promise<void> {
    const { address: from } = await this.provider.getSigner(0);
    const clearing = this.deployment.clearing.interface;
    let nonce = await this.provider.getTransactionCount(from);
    await this.provider.send('evm_setAutomine', [false]);
    for (let at = 0; at < owners.length; at += REGISTRATIONS_PER_BLOCK) {
      const some = owners.slice(at, at + REGISTRATIONS_PER_BLOCK);
      const permits = await Promise.all(some.map((owner) => this.permit(owner)));
      const requests = permits.map((permit, id) => {
        const data = clearing.encodeFunctionData('registerAccount', [...permit]);
        const transaction = {
          ...{ from, to: this.clearing, data },
          ...{ nonce: toQuantity(nonce), gas: toQuantity(200_000) },
        };
        nonce += 1;
        return { jsonrpc: '2.0', id, method: 'eth_sendTransaction', params: [transaction] };
      });
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(requests);
      const answer = await fetch(this.anvil.url, { method: 'POST', headers, body });
      const failed = ((await answer.json()) as { error?: object }[]).find(({ error }) => error);
      if (failed !== undefined) throw new Error(JSON.stringify(failed));
      await this.provider.send('evm_mine', []);
    }
    await this.provider.send('evm_setAutomine', [true]);
    const last = owners.at(-1) ?? '';
    if ((await this.deployment.clearing.accountOf(last)) === 0n) throw new Error('not registered');
  }

  /**
   * Until what was handed over is in a block. A chain that mines by itself does so a moment after it has taken a
   * transaction, which is whenever the machine has time for it.
   */
  async mined(): Promise<void> {
    if (!(await this.provider.send('anvil_getAutomine', []))) return;
    const deadlineMs = Date.now() + MINED_TIMEOUT_MS;
    while (Number((await this.provider.send('txpool_status', [])).pending) > 0) {
      if (Date.now() > deadlineMs) throw new Error('the chain mines by itself and has not mined');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Lets time pass on chain. */
  async pass(seconds: number): Promise<void> {
    await this.provider.send('evm_increaseTime', [seconds]);
    await this.provider.send('evm_mine', []);
  }

  async mine(blocks = 1): Promise<void> {
    await this.provider.send('anvil_mine', [toQuantity(blocks)]);
  }
}
