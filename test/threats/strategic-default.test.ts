/**
 * Catches a provider that gains by failing: it sold at 80, the market goes to 160 and beyond, it lets the first deliveries
 * fail, or its collateral run out, mints again and sells at the new price. Held against the same providers delivering what
 * they sold; alone and with nineteen others, at no fees and at the sandbox's.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type ContractRules } from '../../src/values/index.js';
import { DAY_MS, START_MS, type TestVenue, tradingVenue } from '../support/venue.js';
import {
  accept,
  exercise,
  FEES,
  letMint,
  moneyOf,
  openAccount,
  runOut,
  sell,
} from './colluders.js';

const LOTS = 10;
const SOLD_TICKS = 80;
const TICK = 10_000;
const HOUR_MS = 3_600_000;
const REVIEW_MS = 600_000;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const LIMITS = {
  maxAccounts: 128,
  maxPositions: 512,
  maxObligations: 8_192,
  maxDeliveries: 4_096,
  maxEntitlements: 4_096,
};

interface Scene {
  readonly rules: Partial<ContractRules>;
  readonly capacityLots: number;
}
type Plan = 'deliver' | 'let fail' | 'let the call pass';

/** The mark moves, and reviews happen, until collateral has followed it. */
function move(venue: TestVenue, markTicks: number): void {
  const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
  const { series } = venue.core.state;
  for (let i = 0; i < 600 && series.get(1, S.collateralMarkMicroPat) !== markTicks * TICK; i += 1) {
    pass(venue, REVIEW_MS);
  }
}

function pass(venue: TestVenue, ms: number): void {
  venue.timeMs += ms;
  venue.send(0, 'advanceTime', {});
}

/** What the attackers have at the end by a plan; honest consumers buy from them and never lose by it. */
function outcome(plan: Plan, count: number, marketTicks: number, scene: Scene) {
  const { rules, capacityLots } = scene;
  const venue = tradingVenue(rules, LIMITS);
  venue.isChecked = false;
  const { ledger } = venue.core.state;
  const marks = [{ seriesId: 1, markTicks: SOLD_TICKS, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
  const pairs = Array.from({ length: count }, () => {
    const provider = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
    const consumer = openAccount(venue, ACCOUNT_ROLE.CONSUMER);
    letMint(venue, provider, START_MS + 30 * DAY_MS);
    const whose = { providerId: provider, segment: 'AUTO_INTENT' };
    const capacity = { ...whose, capacityLots, attestedUntilMs: 0 };
    venue.send(OPERATOR, 'escrowCapacity', capacity);
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: LOTS });
    sell(venue, provider, consumer, SOLD_TICKS, LOTS);
    return { provider, consumer };
  });
  const attackers = pairs.map(({ provider }) => provider);
  const consumers = pairs.map(({ consumer }) => consumer);
  const had = moneyOf(venue.core, attackers);
  const paid = moneyOf(venue.core, consumers);
  let out = 0;
  if (plan === 'let the call pass') {
    // Nothing is left for a call.
    for (const targetAccountId of attackers) {
      const amountMicroPat = ledger.available(targetAccountId);
      venue.send(OPERATOR, 'withdraw', { targetAccountId, amountMicroPat });
      out += amountMicroPat;
    }
  }
  move(venue, marketTicks);
  if (plan === 'let the call pass') {
    for (let i = 0; i < 80; i += 1) pass(venue, REVIEW_MS);
    for (const targetAccountId of attackers) {
      const back = { targetAccountId, amountMicroPat: out / count };
      venue.send(OPERATOR, 'deposit', back);
    }
  } else {
    for (const { provider, consumer } of pairs) {
      const ids = exercise(venue, consumer, LOTS);
      if (plan === 'let fail') continue;
      expect(provider).toBeGreaterThan(0);
      for (const id of ids) accept(venue, consumer, id);
    }
    for (let i = 0; i < 100; i += 1) pass(venue, HOUR_MS / 4);
  }
  const left = moneyOf(venue.core, consumers);
  // Mint again, as the honest may, and sell at the new price.
  for (const { provider, consumer } of pairs) {
    const spare = plan === 'deliver' ? capacityLots - LOTS : LOTS;
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: Math.min(LOTS, spare) });
    sell(venue, provider, consumer, marketTicks, LOTS);
    for (const id of exercise(venue, consumer, LOTS)) accept(venue, consumer, id);
  }
  venue.isChecked = true;
  venue.check();
  venue.isChecked = false;
  runOut(venue);
  const pending = attackers.reduce((sum, id) => {
    return sum + ledger.balance(ledger.bucket(id, BUCKET.PENDING));
  }, 0);
  return { made: moneyOf(venue.core, attackers) - had + pending, lost: paid - left };
}

describe.each(FEES)('at %s', (_fees, rules) => {
  describe.each([1, 20])('%i attackers', (count) => {
    test.each([
      [160, LOTS],
      [240, LOTS],
      [400, LOTS],
      [160, 5 * LOTS],
      [400, 5 * LOTS],
    ])(
      'gain nothing by failing when the market goes to %i, with a capacity of %i',
      (ticks, capacityLots) => {
        const scene = { rules, capacityLots };
        const honest = outcome('deliver', count, ticks, scene);
        expect(honest.made).toBeGreaterThan(0);
        const value = LOTS * count * (ticks - SOLD_TICKS) * TICK;
        for (const plan of ['let fail', 'let the call pass'] as const) {
          const { made, lost } = outcome(plan, count, ticks, scene);
          console.info(
            `${count} attackers, ${ticks} ticks, ${plan}: ${made - honest.made} micro-PAT`,
          );
          expect({ plan, gains: made > honest.made }).toEqual({ plan, gains: false });
          // Whoever bought at 80 has its money back and what the lots became dearer by, as far as they were covered.
          if (plan === 'let fail') expect(lost).toBeLessThanOrEqual(0 - value);
        }
      },
    );
  });
});
