/**
 * Catches a ladder that closes too early, too much or at a bad price, a backstop or fund that pays whom it should not, and an
 * account left below nothing: each row of the waterfall in docs/synthetics.md is a test here.
 */
import { describe, expect, test } from 'vitest';
import {
  CASH,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  FUND,
  HOLDING,
  LADDER,
  LIQUIDATION,
  MARGIN_STATE,
  SERIES_FIELD as S,
  STAKE,
} from '../../../../src/engine/core/index.js';
import { ERROR_CATALOG, LIQUIDATION_BY } from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { PAT, refusedOf, SyntheticVenue, TICK } from '../../../support/synthetics.js';

const START = 10_000;

interface Scene {
  readonly venue: SyntheticVenue;
  readonly poor: number;
  readonly rich: number;
  readonly makers: readonly number[];
}

/** A market of two makers that follow the mark, and a member with little who is long of one with much. */
function scene(poorPat = 1_250, lots = 100): Scene {
  const venue = new SyntheticVenue(0);
  const makers = [venue.member(1_000_000), venue.member(1_000_000)];
  const rich = venue.member(1_000_000);
  const poor = venue.member(poorPat);
  const sponsor = venue.member(2_000_000);
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 1_000_000 * PAT });
  venue.minutes(10);
  quote({ venue, makers, poor, rich }, START, 5);
  venue.minutes(2);
  venue.ask(rich, START, lots);
  expect(refusedOf(venue.bid(poor, START, lots))).toEqual([0, 0]);
  return { venue, poor, rich, makers };
}

/** Both makers quote anew around a price. */
function quote({ venue, makers }: Scene, ticks: number, lots: number, half = 100): void {
  for (const maker of makers) {
    venue.send(maker, 'massCancel', {
      ...{ seriesId: venue.series, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 },
    } as never);
  }
  for (const maker of makers) {
    venue.bid(maker, ticks - half, lots);
    venue.ask(maker, ticks + half, lots);
  }
}

/** The index falls step by step to a price; makers follow, too far away to buy what is liquidated where half is large. */
function fall(at: Scene, from: number, to: number, half = 100, lots = 5): number[][] {
  const { venue } = at;
  const events: number[][] = [];
  const step = from < to ? 50 : -50;
  for (let ticks = from; ticks !== to; ticks += step) {
    quote(at, ticks, lots, half);
    venue.core.state.series.set(venue.series, S.markTicks, ticks);
    events.push(...venue.minutes(2, ticks));
  }
  return events;
}

const lotsOf = (venue: SyntheticVenue, account: number): number => {
  const { margin } = venue.core.state;
  const holding = margin.find(account, venue.series);
  return holding === 0 ? 0 : margin.get(holding, HOLDING.lots);
};
const equityOf = (venue: SyntheticVenue, account: number): number =>
  venue.core.margin.desk.lookAt(account).equityMicroPat;
const closings = (events: number[][], account: number): number[][] =>
  events.filter(([type, of]) => type === EVENT.LIQUIDATION && of === account);

describe('the ladder', () => {
  test('warns below 1.2 of maintenance, then sells a tenth of the hour until equity is 1.1 of it', () => {
    const at = scene();
    const { venue, poor } = at;
    const events = fall(at, START, 9_300, 4, 30);
    const states = events
      .filter(([type, account]) => type === EVENT.MARGIN_STATE && account === poor)
      .map((event) => event[MARGIN_STATE.state]);
    expect(states.slice(0, 2)).toEqual([LADDER.WARNED, LADDER.LIQUIDATING]);
    const sold = closings(events, poor);
    expect(sold.length).toBeGreaterThan(0);
    for (const event of sold) {
      expect(event[LIQUIDATION.by]).toBe(LIQUIDATION_BY.BOOK);
      expect(-(event[LIQUIDATION.lots] as number)).toBeLessThanOrEqual(40);
    }
    expect(lotsOf(venue, poor)).toBeGreaterThan(0);
    expect(equityOf(venue, poor)).toBeGreaterThan(0);
    expect(venue.core.margin.fund.balanceMicroPat).toBeGreaterThan(1_000_000 * PAT);
  });

  test('an account that is liquidated only reduces', () => {
    const at = scene();
    const { venue, poor } = at;
    // Nobody buys near the mark, and nothing is below half of maintenance yet.
    fall(at, START, 9_350, 150);
    expect(venue.core.state.margin.stake(poor, STAKE.state)).toBe(LADDER.LIQUIDATING);
    expect(refusedOf(venue.bid(poor, 9_350, 1))[0]).toBe(ERROR_CATALOG.LIQUIDATING.code);
    expect(refusedOf(venue.ask(poor, 9_350, 1))).toEqual([0, 0]);
  });

  test('below half of maintenance the backstop takes over at the limit price, as far as its margin goes', () => {
    const at = scene();
    const { venue, poor } = at;
    const backstop = venue.member(100_000);
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setBackstop', { targetAccountId: backstop, reason: 'x' });
    approveWaiting(venue);
    const fund = venue.core.margin.fund.balanceMicroPat;
    const events = fall(at, START, 8_900, 150);
    const taken = closings(events, poor).filter(
      (event) => event[LIQUIDATION.by] === LIQUIDATION_BY.BACKSTOP,
    );
    expect(taken.length).toBeGreaterThan(0);
    expect(lotsOf(venue, poor)).toBe(0);
    expect(lotsOf(venue, backstop)).toBeGreaterThan(0);
    expect(equityOf(venue, poor)).toBeGreaterThanOrEqual(0);
    // Its fee went to the fund, which paid nothing.
    expect(venue.core.margin.fund.balanceMicroPat).toBeGreaterThan(fund);
  });

  test('without a backstop winners are closed at the mark, best gain for its margin first, with the evidence', () => {
    const at = scene();
    const { venue, poor, rich } = at;
    const events = fall(at, START, 8_900, 150);
    const ofRich = closings(events, rich);
    expect(ofRich.length).toBeGreaterThan(0);
    const [first = []] = ofRich;
    expect(first[LIQUIDATION.by]).toBe(LIQUIDATION_BY.DELEVERAGED);
    expect(first[LIQUIDATION.gainMicroPat]).toBeGreaterThan(0);
    expect(first[LIQUIDATION.initialMicroPat]).toBeGreaterThan(0);
    expect(lotsOf(venue, poor)).toBe(0);
    expect(lotsOf(venue, rich)).toBe(0);
    expect(equityOf(venue, poor)).toBeGreaterThanOrEqual(0);
  });

  test('a sister account on the other side is closed before anybody else', () => {
    const venue = new SyntheticVenue(0);
    const makers = [venue.member(1_000_000), venue.member(1_000_000)];
    const poor = venue.member(1_250, 77);
    const sister = venue.member(100_000, 77);
    const other = venue.member(1_000_000);
    const sponsor = venue.member(2_000_000);
    venue.send(sponsor, 'contributeToFund', { amountMicroPat: 1_000_000 * PAT });
    const at = { venue, makers, poor, rich: sister };
    venue.minutes(10);
    quote(at, START, 5);
    venue.minutes(2);
    // Through a third party: trades within an owner are prevented.
    venue.ask(other, START, 100);
    venue.bid(poor, START, 100);
    venue.bid(other, START, 100);
    venue.ask(sister, START, 100);
    const events = fall(at, START, 8_900, 150);
    const taken = closings(events, poor);
    expect(taken.map((event) => event[LIQUIDATION.by])).toEqual(
      taken.map(() => LIQUIDATION_BY.OWNER),
    );
    expect(lotsOf(venue, sister)).toBe(0);
  });

  test('nothing is liquidated, and no cash moves, on a mark without two owners in the book', () => {
    const at = scene();
    const { venue, poor, makers } = at;
    const before = lotsOf(venue, poor);
    venue.send(makers[1] as number, 'massCancel', {
      ...{ seriesId: venue.series, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 },
    } as never);
    const events: number[][] = [];
    for (let ticks = START; ticks > 8_900; ticks -= 100) {
      venue.core.state.series.set(venue.series, S.markTicks, ticks);
      events.push(...venue.minutes(8, ticks));
    }
    expect(lotsOf(venue, poor)).toBe(before);
    expect(events.some(([type]) => type === EVENT.VARIATION)).toBe(false);
    expect(venue.core.state.margin.cash(venue.row, CASH.quality)).toBe(1);
  });
});

describe('the waterfall', () => {
  test('at the end a debt is paid by margin, then by the own share of the fund; what is left the winners do not get', () => {
    const at = scene();
    const { venue, poor, rich } = at;
    venue.deposit(poor, 50);
    const short = venue.core.state.ledger;
    const poorBefore = equityOf(venue, poor);
    venue.send(poor, 'contributeToFund', { amountMicroPat: 10 * PAT });
    const fundBefore = venue.core.margin.fund.balanceMicroPat;
    // The book is empty from here on: marks are weak, and the index falls by a quarter.
    quote(at, START, 5);
    for (const maker of at.makers) {
      venue.send(maker, 'massCancel', {
        ...{ seriesId: venue.series, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 },
      } as never);
    }
    venue.minutes(2);
    const richBefore = equityOf(venue, rich);
    venue.isChecked = false;
    venue.timeMs = venue.expiryMs - 62 * 60_000;
    venue.minutes(66, 7_500);
    venue.check();
    const loss = 100 * 2_500 * TICK;
    const own = poorBefore;
    expect(loss).toBeGreaterThan(own);
    expect(equityOf(venue, poor)).toBe(0);
    const { fund } = venue.core.margin;
    // Its own ten PAT left the fund, and nobody else's.
    expect(fundBefore - fund.balanceMicroPat).toBe(10 * PAT);
    expect(fund.valueOf(poor)).toBe(0);
    const gained = equityOf(venue, rich) - richBefore;
    expect(gained).toBeLessThan(loss);
    expect(gained).toBeGreaterThan(own - 20 * PAT);
    expect(short.sum()).toBe(short.total);
  });

  test('the fund pays for the backstop: its own share, the broker, the common part, then all in proportion', () => {
    const venue = new SyntheticVenue(0);
    const [backstop, one, two] = [venue.member(1_000), venue.member(10_000), venue.member(10_000)];
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setBackstop', { targetAccountId: backstop, reason: 'x' });
    approveWaiting(venue);
    venue.deposit(1, 1_000);
    const give = (id: number, pat: number): void => {
      venue.send(id, 'contributeToFund', { amountMicroPat: pat * PAT });
    };
    give(backstop, 100);
    give(1, 200);
    give(one, 600);
    give(two, 300);
    const { fund } = venue.core.margin;
    const { ledger, margin } = venue.core.state;
    fund.takeFee(one, 50 * PAT);
    venue.check();
    venue.isChecked = false;
    const pool = ledger.escrow(venue.series);
    const values = (): number[] => [backstop, 1, one, two].map((id) => fund.valueOf(id) / PAT);
    expect(values()).toEqual([100, 200, 600, 300]);
    expect(fund.cover(backstop, pool, 60 * PAT)).toBe(60 * PAT);
    expect(values()).toEqual([40, 200, 600, 300]);
    expect(fund.cover(backstop, pool, 140 * PAT)).toBe(140 * PAT);
    expect(values()).toEqual([0, 100, 600, 300]);
    expect(fund.cover(backstop, pool, 150 * PAT)).toBe(150 * PAT);
    expect(values()).toEqual([0, 0, 600, 300]);
    expect(margin.fundWord(FUND.commonMicroPat)).toBe(0);
    expect(fund.cover(backstop, pool, 90 * PAT)).toBe(90 * PAT);
    expect(values()).toEqual([0, 0, 540, 270]);
    // A member's debt is paid out of its own share alone.
    expect(fund.cover(two, pool, 1_000 * PAT)).toBe(270 * PAT);
    expect(values()).toEqual([0, 0, 540, 0]);
    // The fund pays what it has and no more; whoever pays in next begins anew.
    expect(fund.cover(backstop, pool, 10_000 * PAT)).toBe(540 * PAT);
    expect(fund.balanceMicroPat).toBe(0);
    give(two, 10);
    expect(values()).toEqual([0, 0, 0, 10]);
  });
});
