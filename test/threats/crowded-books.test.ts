/**
 * Catches accounts that fill what all orders share (records, positions, pages of prices), by orders alone, so that others are
 * told that a store is full; shares that are refused while there is plenty of room, and shares that keep those who have
 * theirs from trading at once, moving within their price or cancelling. At no fees and at the sandbox's, where it is what an order
 * reserves and not what it has to have.
 */
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_FIELD,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_ACCEPTED,
  ORDER_REFUSED,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type Limits, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { setParameter } from '../support/auction.js';
import { type OrderFields, START_MS, type TradingVenue, tradingVenue } from '../support/venue.js';
import { openAccount } from './colluders.js';

const EVERYTHING = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
const BID = { side: SIDE.BUY, priceTicks: 90, lots: 1 };
/** Prices of a page of them. */
const PAGE_TICKS = 32;
const SERIES = 160;
const RAISED = {
  order_burst_count: 1_000_000,
  max_open_orders: 100_000,
  max_order_share_ppm: 1_000_000_000_000,
  collar_cap_ppm: 1_000_000_000,
  collar_buy_ppm: 1_000_000_000,
  collar_floor_ppm: 0,
};

interface Store {
  readonly limits: Partial<Limits>;
  /** Of the i-th order of an account. */
  readonly terms: (i: number) => Partial<OrderFields>;
  /** Places taken and all there are. */
  readonly fill: (venue: TradingVenue) => readonly [used: number, places: number];
}

const STORES: Readonly<Record<string, Store>> = {
  'records of orders': {
    limits: { maxOrders: 1_024, maxPricePages: 1_024 },
    terms: () => ({}),
    fill: ({ core: { state } }) => [state.orders.liveCount, state.orders.capacity],
  },
  positions: {
    limits: { maxPositions: 256, maxSeries: 512, maxOrders: 16_384 },
    terms: (i) => ({ seriesId: 1 + (i % SERIES) }),
    fill: ({ core: { state } }) => [state.positions.liveCount, state.positions.capacity],
  },
  'pages of prices': {
    limits: { maxPricePages: 512, maxOrders: 16_384 },
    terms: (i) => ({ priceTicks: PAGE_TICKS * (i + 1) }),
    fill: ({ core: { state } }) => [state.book.levels.pagesUsed, state.limits.maxPricePages],
  },
};

function venueWith(limits: Partial<Limits>): TradingVenue {
  const rules = { maxPriceTicks: 1_000_000, maxOrderLots: 1_000 };
  const venue = tradingVenue(rules, { maxAccounts: 128, maxIdSpaces: 512, ...limits });
  for (const [name, value] of Object.entries(RAISED)) setParameter(venue, name, value);
  for (let i = 1; i < SERIES && (limits.maxSeries ?? 0) > SERIES; i += 1) {
    const windowStartMs = START_MS - i * 60_000;
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs });
  }
  venue.isChecked = false;
  return venue;
}

const codeOf = (events: readonly number[][]): number => {
  const refused = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  return refused?.[ORDER_REFUSED.code] ?? result?.[COMMAND_RESULT.code] ?? 0;
};

const idOf = (events: readonly number[][]): number =>
  events.find(([type]) => type === EVENT.ORDER_ACCEPTED)?.[ORDER_ACCEPTED.orderId] ?? 0;

const openConsumer = (venue: TradingVenue): number => openAccount(venue, ACCOUNT_ROLE.CONSUMER);

/** Orders of one account until it is refused. */
function crowd(venue: TradingVenue, store: Store, account = openConsumer(venue)) {
  const ids: number[] = [];
  for (let i = 0; i < 20_000; i += 1) {
    const events = venue.order(account, { ...BID, ...store.terms(i) });
    const code = codeOf(events);
    if (code !== 0) return { account, ids, code, refused: { ...BID, ...store.terms(i) } };
    ids.push(idOf(events));
  }
  throw new Error('nothing was ever refused');
}

describe.each(Object.entries(STORES))('%s', (name, store) => {
  it('one account has half of them to itself, and is then told that its share is used', () => {
    const venue = venueWith(store.limits);
    const { code } = crowd(venue, store);
    const [used, places] = store.fill(venue);
    expect(code).toBe(CODE.SHARE_USED);
    expect(used).toBeGreaterThan(places / 2 - 8);
    expect(used).toBeLessThan(places * 0.55);
    venue.check();
  });

  it('sixty leave a place to those who come late, and nobody is told that the store is full', () => {
    const venue = venueWith(store.limits);
    const [one, other, ...gang] = Array.from({ length: 62 }, () => openConsumer(venue));
    for (const account of gang) {
      expect(crowd(venue, store, account).code).toBe(CODE.SHARE_USED);
    }
    for (const account of [one, other] as number[]) {
      expect(codeOf(venue.order(account, { ...BID, ...store.terms(300) }))).toBe(0);
    }
    venue.check();
  });

  it('who has its share trades at once, changes what it has, cancels, and comes again', () => {
    const venue = venueWith(store.limits);
    const { account, ids, refused } = crowd(venue, store);
    const first = { ...BID, ...store.terms(0) };
    // A position comes with what trades as well; the other stores are left before anybody else comes.
    const immediate = { ...refused, timeInForce: TIME_IN_FORCE.IOC };
    const code = codeOf(venue.order(account, immediate));
    expect(code).toBe(name === 'positions' ? CODE.SHARE_USED : 0);
    const [orderId = 0] = ids;
    expect(codeOf(venue.amend(account, orderId, first.priceTicks, 1))).toBe(0);
    expect(codeOf(venue.send(account, 'massCancel', EVERYTHING))).toBe(0);
    expect(venue.core.state.accounts.get(account, ACCOUNT_FIELD.openOrders)).toBe(0);
    expect(codeOf(venue.order(account, refused))).toBe(0);
    venue.check();
  });
});

it('orders that lie close together move to pages of their own no further than the share', () => {
  const venue = venueWith({ maxPricePages: 512, maxOrders: 16_384 });
  const gang = Array.from({ length: 8 }, () => openConsumer(venue));
  const orders = gang.map((account) =>
    Array.from({ length: 100 }, () => idOf(venue.order(account, BID))),
  );
  let moved = 0;
  const codes = new Set<number>();
  for (let i = 0; i < 100; i += 1) {
    for (const [n, account] of gang.entries()) {
      const priceTicks = PAGE_TICKS * (100 + i * gang.length + n);
      const code = codeOf(venue.amend(account, orders[n]?.[i] as number, priceTicks, 1));
      if (code === 0) moved += 1;
      else codes.add(code);
    }
  }
  expect([...codes]).toEqual([CODE.SHARE_USED]);
  const [used, places] = STORES['pages of prices']?.fill(venue) ?? [0, 0];
  expect(moved).toBeGreaterThan(200);
  expect(used).toBeLessThan(places * 0.55);
  expect(codeOf(venue.order(openConsumer(venue), BID))).toBe(0);
  venue.check();
});

describe('first orders, as many as there are accounts', () => {
  const first = (i: number) => ({ ...BID, priceTicks: 2 * PAGE_TICKS * (i + 1) });

  it('have what they need kept from everybody, where it is less than half', () => {
    const venue = venueWith({ maxPricePages: 2_048, maxOrders: 16_384 });
    const gang = Array.from({ length: 110 }, () => openConsumer(venue));
    const late = gang.slice(30);
    for (const account of gang.slice(0, 30))
      crowd(venue, STORES['pages of prices'] as Store, account);
    for (const [i, account] of late.entries())
      expect(codeOf(venue.order(account, first(1_000 + i)))).toBe(0);
    venue.check();
  });

  it('lie where others do once three quarters are used, where it would be more; nobody finds the store full', () => {
    const venue = venueWith({ maxPricePages: 256, maxOrders: 16_384, maxAccounts: 256 });
    const gang = Array.from({ length: 200 }, () => openConsumer(venue));
    const codes = gang.map((account, i) => codeOf(venue.order(account, first(i))));
    expect(new Set(codes)).toEqual(new Set([0, CODE.SHARE_USED]));
    const [used, places] = STORES['pages of prices']?.fill(venue) ?? [0, 0];
    expect(used).toBeLessThanOrEqual(places * 0.75 + 7);
    const shut = gang.filter((_, i) => codes[i] !== 0);
    expect(shut.length).toBeGreaterThan(0);
    for (const account of shut) expect(codeOf(venue.order(account, first(0)))).toBe(0);
    const [one = 0] = shut;
    expect(codeOf(venue.order(one, { ...first(199), timeInForce: TIME_IN_FORCE.IOC }))).toBe(0);
    venue.check();
  });
});
