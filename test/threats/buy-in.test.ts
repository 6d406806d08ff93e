/**
 * Catches a cure or a buy-in that pays those who cause it: a provider, its consumer and the maker of the offers that are
 * bought, all of one mind; an offer far above the mark in an empty book; a provider that is bought from again; a pair that
 * keeps a series or its money from ending by being late. Alone and with nineteen others, at no fees and at the sandbox's.
 */
import { describe, expect, test } from 'vitest';
import { ACCOUNT_FIELD, SERIES_FIELD as S } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, SERIES_STATE, SIDE } from '../../src/values/index.js';
import { setParameter } from '../support/auction.js';
import type { TestVenue } from '../support/venue.js';
import {
  equityAtCost,
  exercise,
  FEES,
  gangVenue,
  letMint,
  moneyOf,
  openAccount,
  runOut,
  sell,
} from './colluders.js';

const HOUR_MS = 3_600_000;
const TICK = 10_000;
const MARK = 100;
const LOTS = 10;

/** The service level ends, and the time to cure. */
function letFail(venue: TestVenue): void {
  for (const hours of [2, 13]) {
    venue.timeMs += hours * HOUR_MS;
    for (let i = 0; i < 8; i += 1) venue.send(0, 'advanceTime', {});
  }
}

/** Gangs of a provider and two consumers, with a second provider each that nobody knows to be theirs. */
function scene(gangs: number, rules: (typeof FEES)[number][1]) {
  const { venue, gangs: made, members } = gangVenue(gangs, rules, 200);
  venue.isChecked = false;
  const sellers = made.map(() => {
    const provider = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
    letMint(venue, provider);
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 100 });
    return provider;
  });
  return { venue, gangs: made, sellers, members: [...members, ...sellers] };
}

describe.each(FEES)('at %s', (_name, rules) => {
  describe.each([1, 20])('%i gangs', (count) => {
    test.each([40, 80, 100, 160])(
      'who fail each other at %i and buy in from themselves gain nothing',
      (priceTicks) => {
        const { venue, gangs, sellers, members } = scene(count, rules);
        const had = moneyOf(venue.core, members);
        const equity = equityAtCost(venue.core);
        for (const [i, { provider, first }] of gangs.entries()) {
          // Outside the collar nobody sells; then it is the nearest within it.
          sell(venue, provider, first, Math.min(120, Math.max(80, priceTicks)), LOTS);
          exercise(venue, first, LOTS);
          const seller = sellers[i] as number;
          venue.order(seller, { side: SIDE.SELL, priceTicks: 110, lots: LOTS });
        }
        letFail(venue);
        expect(venue.core.state.series.get(1, S.failedLots)).toBe(LOTS * count);
        // Lots were bought in, and are theirs to exercise.
        expect(venue.core.state.series.get(1, S.consumerLots)).toBeGreaterThan(0);
        runOut(venue);
        venue.check();
        expect(moneyOf(venue.core, members) - had).toBeLessThanOrEqual(0);
        expect(equityAtCost(venue.core)).toBe(equity);
      },
    );

    test('whose offers stand at twice the mark in an empty book sell nothing to those an honest provider left without', () => {
      const { venue, sellers } = scene(count, rules);
      const [honest = 0] = venue.providers;
      const [consumer = 0] = venue.consumers;
      sell(venue, honest, consumer, MARK, LOTS);
      for (const seller of sellers) {
        venue.order(seller, { side: SIDE.SELL, priceTicks: 2 * MARK, lots: LOTS });
      }
      const had = moneyOf(venue.core, sellers);
      const before = moneyOf(venue.core, [consumer]);
      exercise(venue, consumer, LOTS);
      letFail(venue);
      expect(moneyOf(venue.core, sellers)).toBe(had);
      expect(venue.core.state.series.get(1, S.consumerLots)).toBe(0);
      expect(moneyOf(venue.core, [consumer])).toBe(before + LOTS * (MARK / 10) * TICK);
    });

    test('who fail an honest consumer pay for what it buys in, and it is no poorer', () => {
      const { venue, gangs, sellers } = scene(count, rules);
      const [consumer = 0, other = 0] = venue.consumers;
      const { ledger, accounts, series } = venue.core.state;
      const [seller = 0] = sellers;
      const [gang] = gangs;
      const provider = gang?.provider as number;
      sell(venue, provider, consumer, MARK, LOTS);
      const had = moneyOf(venue.core, [consumer]);
      // Whoever failed has offers too, the cheapest: it is not bought from.
      venue.order(provider, { side: SIDE.SELL, priceTicks: 101, lots: LOTS });
      venue.order(seller, { side: SIDE.SELL, priceTicks: 104, lots: LOTS });
      exercise(venue, consumer, LOTS);
      letFail(venue);
      expect(series.get(1, S.consumerLots)).toBe(LOTS);
      expect(accounts.get(provider, ACCOUNT_FIELD.openOrders)).toBe(0);
      // Its ten lots, which cost it what the first did.
      expect(
        ledger.available(consumer) + accounts.get(consumer, ACCOUNT_FIELD.escrowMicroPat),
      ).toBe(had + LOTS * 4 * TICK + excessFee(rules));
      expect(moneyOf(venue.core, [other])).toBe(100_000_000_000);
      venue.check();
    });

    test('who are late keep nothing from ending', () => {
      const { venue, gangs } = scene(count, rules);
      for (const { provider, first } of gangs) {
        sell(venue, provider, first, MARK, LOTS);
      }
      venue.timeMs = venue.core.state.series.get(1, S.endMs);
      for (let i = 0; i < 64; i += 1) venue.send(0, 'advanceTime', {});
      const { series } = venue.core.state;
      expect(series.get(1, S.state)).toBe(SERIES_STATE.CLOSED);
      letFail(venue);
      expect(series.get(1, S.exercisedLots)).toBe(0);
      expect(venue.core.state.deliveries.liveCount).toBe(0);
    });
  });
});

/** The part of the price and the fee of the lots bought in that the consumer had not paid before: its escrow holds both. */
function excessFee({ takerFeePpm = 0 }: (typeof FEES)[number][1]): number {
  const fee = (ticks: number) => Math.ceil((ticks * TICK * takerFeePpm) / 1_000_000);
  return LOTS * (fee(104) - fee(MARK));
}

test('a buy-in takes nothing of its consumer’s rate and daily credit, and lacks neither', () => {
  const { venue, gangs } = gangVenue(1, {}, 200);
  venue.isChecked = false;
  const [honest = 0, seller = 0] = venue.providers;
  const [consumer = 0] = venue.consumers;
  expect(gangs.length).toBe(1);
  sell(venue, honest, consumer, MARK, LOTS);
  exercise(venue, consumer, LOTS);
  venue.order(seller, { side: SIDE.SELL, priceTicks: 105, lots: LOTS });
  setParameter(venue, 'daily_credit_micro_pat', 0);
  setParameter(venue, 'order_burst_count', 1);
  const { accounts, series } = venue.core.state;
  const used = () =>
    [
      ACCOUNT_FIELD.rateMilliCredits,
      ACCOUNT_FIELD.rateTimeMs,
      ACCOUNT_FIELD.creditDay,
      ACCOUNT_FIELD.creditUsedMicroPat,
    ].map((field) => accounts.get(consumer, field));
  const before = used();
  letFail(venue);
  expect(series.get(1, S.failedLots)).toBe(LOTS);
  expect(series.get(1, S.consumerLots)).toBe(LOTS);
  expect(used()).toEqual(before);
  venue.check();
});
