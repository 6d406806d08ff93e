/**
 * Catches the venue trading by itself after an order's or a window's time: what it does between commands of accounts, while
 * more is due than one command ends.
 */
import { expect, test } from 'vitest';
import { EVENT, SERIES_FIELD as S } from '../../../src/engine/core/index.js';
import { ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../../src/values/index.js';
import { gather, setParameter } from '../../support/auction.js';
import { type OrderFields, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const { GTD } = TIME_IN_FORCE;

function roomy(): TradingVenue {
  const venue = tradingVenue({}, { maxOrders: 1_024 });
  venue.isChecked = false;
  setParameter(venue, 'order_burst_count', 100_000);
  setParameter(venue, 'max_open_orders', 10_000);
  return venue;
}

/** More orders that end at one time than one command ends. */
function crowd(venue: TradingVenue, until: Partial<OrderFields>): void {
  for (let i = 0; i < 300; i += 1) {
    const account = venue.consumers[i % 2] as number;
    venue.order(account, { side: BUY, priceTicks: 90, lots: 1, ...until });
  }
}

/** Stops that wait for a trade at 100, more than enter with one command. */
function waitingStops(venue: TradingVenue): void {
  const terms = { side: BUY, priceTicks: 103, lots: 1, orderType: ORDER_TYPE.STOP };
  for (let i = 0; i < 40; i += 1) {
    venue.order(venue.consumers[0] as number, { ...terms, triggerPriceTicks: 100 });
  }
}

test('an auction does not trade orders whose time is over', () => {
  const venue = roomy();
  const [c1 = 0] = venue.consumers;
  const [p1 = 0] = venue.providers;
  gather(venue, 30_000);
  const gtd = { timeInForce: GTD, expireTimeMs: venue.timeMs + 30_000 };
  crowd(venue, gtd);
  const [buy] = venue.order(c1, { side: BUY, priceTicks: 100, lots: 1, ...gtd });
  expect(buy?.[0]).toBe(EVENT.ORDER_ACCEPTED);
  const [sell] = venue.order(p1, { side: SELL, priceTicks: 100, lots: 1 });
  expect(sell?.[0]).toBe(EVENT.ORDER_ACCEPTED);
  venue.timeMs += 40_000;
  const events = venue.send(0, 'advanceTime', {});
  expect(events.filter(([type]) => type === EVENT.AUCTION_TRADE)).toEqual([]);
});

test('a woken stop does not trade with orders whose time is over', () => {
  const venue = roomy();
  const [, c2 = 0] = venue.consumers;
  const [p1 = 0, p2 = 0] = venue.providers;
  const expireTimeMs = venue.timeMs + 30_000;
  const gtd = { timeInForce: GTD, expireTimeMs };
  crowd(venue, gtd);
  // A GTD offer for them at 101 whose time is the same.
  waitingStops(venue);
  const [offer] = venue.order(p2, { side: SELL, priceTicks: 101, lots: 50, ...gtd });
  expect(offer?.[0]).toBe(EVENT.ORDER_ACCEPTED);
  venue.order(p1, { side: SELL, priceTicks: 100, lots: 1 });
  venue.order(c2, { side: BUY, priceTicks: 100, lots: 1 });
  venue.timeMs = expireTimeMs + 10_000;
  const events = venue.send(0, 'advanceTime', {});
  expect(events.filter(([type]) => type === EVENT.TRADE)).toEqual([]);
});

test('a woken stop does not trade with an order that ended during it, nor after the window', () => {
  const venue = roomy();
  const [, c2 = 0] = venue.consumers;
  const [p1 = 0, p2 = 0] = venue.providers;
  const endMs = venue.core.state.series.get(1, S.endMs);
  venue.timeMs = endMs - 60_000;
  const gtd = { timeInForce: GTD, expireTimeMs: endMs - 30_000 };
  crowd(venue, gtd);
  waitingStops(venue);
  venue.order(p2, { side: SELL, priceTicks: 101, lots: 50 });
  venue.order(p1, { side: SELL, priceTicks: 100, lots: 1 });
  venue.order(c2, { side: BUY, priceTicks: 100, lots: 1 });
  const lastTimeMs = venue.timeMs;
  venue.timeMs = endMs + 3_600_000; // an hour after the window has ended
  const events = venue.send(0, 'startEpoch', { epoch: 1, lastTimeMs });
  expect(events.filter(([type]) => type === EVENT.TRADE)).toHaveLength(0);
});
