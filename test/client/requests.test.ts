// Catches a request for quote that a client cannot follow over real sockets: an answer it does not get, cannot recompute,
// cannot take, or a refusal it cannot tell from another.
import { expect, it, onTestFinished } from 'vitest';
import { BrokerDesk, VENUE_PARAMETERS } from '../../src/broker/index.js';
import { explainFirmQuote, PatxClient, SIDE } from '../../src/client/index.js';
import { type Party, startExchange } from '../gateway/support/exchange.js';

const PAT = 1_000_000;

async function quotedMarket() {
  const exchange = await startExchange({ parameters: VENUE_PARAMETERS });
  const parties = [exchange.openConsumer(), exchange.openProvider(500)] as const;
  const brokerId = exchange.broker.accountId;
  exchange.fund(brokerId, 100_000 * PAT);
  exchange.submit(brokerId, 'moveCollateral', { amountMicroPat: 50_000 * PAT });
  const parameters = { base_value_micro_pat: PAT, prior_flow_lots: 5_000 };
  for (const [name, value] of Object.entries({ ...parameters, max_order_share_ppm: 500_000 })) {
    const terms = { name, target: '', value, expectedVersion: 0, unset: false, reason: 'test' };
    exchange.submit(exchange.operator.accountId, 'setParameter', terms);
  }
  const desk = new BrokerDesk({ sequencer: exchange.sequencer });
  const ticks = setInterval(() => desk.tick(Math.floor(exchange.nowMs())), 20);
  onTestFinished(async () => {
    clearInterval(ticks);
    await exchange.stop();
  });
  const connect = async ({ accountId, keyId, key }: Party): Promise<PatxClient> => {
    const client = await PatxClient.connect({
      url: `ws://127.0.0.1:${exchange.gateway.port}/`,
      accountId,
      keyId,
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
      idSpace: 1,
    });
    onTestFinished(() => client.close());
    return client;
  };
  return { exchange, consumer: await connect(parties[0]), provider: await connect(parties[1]) };
}

it('quotes a size, firmly, in factors that give the price, and trades it once', async () => {
  const { consumer, provider } = await quotedMarket();
  const sold = await provider.requestQuote({ seriesId: 1, side: SIDE.SELL, quantityLots: 40 });
  expect(sold).toMatchObject({ seriesId: 1, side: SIDE.SELL, quantityLots: 40, errorCode: 0 });
  expect(explainFirmQuote(sold)).toBe(sold.priceTicks);
  const sale = await provider.acceptQuote({ quoteId: sold.quoteId });
  expect(sale).toMatchObject({ errorCode: 0, affectedCount: 1, durability: 1 });

  const bought = await consumer.requestQuote({ seriesId: 1, side: SIDE.BUY, quantityLots: 30 });
  expect(bought.sizeFactors).toMatchObject({ startLots: 40 });
  expect(explainFirmQuote(bought)).toBe(bought.priceTicks);
  expect(bought.priceTicks).toBeGreaterThan(sold.priceTicks);
  expect(bought.validUntilMs).toBeGreaterThan(bought.matchTimeMs);
  const fills = consumer.events.fills.queue();
  const done = await consumer.acceptQuote({ quoteId: bought.quoteId });
  expect((await fills.next()).value).toMatchObject({
    seriesId: 1,
    side: SIDE.BUY,
    lastLots: 30,
    lastPriceTicks: bought.priceTicks,
    openLots: 0,
    clientOrderId: done.clientRequestId,
  });
  // A retry of the same command repeats its outcome; another finds the quote gone.
  const { clientRequestId } = done;
  const again = await consumer.acceptQuote({ quoteId: bought.quoteId, clientRequestId });
  expect(again).toMatchObject({ duplicate: true, referenceId: done.referenceId });
  await expect(consumer.acceptQuote({ quoteId: bought.quoteId })).rejects.toMatchObject({
    name: 'QUOTE_STALE',
    field: 'quote_id',
    retriable: true,
  });
});

it('refuses by name what is not quoted', async () => {
  const { consumer, provider } = await quotedMarket();
  const request = { seriesId: 1, side: SIDE.BUY, quantityLots: 5 };
  // The broker holds nothing yet.
  await expect(consumer.requestQuote(request)).rejects.toMatchObject({ name: 'THIN' });
  await expect(consumer.requestQuote({ ...request, seriesId: 9 })).rejects.toMatchObject({
    name: 'UNKNOWN_SERIES',
    field: 'series_id',
  });
  await expect(provider.requestQuote(request)).rejects.toMatchObject({ name: 'PHASE' });
  await expect(consumer.requestQuote({ ...request, quantityLots: 400 })).rejects.toMatchObject({
    name: 'MAX_QTY',
    field: 'quantity_lots',
  });
  const offer = { targetAccountId: 1, quoteRequestId: 1, priceTicks: 1, validUntilMs: 0 };
  await expect(
    consumer.send('offerQuote', {
      ...request,
      ...offer,
      errorCode: 0,
      factors: null,
      sizeFactors: null,
    }),
  ).rejects.toMatchObject({ name: 'ROLE' });
});
