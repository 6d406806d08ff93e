/** Catches a trade in cash that moves money it should not, margin that is not there, gains paid before losses came in. */
import { describe, expect, test } from 'vitest';
import { CASH, EVENT, HOLDING, SERIES_FIELD as S } from '../../../../src/engine/core/index.js';
import { ERROR_CATALOG, SERIES_STATE } from '../../../../src/values/index.js';
import { PAT, refusedOf, SyntheticVenue, TICK } from '../../../support/synthetics.js';

const BUCKET = { AVAILABLE: 0, RESERVED: 1, MARGIN: 4 };

const money = (venue: SyntheticVenue, account: number, bucket: number): number => {
  const { ledger } = venue.core.state;
  return ledger.balance(ledger.bucket(account, bucket));
};
const wealth = (venue: SyntheticVenue, account: number): number =>
  Object.values(BUCKET).reduce((sum, bucket) => sum + money(venue, account, bucket), 0);

/** Two owners on each side near a price, so that the mark is good after a minute. */
function makeMarket(venue: SyntheticVenue, ticks: number, makers: readonly number[]): void {
  const [one = 0, two = 0] = makers;
  for (const maker of [one, two]) {
    venue.bid(maker, ticks - 10, 20);
    venue.ask(maker, ticks + 10, 20);
  }
}

function funded(members = 6): SyntheticVenue {
  const venue = new SyntheticVenue(members);
  const fund = venue.member(1_000_000);
  venue.send(fund, 'contributeToFund', { amountMicroPat: 500_000 * PAT });
  venue.minutes(10);
  return venue;
}

describe('a synthetic', () => {
  test('trades on margin, pays hourly variation out of what came in, and adds up to its fees', () => {
    const venue = funded();
    const [long = 0, short = 0, maker = 0, other = 0] = venue.members;
    const before = venue.members.map((id) => wealth(venue, id));
    makeMarket(venue, 10_000, [maker, other]);
    venue.minutes(2);
    expect(venue.core.state.margin.cash(venue.row, CASH.quality)).toBe(2);
    venue.ask(short, 10_000, 10);
    const traded = venue.bid(long, 10_000, 10);
    expect(traded.some(([type]) => type === EVENT.TRADE)).toBe(true);
    // 10 lots at 100 PAT, ten per cent and more as open interest grows.
    expect(money(venue, long, BUCKET.MARGIN)).toBeGreaterThanOrEqual(100 * PAT);
    const holding = venue.core.state.margin.find(long, venue.series);
    expect(venue.core.state.margin.get(holding, HOLDING.lots)).toBe(10);
    venue.core.state.series.set(venue.series, S.markTicks, 10_300);
    const events = venue.minutes(60, 10_300);
    const paid = events.filter(([type]) => type === EVENT.VARIATION);
    expect(paid.length).toBeGreaterThan(0);
    expect(wealth(venue, long) - (before[0] as number)).toBeGreaterThan(0);
    // What one gained the other lost; only fees are gone.
    const fees = money(venue, 3, BUCKET.AVAILABLE);
    const after = venue.members.reduce((sum, id) => sum + wealth(venue, id), 0);
    expect(after + fees).toBe(before.reduce((sum, one) => sum + one, 0));
  });

  test('refuses what margin lacks, and says how much', () => {
    const venue = funded();
    const poor = venue.member(100);
    const [code, missing] = refusedOf(venue.bid(poor, 10_000, 10));
    expect(code).toBe(ERROR_CATALOG.MARGIN.code);
    venue.deposit(poor, 0);
    const { ledger } = venue.core.state;
    expect(missing).toBeGreaterThan(0);
    // Exactly so much more is enough.
    ledger.deposit(ledger.bucket(poor, BUCKET.AVAILABLE), missing - 1);
    const [again, rest] = refusedOf(venue.bid(poor, 10_000, 10));
    expect([again, rest]).toEqual([ERROR_CATALOG.MARGIN.code, 1]);
    ledger.deposit(ledger.bucket(poor, BUCKET.AVAILABLE), 1);
    expect(refusedOf(venue.bid(poor, 10_000, 10))).toEqual([0, 0]);
  });

  test('settles at the price of its last hour, and every flow of it adds up to nothing but fees', () => {
    const venue = funded();
    const start = wealth(venue, venue.members[0] as number);
    const [long = 0, short = 0, maker = 0, other = 0] = venue.members;
    makeMarket(venue, 10_000, [maker, other]);
    venue.minutes(2);
    venue.ask(short, 10_000, 10);
    venue.bid(long, 10_000, 10);
    venue.isChecked = false;
    venue.timeMs = venue.expiryMs - 70 * 60_000;
    venue.minutes(75, 10_200);
    venue.check();
    const { series, margin } = venue.core.state;
    expect(series.get(venue.series, S.state)).toBe(SERIES_STATE.CLOSED);
    expect(margin.cash(venue.row, CASH.settlementMicroPat)).toBe(10_200 * TICK);
    expect(margin.high === 0 || margin.stake(long, 1)).toBe(0);
    const gain = 10 * 200 * TICK;
    const fee = 10 * 100 * PAT * 0.01;
    expect(wealth(venue, long)).toBe(start + gain - fee);
    expect(wealth(venue, short)).toBe(start - gain - fee / 2);
    expect(money(venue, long, BUCKET.MARGIN)).toBe(0);
  });
});
