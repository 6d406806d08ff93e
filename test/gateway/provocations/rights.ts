/** Refusals about capacity, rights and deliveries. */
import { type ColdBodies, type ColdKind, SIDE } from '../../../src/values/index.js';
import type { TestClient } from '../support/client.js';
import type { Party, TestExchange } from '../support/exchange.js';
import { by, type Provocations, type Provoked, provoked, setParameter } from './provoke.js';

/** Sends one command of a party and takes its answer. */
export async function send<N extends ColdKind>(
  exchange: TestExchange,
  party: Party,
  name: N,
  body: ColdBodies[N],
): Promise<Provoked> {
  const client = await exchange.logOn(party);
  return provoked(await client.answer(client.request(name, body)));
}

/** How far the clock of an exchange was put forward that has to wait for something. */
let laterMs = 0;

const MINT = { clientRequestId: 1_000, seriesId: 1, quantityLots: 10 };

interface Delivered {
  readonly buyer: TestClient;
  readonly consumer: Party;
  readonly provider: Party;
  readonly deliveryId: number;
}

/** A consumer that has exercised one right of a provider. */
export async function exercised(exchange: TestExchange): Promise<Delivered> {
  const provider = exchange.openProvider();
  const consumer = exchange.openConsumer();
  const seller = await exchange.logOn(provider);
  const buyer = await exchange.logOn(consumer);
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SIDE.SELL, priceTicks: 100, lots: 9 });
  await buyer.order({ clientOrderId: 1, side: SIDE.BUY, priceTicks: 100, lots: 5 });
  const body = { clientRequestId: 2, seriesId: 1, quantityLots: 1 };
  await buyer.result('exerciseRights', body);
  const { body: report } = await buyer.next('deliveryReport');
  return { buyer, consumer, provider, deliveryId: report.deliveryId };
}

export const RIGHTS_PROVOCATIONS: Provocations<
  | 'ESCROW_CAPACITY'
  | 'MINT_CAP'
  | 'COLLATERAL'
  | 'CONFIDENCE'
  | 'INSUFFICIENT_RIGHTS'
  | 'UNKNOWN_DELIVERY'
  | 'DELIVERY_STATE'
  | 'INSUFFICIENT_PAT'
  | 'OPEN_DISPUTES'
  | 'MINT_HELD'
  | 'COLLATERAL_CALLED'
  | 'BUST_TOO_LATE'
  | 'QUOTE_STALE'
  | 'QUOTE_CROSSED'
  | 'THIN'
> = {
  THIN: by(async (exchange) => {
    exchange.openProvider();
    const consumer = exchange.openConsumer();
    const client = await exchange.logOn(consumer);
    const request = { seriesId: 1, side: SIDE.BUY, quantityLots: 1 };
    client.request('requestQuote', { clientRequestId: 1, ...request });
    const { body: told } = await client.next('commandResult');
    // The broker has nothing to offer.
    exchange.submit(exchange.broker.accountId, 'offerQuote', {
      ...{ ...request, targetAccountId: consumer.accountId, quoteRequestId: told.referenceId },
      ...{ priceTicks: 100, validUntilMs: Math.floor(exchange.nowMs()) + 60_000 },
      ...{ errorCode: 0, factors: null, sizeFactors: null },
    });
    const { body } = await client.next('firmQuote');
    return { errorCode: body.errorCode };
  }),
  ESCROW_CAPACITY: by((exchange) =>
    send(exchange, exchange.openProvider(), 'mintRights', { ...MINT, quantityLots: 100_000 }),
  ),
  MINT_CAP: by((exchange) => send(exchange, exchange.openProvider(0), 'mintRights', MINT), {
    rules: { mintCapLots: 9 },
  }),
  COLLATERAL: by((exchange) => {
    const provider = exchange.openProvider(0);
    const { accountId: targetAccountId } = provider;
    const amountMicroPat = exchange.core.state.ledger.available(targetAccountId);
    const { operator } = exchange;
    exchange.submit(operator.accountId, 'withdraw', { targetAccountId, amountMicroPat });
    return send(exchange, provider, 'mintRights', MINT);
  }),
  CONFIDENCE: by((exchange) => {
    const provider = exchange.openProvider(0);
    const terms = { segment: 'AUTO_INTENT', confidencePpm: 100_000 };
    const { operator } = exchange;
    const { accountId: providerId } = provider;
    exchange.submit(operator.accountId, 'setConfidence', { providerId, ...terms });
    return send(exchange, provider, 'mintRights', MINT);
  }),
  INSUFFICIENT_RIGHTS: by((exchange) =>
    send(exchange, exchange.openConsumer(), 'exerciseRights', MINT),
  ),
  UNKNOWN_DELIVERY: by((exchange) =>
    send(exchange, exchange.openConsumer(), 'disputeDelivery', { deliveryId: 99, reason: 'x' }),
  ),
  DELIVERY_STATE: by(async (exchange) => {
    const { buyer, deliveryId } = await exercised(exchange);
    const body = { deliveryId, reason: 'too early' };
    return provoked(await buyer.answer(buyer.request('disputeDelivery', body)));
  }),
  INSUFFICIENT_PAT: by((exchange) =>
    send(exchange, exchange.broker, 'moveCollateral', {
      clientRequestId: 1_000,
      amountMicroPat: 1e15,
    }),
  ),
  OPEN_DISPUTES: by(async (exchange) => {
    const { buyer, provider, deliveryId } = await exercised(exchange);
    setParameter(exchange, 'max_open_disputes', 1);
    const more = { clientRequestId: 3, seriesId: 1, quantityLots: 1 };
    await buyer.result('exerciseRights', more);
    const notice = { contentHash: new Uint8Array(32).fill(7), location: 'x' };
    for (const id of [deliveryId, deliveryId + 1]) {
      exchange.submit(provider.accountId, 'noticeDelivery', { deliveryId: id, ...notice });
    }
    await buyer.result('disputeDelivery', { deliveryId, reason: 'the first' });
    const second = { deliveryId: deliveryId + 1, reason: 'the second' };
    return provoked(await buyer.answer(buyer.request('disputeDelivery', second)));
  }),
  MINT_HELD: by((exchange) => {
    const provider = exchange.openProvider();
    setParameter(exchange, 'mint_hold_ms', 60_000);
    return send(exchange, provider, 'withdrawRights', MINT);
  }),
  COLLATERAL_CALLED: by(
    async (exchange) => {
      const { provider } = await exercised(exchange);
      const { accountId: targetAccountId } = provider;
      const amountMicroPat = exchange.core.state.ledger.available(targetAccountId);
      const { operator, broker } = exchange;
      exchange.submit(operator.accountId, 'withdraw', { targetAccountId, amountMicroPat });
      const marks = [{ seriesId: 1, markTicks: 500, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
      exchange.submit(broker.accountId, 'markUpdate', { marks });
      // Twenty hours of reviews.
      for (let i = 0; i < 120; i += 1) {
        laterMs += 600_000;
        exchange.submit(0, 'advanceTime', {});
        // One batch has one time.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return send(exchange, provider, 'mintRights', MINT);
    },
    { nowMs: () => Date.now() + laterMs },
  ),
  BUST_TOO_LATE: by(async (exchange) => {
    await exercised(exchange);
    const body = { seriesId: 1, tradeId: 1, reason: 'test' };
    return send(exchange, exchange.operator, 'bustTrade', body);
  }),
  QUOTE_STALE: by((exchange) => quote(exchange, 95, 105, -1_000)),
  QUOTE_CROSSED: by((exchange) => quote(exchange, 105, 95, 60_000)),
};

/** Quotes both sides of series 1, valid for so long from now. */
function quote(
  exchange: TestExchange,
  bidTicks: number,
  askTicks: number,
  validMs: number,
): Promise<Provoked> {
  const level = (priceTicks: number) => [{ priceTicks, quantityLots: 1 }];
  return send(exchange, exchange.broker, 'massQuote', {
    basedOnSequence: exchange.sequencer.appliedSequence,
    quotes: [
      {
        seriesId: 1,
        bids: level(bidTicks),
        asks: level(askTicks),
        validUntilMs: Math.floor(exchange.nowMs()) + validMs,
        factors: null,
      },
    ],
  });
}
