/** Catches stops and bands that go by a price that stood in no queue, or by one of a trade that was taken back. */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  EVENT,
  FIRM_QUOTE,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD,
  TRADE,
} from '../../../src/engine/core/index.js';
import { ORDER_TYPE, SERIES_STATE, SIDE, TIME_IN_FORCE } from '../../../src/values/index.js';
import { type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const STOP = {
  orderType: ORDER_TYPE.STOP,
  timeInForce: TIME_IN_FORCE.IOC,
  triggerPriceTicks: 110,
} as const;

const isWoken = (events: number[][]): boolean =>
  events.some(([type]) => type === EVENT.ORDER_TRIGGERED);

/** A trade between the first provider and the first consumer; its id. */
function trade(venue: TradingVenue, priceTicks: number): number {
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  venue.order(provider, { side: SELL, priceTicks, lots: 1 });
  const events = venue.order(consumer, { side: BUY, priceTicks, lots: 1 });
  return events.find(([type]) => type === EVENT.TRADE)?.[TRADE.tradeId] ?? 0;
}

const bust = (venue: TradingVenue, tradeId: number): void => {
  venue.send(FIRST_OPERATOR_ACCOUNT, 'bustTrade', { seriesId: 1, tradeId, reason: 'error' });
};

/** The second consumer takes five lots of the broker's at 110 by a firm quote; the book has traded at 100. */
function tradeFirm(venue: TradingVenue): void {
  const [, other = 0] = venue.consumers;
  const [provider = 0, rival = 0] = venue.providers;
  venue.order(BROKER_ACCOUNT, { side: BUY, priceTicks: 100, lots: 20 });
  venue.order(provider, { side: SELL, priceTicks: 100, lots: 20 });
  venue.order(rival, { side: SELL, priceTicks: 112, lots: 5 });
  const offered = venue.send(BROKER_ACCOUNT, 'offerQuote', {
    ...{ targetAccountId: other, quoteRequestId: 1, seriesId: 1, side: BUY, priceTicks: 110 },
    ...{ quantityLots: 5, validUntilMs: venue.timeMs + 1_000, errorCode: 0 },
    ...{ factors: null, sizeFactors: null },
  });
  const quoteId = offered.find(([type]) => type === EVENT.FIRM_QUOTE)?.[FIRM_QUOTE.orderId] ?? 0;
  const events = venue.send(other, 'acceptQuote', { quoteId });
  expect(events.filter(([type]) => type === EVENT.TRADE)).toHaveLength(1);
}

describe('a trade on a firm quote', () => {
  test('wakes no stop, whether that came before it or after', () => {
    const venue = tradingVenue();
    const [consumer = 0] = venue.consumers;
    const [accepted] = venue.order(consumer, { side: BUY, priceTicks: 115, lots: 1, ...STOP });
    tradeFirm(venue);
    const slot = venue.core.state.orders.find(accepted?.[3] ?? 0);
    expect(venue.core.live.isDormant(slot)).toBe(true);
    const later = venue.order(consumer, { side: BUY, priceTicks: 115, lots: 1, ...STOP });
    expect(isWoken(later)).toBe(false);
    // A trade in the book does.
    expect(isWoken(venue.order(consumer, { side: BUY, priceTicks: 112, lots: 1 }))).toBe(true);
  });

  test('is the last price until the next trade, and again what was before it once busted', () => {
    const venue = tradingVenue();
    tradeFirm(venue);
    const { series } = venue.core.state;
    expect([series.lastTradeTicks(1), series.get(1, SERIES_FIELD.lastPriceTicks)]).toEqual([
      110, 100,
    ]);
    bust(venue, series.get(1, SERIES_FIELD.lastTradeId));
    expect(series.lastTradeTicks(1)).toBe(100);
    tradeFirm(venue);
    expect(series.lastTradeTicks(1)).toBe(110);
    trade(venue, 105);
    expect(series.lastTradeTicks(1)).toBe(105);
  });
});

describe('a trade that was busted', () => {
  test('wakes no stop that comes after it', () => {
    const venue = tradingVenue();
    const [, other = 0] = venue.consumers;
    trade(venue, 100);
    bust(venue, trade(venue, 118));
    const [, rival = 0] = venue.providers;
    venue.order(rival, { side: SELL, priceTicks: 119, lots: 1 });
    expect(isWoken(venue.order(other, { side: BUY, priceTicks: 120, lots: 1, ...STOP }))).toBe(
      false,
    );
  });

  test('is not what the moving band goes by', () => {
    const venue = tradingVenue();
    trade(venue, 100);
    bust(venue, trade(venue, 118));
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', {
      ...{ name: 'volatility_dynamic_ppm', target: '', value: 50_000 },
      ...{ expectedVersion: 0, unset: false, reason: 'x' },
    });
    expect(trade(venue, 100)).toBe(3);
    expect(venue.core.state.series.get(1, SERIES_FIELD.state)).toBe(SERIES_STATE.OPEN);
  });

  test('leaves the price of the newest that stands, none when none does', () => {
    const venue = tradingVenue();
    const { series } = venue.core.state;
    const ids = [100, 103, 107].map((priceTicks) => trade(venue, priceTicks));
    const last = () => series.lastTradeTicks(1);
    bust(venue, ids[1] ?? 0);
    expect(last()).toBe(107);
    bust(venue, ids[2] ?? 0);
    expect(last()).toBe(100);
    bust(venue, ids[0] ?? 0);
    expect(last()).toBe(0);
  });
});
