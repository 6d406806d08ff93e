/**
 * Catches accounts that fill a store all share, with exercises of one lot or with trades of one lot at prices of their own, so
 * that others can neither exercise nor trade; and shares that are refused while there is plenty of room. At no fees and at the
 * sandbox's.
 */
import { describe, expect, it } from 'vitest';
import { CODE, COMMAND_RESULT, EVENT, ORDER_REFUSED } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type ContractRules, type Limits, SIDE } from '../../src/values/index.js';
import { setParameter } from '../support/auction.js';
import { type TradingVenue, tradingVenue } from '../support/venue.js';
import { FEES, letMint, openAccount, sell } from './colluders.js';

const PLACES = 1_024;
const SHARE = PLACES / 32;
const PRICE = 100;

function venueWith(limits: Partial<Limits>, rules: Partial<ContractRules> = {}): TradingVenue {
  const venue = tradingVenue(rules, {
    maxAccounts: 128,
    maxOrders: 1_024,
    maxPositions: 512,
    maxObligations: 32_768,
    ...limits,
  });
  setParameter(venue, 'order_burst_count', 1_000_000);
  setParameter(venue, 'max_order_share_ppm', 1_000_000_000_000);
  venue.isChecked = false;
  return venue;
}

/** A provider with rights to sell, and a consumer that buys them. */
function openPair(venue: TradingVenue): readonly [provider: number, consumer: number] {
  const provider = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
  const consumer = openAccount(venue, ACCOUNT_ROLE.CONSUMER);
  letMint(venue, provider);
  venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 2_000 });
  return [provider, consumer];
}

const codeOf = (events: readonly number[][]): number => {
  const refused = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  return refused?.[ORDER_REFUSED.code] ?? result?.[COMMAND_RESULT.code] ?? 0;
};

/** What one consumer can have of a store until it is refused. */
interface Taking {
  readonly limits: Partial<Limits>;
  readonly places: number;
  /** Bought before, in one trade. */
  readonly boughtLots: number;
  readonly take: (venue: TradingVenue, pair: readonly [number, number], i: number) => number;
}

const exerciseOne = (venue: TradingVenue, [, consumer]: readonly [number, number]): number =>
  codeOf(venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 }));

const STORES: Readonly<Record<string, Taking>> = {
  deliveries: {
    limits: { maxDeliveries: PLACES, maxEntitlements: 16 * PLACES },
    places: PLACES,
    boughtLots: 1_000,
    take: exerciseOne,
  },
  'entries of rights': {
    limits: { maxObligations: PLACES },
    places: PLACES,
    boughtLots: 0,
    take: (venue, [provider, consumer], i) => {
      const priceTicks = PRICE + (i % 2);
      const offered = codeOf(venue.order(provider, { side: SIDE.SELL, priceTicks, lots: 1 }));
      if (offered !== 0) return offered;
      const code = codeOf(venue.order(consumer, { side: SIDE.BUY, priceTicks, lots: 1 }));
      if (code !== 0) venue.send(provider, 'massCancel', EVERYTHING);
      return code;
    },
  },
};

const EVERYTHING = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };

function fill(
  venue: TradingVenue,
  store: Taking,
): { pair: readonly [number, number]; got: number; code: number } {
  const pair = openPair(venue);
  if (store.boughtLots > 0) sell(venue, ...pair, PRICE, store.boughtLots);
  for (let got = 0; got < PLACES; got += 1) {
    const code = store.take(venue, pair, got);
    if (code !== 0) return { pair, got, code };
  }
  throw new Error('nothing was ever refused');
}

describe.each(FEES)('at %s', (_fees, rules) => {
  describe.each(Object.entries(STORES))('%s', (_, store) => {
    it('one account has half of them to itself, and is then told that its share is used', () => {
      const venue = venueWith(store.limits, rules);
      const { got, code } = fill(venue, store);
      expect(code).toBe(CODE.SHARE_USED);
      expect(got).toBe(store.places / 2);
      venue.check();
    });

    it('twenty leave places to two who come late', () => {
      const venue = venueWith(store.limits, rules);
      const late = [openPair(venue), openPair(venue)];
      for (const pair of late) sell(venue, ...pair, PRICE, 10);
      for (let i = 0; i < 20; i += 1) expect(fill(venue, store).code).toBe(CODE.SHARE_USED);
      for (const pair of late) expect(store.take(venue, pair, 0)).toBe(0);
      venue.check();
    });

    it('what is given back can be had again', () => {
      const venue = venueWith(store.limits, rules);
      const { pair, got } = fill(venue, store);
      const [, consumer] = pair;
      if (store.boughtLots === 0) {
        expect(
          codeOf(venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 10 })),
        ).toBe(0);
        expect(store.take(venue, pair, got)).toBe(0);
        return;
      }
      for (let i = 0; i < 40; i += 1) venue.advance(86_400_000);
      const [, other] = openPair(venue);
      expect(venue.core.state.deliveries.room).toBe(venue.core.state.limits.maxDeliveries);
      expect(venue.core.state.entitlements.problem(other, SHARE, venue.timeMs)).toBe(0);
      venue.check();
    });
  });
});

describe('honest consumers', () => {
  /** Trades of one lot each, at prices that change from each to the next. */
  function manyTrades(venue: TradingVenue, count: number): readonly [number, number] {
    const pair = openPair(venue);
    for (let i = 0; i < count; i += 1) sell(venue, ...pair, PRICE + (i % 7), 1);
    return pair;
  }

  it('exercises ten thousand trades of one lot, a thousand a command, in ten places', () => {
    const venue = venueWith({ maxDeliveries: PLACES, maxEntitlements: PLACES });
    const [provider, consumer] = openPair(venue);
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 8_000 });
    for (let i = 0; i < 10_000; i += 1) sell(venue, provider, consumer, PRICE + (i % 7), 1);
    const { deliveries, entitlements, sources } = venue.core.state;
    expect(sources.liveCount).toBe(10_000);
    const { ledger } = venue.core.state;
    const before = ledger.balance(ledger.escrow(1));
    for (let i = 0; i < 10; i += 1) {
      const quantityLots = 1_000;
      const events = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots });
      expect(codeOf(events)).toBe(0);
    }
    expect(deliveries.liveCount).toBe(10);
    expect(entitlements.highWater).toBe(1);
    // Seven prices a record.
    expect(sources.liveCount).toBe(70);
    expect(ledger.balance(ledger.escrow(1))).toBe(before);
    venue.check();
    for (let i = 0; i < 40; i += 1) venue.advance(86_400_000);
    expect([deliveries.liveCount, sources.liveCount]).toEqual([0, 0]);
    venue.check();
  });

  it('what one exercise has of two providers is two records, of all its prices one each', () => {
    const venue = venueWith({});
    const [provider, consumer] = manyTrades(venue, 40);
    const [second] = openPair(venue);
    for (let i = 0; i < 40; i += 1) sell(venue, second, consumer, PRICE + (i % 9), 1);
    const events = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 80 });
    const tickets = events.filter(([type]) => type === EVENT.DELIVERY);
    expect(tickets.map((event) => [event[3], event[9]])).toEqual([
      [provider, 40],
      [second, 40],
    ]);
    venue.check();
  });
});
