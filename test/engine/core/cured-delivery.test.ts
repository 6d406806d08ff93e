/** Catches a delivery that is paid for by its holder's silence when the door it opens is already shut. */
import { expect, test } from 'vitest';
import { EVENT, SERIES_FIELD as S } from '../../../src/engine/core/index.js';
import { DELIVERY_STATE, SIDE } from '../../../src/values/index.js';
import { tradingVenue } from '../../support/venue.js';

const HOUR_MS = 3_600_000;

test('what is handed over at the end of the time to cure can be read until silence accepts it', () => {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { series, deliveries } = venue.core.state;
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 10 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 10 });
  venue.timeMs = series.get(1, S.endMs);
  const events = venue.advance(0);
  const deliveryId = events.find(([type]) => type === EVENT.DELIVERY)?.[5] as number;
  venue.advance(HOUR_MS);
  venue.advance(12 * HOUR_MS - 1);
  const notice = {
    deliveryId,
    contentHash: new Uint8Array(32).fill(7),
    location: 'https://x.test',
  };
  venue.send(provider, 'noticeDelivery', notice);
  const mayRead = () =>
    venue.core.entitlements.decide(consumer, 'read', 'series:1', venue.timeMs).allow;
  expect(mayRead()).toBe(true);
  // Its two hours to look at it.
  venue.timeMs += 2 * HOUR_MS - 1;
  expect(mayRead()).toBe(true);
  const told = venue.advance(1).filter(([type]) => type === EVENT.DELIVERY);
  expect(told.map((event) => event[10])).toContain(DELIVERY_STATE.ACCEPTED);
  expect(deliveries.find(deliveryId)).toBe(0);
});
