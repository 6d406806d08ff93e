/**
 * Catches trades in what settles in cash that are read as use of data: counted with the fills of rights in a backtest, taken for a
 * customer's demand by a what-if, or told to the broker's quoter as evidence, where an owner could move prices of rights with
 * futures it trades with itself.
 */
import { expect, test } from 'vitest';
import { AttributionReader } from '../../src/attribution/index.js';
import { FillCounter } from '../../src/backtest/fills.js';
import { FactReader } from '../../src/broker/fact-reader.js';
import { EVENT } from '../../src/engine/core/index.js';
import { COMMAND_KIND, Command, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { Observer } from '../../src/what-if/observer.js';
import { SyntheticVenue } from '../support/synthetics.js';

const PRICE = 10_000;

/** Two members trade the future: one rests, the other takes at once. */
function traded(): { readonly venue: SyntheticVenue; readonly take: Command } {
  const venue = new SyntheticVenue();
  const [one = 0, two = 0, sponsor = 0] = venue.members;
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 90_000_000_000 });
  venue.minutes(3);
  venue.ask(one, PRICE, 5);
  const take = new Command();
  take.kind = COMMAND_KIND.PLACE_ORDER;
  take.accountId = two;
  take.clientId = venue.nextId(two);
  take.timeMs = venue.timeMs;
  Object.assign(take, { seriesId: venue.series, side: SIDE.BUY, priceTicks: PRICE, lots: 5 });
  Object.assign(take, { orderType: 1, timeInForce: TIME_IN_FORCE.IOC });
  return { venue, take };
}

test('a backtest counts them apart, and the P&L has none of them', () => {
  const { venue, take } = traded();
  const fills = new FillCounter(venue.core.state);
  const pnl = new AttributionReader(venue.core, 60_000);
  const events = venue.apply(take);
  expect(events.filter(([type]) => type === EVENT.TRADE)).toHaveLength(1);
  fills.read(venue.core.events);
  pnl.read(venue.core.events, venue.timeMs);
  const { trades, orders, cashTrades, cashOrders, amongCustomersLots } = fills.result();
  expect({ trades, orders, amongCustomersLots }).toEqual({
    ...{ trades: 0, orders: 0, amongCustomersLots: 0 },
  });
  expect({ cashTrades, cashOrders }).toEqual({ cashTrades: 1, cashOrders: 1 });
});

test('a what-if takes no order in cash for a visit', () => {
  const { venue, take } = traded();
  const observer = new Observer(venue.core, 2 ** 48);
  observer.before(take);
  venue.apply(take);
  observer.after(take, venue.core.events, 0);
  expect(observer.visits).toEqual([]);
  expect(observer.unmodelledOrders).toBe(1);
});

test('the quoter is told of no trade in cash', () => {
  const { venue, take } = traded();
  const told: unknown[] = [];
  const quoter = { onTrade: (fact: unknown) => told.push(fact), onSupply: () => undefined };
  const touched: number[] = [];
  const listener = { isOwn: () => false, disturbed: (id: number) => touched.push(id) };
  const ownBook = { touch: (id: number) => touched.push(id) };
  const reader = new FactReader(venue.core, quoter as never, ownBook as never, listener as never);
  venue.apply(take);
  const { events } = venue.core;
  const batch = { eventEnds: [events.length], firstSequence: 1, events, timeMs: venue.timeMs };
  reader.read({ ...batch, count: 1 } as never, 0);
  expect(told).toEqual([]);
  expect(touched).toEqual([]);
});
