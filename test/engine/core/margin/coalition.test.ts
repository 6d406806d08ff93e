/**
 * Catches a coalition, long and short of itself, that takes something from the default fund, the backstop, deleveraging or anybody
 * outside: whatever it trades, quotes and cancels, and however the index wanders within what a mark may move, what its
 * accounts have together never grows by more than honest members lost to it by trading.
 */
import { expect, test } from 'vitest';
import {
  BUCKET,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  HOLDING,
  SERIES_FIELD as S,
} from '../../../../src/engine/core/index.js';
import { Chance, SIDE } from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { PAT, SyntheticVenue } from '../../../support/synthetics.js';

const RUNS = Number(process.env['PATX_RUNS'] ?? 4);
const MINUTES = 90;

function wealth(venue: SyntheticVenue, accounts: readonly number[]): number {
  const { ledger } = venue.core.state;
  let sum = 0;
  for (const account of accounts) {
    for (const bucket of [BUCKET.AVAILABLE, BUCKET.RESERVED, BUCKET.MARGIN]) {
      sum += ledger.balance(ledger.bucket(account, bucket));
    }
  }
  return sum;
}

function attack(
  seed: number,
  hasBackstop: boolean,
): { gain: number; lots: number; closings: number } {
  const chance = new Chance(seed, 'coalition');
  const below = (bound: number): number => Math.floor(chance.uniform() * bound);
  const venue = new SyntheticVenue(0);
  venue.isChecked = false;
  // Eight accounts that nobody knows to be one, some with little, two of them makers of their own price.
  const coalition = [300, 300, 600, 600, 1_500, 1_500, 80_000, 80_000].map((pat) =>
    venue.member(pat),
  );
  const [makerOne = 0, makerTwo = 0] = coalition.slice(-2);
  const sponsor = venue.member(2_000_000);
  const backstop = venue.member(200_000);
  if (hasBackstop) {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setBackstop', { targetAccountId: backstop, reason: 'x' });
    approveWaiting(venue);
  }
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 1_000_000 * PAT });
  venue.minutes(10);
  const fund = venue.core.margin.fund.balanceMicroPat;
  const before = wealth(venue, coalition);
  const outside = wealth(venue, [sponsor, backstop]);
  let ticks = 10_000;
  let lots = 0;
  let closings = 0;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    // The index wanders by up to two per cent a minute; it is nobody's.
    ticks = Math.max(5_000, Math.min(20_000, ticks + below(401) - 200));
    venue.core.state.series.set(venue.series, S.markTicks, ticks);
    for (const maker of [makerOne, makerTwo]) {
      const everything = { side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
      if (below(2) === 0)
        venue.send(maker, 'massCancel', { seriesId: venue.series, ...everything });
      const half = 20 + below(300);
      venue.bid(maker, ticks - half, 10);
      venue.ask(maker, ticks + half, 10);
    }
    for (let i = 0; i < 6; i += 1) {
      const account = coalition[below(coalition.length)] as number;
      const price = ticks + below(801) - 400;
      venue.order(account, {
        ...{ seriesId: venue.series, priceTicks: price, lots: 1 + below(25) },
        side: below(2) === 0 ? SIDE.BUY : SIDE.SELL,
      });
    }
    const events = venue.minutes(1, ticks);
    closings += events.filter(([type]) => type === EVENT.LIQUIDATION).length;
  }
  venue.check();
  const { margin } = venue.core.state;
  for (const account of coalition) {
    const holding = margin.find(account, venue.series);
    lots += holding === 0 ? 0 : Math.abs(margin.get(holding, HOLDING.lots));
  }
  const { fund: after } = venue.core.margin;
  // The fund paid nobody; what liquidations cost came in.
  expect(after.balanceMicroPat).toBeGreaterThanOrEqual(fund);
  for (const account of coalition) {
    expect(venue.core.margin.desk.lookAt(account).availableMicroPat).toBeGreaterThanOrEqual(0);
  }
  const taken = outside - wealth(venue, [sponsor, backstop]);
  const unrealised = venue.core.margin.desk.lookAt(backstop).unrealisedMicroPat;
  // What the backstop holds it bought below the mark: what it lost since is the market's, not the coalition's doing.
  const gain = wealth(venue, coalition) - before;
  expect(gain).toBeLessThanOrEqual(Math.max(0, taken) + Math.max(0, -unrealised));
  return { gain, lots, closings };
}

test('a coalition that trades with itself pays its fees and takes nothing from the fund', {
  timeout: 600_000,
}, () => {
  let closings = 0;
  let lots = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const found = attack(100 + run, run % 2 === 0);
    closings += found.closings;
    lots += found.lots;
  }
  // Otherwise nothing was tried.
  expect(closings).toBeGreaterThan(0);
  expect(lots).toBeGreaterThan(0);
});
