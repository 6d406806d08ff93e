/**
 * A running exchange as a child process, on a fresh data directory with real fsync and the follower on, and set up
 * through its own protocol: parameters raised, one or more open series, a funded consumer, a provider with rights. On
 * request it settles on a local chain, and the two pay in there.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChainBank } from '../../src/cli/demo/chain-bank.js';
import { PatxClient } from '../../src/client/index.js';
import type { SettlementView } from '../../src/desk/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE } from '../../src/values/index.js';
import { MAIN_FILE } from '../child.js';
import { RawClient } from './raw-client.js';

const MINUTE_MS = 60_000;
const MICRO_PER_PAT = 1_000_000;
const PAT_EACH = 1_000_000_000;
const RAISED: Readonly<Record<string, number>> = {
  max_order_share_ppm: 1_000_000_000_000,
  max_notional_micro_pat: 9_000_000_000_000_000,
  max_open_orders: 4_000_000,
  order_rate_per_second: 1_000_000_000,
  order_burst_count: 1_000_000_000,
};

/** An exchange process that listens. */
export interface RunningExchange {
  readonly url: string;
  readonly statusUrl: string;
  /** undefined: it was started without the HTTP API. */
  readonly apiUrl: string | undefined;
  readonly child: ChildProcess;
}

/** Starts `patx start` as a child process; resolves when it is open. */
export async function startProcess(
  data: string,
  settings: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningExchange> {
  const ports = ['--gateway-port', '0', '--http-port', '0', '--api-port', 'none'];
  const args = ['start', '--data', data, ...ports, ...settings];
  // What it logs is no figure: standard output is the bench's.
  const child = fork(MAIN_FILE, args, {
    env: { ...process.env, ...environment },
    stdio: ['inherit', 2, 'inherit', 'ipc'],
  });
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const { gatewayUrl, statusUrl, apiUrl } = message as Opened;
      resolve({ url: gatewayUrl, statusUrl, apiUrl, child });
    });
    child.once('exit', (code) => reject(new Error(`the exchange ended with ${code}`)));
  });
}

interface Opened {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  readonly apiUrl?: string;
}

export interface Sandbox {
  readonly url: string;
  readonly statusUrl: string;
  readonly apiUrl: string | undefined;
  readonly data: string;
  readonly consumer: number;
  readonly provider: number;
  readonly key: KeyObject;
  readonly child: ChildProcess;
  /** Stops the exchange and removes its data. */
  close(): Promise<void>;
}

/**
 * @param chain settings of the local chain it settles on; none when not given
 * @param more further settings of the exchange
 */
export async function openSandbox(
  seriesCount = 1,
  chain?: readonly string[],
  more: readonly string[] = [],
): Promise<Sandbox> {
  const data = mkdtempSync(join(tmpdir(), 'patx-bench-'));
  const config = join(data, 'config.json');
  writeFileSync(config, JSON.stringify({ limits: { maxOrders: 4_000_000 } }));
  const settings = ['--quoting', 'false', '--log-level', 'warn', '--config', config];
  if (chain !== undefined) settings.push('--chain', 'local', ...chain);
  settings.push(...more);
  const { url, statusUrl, apiUrl, child } = await startProcess(data, settings);
  const operatorKey = createPrivateKey(readFileSync(join(data, 'keys', 'operator.pem')));
  const operator = await RawClient.open(url, FIRST_OPERATOR_ACCOUNT, operatorKey);
  const { publicKey, privateKey: key } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const accounts = await setUp(operator, raw, seriesCount);
  const both = [accounts.consumer, accounts.provider];
  if (chain === undefined) {
    for (const targetAccountId of both) {
      await operator.run('deposit', { targetAccountId, amountMicroPat: PAT_EACH * MICRO_PER_PAT });
    }
  } else await payIn({ url, statusUrl }, both, key);
  operator.close();
  const provider = await RawClient.open(url, accounts.provider, key);
  await provider.run('escrowCapacity', {
    providerId: 0,
    segment: 'AUTO_INTENT',
    capacityLots: 100_000_000,
    attestedUntilMs: Date.now() + 100 * 86_400_000,
  });
  for (let id = 1; id <= seriesCount; id += 1) {
    await provider.run('mintRights', { seriesId: id, quantityLots: 100_000 });
  }
  provider.close();
  return {
    url,
    statusUrl,
    apiUrl,
    data,
    consumer: accounts.consumer,
    provider: accounts.provider,
    key,
    child,
    close: async () => {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** One contract with open series, a consumer and a provider, both with this key. */
export async function setUp(
  operator: RawClient,
  publicKey: Uint8Array,
  seriesCount: number,
): Promise<{ consumer: number; provider: number }> {
  for (const [name, value] of Object.entries(RAISED)) {
    const body = { name, target: '', value, expectedVersion: 0, reason: 'bench', unset: false };
    await operator.run('setParameter', body);
  }
  await operator.run('defineContract', {
    contract: 'AUTO_INTENT|7D|0.70-0.85',
    rules: {
      deliverable: 'segment records',
      deliveryMethod: 'pull',
      quotaPerLot: 1,
      tickValueMicroPat: 100,
      maxPriceTicks: 100_000,
      maxOrderLots: 1_000_000,
      mintCapLots: 1_000_000_000,
      providerSharePpm: 1_000_000,
      makerFeePpm: 1_000,
      takerFeePpm: 2_000,
      royaltyPpm: 0,
      licensorAccountId: 0,
      penaltyMicroPat: 0,
      serviceLevelMs: 3_600_000,
      acceptanceMs: 3_600_000,
      disputeWindowMs: 0,
      minimumClass: 0,
      referencePriceTicks: 1_000,
      licenceHash: new Uint8Array(32),
    },
  });
  // The clock of the exchange may be a moment behind this one's, and then the minute that now runs has not begun there.
  const lastMinuteMs = (Math.floor(Date.now() / MINUTE_MS) - 1) * MINUTE_MS;
  for (let i = 0; i < seriesCount; i += 1) {
    const windowStartMs = lastMinuteMs - i * MINUTE_MS;
    await operator.run('openSeries', { contractId: 1, windowStartMs });
  }
  const open = (role: number, scope: number) =>
    operator.run('openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey,
      scopes: [KEY_SCOPE.READ, KEY_SCOPE.WALLET, scope],
      name: 'bench',
    });
  const consumer = await open(ACCOUNT_ROLE.CONSUMER, KEY_SCOPE.TRADE);
  const provider = await open(ACCOUNT_ROLE.PROVIDER, KEY_SCOPE.PROVIDE);
  await operator.run('setConfidence', {
    providerId: provider,
    segment: 'AUTO_INTENT',
    confidencePpm: 800_000,
  });
  return { consumer, provider };
}

/** Links the accounts with wallets of the local chain and pays in from them. */
async function payIn(
  { url, statusUrl }: Pick<RunningExchange, 'url' | 'statusUrl'>,
  accounts: readonly number[],
  key: KeyObject,
): Promise<void> {
  const chain = (await (await fetch(`${statusUrl}/settlement`)).json()) as SettlementView;
  if (chain.contracts === undefined) throw new Error('the exchange settles on no local chain');
  const bank = new ChainBank(() => chain.url, chain.contracts);
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }) as string;
  for (const [place, accountId] of accounts.entries()) {
    const client = await PatxClient.connect({ url, accountId, keyId: 1, privateKey });
    await bank.open(place, client, PAT_EACH);
    await client.close();
  }
  bank.close();
}
