/** Catches a delivery that is paid for by its holder's silence when the door it opens is already shut. */
import { expect, test } from 'vitest';
import {
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import { DELIVERY_STATE, ENTITLEMENT_ORIGIN, SIDE } from '../../../src/values/index.js';
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
  venue.send(FIRST_OPERATOR_ACCOUNT, 'proveDelivery', notice);
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

test('an outage puts the end of what was exercised off, as it does the deadline of its delivery; not of what was over', () => {
  const venue = tradingVenue();
  const [consumer = 0, other = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { series } = venue.core.state;
  for (const account of [consumer, other]) {
    venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 10 });
    venue.order(account, { side: SIDE.BUY, priceTicks: 100, lots: 10 });
  }
  venue.timeMs = series.get(1, S.endMs);
  venue.advance(0);
  const granted = { holderId: consumer, resource: 'dataset', actions: 'read', quota: 1 };
  const lasts = { validFromMs: venue.timeMs, validToMs: venue.timeMs + 15 * HOUR_MS };
  const whole = { ...granted, ...lasts, origin: ENTITLEMENT_ORIGIN.GRANT };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'grantEntitlement', {
    ...whole,
    licenceHash: new Uint8Array(32),
  });
  const { entitlements } = venue.core;
  const mayRead = (account: number, what = 'series:1') =>
    entitlements.decide(account, 'read', what, venue.timeMs).allow;
  const lastTimeMs = venue.timeMs;
  venue.timeMs += 30 * HOUR_MS;
  venue.send(0, 'startEpoch', { epoch: 1, lastTimeMs });
  expect([mayRead(consumer), mayRead(other), mayRead(consumer, 'dataset')]).toEqual([
    true,
    true,
    false,
  ]);
  venue.timeMs += 15 * HOUR_MS - 1;
  expect(mayRead(consumer)).toBe(true);
  venue.timeMs += 1;
  expect(mayRead(consumer)).toBe(false);
  // What is over is not opened by a later outage.
  venue.send(0, 'startEpoch', { epoch: 2, lastTimeMs: venue.timeMs - HOUR_MS / 2 });
  expect(mayRead(consumer)).toBe(true);
  const endedMs = venue.timeMs + HOUR_MS;
  venue.timeMs = endedMs + HOUR_MS;
  venue.send(0, 'startEpoch', { epoch: 3, lastTimeMs: endedMs });
  expect(mayRead(consumer)).toBe(false);
});
