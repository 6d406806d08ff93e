/**
 * Catches a mint that locks less than the table of its phase, σ and thinness ask for, or asks those who add no risk; margin
 * that is not given back with its rights, and a bust that takes it.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  CODE,
  COMMAND_RESULT,
  dryRun,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  POSITION_FIELD,
} from '../../../src/engine/core/index.js';
import { SIDE } from '../../../src/values/index.js';
import { secondOperator } from '../../support/approvals.js';
import { RULES, type TradingVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const PPM = 1_000_000;
/** Price covered by a lot: the mark. */
const COVER = 100 * RULES.tickValueMicroPat;
const BASE = RULES.penaltyMicroPat + COVER;

interface Scene {
  readonly venue: TradingVenue;
  readonly maker: number;
  /** What a change of a phase's row, as two people make it, comes to. */
  readonly set: (name: string, value: number, target?: string) => void;
}

/** A venue whose providers have minted 2,000 lots each, without margin. */
function scene(): Scene {
  const venue = tradingVenue();
  const second = secondOperator(venue);
  const set = (name: string, value: number, target = ''): void => {
    const terms = { name, target, value, expectedVersion: 0, unset: false, reason: 'test' };
    expect(codeOf(venue.send(OPERATOR, 'setParameter', terms))).toBe(0);
    const parameterRequestId = venue.core.state.registry.parameterRequests.length;
    const answer = { parameterRequestId, reason: 'test' };
    expect(codeOf(venue.send(second, 'approveParameter', answer))).toBe(0);
  };
  return { venue, maker: venue.providers[0] as number, set };
}

const codeOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

function mark({ venue }: Scene, sigmaPpm: number, thinnessPpm: number): void {
  const marks = [{ seriesId: 1, markTicks: 100, sigmaPpm, thinnessPpm }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
}

const mint = ({ venue, maker }: Scene, quantityLots: number): number =>
  codeOf(venue.send(maker, 'mintRights', { seriesId: 1, quantityLots }));

const collateral = ({ venue, maker }: Scene): number => {
  const { ledger } = venue.core.state;
  return ledger.balance(ledger.bucket(maker, BUCKET.COLLATERAL));
};

const margin = ({ venue, maker }: Scene): number => {
  const { positions } = venue.core.state;
  return positions.get(positions.find(maker, 1), POSITION_FIELD.marginMicroPat);
};

const setPhase = ({ venue }: Scene, phase: number): number =>
  codeOf(venue.send(OPERATOR, 'setPhase', { phase, reason: 'test' }));

test('spot asks for the penalty and the price, whatever σ and thinness', () => {
  const one = scene();
  mark(one, 900_000, 4 * PPM);
  expect(mint(one, 10)).toBe(0);
  expect([collateral(one), margin(one)]).toEqual([BASE * 2_010, 0]);
});

test("a raised phase brings its own row, and a lowered one the old row's", () => {
  const one = scene();
  expect(setPhase(one, 2)).toBe(0);
  // Nobody is asked who adds nothing.
  expect(margin(one)).toBe(0);
  expect(mint(one, 1)).toBe(0);
  // 20 % of the price, on every lot that is out.
  expect(margin(one)).toBe(0.2 * COVER * 2_001);
  expect(collateral(one)).toBe(BASE * 2_001 + margin(one));
  expect(setPhase(one, 1)).toBe(0);
  const before = margin(one);
  expect(mint(one, 1)).toBe(0);
  expect(margin(one)).toBe(before);
});

describe.each([
  // [row, σ, M] and the rate: max(row, 3σ√d)·M, at most the price.
  [100_000, 0, 1, 100_000],
  [100_000, 80_000, 1, 240_000],
  [100_000, 80_000, 2, 678_824],
  [200_000, 0, 4, 800_000],
  [200_000, 80_000, 4, PPM],
  // What a mark says that makes no sense counts as the least or the most.
  [100_000, -5, 0, 100_000],
  [200_000, 0, 1_000_000, 800_000],
] as const)('a row of %i ppm, σ of %i and M of %d', (row, sigmaPpm, m, rate) => {
  test('lock that rate of the price for every lot that is out', () => {
    const one = scene();
    one.set('margin_phase_1_ppm', row);
    mark(one, sigmaPpm, m * PPM);
    expect(mint(one, 500)).toBe(0);
    expect(margin(one)).toBe(Math.ceil((COVER * rate) / PPM) * 2_500);
    expect(collateral(one)).toBe(BASE * 2_500 + margin(one));
  });
});

test('a thin contract has its own row, and another is not asked', () => {
  const one = scene();
  one.set('margin_phase_1_ppm', 300_000, 'AUTO_INTENT|7D|0.70-0.85');
  one.set('margin_phase_1_ppm', 0, 'AUTO_INTENT');
  expect(mint(one, 1)).toBe(0);
  expect(margin(one)).toBe(0.3 * COVER * 2_001);
});

test('a mint without PAT for its margin is refused whole', () => {
  const one = scene();
  one.set('margin_phase_1_ppm', PPM);
  const { ledger } = one.venue.core.state;
  const left = 2_001 * COVER + BASE;
  const surplus = ledger.available(one.maker) - left;
  const body = { targetAccountId: one.maker, amountMicroPat: surplus + 1 };
  expect(codeOf(one.venue.send(OPERATOR, 'withdraw', body))).toBe(0);
  const before = collateral(one);
  expect(mint(one, 1)).toBe(CODE.COLLATERAL);
  expect([collateral(one), margin(one)]).toEqual([before, 0]);
  one.venue.send(OPERATOR, 'deposit', { targetAccountId: one.maker, amountMicroPat: 1 });
  expect(mint(one, 1)).toBe(0);
  expect(ledger.available(one.maker)).toBe(0);
});

test('a dry run says what a row would ask of providers before they mint again, and changes nothing', () => {
  const one = scene();
  mark(one, 80_000, 2 * PPM);
  const before = exportState(one.venue.core);
  const draft = { target: 'AUTO_INTENT', expectedVersion: 0, undoesVersion: 0, authorId: 0 };
  const ask = (name: string, value: number) =>
    dryRun(one.venue.core, { ...draft, name, value, reason: '', effectiveTimeMs: 0 }, 10);
  // Two providers have 2,000 lots out each.
  const perLot = (COVER * 678_824) / PPM;
  expect(ask('margin_phase_1_ppm', 100_000).providerMarginMicroPat).toBe(perLot * 4_000);
  expect(ask('margin_phase_2_ppm', 100_000).providerMarginMicroPat).toBe(0);
  expect(exportState(one.venue.core)).toEqual(before);
  one.set('margin_phase_1_ppm', 100_000, 'AUTO_INTENT');
  expect(mint(one, 1)).toBe(0);
  expect(margin(one)).toBe(perLot * 2_001);
  // Who has minted since lacks nothing; at no deviations the row alone counts, which is less.
  expect(ask('margin_sigmas_ppm', 0).providerMarginMicroPat).toBe(0.2 * COVER * 2_000);
});

test('margin goes back with its rights, in proportion, and the last lot takes the rest', () => {
  const one = scene();
  one.set('margin_phase_1_ppm', 333_333);
  expect(mint(one, 1)).toBe(0);
  const whole = margin(one);
  const withdraw = (quantityLots: number) =>
    codeOf(one.venue.send(one.maker, 'withdrawRights', { seriesId: 1, quantityLots }));
  expect(withdraw(667)).toBe(CODE.MINT_HELD);
  one.venue.advance(60_000);
  expect(withdraw(667)).toBe(0);
  expect(margin(one)).toBe(whole - Math.floor((whole * 667) / 2_001));
  expect(withdraw(1_334)).toBe(0);
  expect([collateral(one), margin(one)]).toEqual([0, 0]);
});

test('a bust gives back what the trade locked, and leaves the margin', () => {
  const one = scene();
  const { venue, maker } = one;
  one.set('margin_phase_1_ppm', 100_000);
  expect(mint(one, 1)).toBe(0);
  const before = [collateral(one), margin(one)];
  const [consumer = 0] = venue.consumers;
  venue.order(maker, { side: SIDE.SELL, priceTicks: 110, lots: 7 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 110, lots: 7 });
  expect(collateral(one)).toBe((before[0] as number) + 7 * 10 * RULES.tickValueMicroPat);
  const bust = { seriesId: 1, tradeId: 1, reason: 'test' };
  expect(codeOf(venue.send(OPERATOR, 'bustTrade', bust))).toBe(0);
  expect([collateral(one), margin(one)]).toEqual(before);
});

test('rights that come back to the broker must fit its limits of exposure', () => {
  const one = scene();
  const { venue, maker } = one;
  const [consumer = 0] = venue.consumers;
  const bid = [{ priceTicks: 100, quantityLots: 10 }];
  const quote = (bids: typeof bid, asks: typeof bid) =>
    venue.send(BROKER_ACCOUNT, 'massQuote', {
      basedOnSequence: 0,
      quotes: [{ seriesId: 1, bids, asks, validUntilMs: venue.timeMs + 60_000, factors: null }],
    });
  const trade = (): void => {
    quote(bid, []);
    venue.order(maker, { side: SIDE.SELL, priceTicks: 100, lots: 10 });
    quote([], [{ priceTicks: 101, quantityLots: 10 }]);
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 101, lots: 10 });
  };
  trade();
  // 10 lots at 1 PAT: room for 10 lots and no more.
  one.set('broker_series_exposure_ppm', 200);
  quote(bid, []);
  const bust = { seriesId: 1, tradeId: 2, reason: 'test' };
  expect(codeOf(venue.send(OPERATOR, 'bustTrade', bust))).toBe(CODE.EXPOSURE);
  quote([], []);
  expect(codeOf(venue.send(OPERATOR, 'bustTrade', bust))).toBe(0);
});
