/**
 * Catches a venue that settles on its own local chain only: here contracts are put on somebody else's by the command, the
 * exchange is started on the node's URL, and PAT is paid in, withheld, acknowledged and claimed by a customer who has nothing
 * but the SDK and a wallet; rights are minted, bought and exercised, and are on chain; the settler's disk is lost, and made
 * anew by one who does not remember where rights are settled. Also a deployment that is begun without being asked for, on terms that cannot work,
 * with a token that counts no votes, or for a venue that has its contracts.
 *
 * Processes and a chain as users have them; nothing is mocked.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonRpcProvider, toQuantity, Wallet } from 'ethers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkAtOnce } from '../../src/cli/demo/setup.js';
import { ensureKeyFile, rawPublicKey } from '../../src/cli/keys.js';
import { PatxClient, SIDE, WALLET_CHANGE, type WalletReport } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { type Anvil, startAnvil } from '../../src/settlement/anvil.js';
import {
  accessRights,
  attach,
  type ContractAddresses,
  devPat,
  patClearing,
  receiptOf,
} from '../../src/settlement/contracts/index.js';
import { RULES } from '../support/venue.js';
import {
  type Exchange,
  end,
  isCompared,
  patx,
  refusal,
  settlement,
  startExchange,
} from './processes.js';

/** Minutes; what a venue's own chain shows of it is in settle.test.ts. */
/** First key of the published mnemonic of development chains. */
const DEPLOYER = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const CUSTOMER = new Wallet(`0x${'11'.repeat(32)}`);
const PROVIDER = new Wallet(`0x${'22'.repeat(32)}`);
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const LICENCE = createHash('sha256').update('a licence').digest();
const DAY_MS = 86_400_000;
const PAT = 1_000_000;
const UNITS_PER_MICRO_PAT = 10n ** 12n;
const COIN = toQuantity(10n ** 20n);
/** Votes are counted by the second, so what a transfer costs depends on when it is mined. */
const GAS = { gasLimit: 500_000n };

let scratch: string;
let anvil: Anvil;
let provider: JsonRpcProvider;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-foreign-chain-'));
  anvil = await startAnvil();
  provider = new JsonRpcProvider(anvil.url, 31_337, { staticNetwork: true, cacheTimeout: -1 });
  file('deployer.key', DEPLOYER);
});

afterAll(async () => {
  provider.destroy();
  await anvil.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

const deploying = (data: string, ...args: string[]): string[] => [
  ...['settle', 'deploy', '--data', data, '--chain', anvil.url],
  ...['--deployer-key', join(scratch, 'deployer.key'), ...args],
];

const chainOf = (contracts: ContractAddresses): string[] => [
  ...['--chain', anvil.url, '--chain-finality', '0', '--chain-clearing', contracts.clearing],
  ...['--chain-from-block', String(contracts.fromBlock)],
  ...['--chain-poll-ms', '50', '--settle-interval-ms', '300', '--chain-keys-together', 'accept'],
];

/** One who has a key, an account and a wallet, and nothing else. */
class Party {
  readonly client: PatxClient;
  private readonly wallet: Wallet;
  private readonly reports: AsyncIterator<WalletReport>;

  private constructor(client: PatxClient, wallet: Wallet) {
    this.client = client;
    this.wallet = wallet;
    this.reports = client.events.wallet.queue()[Symbol.asyncIterator]();
  }

  static async join(
    { gatewayUrl: url }: Exchange,
    role: string,
    wallet: Wallet,
    operatorKey: string,
  ): Promise<Party> {
    const pem = keyFile(role);
    await patx('keygen', pem);
    const who = ['--role', role, '--name', role, '--account-key', pem];
    const as = ['--url', url, '--key', operatorKey];
    const accountId = Number(await patx('account', 'open', ...who, ...as));
    return new Party(await connect(url, accountId, pem), wallet);
  }

  async next(): Promise<WalletReport> {
    return (await this.reports.next()).value as WalletReport;
  }

  /** Signs in by EIP-4361, with what the SDK asks for. */
  async link(): Promise<void> {
    const { client, wallet } = this;
    const address = Uint8Array.from(Buffer.from(wallet.address.slice(2), 'hex'));
    const { message, nonce } = await client.wallet.challenge(address);
    const signature = Buffer.from((await wallet.signMessage(message)).slice(2), 'hex');
    await client.wallet.link(nonce, Uint8Array.from(signature));
    expect(await this.next()).toMatchObject({ change: WALLET_CHANGE.LINKED });
  }

  /** Pays PAT in at the contracts of which the SDK says where they are, and is told of it. */
  async deposit(microPat: number): Promise<void> {
    const { clearing, token } = await this.contracts();
    const units = BigInt(microPat) * UNITS_PER_MICRO_PAT;
    await provider.send('anvil_setBalance', [this.wallet.address, COIN]);
    await mined(token.mint(this.wallet.address, units, GAS));
    await mined(token.approve(await clearing.getAddress(), units, GAS));
    await mined(clearing.deposit(units, GAS));
    expect(await this.next()).toMatchObject({ change: WALLET_CHANGE.REGISTERED });
    const credited = { change: WALLET_CHANGE.DEPOSITED, amountMicroPat: microPat };
    expect(await this.next()).toMatchObject(credited);
  }

  async contracts() {
    const chain = await this.client.chain();
    const signer = this.wallet.connect(provider);
    const at = (bytes: Uint8Array | undefined) => `0x${Buffer.from(bytes ?? []).toString('hex')}`;
    return {
      clearing: attach(patClearing, at(chain?.clearing), signer),
      token: attach(devPat, at(chain?.token), signer),
    };
  }
}

const keyFile = (role: string): string => join(scratch, `${role}.pem`);

/** A series of today, and a provider that may mint into it. */
async function openSeries(operator: PatxClient, provider: PatxClient): Promise<void> {
  const segment = 'AUTO_INTENT';
  const windowStartMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await operator.operator.defineContract({
    contract: `${segment} | 7D | 0.70–0.85`,
    rules: { ...RULES, royaltyPpm: 0, licenceHash: LICENCE },
  });
  await operator.operator.openSeries({ contractId: 1, windowStartMs });
  const { accountId: providerId } = provider;
  await operator.operator.setConfidence({ providerId, segment, confidencePpm: 800_000 });
  await provider.rights.escrowCapacity({
    ...{ providerId: 0, segment, capacityLots: 1_000 },
    attestedUntilMs: Date.now() + 30 * DAY_MS,
  });
}

const connect = (url: string, accountId: number, pem: string): Promise<PatxClient> =>
  PatxClient.connect({ url, accountId, keyId: 1, privateKey: readFileSync(pem, 'utf8') });

/** Sends as the customer, and waits until it is mined. */
async function mined(transaction: Promise<{ hash: string }>): Promise<void> {
  expect((await receiptOf(provider, (await transaction).hash)).status).toBe(1);
}

it('shows what it would do, and sends nothing', async () => {
  const data = join(scratch, 'plan');
  expect(await patx(...deploying(data))).toMatch(
    /31337[\s\S]+settler +0x[0-9a-fA-F]{40}[\s\S]+Nothing was sent/,
  );
  expect(await provider.getTransactionCount(new Wallet(DEPLOYER).address)).toBe(0);
  expect(readFileSync(join(data, 'keys/chain-settler.key'), 'utf8')).toMatch(/^0x[0-9a-f]{64}\n$/);
});

it('names what cannot be deployed', async () => {
  const data = join(scratch, 'none');
  const terms = file('terms.json', JSON.stringify({ voidWindowSeconds: 90_000 }));
  const misspelt = file('misspelt.json', JSON.stringify({ voidWindowSecond: 90 }));
  const hasty = file('hasty.json', JSON.stringify({ escapeDelaySeconds: 1_641_599 }));
  const key = file('no.key', 'hello');
  const elsewhere = await startAnvil({ args: ['--chain-id', '7'] });
  const onOther = ['settle', 'deploy', '--data', data, '--chain', elsewhere.url];
  try {
    const said = await Promise.all([
      refusal(...deploying(data, '--terms', terms)),
      refusal(...deploying(data, '--terms', misspelt)),
      refusal(...deploying(data, '--terms', hasty)),
      refusal(...deploying(data, '--token', '0x12')),
      refusal(...deploying(data, '--token', CUSTOMER.address)),
      refusal(...onOther, '--deployer-key', key),
      refusal(...onOther, '--deployer-key', join(scratch, 'deployer.key')),
    ]);
    const expected = [
      'voidWindowSeconds must be below withdrawalDelaySeconds, which is 86400',
      'voidWindowSecond',
      'escapeDelaySeconds must be at least a week above votingDelaySeconds, votingPeriodSeconds, timelockSeconds and successionDelaySeconds together, which are 1036800',
      '--token is 0x12',
      `--token ${CUSTOMER.address} counts no votes`,
      'no.key holds no private key',
      '--token is needed: chain 7 is not a local one',
    ];
    for (const [i, text] of expected.entries()) expect(said[i]).toContain(text);
  } finally {
    await elsewhere.stop();
  }
});

it('clears on a chain somebody else runs, from the first deposit to the last claim', {
  timeout: 600_000,
}, async () => {
  const data = join(scratch, 'data');
  const terms = file(
    'short.json',
    JSON.stringify({ withdrawalDelaySeconds: 60, voidWindowSeconds: 20 }),
  );
  const { contracts, keys } = JSON.parse(
    await patx(...deploying(data, '--terms', terms, '--yes', '--json')),
  ) as { contracts: ContractAddresses; keys: { settler: string } };
  await provider.send('anvil_setBalance', [keys.settler, COIN]);
  const operatorKey = join(data, 'keys/operator.pem');
  const place = ['--data', data];
  const IS_THE_SAME = 'every account on chain is what the journal says';

  let exchange = await startExchange(
    ...[...place, ...chainOf(contracts), '--chain-rights', contracts.rights],
  );
  const customer = await Party.join(exchange, 'consumer', CUSTOMER, operatorKey);
  const seller = await Party.join(exchange, 'provider', PROVIDER, operatorKey);
  const operator = await connect(exchange.gatewayUrl, OPERATOR, operatorKey);
  const secondKey = keyFile('second');
  await linkAtOnce(operator, rawPublicKey(ensureKeyFile(secondKey)), (id) =>
    connect(exchange.gatewayUrl, id, secondKey),
  );
  const rights = attach(accessRights, contracts.rights, provider);
  const registered = { licence: '', minted: 0, exercised: 0 };
  /** Waits until they have as many on chain, and says what is known of the series there. */
  const haveRights = async (consumerLots: number, providerLots: number) => {
    const owners = [CUSTOMER.address, PROVIDER.address];
    for (let left = 400; left > 0; left -= 1) {
      const { id } = await rights.seriesAt(1);
      const held = (await rights.balanceOfBatch(owners, [id, id])).map(Number);
      // Read after what is held, so that it is at least as new.
      const { licenceHash, mintedLots, exercisedLots } = await rights.seriesAt(1);
      const [minted, exercised] = [Number(mintedLots), Number(exercisedLots)];
      Object.assign(registered, { licence: licenceHash, minted, exercised });
      if (held[0] === consumerLots && held[1] === providerLots) return registered;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`never had: ${JSON.stringify(registered)}`);
  };
  try {
    await customer.link();
    const { clearing, token } = await customer.contracts();
    // An account on chain without a deposit: by a permit that anybody may send, and that is good once.
    const owner = `0x${'77'.repeat(20)}`;
    const at = [...place, '--chain', anvil.url];
    const signed = JSON.parse(await patx('settle', 'permit', '--owner', owner, ...at)) as {
      readonly deadline: number;
      readonly permit: string;
    };
    const sender = new Wallet(DEPLOYER, provider);
    const asSender = attach(patClearing, contracts.clearing, sender);
    await mined(asSender.registerAccount(owner, signed.deadline, signed.permit, GAS));
    expect(await clearing.accountOf(owner)).toBeGreaterThan(0n);
    const consent = await patx('settle', 'consent', '--part', 'attestor', '--next', owner, ...at);
    expect(JSON.parse(consent)).toMatchObject({ call: 'nameSuccessor', part: 1, next: owner });
    expect((await clearing.getAddress()).toLowerCase()).toBe(contracts.clearing.toLowerCase());
    await customer.deposit(100 * PAT);
    await mined(clearing.requestWithdrawal(BigInt(40 * PAT), GAS));
    expect(await customer.next()).toMatchObject({
      change: WALLET_CHANGE.WITHHELD,
      amountMicroPat: 40 * PAT,
    });
    const { client } = customer;
    const { balance } = await client.queries.accountSnapshot();
    expect(balance).toMatchObject({
      availableMicroPat: 100 * PAT,
      withheldMicroPat: 40 * PAT,
    });
    while ((await client.wallet.info())?.acknowledged !== true) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }

    // Anybody claims it, once its delay is over: no permission of the venue is needed.
    await provider.send('evm_increaseTime', [61]);
    await provider.send('evm_mine', []);
    const stranger = new Wallet(DEPLOYER, provider);
    const account = await clearing.accountOf(CUSTOMER.address);
    await mined(attach(patClearing, contracts.clearing, stranger).claim(account, GAS));
    expect(await customer.next()).toMatchObject({
      change: WALLET_CHANGE.PAID,
      amountMicroPat: 40 * PAT,
    });
    expect(await token.balanceOf(CUSTOMER.address)).toBe(BigInt(40 * PAT) * UNITS_PER_MICRO_PAT);
    expect((await client.queries.accountSnapshot()).balance).toMatchObject({
      availableMicroPat: 60 * PAT,
      withheldMicroPat: 0,
    });

    // Rights: what the ledger says of them is on chain, with the licence they are under.
    await seller.link();
    await seller.deposit(1_000 * PAT);
    await openSeries(operator, seller.client);
    await seller.client.rights.mint({ seriesId: 1, quantityLots: 100 });
    expect(await haveRights(0, 100)).toMatchObject({ licence: `0x${LICENCE.toString('hex')}` });
    const order = { seriesId: 1, priceTicks: 100, quantityLots: 5 };
    await seller.client.place({ ...order, side: SIDE.SELL });
    await client.place({ ...order, side: SIDE.BUY });
    expect(await haveRights(5, 95)).toMatchObject({ minted: 100, exercised: 0 });
    await client.rights.exercise({ seriesId: 1, quantityLots: 2 });
    expect(await haveRights(3, 95)).toMatchObject({ minted: 100, exercised: 2 });
    await settlement(exchange, isCompared);
    const said = await patx('settle', 'reconcile', ...place, '--status', exchange.statusUrl);
    expect(said).toContain(IS_THE_SAME);
  } finally {
    for (const { client } of [customer, seller]) client.close();
    operator.close();
    await end(exchange);
  }

  // Also of a venue that does not run, and by one who does not know where its rights are settled.
  const found = JSON.parse(
    await patx('settle', 'reconcile', ...place, '--chain', anvil.url, '--json'),
  ) as { problems: string[]; rights: { heldLots: number } };
  expect(found).toMatchObject({ problems: [], rights: { heldLots: 98 } });
  expect(await refusal(...deploying(data))).toContain(
    `is bound to ${contracts.clearing.toLowerCase()} on chain 31337 for good`,
  );

  // The settler's disk is lost, and with it the address.
  rmSync(join(data, 'settlement'), { recursive: true });
  exchange = await startExchange(...place, ...chainOf(contracts));
  const buyer = await connect(exchange.gatewayUrl, customer.client.accountId, keyFile('consumer'));
  try {
    await settlement(exchange, ({ trouble }) => trouble?.code === 'STORE_BEHIND');
    await patx('settle', 'rebuild', ...place, '--status', exchange.statusUrl);
    const { rightsContract } = await settlement(exchange, isCompared);
    expect(rightsContract).toBe(contracts.rights.toLowerCase());
    await buyer.rights.exercise({ seriesId: 1, quantityLots: 1 });
    expect(await haveRights(2, 95)).toMatchObject({ minted: 100, exercised: 3 });
  } finally {
    buyer.close();
    await end(exchange);
  }
});
