/**
 * Catches collateral that does not follow the mark: a mark that moves faster than its rate or for others' trades, a call
 * that is not told, comes due too early or frees what it withholds, lots that fail though they are covered, surplus that is
 * kept, and a need that is lost where rights change hands.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  CODE,
  COLLATERAL_CALL,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  POSITION_FIELD as P,
  RIGHTS,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import {
  COLLATERAL_CALL_CHANGE,
  type ContractRules,
  RIGHTS_ACTION,
  SIDE,
} from '../../../src/values/index.js';
import { setParameter } from '../../support/auction.js';
import { chainVenue } from '../../support/chain.js';
import { RULES, SMALL_LIMITS, type TestVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const TICK = RULES.tickValueMicroPat;
const REVIEW_MS = 600_000;
const HOUR_MS = 3_600_000;
const { CALLED, MET, DEFAULTED } = COLLATERAL_CALL_CHANGE;

const codeOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

function mark(venue: TestVenue, markTicks: number): void {
  const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
}

/** Lets reviews happen one after the other; answers the events. */
function review(venue: TestVenue, times: number): number[][] {
  const events: number[][] = [];
  for (let i = 0; i < times; i += 1) {
    venue.timeMs += REVIEW_MS;
    events.push(...venue.send(0, 'advanceTime', {}));
  }
  return events;
}

const callsIn = (events: number[][]) =>
  events
    .filter(([type]) => type === EVENT.COLLATERAL_CALL)
    .map((e) => [e[COLLATERAL_CALL.change], e[COLLATERAL_CALL.amountMicroPat]]);

/** A provider that sold ten lots at 80 to a consumer and has so much PAT left. */
function scene(leftMicroPat: number, rules: Partial<ContractRules> = {}) {
  const venue = tradingVenue(rules);
  const [consumer = 0, other = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { ledger, positions, series } = venue.core.state;
  mark(venue, 80);
  venue.order(provider, { side: SIDE.SELL, priceTicks: 80, lots: 10 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 80, lots: 10 });
  mark(venue, 100);
  const amountMicroPat = ledger.available(provider) - leftMicroPat;
  venue.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat });
  const of = (field: number) => positions.get(positions.find(provider, 1), field);
  const followed = () => series.get(1, S.collateralMarkMicroPat) / TICK;
  return { venue, consumer, other, provider, ledger, of, followed };
}

/** Reviews until the mark that collateral follows is at the mark. */
function reach(venue: TestVenue, markTicks: number): number[][] {
  mark(venue, markTicks);
  const events: number[][] = [];
  const { series } = venue.core.state;
  for (let i = 0; i < 400 && series.get(1, S.collateralMarkMicroPat) !== markTicks * TICK; i += 1) {
    events.push(...review(venue, 1));
  }
  return events;
}

test('the mark collateral follows moves a twentieth an hour, and only towards the journaled mark', () => {
  const { venue, consumer, provider, followed } = scene(0);
  expect(followed()).toBe(100);
  mark(venue, 300);
  review(venue, 6);
  // A little more than 5 %: six steps, each of what is there.
  expect(followed()).toBeGreaterThan(104.9);
  expect(followed()).toBeLessThan(105.2);
  const before = followed();
  // A day that nobody used is an hour to it.
  venue.timeMs += 24 * HOUR_MS;
  venue.send(0, 'advanceTime', {});
  expect(followed()).toBeLessThan(before * 1.0501);
  mark(venue, Math.round(followed()));
  review(venue, 6);
  const here = followed();
  // Trades among others move nothing.
  venue.order(provider, { side: SIDE.SELL, priceTicks: 130, lots: 5 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 130, lots: 5 });
  review(venue, 6);
  expect(followed()).toBe(here);
  mark(venue, 1);
  review(venue, 6);
  expect(followed()).toBeGreaterThan(here * 0.949);
});

test('what a provider has covers its need by itself, and comes back when the mark falls, but never what it covered first', () => {
  const { venue, provider, ledger, of } = scene(100_000_000);
  const first = of(P.collateralMicroPat);
  const events = reach(venue, 300);
  expect(callsIn(events)).toEqual([]);
  // 1.1 × 300 less the 80 it got and the 100 it covered, of each of ten lots.
  const need = (330 - 80 - 100) * TICK * 10;
  expect([of(P.needMicroPat), of(P.variationMicroPat)]).toEqual([need, need]);
  expect(of(P.collateralMicroPat)).toBe(first + need);
  expect(ledger.available(provider)).toBe(100_000_000 - need);
  reach(venue, 200);
  expect(of(P.variationMicroPat)).toBe((220 - 180) * TICK * 10);
  reach(venue, 20);
  expect([of(P.variationMicroPat), of(P.collateralMicroPat)]).toEqual([0, first]);
  expect(ledger.available(provider)).toBe(100_000_000);
});

test('a high cap on mints leaves no need out; what could not be counted exactly is not minted', () => {
  const { venue, provider, of } = scene(100_000_000, { quotaPerLot: 1, mintCapLots: 2 ** 50 });
  reach(venue, 200);
  expect(of(P.needMicroPat)).toBe((220 - 180) * TICK * 10);
  const before = of(P.mintedLots);
  const capacity = { capacityLots: 2 ** 50, attestedUntilMs: 2 ** 42 };
  venue.send(provider, 'escrowCapacity', { providerId: 0, segment: 'AUTO_INTENT', ...capacity });
  // At 2.2 PAT a lot, 2^51 micro-PAT are a little over a thousand million lots.
  for (const quantityLots of [1_100_000_000, 2 ** 49]) {
    const events = venue.send(provider, 'mintRights', { seriesId: 1, quantityLots });
    expect(codeOf(events)).toBe(CODE.MINT_CAP);
  }
  expect(of(P.mintedLots)).toBe(before);
});

test('a request on chain during a call keeps what comes from meeting it', () => {
  const venue = chainVenue();
  const { provider, consumer } = venue;
  const { ledger, positions, wallets } = venue.core.state;
  setParameter(venue, 'max_order_share_ppm', 1_000_000);
  venue.fund(provider, 1, 100_000_000);
  venue.fund(consumer, 2, 100_000_000);
  mark(venue, 100);
  venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 10 });
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 10 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 10 });
  const left = ledger.available(provider);
  venue.tell('holdWithdrawal', venue.request(1, 1, left));
  venue.tell('payWithdrawal', { requestSequence: 1, chainAccountId: 1, paidMicroPat: left });
  expect(ledger.available(provider)).toBe(0);
  reach(venue, 200);
  const of = (field: number) => positions.get(positions.find(provider, 1), field);
  const need = of(P.needMicroPat);
  expect(need).toBeGreaterThan(0);
  expect(of(P.calledMicroPat)).toBe(need);
  // It asks for all it will ever have, and pays in what the call wants.
  venue.tell('holdWithdrawal', venue.request(2, 1, 1_000_000_000));
  const { depositSequence } = wallets;
  venue.tell('creditDeposit', venue.deposit(depositSequence + 1, 1, need));
  review(venue, 1);
  expect([of(P.calledMicroPat), of(P.variationMicroPat)]).toEqual([0, need]);
  expect(ledger.available(provider)).toBe(0);
});

describe('a provider without PAT for it', () => {
  test('is called, mints nothing, takes nothing out, and goes on when it has paid', () => {
    const { venue, provider, ledger, of } = scene(1_000_000);
    const events = reach(venue, 200);
    const need = (220 - 180) * TICK * 10;
    expect(callsIn(events).at(-1)).toEqual([CALLED, need - 1_000_000]);
    expect(of(P.calledMicroPat)).toBe(need - 1_000_000);
    const due = events.findLast(([type]) => type === EVENT.COLLATERAL_CALL)?.[
      COLLATERAL_CALL.deadlineMs
    ] as number;
    expect(due).toBeGreaterThan(venue.timeMs);
    expect(due).toBeLessThanOrEqual(venue.timeMs + 12 * HOUR_MS);
    const mint = () => venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 1 });
    expect(codeOf(mint())).toBe(CODE.COLLATERAL_CALLED);
    const deposit = (amountMicroPat: number) =>
      venue.send(OPERATOR, 'deposit', { targetAccountId: provider, amountMicroPat });
    deposit(1);
    const withdraw = { targetAccountId: provider, amountMicroPat: 1 };
    expect(codeOf(venue.send(OPERATOR, 'withdraw', withdraw))).toBe(CODE.COLLATERAL_CALLED);
    deposit(need + 10_000_000);
    expect(callsIn(review(venue, 1))).toEqual([[MET, 0]]);
    expect(ledger.available(provider)).toBe(11_000_001);
    expect(codeOf(mint())).toBe(0);
    expect(codeOf(venue.send(OPERATOR, 'withdraw', withdraw))).toBe(0);
  });

  test('fails with the lots that are not covered, once the call is due, and with no others', () => {
    const { venue, consumer, provider, ledger, of } = scene(3_000_000);
    const [, second = 0] = venue.consumers;
    // Sold dear: no need.
    venue.order(provider, { side: SIDE.SELL, priceTicks: 120, lots: 5 });
    venue.order(second, { side: SIDE.BUY, priceTicks: 120, lots: 5 });
    const had = ledger.available(consumer);
    reach(venue, 180);
    const need = (198 - 180) * TICK * 10;
    expect([of(P.calledMicroPat), of(P.variationMicroPat)]).toEqual([0, need]);
    expect(ledger.available(provider)).toBe(2_000_000 - need);
    reach(venue, 200);
    // 2 of 4 PAT are there: five lots are covered.
    expect(of(P.variationMicroPat)).toBe(2_000_000);
    expect(of(P.calledMicroPat)).toBe(2_000_000);
    const { series } = venue.core.state;
    review(venue, 60);
    expect(series.get(1, S.failedLots)).toBe(0);
    const events = review(venue, 13);
    expect(callsIn(events)).toEqual([
      [DEFAULTED, 2_000_000],
      [MET, 0],
    ]);
    const failed = events
      .filter(([type, , , action]) => type === EVENT.RIGHTS && action === RIGHTS_ACTION.FAILED)
      .map((e) => [e[RIGHTS.account], e[RIGHTS.lots]]);
    expect(failed).toEqual([
      [consumer, 5],
      [provider, 5],
    ]);
    expect(series.get(1, S.failedLots)).toBe(5);
    // Price and fee, what the lots are dearer by as far as each has it, a tenth.
    const price = 80 * TICK;
    const paid = price + price / 100;
    const dearer = (200 - 80) * TICK;
    expect(ledger.available(consumer)).toBe(had + 5 * (paid + dearer + price / 10));
    // What was there for the others is still there.
    expect(of(P.variationMicroPat)).toBe(2_000_000);
    const bust = { seriesId: 1, tradeId: 1, reason: 'late' };
    expect(codeOf(venue.send(OPERATOR, 'bustTrade', bust))).toBe(CODE.BUST_TOO_LATE);
  });
});

test('what the broker bought and has not sold fails with its money back; what it sold waits for its delivery', () => {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const { ledger, series, positions } = venue.core.state;
  const quote = (bids: number, asks: number) =>
    venue.send(BROKER_ACCOUNT, 'massQuote', {
      basedOnSequence: 0,
      quotes: [
        {
          seriesId: 1,
          bids: bids === 0 ? [] : [{ priceTicks: 100, quantityLots: bids }],
          asks: asks === 0 ? [] : [{ priceTicks: 101, quantityLots: asks }],
          validUntilMs: venue.timeMs + 100 * HOUR_MS,
          factors: null,
        },
      ],
    });
  quote(10, 0);
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 10 });
  quote(0, 10);
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 101, lots: 4 });
  const amountMicroPat = ledger.available(provider);
  venue.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat });
  const equity = ledger.available(BROKER_ACCOUNT);
  reach(venue, 200);
  const needOf = () => positions.get(positions.find(provider, 1), P.needMicroPat);
  expect(needOf()).toBe((220 - 200) * TICK * 10);
  review(venue, 73);
  expect(series.get(1, S.failedLots)).toBe(6);
  expect(series.get(1, S.brokerLots)).toBe(0);
  // The six it had: their price, and what they are dearer by.
  expect(ledger.available(BROKER_ACCOUNT)).toBe(equity + 6 * 100 * TICK + 6 * 100 * TICK);
  expect(needOf()).toBe((220 - 200) * TICK * 4);
  // The need of the others goes with them into the delivery.
  venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 4 });
  expect(needOf()).toBe((220 - 200) * TICK * 4);
  venue.advance(2 * HOUR_MS);
  venue.advance(12 * HOUR_MS);
  expect(needOf()).toBe(0);
});

test('a venue restored in the middle of a call goes on as one that never stopped', () => {
  const { venue } = scene(1_000_000);
  reach(venue, 200);
  const copy = new Core({ limits: SMALL_LIMITS });
  expect(importState(copy, exportState(venue.core))).toBeUndefined();
  const restored = tradingVenue();
  Object.assign(restored, { core: copy, timeMs: venue.timeMs });
  review(venue, 80);
  review(restored, 80);
  expect(exportState(copy)).toEqual(exportState(venue.core));
});

test('lots fail however many others lie before them in the inventory, or among the claims of a holder', () => {
  const ENTRIES = 1_100;
  const venue = tradingVenue({}, { maxObligations: 16_384 });
  venue.isChecked = false;
  setParameter(venue, 'order_burst_count', 1_000_000);
  const [consumer = 0] = venue.consumers;
  const [provider = 0, other = 0] = venue.providers;
  const { ledger, series, positions, sources } = venue.core.state;
  const bid = (priceTicks: number, quantityLots: number) =>
    venue.send(BROKER_ACCOUNT, 'massQuote', {
      basedOnSequence: venue.core.state.sequence,
      quotes: [
        {
          seriesId: 1,
          bids: [{ priceTicks, quantityLots }],
          asks: [],
          validUntilMs: venue.timeMs + 1_000 * HOUR_MS,
          factors: null,
        },
      ],
    });
  venue.send(other, 'mintRights', { seriesId: 1, quantityLots: 2 * ENTRIES });
  const entries = () => sources.liveCount;
  const before = entries();
  for (let i = 0; i < ENTRIES; i += 1) {
    const priceTicks = 100 + (i % 2);
    bid(priceTicks, 1);
    venue.order(other, { side: SIDE.SELL, priceTicks, lots: 1 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks, lots: 1 });
    venue.order(other, { side: SIDE.SELL, priceTicks, lots: 1 });
  }
  expect(entries() - before).toBeGreaterThan(2 * 1_024);
  bid(100, 5);
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 5 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 5 });
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 5 });
  venue.send(OPERATOR, 'deposit', { targetAccountId: other, amountMicroPat: 1e12 });
  const amountMicroPat = ledger.available(provider);
  venue.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat });
  reach(venue, 200);
  review(venue, 73);
  expect(series.get(1, S.failedLots)).toBe(10);
  expect(positions.get(positions.find(provider, 1), P.needMicroPat)).toBe(0);
  venue.isChecked = true;
  venue.check();
});
