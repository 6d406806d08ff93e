/**
 * Catches a delivery of many claims that fails and takes with it what is not its own: the places of a full store, so that
 * the engine stops; money of others, by rounding over its pieces or by offers of accomplices in the buy-in; a book walked
 * again for every piece.
 */
import { describe, expect, test, vi } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  BUCKET,
  COLLATERAL_CALL,
  Core,
  DELIVERY_FIELD as D,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  SERIES_FIELD as S,
  stateParts,
} from '../../src/engine/core/index.js';
import type { MassCancel } from '../../src/engine/core/trading/mass-cancel.js';
import {
  ACCOUNT_ROLE,
  COLLATERAL_CALL_CHANGE,
  DELIVERY_STATE,
  SIDE,
} from '../../src/values/index.js';
import { SMALL_LIMITS, type TradingVenue, tradingVenue } from '../support/venue.js';
import { equityAtCost, exercise, FEES, letMint, moneyOf, openAccount, sell } from './colluders.js';

const HOUR_MS = 3_600_000;
const { BUY, SELL } = SIDE;

/** The service level ends, and the time to cure. */
function letFail(venue: TradingVenue): void {
  for (const hours of [2, 13]) {
    venue.timeMs += hours * HOUR_MS;
    for (let i = 0; i < 8; i += 1) venue.send(0, 'advanceTime', {});
  }
}

function quote(
  venue: TradingVenue,
  bids: readonly (readonly [number, number])[],
  asks: readonly (readonly [number, number])[],
): void {
  const levels = (all: typeof bids) =>
    all.map(([priceTicks, quantityLots]) => ({ priceTicks, quantityLots }));
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId: 1,
        bids: levels(bids),
        asks: levels(asks),
        validUntilMs: venue.timeMs + 1_000 * HOUR_MS,
        factors: null,
      },
    ],
  });
}

/** The broker buys from a provider. */
function feed(venue: TradingVenue, from: number, priceTicks: number, lots: number): void {
  quote(venue, [[priceTicks, lots]], []);
  venue.order(from, { side: SELL, priceTicks, lots });
}

/** A consumer buys from the broker. */
function take(venue: TradingVenue, by: number, priceTicks: number, lots: number): void {
  quote(venue, [], [[priceTicks, lots]]);
  venue.order(by, { side: BUY, priceTicks, lots });
}

/** A pair and two claims on the broker's, all of one provider, behind them obligations of another. */
function mixed(limits: Parameters<typeof tradingVenue>[1] = {}) {
  const venue = tradingVenue({ makerFeePpm: 0, takerFeePpm: 0, royaltyPpm: 0 }, limits);
  const [consumer = 0, other = 0] = venue.consumers;
  const [failing = 0, honest = 0] = venue.providers;
  feed(venue, failing, 100, 10);
  feed(venue, honest, 100, 50);
  feed(venue, honest, 99, 2);
  sell(venue, failing, consumer, 100, 5);
  take(venue, consumer, 101, 5);
  take(venue, consumer, 102, 5);
  take(venue, other, 101, 50);
  return { venue, consumer, other, failing, honest };
}

test('buying in for a piece leaves the others their places in a full store', () => {
  const { venue, consumer, honest } = mixed({ maxObligations: 64, maxAccounts: 128 });
  const { sources, series, deliveries } = venue.core.state;
  const [id = 0] = exercise(venue, consumer, 15);
  expect(deliveries.get(deliveries.find(id), D.lots)).toBe(15);
  for (let i = 0; i < 5; i += 1) {
    venue.order(honest, { side: SELL, priceTicks: 103 + i, lots: 1 });
  }
  // Accounts of somebody who has many, each with the one place everybody has.
  const crowd = sources.room - 2;
  for (let i = 0; i < crowd; i += 1) {
    venue.order(honest, { side: SELL, priceTicks: 100, lots: 1 });
  }
  for (let i = 0; i < crowd; i += 1) {
    const one = openAccount(venue, ACCOUNT_ROLE.CONSUMER);
    venue.order(one, { side: BUY, priceTicks: 100, lots: 1 });
  }
  take(venue, openAccount(venue, ACCOUNT_ROLE.CONSUMER), 101, 1);
  expect(sources.room).toBe(0);
  letFail(venue);
  venue.check();
  // Of its fifteen lots some are bought in, some served by the other provider, and nobody has lost its money.
  expect(series.get(1, S.failedLots)).toBeGreaterThan(0);
  expect(deliveries.find(id)).toBe(0);
});

test('the book of a provider is looked through once for all the pieces that fail together', () => {
  const { venue, consumer, failing, honest } = mixed();
  const { series, accounts } = venue.core.state;
  venue.order(failing, { side: SELL, priceTicks: 104, lots: 1 });
  for (let i = 0; i < 8; i += 1) {
    // No two neighbours are alike.
    sell(venue, failing, consumer, 100 + (i % 2), 1);
  }
  venue.order(failing, { side: SELL, priceTicks: 105, lots: 1 });
  venue.order(honest, { side: SELL, priceTicks: 106, lots: 3 });
  exercise(venue, consumer, 23);
  const { massCancel } = venue.core as unknown as { massCancel: MassCancel };
  const looks = vi.spyOn(massCancel, 'run');
  letFail(venue);
  expect(looks.mock.calls.map(([account]) => account)).toEqual([failing]);
  expect(accounts.get(failing, ACCOUNT_FIELD.openOrders)).toBe(0);
  // Three were bought in, from the other.
  expect(series.get(1, S.providerLots)).toBe(4_000 - 60 - 2 - 5 - 8 - 3);
});

test('a delivery of very many prices buys in for some of them, and refunds the others', () => {
  const limits = { maxObligations: 4_096, maxOrders: 4_096, maxPricePages: 4_096 };
  const venue = tradingVenue({ makerFeePpm: 0, takerFeePpm: 0, royaltyPpm: 0 }, limits);
  venue.isChecked = false;
  const [consumer = 0] = venue.consumers;
  const [failing = 0, honest = 0] = venue.providers;
  // Sixteen prices in turn, so that none is near one that is alike.
  for (let i = 0; i < 400; i += 1) sell(venue, failing, consumer, 85 + (i % 16), 1);
  exercise(venue, consumer, 400);
  for (const seller of [honest, openAccount(venue, ACCOUNT_ROLE.PROVIDER)]) {
    if (seller !== honest) {
      letMint(venue, seller);
      venue.send(seller, 'mintRights', { seriesId: 1, quantityLots: 300 });
    }
    for (let i = 0; i < 190; i += 1) venue.order(seller, { side: SELL, priceTicks: 90, lots: 1 });
  }
  const had = moneyOf(venue.core, [consumer]);
  letFail(venue);
  venue.check();
  const { series } = venue.core.state;
  expect(series.get(1, S.failedLots)).toBe(400);
  // An order and a trade each.
  expect(series.get(1, S.consumerLots)).toBe(128);
  expect(moneyOf(venue.core, [consumer])).toBeGreaterThan(had);
});

describe.each(FEES)('at %s', (_name, rules) => {
  describe.each([1, 20])('%i gangs', (gangs) => {
    test.each([
      ['offers at the limit of a buy-in', 110],
      ['offers below the mark', 81],
    ])('whose batches of odd prices fail into their own %s gain nothing', (_what, askTicks) => {
      const venue = tradingVenue(
        { ...rules, penaltyMicroPat: 333_333 },
        { maxAccounts: 128, maxPositions: 512, maxObligations: 8_192, maxDeliveries: 1_024 },
      );
      venue.isChecked = false;
      const made = Array.from({ length: gangs }, () => newGang(venue));
      const members = made.flatMap((gang) => Object.values(gang) as number[]);
      const [honest = 0] = venue.providers;
      const [other = 0] = venue.consumers;
      for (const { provider } of made) feed(venue, provider, 97, 7);
      feed(venue, honest, 99, 7 * gangs);
      const had = moneyOf(venue.core, members) + pendingOf(venue, members);
      for (const { provider, first } of made) {
        for (let i = 0; i < 21; i += 1) {
          sell(venue, provider, first, 83 + ((i * 7) % 37), 1 + (i % 3));
        }
        take(venue, first, 101, 3);
        take(venue, first, 103, 4);
      }
      take(venue, other, 101, 7 * gangs);
      for (const { first, seller } of made) {
        exercise(venue, first, 49);
        for (let i = 0; i < 5; i += 1) {
          venue.order(seller, { side: SELL, priceTicks: askTicks, lots: 3 });
        }
      }
      const equity = equityAtCost(venue.core);
      const marks = [{ seriesId: 1, markTicks: 100, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
      venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
      letFail(venue);
      venue.check();
      const { series } = venue.core.state;
      expect(series.get(1, S.failedLots)).toBe(42 * gangs);
      // What the honest provider's serve the broker sold; the others were for the gangs' own offers.
      expect(series.get(1, S.exercisedLots)).toBe(7 * gangs);
      expect(series.get(1, S.consumerLots)).toBeGreaterThan(0);
      // What the lots became dearer by is the broker's where it delivers others: it loses nothing.
      expect(equityAtCost(venue.core)).toBeGreaterThanOrEqual(equity);
      expect(moneyOf(venue.core, members) + pendingOf(venue, members)).toBeLessThan(had);
    });
  });
});

/** Three accounts: who buys from the provider that will fail, that provider, and one with offers for the buy-in. */
function newGang(venue: TradingVenue) {
  const first = openAccount(venue, ACCOUNT_ROLE.CONSUMER);
  const [provider, seller] = [0, 0].map(() => {
    const one = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
    letMint(venue, one);
    venue.send(one, 'mintRights', { seriesId: 1, quantityLots: 100 });
    return one;
  }) as [number, number];
  return { first, provider, seller };
}

/** What the broker owes some accounts. */
function pendingOf({ core }: TradingVenue, accounts: readonly number[]): number {
  const { ledger } = core.state;
  return accounts.reduce((sum, id) => sum + ledger.balance(ledger.bucket(id, BUCKET.PENDING)), 0);
}

test('a venue restored after any command of a review with defaults, and of a batch that fails, goes on as the first', () => {
  const { venue, consumer, failing, honest } = mixed();
  const [, other = 0] = venue.consumers;
  const { ledger } = venue.core.state;
  for (let i = 0; i < 6; i += 1) sell(venue, failing, consumer, 90 + i, 2);
  for (let i = 0; i < 6; i += 1) sell(venue, failing, other, 95 - i, 2);
  exercise(venue, consumer, 20);
  venue.order(honest, { side: SELL, priceTicks: 109, lots: 9 });
  venue.order(honest, { side: SELL, priceTicks: 230, lots: 9 });
  const amountMicroPat = ledger.available(failing);
  venue.send(FIRST_OPERATOR_ACCOUNT, 'withdraw', { targetAccountId: failing, amountMicroPat });
  venue.isChecked = false;
  const happened: number[][] = [];
  const parts = ({ core }: TradingVenue) => stateParts(core.state).map(({ bytes }) => bytes);
  const step = (act: (to: TradingVenue) => number[][]): void => {
    const copy = tradingVenueAs(venue, new Core({ limits: SMALL_LIMITS }));
    const events = act(venue);
    expect(act(copy)).toEqual(events);
    happened.push(...events);
    const own = parts(venue);
    const differ = stateParts(copy.core.state).filter(
      ({ bytes }, i) => Buffer.compare(bytes, own[i] as Uint8Array) !== 0,
    );
    expect(differ.map(({ name }) => name)).toEqual([]);
  };
  const marks = [{ seriesId: 1, markTicks: 220, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  step((to) => to.send(BROKER_ACCOUNT, 'markUpdate', { marks }));
  for (let i = 0; i < 180; i += 1) {
    venue.timeMs += 600_000;
    step((to) => to.send(0, 'advanceTime', {}));
  }
  venue.check();
  const told = (type: number, at: number, value: number) =>
    happened.filter((event) => event[0] === type && event[at] === value).length;
  const { DEFAULTED, MET } = COLLATERAL_CALL_CHANGE;
  expect(told(EVENT.COLLATERAL_CALL, COLLATERAL_CALL.change, DEFAULTED)).toBeGreaterThan(0);
  expect(told(EVENT.COLLATERAL_CALL, COLLATERAL_CALL.change, MET)).toBeGreaterThan(0);
  expect(told(EVENT.DELIVERY, 10, DELIVERY_STATE.FAILED)).toBeGreaterThan(1);
  expect(venue.core.state.series.get(1, S.failedLots)).toBeGreaterThan(20);
});

/** A core restored from what a venue has now, to be sent what that is sent. */
function tradingVenueAs(venue: TradingVenue, core: Core): TradingVenue {
  expect(importState(core, exportState(venue.core))).toBeUndefined();
  const lastIds = new Map((venue as unknown as { lastIds: Map<number, number> }).lastIds);
  const copy = Object.assign(Object.create(Object.getPrototypeOf(venue)), venue, { core, lastIds });
  return copy as TradingVenue;
}
