/**
 * What settlement costs the engine: order to durable ack at a fixed rate, open loop, against an exchange that settles on a
 * local chain every half second and one that does not, on the same machine, one after the other, several times. The venue has
 * ten thousand accounts besides, so each batch has that many to look at and a tree of that many leaves.
 *
 * `node dist/bench/settlement/engine.js [seconds] [rounds] [accounts]` prints one JSON line: the median over the rounds of
 * each percentile, by how much p99 differs between the two in each round, and what was settled meanwhile. Netting runs in the desk thread; that, the chain, the engine and the
 * client share the machine's cores, so on two of them some of the difference is the processor's and not the engine's. Fails
 * when nothing was settled while orders came in.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SettlementView } from '../../src/desk/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE } from '../../src/values/index.js';
import { type LoadResult, openLoop } from '../e2e/orders.js';
import { RawClient } from '../e2e/raw-client.js';
import { openSandbox, type Sandbox } from '../e2e/sandbox.js';

const ORDERS_PER_SECOND = 10_000;
/** Commands without an answer; the gateway allows a session more. */
const IN_FLIGHT = 64;
const IDS_PER_LOOP = 10_000_000;
const CHAIN = ['--settle-interval-ms', '500', '--chain-poll-ms', '100'];

const [seconds = 5, rounds = 3, accounts = 10_000] = process.argv.slice(2).map(Number);
class Venue {
  private readonly sandbox: Sandbox;
  private readonly client: RawClient;
  private readonly results: LoadResult[] = [];
  private nextId = 1_000_000_000;

  private constructor(sandbox: Sandbox, client: RawClient) {
    this.sandbox = sandbox;
    this.client = client;
  }

  static async open(chain: readonly string[] | undefined): Promise<Venue> {
    const sandbox = await openSandbox(1, chain);
    await openAccounts(sandbox, accounts);
    const client = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
    const venue = new Venue(sandbox, client);
    // What the compiler does at first is not what settlement costs.
    await venue.measure();
    venue.results.length = 0;
    return venue;
  }

  async measure(): Promise<void> {
    this.results.push(await openLoop(this.client, ORDERS_PER_SECOND, seconds, this.nextId));
    this.nextId += IDS_PER_LOOP;
  }

  /** Medians over the rounds. */
  result(): { p50Ms: number; p99Ms: number; p999Ms: number } {
    const median = (field: 'p50Ms' | 'p99Ms' | 'p999Ms'): number => {
      const sorted = this.results.map((one) => one[field]).sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] as number;
    };
    return { p50Ms: median('p50Ms'), p99Ms: median('p99Ms'), p999Ms: median('p999Ms') };
  }

  /** By round. */
  get p99Ms(): readonly number[] {
    return this.results.map((one) => one.p99Ms);
  }

  async settlement(): Promise<SettlementView> {
    const answer = await fetch(`${this.sandbox.statusUrl}/settlement`);
    return (await answer.json()) as SettlementView;
  }

  async close(): Promise<void> {
    this.client.close();
    await this.sandbox.close();
  }
}

/** Opens accounts nobody uses; only the last of those on their way is waited for. */
async function openAccounts({ data, url }: Sandbox, count: number): Promise<void> {
  const key: KeyObject = createPrivateKey(readFileSync(join(data, 'keys', 'operator.pem')));
  const operator = await RawClient.open(url, FIRST_OPERATOR_ACCOUNT, key);
  const body = {
    ...{ role: ACCOUNT_ROLE.CONSUMER, accountClass: ACCOUNT_CLASS.RETAIL, firmGroup: 0 },
    ...{ publicKey: new Uint8Array(0), scopes: [], name: 'bench' },
  };
  for (let i = 1; i <= count; i += 1) {
    if (i % IN_FLIGHT === 0 || i === count) {
      await operator.run('openAccount', body);
      continue;
    }
    const clientRequestId = operator.nextRequestId();
    operator.encoder.request(clientRequestId, 'openAccount', { ...body, clientRequestId });
  }
  operator.close();
}

const open: Venue[] = [];
try {
  const without = await Venue.open(undefined);
  open.push(without);
  const settling = await Venue.open(CHAIN);
  open.push(settling);
  const before = await settling.settlement();
  for (let round = 0; round < rounds; round += 1) {
    await without.measure();
    await settling.measure();
  }
  const after = await settling.settlement();
  const batches = (after.batchId ?? 0) - (before.batchId ?? 0);
  if (batches < rounds) throw new Error(`void: ${batches} batches in ${rounds} rounds`);
  if (after.state !== 'SETTLING') throw new Error(`void: ${JSON.stringify(after)}`);
  const p99MovedMs = settling.p99Ms
    .map((value, round) => value - (without.p99Ms[round] as number))
    .sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      ...{ ordersPerSecond: ORDERS_PER_SECOND, seconds, rounds, accounts, batches },
      settling: settling.result(),
      without: without.result(),
      p99MovedMs,
    }),
  );
} finally {
  for (const venue of open) await venue.close();
}
