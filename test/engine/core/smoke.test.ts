/** Catches a core that cannot carry one right from mint to accepted delivery. */
import { expect, test } from 'vitest';
import { BROKER_ACCOUNT, BUCKET, EVENT, SERIES_FIELD } from '../../../src/engine/core/index.js';
import { SIDE } from '../../../src/values/index.js';
import { tradingVenue } from '../../support/venue.js';

test('a right goes from provider through the broker to a consumer and is delivered', () => {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId: 1,
        bids: [{ priceTicks: 90, quantityLots: 50 }],
        asks: [],
        validUntilMs: venue.timeMs + 60_000,
        factors: null,
      },
    ],
  });
  const sold = venue.order(provider, { side: SIDE.SELL, priceTicks: 90, lots: 20 });
  expect(sold.map((e) => e[0])).toEqual([EVENT.ORDER_ACCEPTED, EVENT.TRADE]);
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId: 1,
        bids: [],
        asks: [{ priceTicks: 110, quantityLots: 20 }],
        validUntilMs: venue.timeMs + 60_000,
        factors: null,
      },
    ],
  });
  const bought = venue.order(consumer, { side: SIDE.BUY, priceTicks: 110, lots: 10 });
  expect(bought.map((e) => e[0])).toEqual([EVENT.ORDER_ACCEPTED, EVENT.TRADE]);
  const exercised = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 10 });
  const delivery = exercised.find((e) => e[0] === EVENT.DELIVERY) as number[];
  const deliveryId = delivery[5] as number;
  venue.send(provider, 'noticeDelivery', {
    deliveryId,
    contentHash: new Uint8Array(32).fill(1),
    location: 'https://data.example/records',
  });
  venue.send(consumer, 'acceptDelivery', { deliveryId, signature: new Uint8Array(64), keyId: 1 });
  const { series, ledger } = venue.core.state;
  expect(series.get(1, SERIES_FIELD.deliveredLots)).toBe(10);
  expect(ledger.balance(ledger.escrow(1))).toBe(0);
  expect(ledger.balance(ledger.bucket(provider, BUCKET.PENDING))).toBe(10 * 90 * 10_000);
  venue.advance(8 * 86_400_000);
  expect(series.get(1, SERIES_FIELD.state)).toBe(4);
});
