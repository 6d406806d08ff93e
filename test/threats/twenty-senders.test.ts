/**
 * Catches accounts that together have the venue do more than the sum of what each may, or that keep an honest account from
 * being served: receipts nobody signed, and messages that are refused, by one account and by twenty, over two sessions each,
 * through real sockets. What they may is counted in work units; fees play no part, as nothing of it trades.
 */
import { createHash, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { unitsOf } from '../../src/gateway/intake/work-credits.js';
import { receiptBytes } from '../../src/schema/index.js';
import { COMMAND_KIND as K, SIDE } from '../../src/values/index.js';
import { setParameter } from '../gateway/provocations/provoke.js';
import type { TestClient } from '../gateway/support/client.js';
import { type Party, startExchange, type TestExchange } from '../gateway/support/exchange.js';

/** Units saved up at an order rate of 1, and as many again on credit; the last message may begin with one unit left. */
const FULL = 4_000;
const DEAREST = 64;
const MAY = 2 * FULL + DEAREST;
const HASH = createHash('sha256').update('what was handed over').digest();
const LOCATION = 'https://data.example/records';

let exchange: TestExchange;
let provider: Party;
/** Units of what reached the sequencer from sockets, by account; and how many receipts. */
let units: Map<number, number>;
let receipts: number;

beforeEach(async () => {
  // The clock stands still: nothing is earned.
  exchange = await startExchange({
    nowMs: () => 1_800_000_000_000,
    coreLimits: { maxAccounts: 64, maxIdSpaces: 256 },
  });
  setParameter(exchange, 'order_rate_per_second', 1);
  provider = exchange.openProvider();
  units = new Map();
  receipts = 0;
  const submit = exchange.sequencer.submit.bind(exchange.sequencer);
  vi.spyOn(exchange.sequencer, 'submit').mockImplementation((command, origin) => {
    const { kind, accountId } = command;
    const isTaken = submit(command, origin);
    if (isTaken && origin > 0 && kind < K.ADVANCE_TIME) {
      units.set(accountId, (units.get(accountId) ?? 0) + unitsOf(kind));
      if (kind === K.ACCEPT_DELIVERY) receipts += 1;
    }
    return isTaken;
  });
});

afterEach(() => exchange.stop());

interface Holder {
  readonly party: Party;
  readonly sessions: readonly TestClient[];
  readonly deliveryId: number;
}

/** Consumers with a delivery under way of each, that was given notice of. */
async function holders(count: number): Promise<readonly Holder[]> {
  const seller = await exchange.logOn(provider);
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SIDE.SELL, priceTicks: 100, lots: count });
  const made: Holder[] = [];
  for (let i = 0; i < count; i += 1) {
    const party = exchange.openConsumer();
    const sessions = [await exchange.logOn(party), await exchange.logOn(party)];
    const [client] = sessions as [TestClient];
    const id = () => exchange.nextId(party.accountId);
    await client.order({ clientOrderId: id(), side: SIDE.BUY, priceTicks: 100, lots: 1 });
    const body = { clientRequestId: id(), seriesId: 1, quantityLots: 1 };
    expect((await client.result('exerciseRights', body)).errorCode).toBe(0);
    const { deliveryId } = (await client.next('deliveryReport')).body;
    const notice = { deliveryId, contentHash: HASH, location: LOCATION };
    expect((await seller.result('noticeDelivery', notice)).errorCode).toBe(0);
    made.push({ party, sessions, deliveryId });
  }
  return made;
}

/** Sends until it is taken or the session ends; a message that finds the checks busy is sent again. */
async function handOver({ party, sessions, deliveryId }: Holder): Promise<number> {
  const [client] = sessions as [TestClient];
  const signature = sign(null, receiptBytes({ deliveryId, contentHash: HASH }), party.key);
  for (let tries = 1; ; tries += 1) {
    const id = client.request('acceptDelivery', { deliveryId, keyId: 1, signature });
    const { type, body } = await client.answer(id);
    if (type === 'commandResult' && body.errorCode === 0) return tries;
    expect(tries).toBeLessThan(50);
  }
}

describe.each([1, 20])('%i hostile accounts', (count) => {
  test('with receipts nobody signed reach the journal with none, and hold up nobody’s', async () => {
    const all = await holders(count + 1);
    const [honest, ...hostile] = all as [Holder, ...Holder[]];
    const signature = new Uint8Array(64).fill(7);
    for (const { sessions, deliveryId } of hostile) {
      for (const one of sessions) {
        for (let i = 0; i < 150; i += 1) {
          one.request('acceptDelivery', { deliveryId, keyId: 1, signature });
        }
      }
    }
    await handOver(honest);
    for (const { sessions } of hostile) {
      for (const one of sessions) await one.settle().catch(() => undefined);
    }
    expect(receipts).toBe(1);
    const { deliveries } = exchange.core.state;
    expect(deliveries.liveCount).toBe(count);
  });

  test('with what is refused make the journal no longer than the sum of what each may', async () => {
    const hostile = await Promise.all(
      Array.from({ length: count }, async () => {
        const party = exchange.openConsumer();
        return { party, sessions: [await exchange.logOn(party), await exchange.logOn(party)] };
      }),
    );
    const honest = exchange.openConsumer();
    const client = await exchange.logOn(honest);
    for (const { party, sessions } of hostile) {
      for (const one of sessions) {
        // Four units each, more than both sessions together may.
        for (let i = 0; i < 400; i += 1) {
          one.request('disputeDelivery', { deliveryId: 7, reason: 'none' });
          one.request('getOutcome', { clientOrderId: 3 * 2 ** 48 + i });
          const clientRequestId = exchange.nextId(party.accountId);
          one.request('exerciseRights', { clientRequestId, seriesId: 1, quantityLots: 1 });
        }
      }
    }
    const clientOrderId = exchange.nextId(honest.accountId);
    const order = { clientOrderId, side: SIDE.BUY, priceTicks: 10, lots: 1 };
    expect((await client.order(order)).errorCode).toBe(0);
    for (const { party, sessions } of hostile) {
      for (const one of sessions) await one.settle().catch(() => undefined);
      const used = units.get(party.accountId) ?? 0;
      // Most of what was saved up; the answers cost the rest.
      expect(used).toBeGreaterThan(FULL / 2);
      expect(used).toBeLessThanOrEqual(MAY);
    }
  });
});
