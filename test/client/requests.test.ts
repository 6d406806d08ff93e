// Catches a request for quote that a client cannot follow over real sockets: an answer it does not get, cannot recompute,
// cannot take, or a refusal it cannot tell from another.
import { expect, it } from 'vitest';
import { explainFirmQuote, SIDE } from '../../src/client/index.js';
import { quotedMarket } from './quoted-market.js';

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
