/**
 * Catches an index that cannot be computed anew from the market-data channel alone, and one that goes on when its prints have left:
 * ten consumers and ten providers trade, exercise, deliver and accept over a venue behind a real socket.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DELIVERY_FIELD as D } from '../../src/engine/core/index.js';
import type { ServerBodies } from '../../src/schema/index.js';
import { CHANNEL_KIND, COMMAND_KIND, Command, INDEX_STATE, SIDE } from '../../src/values/index.js';
import { recompute } from '../risk/naive-index.js';
import type { TestClient } from './support/client.js';
import { type Party, startExchange, type TestExchange } from './support/exchange.js';

const OWNERS = 10;
const SAMPLE_MS = 10_000;
const MINUTE_MS = 60_000;

let nowMs = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
let exchange: TestExchange;
let watcher: TestClient;
const consumers: Party[] = [];
const providers: Party[] = [];

beforeAll(async () => {
  exchange = await startExchange({ nowMs: () => nowMs });
  exchange.submit(exchange.operator.accountId, 'setPhase', { phase: 2, reason: 'test' });
  for (let i = 0; i < OWNERS; i += 1) {
    consumers.push(exchange.openConsumer());
    providers.push(exchange.openProvider(200));
  }
  watcher = await exchange.logOn(consumers[0] as Party);
  const body = { kind: CHANNEL_KIND.VENUE, seriesId: 0, depth: 0, slowPolicy: 0 };
  watcher.session({ type: 'subscribe', body } as never);
  await watcher.next('subscribed');
});

afterAll(() => exchange.stop());

function order(account: number, side: number, priceTicks: number, lots: number): void {
  const command = new Command();
  command.kind = COMMAND_KIND.PLACE_ORDER;
  command.accountId = account;
  command.clientId = exchange.nextId(account);
  Object.assign(command, { seriesId: 1, side, priceTicks, lots, orderType: 1, timeInForce: 1 });
  if (!exchange.sequencer.submit(command, 0)) throw new Error('the sequencer took no order');
}

/** Everything that is due runs. */
function pass(ms: number): void {
  nowMs += ms;
  for (let i = 0; i < 8; i += 1) exchange.submit(0, 'advanceTime', {});
}

/** A consumer buys of a provider, exercises part of it, and accepts what is delivered. */
function trade(
  consumer: number,
  provider: number,
  priceTicks: number,
  lots: number,
  used: number,
): void {
  order(provider, SIDE.SELL, priceTicks, lots);
  order(consumer, SIDE.BUY, priceTicks, lots);
  exchange.submit(consumer, 'exerciseRights', { seriesId: 1, quantityLots: used });
  const { deliveries } = exchange.core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, D.consumer) !== consumer) continue;
    const deliveryId = deliveries.idOf(slot);
    if (deliveryId === 0) continue;
    const contentHash = new Uint8Array(32).fill(1);
    exchange.submit(provider, 'noticeDelivery', { deliveryId, contentHash, location: 'x' });
    const receipt = { deliveryId, keyId: 1, signature: new Uint8Array(64) };
    exchange.submit(consumer, 'acceptDelivery', receipt);
  }
}

const infos = (): ServerBodies['indexInfo'][] => watcher.all('indexInfo').map(({ body }) => body);
const prints = (): ServerBodies['indexPrint'][] =>
  watcher.all('indexPrint').map(({ body }) => body);

async function settled(): Promise<void> {
  await exchange.sequencer.drain();
  await watcher.settle();
}

test('whoever reads the channel computes every value, and none when there is none', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let i = 0; i < OWNERS; i += 1) {
      const consumer = consumers[i] as Party;
      const provider = providers[(i + round) % OWNERS] as Party;
      const priceTicks = 90 + ((i * 7 + round * 5) % 20);
      trade(consumer.accountId, provider.accountId, priceTicks, 5, 2 + (i % 4));
      pass(SAMPLE_MS / 2);
      // What leaves is one message a turn.
      await settled();
    }
  }
  pass(SAMPLE_MS);
  await settled();
  const told = infos();
  const valid = told.filter(({ indexState }) => indexState === INDEX_STATE.VALID);
  expect(prints().length).toBeGreaterThanOrEqual(3 * OWNERS);
  expect(told[0]?.indexState).toBe(INDEX_STATE.FEW_BUYERS);
  expect(valid.length).toBeGreaterThan(5);
  let last: { valueMicroPat: bigint; atMs: number } | undefined;
  for (const { indexState, valueMicroPat, sampleTimeMs, ...counts } of told) {
    // A print of the very moment of a sample may have entered behind it: journal order says which.
    const known = prints().filter(({ enteredTimeMs }) => enteredTimeMs < sampleTimeMs);
    const anew = recompute(known, sampleTimeMs, last);
    expect(indexState === INDEX_STATE.VALID).toBe(anew !== undefined);
    if (anew === undefined) continue;
    expect(BigInt(valueMicroPat)).toBe(anew.valueMicroPat);
    expect(counts.buyerCount).toBe(anew.buyers);
    expect(BigInt(counts.trimmedPpm)).toBe(anew.trimmedPpm);
    last = { valueMicroPat: anew.valueMicroPat, atMs: sampleTimeMs };
  }
  // Nobody trades any more: it ends, and says so once.
  for (let i = 0; i < 190; i += 1) {
    pass(SAMPLE_MS);
    await settled();
  }
  expect(infos().at(-1)).toMatchObject({ indexState: INDEX_STATE.NO_PRINTS, valueMicroPat: 0 });
  const ended = infos().length;
  pass(SAMPLE_MS);
  await settled();
  expect(infos()).toHaveLength(ended);
}, 60_000);

test('an owner that trades with itself, by accounts with one key, is no print', async () => {
  const before = prints().length;
  const { accountId } = exchange.operator;
  const accounts = [2, 3].map((role) => {
    const more = { firmGroup: 0, publicKey: new Uint8Array(32).fill(9), scopes: [1], name: 'one' };
    exchange.submit(accountId, 'openAccount', { role, accountClass: 2, ...more });
    return exchange.core.state.accounts.count;
  });
  const [consumer = 0, provider = 0] = accounts;
  for (const id of accounts) exchange.fund(id, 10_000_000_000);
  exchange.submit(accountId, 'setConfidence', {
    ...{ providerId: provider, segment: 'AUTO_INTENT', confidencePpm: 800_000 },
  });
  const capacity = { providerId: 0, segment: 'AUTO_INTENT', capacityLots: 100 };
  exchange.submit(provider, 'escrowCapacity', { ...capacity, attestedUntilMs: nowMs + MINUTE_MS });
  exchange.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 50 });
  trade(consumer, provider, 100, 5, 5);
  await settled();
  expect(prints()).toHaveLength(before);
});
