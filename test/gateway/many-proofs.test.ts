/**
 * Catches a day's proofs that come to an end: true notices of some, more in a day than an account may have idempotency keys, after
 * which what all others have handed over is not proved, and fails.
 */
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { OwnAccount } from '../../src/own-account/index.js';
import { Prover } from '../../src/prover/index.js';
import { NoticeView } from '../../src/reader/index.js';
import { DELIVERY_STATE, SIDE } from '../../src/values/index.js';
import { newKey, rawKey, startExchange, type TestExchange } from './support/exchange.js';

const HASH = createHash('sha256').update('what was handed over').digest();
let exchange: TestExchange;
let prover: Prover;

afterEach(async () => {
  await prover.stop();
  await exchange.stop();
});

test('more notices than an account has keys for in a day are proved all the same', async () => {
  exchange = await startExchange();
  const { core } = exchange;
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const [buyer, seller] = [await exchange.logOn(consumer), await exchange.logOn(provider)];
  const count = core.state.idempotency.share + 6;
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SIDE.SELL, priceTicks: 100, lots: count });
  await buyer.order({ clientOrderId: 1, side: SIDE.BUY, priceTicks: 100, lots: count });
  for (let i = 0; i < count; i += 1) {
    const one = { clientRequestId: 2 + i, seriesId: 1, quantityLots: 1 };
    expect((await buyer.result('exerciseRights', one)).errorCode).toBe(0);
    const report = await seller.next(
      'deliveryReport',
      (m) => m.body.state === DELIVERY_STATE.TICKETED,
    );
    const { deliveryId } = report.body;
    exchange.submit(provider.accountId, 'noticeDelivery', {
      ...{ deliveryId, contentHash: HASH, location: `https://data.example/${deliveryId}` },
    });
  }
  const key = newKey();
  exchange.submit(0, 'registerStore', { publicKey: rawKey(key) });
  await exchange.sequencer.drain();
  const unproved = () => new NoticeView(core).unproved(0, 4_096);
  expect(unproved().rows).toHaveLength(count);
  prover = new Prover({
    ...{ unproved, bytesMax: 1_000, nowMs: Date.now, log: () => undefined },
    egress: { digest: async () => ({ status: 200, bytes: 1, sha256: HASH }) },
    account: () =>
      new OwnAccount({
        ...{ name: 'prover', key, nowMs: Date.now },
        register: async () => ({ accountId: core.state.accounts.count, keyId: 1 }),
        send: (request) => exchange.gateway.relay(request),
      }),
  });
  prover.begin();
  await expect.poll(() => unproved().rows.length, { timeout: 8_000, interval: 50 }).toBe(0);
}, 30_000);
