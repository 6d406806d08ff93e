/**
 * Catches a venue that settles on its own local chain only: here contracts are put on somebody else's by the command, the
 * exchange is started on the node's URL, and PAT is paid in, withheld, acknowledged and claimed by a customer who has nothing
 * but the SDK and a wallet. Also a deployment that is begun without being asked for, on terms that cannot work,
 * with a token that counts no votes, or for a venue that has its contracts.
 *
 * Processes and a chain as users have them; nothing is mocked.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { JsonRpcProvider, toQuantity, Wallet } from 'ethers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PatxClient, WALLET_CHANGE, type WalletReport } from '../../src/client/index.js';
import { type Anvil, startAnvil } from '../../src/settlement/anvil.js';
import {
  attach,
  type ContractAddresses,
  devPat,
  patClearing,
  receiptOf,
} from '../../src/settlement/contracts/index.js';

const run = promisify(execFile);
const MAIN = join(process.cwd(), 'dist/src/cli/main.js');
/** First key of the published mnemonic of development chains. */
const DEPLOYER = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const CUSTOMER = new Wallet(`0x${'11'.repeat(32)}`);
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

const patx = async (...args: string[]): Promise<string> =>
  (await run(process.execPath, [MAIN, ...args])).stdout;

/** What a command that must fail says. */
async function refusal(...args: string[]): Promise<string> {
  try {
    await patx(...args);
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
  throw new Error(`did not fail: ${args.join(' ')}`);
}

const deploying = (data: string, ...args: string[]): string[] => [
  ...['settle', 'deploy', '--data', data, '--chain', anvil.url],
  ...['--deployer-key', join(scratch, 'deployer.key'), ...args],
];

async function start(
  data: string,
  contracts: ContractAddresses,
): Promise<{ child: ChildProcess; gatewayUrl: string; statusUrl: string }> {
  const args = [
    ...['start', '--data', data, '--gateway-port', '0', '--http-port', '0', '--log-level', 'warn'],
    ...['--chain', anvil.url, '--chain-finality', '0'],
    ...['--chain-clearing', contracts.clearing, '--chain-rights', contracts.rights],
    ...['--chain-from-block', String(contracts.fromBlock)],
    ...['--chain-poll-ms', '50', '--settle-interval-ms', '300'],
  ];
  const child = fork(MAIN, args, { stdio: 'ignore' });
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, ...(message as object) } as never));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

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
  const key = file('no.key', 'hello');
  const elsewhere = await startAnvil({ args: ['--chain-id', '7'] });
  const onOther = ['settle', 'deploy', '--data', data, '--chain', elsewhere.url];
  try {
    const said = await Promise.all([
      refusal(...deploying(data, '--terms', terms)),
      refusal(...deploying(data, '--terms', misspelt)),
      refusal(...deploying(data, '--token', '0x12')),
      refusal(...deploying(data, '--token', CUSTOMER.address)),
      refusal(...onOther, '--deployer-key', key),
      refusal(...onOther, '--deployer-key', join(scratch, 'deployer.key')),
    ]);
    const expected = [
      'voidWindowSeconds must be below withdrawalDelaySeconds, which is 86400',
      'voidWindowSecond',
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
  timeout: 120_000,
}, async () => {
  const data = join(scratch, 'data');
  const terms = file(
    'short.json',
    JSON.stringify({ withdrawalDelaySeconds: 60, voidWindowSeconds: 20 }),
  );
  const { contracts, keys } = JSON.parse(
    await patx(...deploying(data, '--terms', terms, '--yes', '--json')),
  ) as { contracts: ContractAddresses; keys: { settler: string } };
  for (const address of [keys.settler, CUSTOMER.address]) {
    await provider.send('anvil_setBalance', [address, COIN]);
  }

  const { child, gatewayUrl, statusUrl } = await start(data, contracts);
  const pem = join(scratch, 'customer.pem');
  await patx('keygen', pem);
  const accountId = Number(
    await patx(
      ...['account', 'open', '--role', 'consumer', '--name', 'customer', '--account-key', pem],
      ...['--url', gatewayUrl, '--key', join(data, 'keys/operator.pem')],
    ),
  );
  const client = await PatxClient.connect({
    url: gatewayUrl,
    accountId,
    keyId: 1,
    privateKey: readFileSync(pem, 'utf8'),
  });
  const reports = client.events.wallet.queue()[Symbol.asyncIterator]();
  const next = async (): Promise<WalletReport> => (await reports.next()).value as WalletReport;
  try {
    // Signed in by EIP-4361, with what the SDK asks for.
    const address = Uint8Array.from(Buffer.from(CUSTOMER.address.slice(2), 'hex'));
    const { message, nonce } = await client.wallet.challenge(address);
    const signature = Buffer.from((await CUSTOMER.signMessage(message)).slice(2), 'hex');
    await client.wallet.link(nonce, Uint8Array.from(signature));
    expect(await next()).toMatchObject({ change: WALLET_CHANGE.LINKED });

    // The SDK says where the contracts are.
    const chain = await client.chain();
    const at = (bytes: Uint8Array | undefined) => `0x${Buffer.from(bytes ?? []).toString('hex')}`;
    expect(at(chain?.clearing)).toBe(contracts.clearing.toLowerCase());
    const signer = CUSTOMER.connect(provider);
    const token = attach(devPat, at(chain?.token), signer);
    const clearing = attach(patClearing, at(chain?.clearing), signer);
    const units = BigInt(100 * PAT) * UNITS_PER_MICRO_PAT;
    await mined(token.mint(CUSTOMER.address, units, GAS));
    await mined(token.approve(contracts.clearing, units, GAS));
    await mined(clearing.deposit(units, GAS));
    expect(await next()).toMatchObject({ change: WALLET_CHANGE.REGISTERED });
    expect(await next()).toMatchObject({
      change: WALLET_CHANGE.DEPOSITED,
      amountMicroPat: 100 * PAT,
    });

    await mined(clearing.requestWithdrawal(BigInt(40 * PAT), GAS));
    expect(await next()).toMatchObject({
      change: WALLET_CHANGE.WITHHELD,
      amountMicroPat: 40 * PAT,
    });
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
    expect(await next()).toMatchObject({ change: WALLET_CHANGE.PAID, amountMicroPat: 40 * PAT });
    expect(await token.balanceOf(CUSTOMER.address)).toBe(BigInt(40 * PAT) * UNITS_PER_MICRO_PAT);
    expect((await client.queries.accountSnapshot()).balance).toMatchObject({
      availableMicroPat: 60 * PAT,
      withheldMicroPat: 0,
    });
    expect(await patx('settle', 'reconcile', '--data', data, '--status', statusUrl)).toContain(
      'every account on chain is what the journal says',
    );
  } finally {
    await client.close();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }

  // Also of a venue that does not run.
  expect(await patx('settle', 'reconcile', '--data', data, '--chain', anvil.url)).toContain(
    'every account on chain is what the journal says',
  );
  expect(await refusal(...deploying(data))).toContain(
    `is bound to ${contracts.clearing.toLowerCase()} on chain 31337 for good`,
  );
});
