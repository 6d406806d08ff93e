/**
 * Catches a claim that is paid from anybody else's escrow: a provider sells dear to one consumer and cheap to another, the
 * cheap one is served from the dear sale, the other is let fail and refunded, and the broker pays the difference.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  FEES_ACCOUNT,
  INSURANCE_ACCOUNT,
} from '../../src/engine/core/index.js';
import { SIDE } from '../../src/values/index.js';
import { DAY_MS, type TestVenue } from '../support/venue.js';
import {
  accept,
  equityAtCost,
  exercise,
  FEES,
  type Gang,
  gangVenue,
  moneyOf,
  runOut,
  sell,
} from './colluders.js';

const LOTS = 50;
const TICK = 10_000;

/** Both sales, the cheap holder first in line for delivery, the dear one let fail. */
function attack(venue: TestVenue, { provider, first, second }: Gang): void {
  sell(venue, provider, first, 120, LOTS);
  sell(venue, provider, second, 80, LOTS);
  for (const id of exercise(venue, second, LOTS)) accept(venue, second, id);
  exercise(venue, first, LOTS);
}

/** The broker buys and sells inside its spread, as it would. */
function quote(venue: TestVenue, bid: number, ask: number): void {
  const level = (priceTicks: number) => [{ priceTicks, quantityLots: LOTS }];
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: venue.core.state.sequence,
    quotes: [
      {
        seriesId: 1,
        bids: level(bid),
        asks: ask === 0 ? [] : level(ask),
        validUntilMs: venue.timeMs + DAY_MS,
        factors: null,
      },
    ],
  });
}

describe.each(FEES)('at %s', (_name, rules) => {
  test.each([1, 20])('%i who lend themselves escrow take nothing from the broker', (count) => {
    const { venue, gangs, members } = gangVenue(count, rules, 2 * LOTS);
    venue.isChecked = count === 1;
    const before = equityAtCost(venue.core);
    const had = moneyOf(venue.core, members);
    for (const gang of gangs) attack(venue, gang);
    runOut(venue);
    venue.check();
    expect(equityAtCost(venue.core)).toBe(before);
    expect(moneyOf(venue.core, members)).toBeLessThan(had);
  });

  test('a pair is delivered and refunded at its own price, whoever exercises first', () => {
    const { venue, gangs } = gangVenue(1, rules, 2 * LOTS);
    const [{ provider, first, second }] = gangs as [Gang];
    const has = (account: number) => moneyOf(venue.core, [account]);
    const start = [has(provider), has(first), has(second)] as const;
    attack(venue, gangs[0] as Gang);
    const fee = (ppm: number | undefined, ticks: number) =>
      ((ppm ?? 0) / 1e6) * ticks * TICK * LOTS;
    expect(start[1] - has(first)).toBe(0);
    expect(start[2] - has(second)).toBe(80 * TICK * LOTS + fee(rules.takerFeePpm, 80));
    runOut(venue);
    // The cheap sale, and the penalty for the dear one, of which its consumer gets a tenth of the price.
    const penalty = 500_000 * LOTS;
    const compensation = (120 * TICK * LOTS) / 10;
    expect(has(first)).toBe(start[1] + compensation);
    const earned = 80 * TICK * LOTS - fee(rules.makerFeePpm, 80);
    expect(has(provider)).toBe(start[0] + earned - penalty);
    const { ledger } = venue.core.state;
    const at = (account: number) => ledger.balance(ledger.bucket(account, BUCKET.AVAILABLE));
    expect(at(INSURANCE_ACCOUNT)).toBe(penalty - compensation);
    expect(at(FEES_ACCOUNT)).toBe(fee(rules.makerFeePpm, 80) + fee(rules.takerFeePpm, 80));
    expect(ledger.balance(ledger.escrow(1))).toBe(0);
  });

  test('nor do they through rights the broker sold them inside its spread', () => {
    const { venue, gangs, members } = gangVenue(1, rules, 3 * LOTS);
    const [{ provider, first, second }] = gangs as [Gang];
    quote(venue, 95, 0);
    venue.order(provider, { side: SIDE.SELL, priceTicks: 95, lots: LOTS });
    const before = equityAtCost(venue.core);
    const had = moneyOf(venue.core, members);
    quote(venue, 90, 105);
    // What the dear pair would have been served from, and what it would have lent its escrow to.
    sell(venue, provider, first, 104, LOTS);
    venue.order(second, { side: SIDE.BUY, priceTicks: 105, lots: LOTS });
    for (const id of exercise(venue, second, LOTS)) accept(venue, second, id);
    exercise(venue, first, LOTS);
    runOut(venue);
    expect(equityAtCost(venue.core)).toBe(before + 10 * TICK * LOTS);
    // They have the data the broker sold them at what they paid, and were paid for it what the broker owed.
    const data = 105 * TICK * LOTS;
    expect(moneyOf(venue.core, members) + data).toBeLessThanOrEqual(had + 95 * TICK * LOTS);
  });
});
