/**
 * What one hostile account at full speed, or one stranger, does to an honest account's orders: their p99 with the attack on the
 * venue, beside their p99 with the same bytes sent to a sink in another process, and beside their p99 with neither.
 *
 * On a machine with two processors an attacker takes one of them whoever it attacks. Attacker and sink therefore run at the
 * lowest priority, the attacker's frames are made beforehand, and the sink gets them at the rate the venue took them: what is
 * more than with the sink is the venue's own doing. The three are measured in turn, round by round; a figure is the median.
 * Every round has a hostile account of its own, with all its credits. The venue's rate of orders is its default.
 *
 * `node dist/bench/hostile/main.js [seconds] [rounds] [attack…]` prints one JSON line an attack: three minutes for five rounds of 1.5 s.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { RISK_PARAMETERS } from '../../src/risk/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE, SIDE } from '../../src/values/index.js';
import { BENCH_FOLDER, median } from '../child.js';
import { openLoop, restingOrder } from '../e2e/orders.js';
import { RawClient } from '../e2e/raw-client.js';
import { openSandbox, type Sandbox } from '../e2e/sandbox.js';
import type { AttackerOptions, Sent } from './attacker.js';
import { ATTACKS, type AttackName } from './attacks.js';

/** Half of what an account may send a second by default. */
const ORDERS_PER_SECOND = 500;
const IDS_PER_LOOP = 1_000_000;
/** An attack runs so long before it is measured. */
const LEAD_MS = 500;
const PRICE_TICKS = 1_000;
const MICRO_PER_PAT = 1_000_000;
/** More than an operator's connection uses. */
const IDS_OF_OPERATOR = 10_000;

const [seconds = 1.5, rounds = 5] = process.argv.slice(2, 4).map(Number);
const chosen = process.argv.slice(4);

interface Hostile {
  readonly accountId: number;
  readonly deliveryId: number;
}

class Bench {
  private readonly sandbox: Sandbox;
  private readonly sink: { readonly url: string; readonly child: ChildProcess };
  private readonly honest: RawClient;
  private readonly hostileKey = generateKeyPairSync('ed25519').privateKey;
  private readonly operatorKey: KeyObject;
  private firstId = 1_000_000_000;
  private operatorIds = 0;

  private constructor(sandbox: Sandbox, sink: Bench['sink'], honest: RawClient) {
    this.sandbox = sandbox;
    this.sink = sink;
    this.honest = honest;
    this.operatorKey = createPrivateKey(readFileSync(join(sandbox.data, 'keys', 'operator.pem')));
  }

  static async open(): Promise<Bench> {
    const sandbox = await openSandbox();
    const child = fork(join(BENCH_FOLDER, 'hostile', 'sink.js'));
    const url = await new Promise<string>((resolve) => {
      child.once('message', (message) => resolve((message as { url: string }).url));
    });
    const honest = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
    // A measurement that fails leaves no exchange behind.
    process.once('exit', () => sandbox.child.kill('SIGKILL'));
    const bench = new Bench(sandbox, { url, child }, honest);
    await bench.setRate();
    // V8 compiles, and the first pages of the journal are written.
    await bench.honestP99();
    return bench;
  }

  async close(): Promise<void> {
    this.honest.close();
    this.sink.child.disconnect();
    await this.sandbox.close();
  }

  /** One attack, measured round by round. */
  async measure(attack: AttackName): Promise<void> {
    const p99Ms = { venue: [] as number[], sink: [] as number[], quiet: [] as number[] };
    const sent: Sent[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const hostile = await this.openHostile();
      p99Ms.quiet.push(await this.honestP99());
      const onVenue = await this.attacked({ ...hostile, attack, isSink: false, perSecond: 0 });
      p99Ms.venue.push(onVenue.p99Ms);
      sent.push(onVenue.sent);
      const { frames, connections } = onVenue.sent;
      const isByConnection = attack === 'json' || attack === 'sockets';
      const perSecond = Math.max(1, (isByConnection ? connections : frames) / this.spanSeconds);
      const onSink = await this.attacked({ ...hostile, attack, isSink: true, perSecond });
      p99Ms.sink.push(onSink.p99Ms);
    }
    const perSecond = (of: (one: Sent) => number): number =>
      median(sent.map(of)) / this.spanSeconds;
    console.log(
      JSON.stringify({
        attack,
        framesPerSecond: perSecond(({ frames }) => frames),
        connectionsPerSecond: perSecond(({ connections }) => connections),
        megabytesPerSecond: perSecond(({ bytes }) => bytes) / 1e6,
        p99Ms: { venue: median(p99Ms.venue), sink: median(p99Ms.sink), quiet: median(p99Ms.quiet) },
        rounds: p99Ms,
      }),
    );
  }

  private readonly spanSeconds = seconds + LEAD_MS / 1_000;

  /** Honest orders while an attack runs. */
  private async attacked(
    terms: Pick<AttackerOptions, 'attack' | 'accountId' | 'deliveryId' | 'isSink' | 'perSecond'>,
  ): Promise<{ readonly p99Ms: number; readonly sent: Sent }> {
    const url = terms.isSink ? this.sink.url : this.sandbox.url;
    const key = this.hostileKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const options: AttackerOptions = { ...terms, url, key };
    const child = fork(join(BENCH_FOLDER, 'hostile', 'attacker.js'), [JSON.stringify(options)]);
    await new Promise<void>((resolve) => child.once('message', () => resolve()));
    child.send('start');
    await sleep(LEAD_MS);
    const p99Ms = await this.honestP99();
    const sent = new Promise<Sent>((resolve) => {
      child.once('message', (message) => resolve(message as Sent));
    });
    child.send('stop');
    const result = { p99Ms, sent: await sent };
    // What is on its way is taken before the next is measured.
    await sleep(LEAD_MS);
    return result;
  }

  private async honestP99(): Promise<number> {
    const { p99Ms } = await openLoop(this.honest, ORDERS_PER_SECOND, seconds, this.firstId);
    this.firstId += IDS_PER_LOOP;
    return p99Ms;
  }

  /** The rate of orders, and with it everybody's credits, as a venue has it that nobody set up for load. */
  private async setRate(): Promise<void> {
    const operator = await this.openOperator();
    for (const name of ['order_rate_per_second', 'order_burst_count']) {
      const value = RISK_PARAMETERS.find((one) => one.name === name)?.defaultValue as number;
      const body = { name, target: '', value, expectedVersion: 1, reason: 'bench', unset: false };
      await operator.run('setParameter', body);
    }
    operator.close();
  }

  private async openOperator(): Promise<RawClient> {
    const { url } = this.sandbox;
    const operator = await RawClient.open(url, FIRST_OPERATOR_ACCOUNT, this.operatorKey);
    this.operatorIds += IDS_OF_OPERATOR;
    operator.skipTo(this.operatorIds);
    return operator;
  }

  /** A consumer with PAT and a delivery under way. */
  private async openHostile(): Promise<Hostile> {
    const { url } = this.sandbox;
    const { hostileKey } = this;
    const operator = await this.openOperator();
    const publicKey = new Uint8Array(
      Buffer.from(hostileKey.export({ format: 'jwk' }).x as string, 'base64url'),
    );
    const accountId = await operator.run('openAccount', {
      role: ACCOUNT_ROLE.CONSUMER,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey,
      scopes: [KEY_SCOPE.READ, KEY_SCOPE.TRADE],
      name: 'hostile',
    });
    const terms = { targetAccountId: accountId, amountMicroPat: 1_000 * MICRO_PER_PAT };
    await operator.run('deposit', terms);
    operator.close();
    const provider = await RawClient.open(url, this.sandbox.provider, this.sandbox.key);
    await place(provider, SIDE.SELL, PRICE_TICKS);
    provider.close();
    const consumer = await RawClient.open(url, accountId, hostileKey);
    await place(consumer, SIDE.BUY, PRICE_TICKS);
    const exercised = new Promise<number>((resolve) => {
      consumer.onMessage = (message) => {
        if (message.type === 'deliveryReport') resolve(message.body.deliveryId);
      };
    });
    consumer.skipTo(lastClientId);
    await consumer.run('exerciseRights', { seriesId: 1, quantityLots: 1 });
    const deliveryId = await exercised;
    consumer.close();
    return { accountId, deliveryId };
  }
}

let lastClientId = 10_000;

async function place(client: RawClient, side: number, priceTicks: number): Promise<void> {
  lastClientId += 1;
  const order = restingOrder(lastClientId);
  order.side = side;
  order.priceTicks = priceTicks;
  const requestId = client.nextRequestId();
  client.encoder.command(requestId, order);
  const answered = new Promise<void>((resolve) => {
    client.onMessage = (message) => {
      if (message.requestId === requestId) resolve();
    };
  });
  client.flush();
  await answered;
  client.onMessage = undefined;
}

const bench = await Bench.open();
for (const attack of ATTACKS) {
  if (chosen.length === 0 || chosen.includes(attack)) await bench.measure(attack);
}
await bench.close();
process.exit(0);
