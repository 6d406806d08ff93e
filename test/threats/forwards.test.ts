/**
 * Catches cash that moves because a mark did, and a provider and consumers that take money out of forwards together: by
 * selling to each other at any price, by not meeting calls, by not paying when the window opens, by busts of nobody but operators.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  BUCKET,
  FIRST_OPERATOR_ACCOUNT,
  INSURANCE_ACCOUNT,
  POSITION_FIELD as P,
  SERIES_FIELD as S,
} from '../../src/engine/core/index.js';
import { SIDE } from '../../src/values/index.js';
import { DAY_MS, START_MS, type TradingVenue, tradingVenue } from '../support/venue.js';

const { BUY, SELL } = SIDE;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const HOUR_MS = 3_600_000;
const OPEN_MS = START_MS + 3 * DAY_MS;
const F = 2;
const RUNS = Number(process.env.PATX_RUNS ?? 25);
const SEED = Number(process.env.PATX_SEED ?? 5);

interface Step {
  readonly kind: 'sell' | 'buy' | 'mark' | 'hours' | 'starve' | 'feed' | 'mint';
  readonly who: number;
  readonly price: number;
  readonly lots: number;
}

const stepOf = (kinds: readonly Step['kind'][]): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    who: fc.nat({ max: 3 }),
    price: fc.integer({ min: 95, max: 105 }),
    lots: fc.integer({ min: 1, max: 12 }),
  });

/** Two consumers and two providers before a window opens, in phase 2, with lots to sell. */
function ahead(rules = {}): TradingVenue {
  const venue = tradingVenue(rules);
  venue.isChecked = false;
  venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS });
  venue.send(OPERATOR, 'setPhase', { phase: 2, reason: 'test' });
  for (const id of venue.providers) {
    venue.send(id, 'mintRights', { seriesId: F, quantityLots: 1_000 });
  }
  return venue;
}

/** What an account has, wherever it is: a payment into escrow is its own until its right is used. */
function wealth(venue: TradingVenue, account: number): number {
  const { ledger, accounts } = venue.core.state;
  const buckets = Object.values(BUCKET).reduce<number>(
    (sum, bucket) => sum + ledger.balance(ledger.bucket(account, bucket)),
    0,
  );
  return buckets + accounts.get(account, A.escrowMicroPat);
}

function mark(venue: TradingVenue, markTicks: number): void {
  const marks = [{ seriesId: F, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
}

function order(venue: TradingVenue, account: number, step: Step): void {
  const { price: priceTicks, lots, kind } = step;
  venue.order(account, { side: kind === 'buy' ? BUY : SELL, priceTicks, lots, seriesId: F });
}

test('marks move collateral and never cash: two paths of marks leave everybody with the same', () => {
  const path = fc.array(fc.integer({ min: 92, max: 108 }), { minLength: 40, maxLength: 40 });
  const steps = fc.array(stepOf(['sell', 'sell', 'buy', 'buy', 'hours']), {
    minLength: 10,
    maxLength: 40,
  });
  let trades = 0;
  fc.assert(
    fc.property(steps, path, path, (list, one, other) => {
      const [first, second] = [one, other].map((marks) => {
        const venue = ahead();
        const everybody = [BROKER_ACCOUNT, ...venue.consumers, ...venue.providers];
        const seen: number[][] = [];
        for (const [i, step] of list.entries()) {
          mark(venue, marks[i] as number);
          const { consumers, providers } = venue;
          if (step.kind === 'hours') venue.advance(step.lots * HOUR_MS);
          else
            order(
              venue,
              (step.kind === 'buy' ? consumers : providers)[step.who % 2] as number,
              step,
            );
          seen.push(everybody.map((account) => wealth(venue, account)));
        }
        venue.check();
        trades += venue.core.state.series.get(F, S.lastTradeId);
        return seen;
      });
      expect(first).toEqual(second);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(trades).toBeGreaterThan(RUNS);
}, 120_000);

/** Plays a gang's steps; what it took out of the venue meanwhile is its own too. */
function play(venue: TradingVenue, gang: readonly number[], list: readonly Step[]): number {
  let outside = 0;
  const { ledger } = venue.core.state;
  const [provider = 0, ...consumers] = gang;
  for (const step of list) {
    const account = gang[step.who % gang.length] as number;
    const amountMicroPat = ledger.available(account);
    if (step.kind === 'mark') mark(venue, step.price * (step.who + 1) - 45);
    else if (step.kind === 'hours') venue.advance(step.lots * HOUR_MS);
    else if (step.kind === 'mint') {
      venue.send(provider, 'mintRights', { seriesId: F, quantityLots: step.lots });
    } else if (step.kind === 'starve') {
      venue.send(OPERATOR, 'withdraw', { targetAccountId: account, amountMicroPat });
      outside += amountMicroPat - ledger.available(account);
    } else if (step.kind === 'feed' && outside > 0) {
      const back = Math.min(outside, step.lots * 1_000_000);
      venue.send(OPERATOR, 'deposit', { targetAccountId: account, amountMicroPat: back });
      outside -= back;
    } else if (step.kind === 'buy' || step.kind === 'sell') {
      order(venue, step.kind === 'sell' ? provider : (consumers[step.who % 2] as number), step);
    }
  }
  return outside;
}

test('a provider and two consumers among themselves end with what they began with, or less', () => {
  const kinds = [
    'sell',
    'sell',
    'buy',
    'buy',
    'buy',
    'mark',
    'hours',
    'starve',
    'feed',
    'mint',
  ] as const;
  const steps = fc.array(stepOf(kinds), { minLength: 20, maxLength: 90 });
  let returned = 0;
  fc.assert(
    fc.property(steps, fc.boolean(), (list, hasFees) => {
      const venue = ahead(hasFees ? {} : { makerFeePpm: 0, takerFeePpm: 0, royaltyPpm: 0 });
      const [provider = 0, honest = 0] = venue.providers;
      const gang = [provider, ...venue.consumers];
      const total = (accounts: readonly number[]): number =>
        accounts.reduce((sum, account) => sum + wealth(venue, account), 0);
      const before = total(gang);
      const others = [BROKER_ACCOUNT, INSURANCE_ACCOUNT, honest];
      const theirs = others.map((account) => wealth(venue, account));
      const outside = play(venue, gang, list);
      const { positions } = venue.core.state;
      const held = (): number => positions.get(positions.find(provider, F), P.heldLots);
      const unsold = held();
      venue.advance(Math.max(0, OPEN_MS - venue.timeMs) + HOUR_MS);
      if (held() > unsold) returned += 1;
      venue.check();
      expect(total(gang) + outside).toBeLessThanOrEqual(before);
      for (const [i, account] of others.entries()) {
        expect(wealth(venue, account)).toBeGreaterThanOrEqual(theirs[i] as number);
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
  // Some of them could not pay.
  expect(returned).toBeGreaterThan(0);
}, 120_000);

test('walking away from what the broker sold costs at least what it became cheaper by, as far as it was paid in', () => {
  for (const marks of [[90], [80], [60], [99]]) {
    const venue = ahead({ makerFeePpm: 0, takerFeePpm: 0 });
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    order(venue, provider, { kind: 'sell', who: 0, price: 98, lots: 20 });
    order(venue, BROKER_ACCOUNT, { kind: 'buy', who: 0, price: 98, lots: 20 });
    order(venue, BROKER_ACCOUNT, { kind: 'sell', who: 0, price: 100, lots: 20 });
    order(venue, consumer, { kind: 'buy', who: 0, price: 100, lots: 20 });
    const rest = venue.core.state.ledger.available(consumer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: consumer, amountMicroPat: rest });
    const before = wealth(venue, consumer);
    const broker = wealth(venue, BROKER_ACCOUNT);
    for (const ticks of marks) mark(venue, ticks);
    for (let hour = 0; hour < 80; hour += 1) venue.advance(HOUR_MS);
    venue.check();
    const cheaper = Math.min(20, 100 - (marks.at(-1) as number));
    expect(before - wealth(venue, consumer)).toBeGreaterThanOrEqual(0);
    expect(wealth(venue, BROKER_ACCOUNT) - broker).toBe(before - wealth(venue, consumer));
    expect(before - wealth(venue, consumer)).toBeLessThanOrEqual(20 * cheaper * 10_000);
  }
});
