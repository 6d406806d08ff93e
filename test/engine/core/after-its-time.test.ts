/**
 * Catches an order, a quote or a window that still trades after its time because more was due at that moment than one
 * command sees to; and a price from before an outage that what was woken before it meets.
 */
import { describe, expect, test } from 'vitest';
import { BROKER_ACCOUNT, EVENT, SERIES_FIELD, TRADE } from '../../../src/engine/core/index.js';
import { ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../../src/values/index.js';
import { type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const { GTD, IOC } = TIME_IN_FORCE;

/** More timers than one command fires, all due before what is looked at. */
function crowded(expireTimeMs: (venue: TradingVenue) => number) {
  const venue = tradingVenue({}, { maxOrders: 1_024 });
  venue.isChecked = false;
  const [consumer = 0, other = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const expiry = expireTimeMs(venue);
  const gtd = { timeInForce: GTD, expireTimeMs: expiry };
  for (let i = 0; i < 300; i += 1) {
    venue.order(i % 2 === 0 ? consumer : other, { side: BUY, priceTicks: 90, lots: 1, ...gtd });
  }
  return { venue, consumer, provider, expiry, gtd };
}

const trades = (events: number[][]): number[][] => events.filter(([type]) => type === EVENT.TRADE);
const inAMinute = ({ timeMs }: TradingVenue): number => timeMs + 60_000;

describe('with more timers due than one command fires', () => {
  test('an order does not trade after its expiry', () => {
    const { venue, consumer, provider, expiry, gtd } = crowded(inAMinute);
    const [accepted] = venue.order(provider, { side: SELL, priceTicks: 100, lots: 1, ...gtd });
    expect(accepted?.[0]).toBe(EVENT.ORDER_ACCEPTED);
    venue.timeMs = expiry + 10_000;
    const order = { side: BUY, priceTicks: 100, lots: 1, timeInForce: IOC };
    expect(trades(venue.order(consumer, order))).toEqual([]);
    venue.check();
  });

  test('a quote does not trade after it was valid', () => {
    const { venue, provider, expiry } = crowded(inAMinute);
    const bids = [{ priceTicks: 100, quantityLots: 5 }];
    const quote = { seriesId: 1, bids, asks: [], validUntilMs: expiry, factors: null };
    venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence: 0, quotes: [quote] });
    venue.timeMs = expiry + 10_000;
    const order = { side: SELL, priceTicks: 100, lots: 5 };
    expect(trades(venue.order(provider, order))).toEqual([]);
  });

  test('a series trades nothing after the end of its window', () => {
    const endOf = ({ core }: TradingVenue): number => core.state.series.get(1, SERIES_FIELD.endMs);
    const { venue, consumer, provider } = crowded((one) => endOf(one) - 1);
    venue.order(provider, { side: SELL, priceTicks: 100, lots: 1 });
    venue.timeMs = endOf(venue) + 10_000;
    expect(trades(venue.order(consumer, { side: BUY, priceTicks: 100, lots: 1 }))).toEqual([]);
  });

  test('time alone still does it in pieces', () => {
    const { venue, expiry } = crowded(inAMinute);
    venue.timeMs = expiry;
    const canceled = () =>
      venue.send(0, 'advanceTime', {}).filter(([type]) => type === EVENT.ORDER_CANCELED).length;
    expect([canceled(), canceled(), canceled()]).toEqual([256, 44, 0]);
  });
});

test('orders woken before an outage do not trade with quotes from before it', () => {
  const venue = tradingVenue();
  const [consumer = 0, other = 0] = venue.consumers;
  const [provider = 0, rival = 0] = venue.providers;
  type Levels = { priceTicks: number; quantityLots: number }[];
  const quote = (bids: Levels, asks: Levels) => {
    const one = { seriesId: 1, bids, asks, validUntilMs: venue.timeMs + 3_600_000, factors: null };
    venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence: 0, quotes: [one] });
  };
  quote([{ priceTicks: 99, quantityLots: 60 }], []);
  venue.order(provider, { side: SELL, priceTicks: 99, lots: 60 });
  venue.order(rival, { side: SELL, priceTicks: 100, lots: 1 });
  const stop = { orderType: ORDER_TYPE.STOP, timeInForce: IOC, triggerPriceTicks: 100 };
  for (let i = 0; i < 20; i += 1) {
    venue.order(consumer, { side: BUY, priceTicks: 105, lots: 1, ...stop });
  }
  quote([], [{ priceTicks: 102, quantityLots: 40 }]);
  // Twenty are woken, sixteen enter with this command, four wait. Then the process is away for half an hour.
  const before = venue.order(other, { side: BUY, priceTicks: 100, lots: 1 });
  expect(trades(before)).toHaveLength(17);
  const lastTimeMs = venue.timeMs;
  venue.timeMs += 1_800_000;
  const events = venue.send(0, 'startEpoch', { epoch: 1, lastTimeMs });
  expect(events.filter(([type]) => type === EVENT.ORDER_TRIGGERED)).toHaveLength(4);
  expect(trades(events).filter((trade) => trade[TRADE.makerAccount] === BROKER_ACCOUNT)).toEqual(
    [],
  );
});
