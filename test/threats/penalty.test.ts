/**
 * Catches a sale that is cheaper to fail than the rulebook lets it be: random sales under, at and above the mark, alone and of
 * twenty at once, markets that rise and fall between sale and failure, changed again and again wherever failing costs less; held
 * against the same provider delivering. Failing has to cost at least a tenth of the mark at the sale, and of the price, and of
 * the mark at the failure, whichever is most (ADR 77).
 *
 * PATX_RUNS sets the number of programs, PATX_SEED where they begin. The cheapest failure found is printed.
 */
import { describe, expect, test } from 'vitest';
import { BROKER_ACCOUNT, BUCKET, SERIES_FIELD as S } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type ContractRules } from '../../src/values/index.js';
import type { TestVenue } from '../support/venue.js';
import {
  accept,
  exercise,
  FEES,
  type Gang,
  gangVenue,
  moneyOf,
  openAccount,
  runOut,
  sell,
} from './colluders.js';
import { Chance } from './programs.js';

const RUNS = Number(process.env.PATX_RUNS ?? 15);
const SEED = Number(process.env.PATX_SEED ?? 1);
const CLIMB = 8;
const TIMEOUT_MS = 60_000 + RUNS * 1_000;
const TICK = 10_000;
const REVIEW_MS = 600_000;
/** A contract whose own penalty is next to nothing, so that the least one counts. */
const LEAST = { penaltyMicroPat: 1 };

/** Marks at the sale and at the failure in ticks, the price as a part of the first in percent, lots sold and lots failed. */
interface Sale {
  readonly sold: number;
  readonly failed: number;
  readonly pricePercent: number;
  readonly lots: number;
}
const MARKS = [20, 50, 90, 100, 110, 150, 300];
const PERCENTS = [80, 81, 90, 99, 100, 110, 120];
const LOTS = [1, 3, 10];

const pick = <T>(chance: Chance, from: readonly T[]): T => from[chance.below(from.length)] as T;

const randomSale = (chance: Chance): Sale => ({
  sold: pick(chance, MARKS),
  failed: pick(chance, MARKS),
  pricePercent: pick(chance, PERCENTS),
  lots: pick(chance, LOTS),
});

function changed(sale: Sale, chance: Chance): Sale {
  const field = pick(chance, ['sold', 'failed', 'pricePercent', 'lots'] as const);
  return { ...sale, [field]: randomSale(chance)[field] };
}

function mark(venue: TestVenue, markTicks: number): void {
  const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
  const { series } = venue.core.state;
  for (let i = 0; i < 400 && series.get(1, S.collateralMarkMicroPat) !== markTicks * TICK; i += 1) {
    venue.timeMs += REVIEW_MS;
    venue.send(0, 'advanceTime', {});
  }
}

/** What the providers of some gangs have at the end, who deliver or fail. */
function outcome(sale: Sale, gangs: number, rules: Partial<ContractRules>, fails: boolean): number {
  const { venue, gangs: made } = gangVenue(gangs, { ...rules, ...LEAST }, 0);
  venue.isChecked = false;
  mark(venue, sale.sold);
  const price = Math.max(1, Math.round((sale.sold * sale.pricePercent) / 100));
  const providers = made.map(({ provider }) => provider);
  const had = moneyOf(venue.core, providers);
  for (const { provider } of made) {
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: sale.lots });
  }
  // Nobody who shares the penalty with the provider.
  const buyers = made.map(() => openAccount(venue, ACCOUNT_ROLE.CONSUMER));
  for (const [i, { provider }] of (made as Gang[]).entries()) {
    sell(venue, provider, buyers[i] as number, price, sale.lots);
  }
  expect(venue.core.state.series.get(1, S.consumerLots)).toBe(sale.lots * gangs);
  mark(venue, sale.failed);
  for (const buyer of buyers) {
    for (const id of exercise(venue, buyer, sale.lots)) if (!fails) accept(venue, buyer, id);
  }
  runOut(venue);
  venue.check();
  const { ledger } = venue.core.state;
  const pending = providers.reduce(
    (sum, id) => sum + ledger.balance(ledger.bucket(id, BUCKET.PENDING)),
    0,
  );
  return moneyOf(venue.core, providers) - had + pending;
}

/** What failing costs, as a part of the least it has to: below 1 it is too cheap. */
function costOf(sale: Sale, gangs: number, rules: Partial<ContractRules>) {
  const delivered = outcome(sale, gangs, rules, false);
  const failed = outcome(sale, gangs, rules, true);
  const price = Math.max(1, Math.round((sale.sold * sale.pricePercent) / 100));
  const worth = Math.max(sale.sold, sale.failed, price) * TICK * sale.lots * gangs;
  const now = Math.max(sale.failed, price) * TICK * sale.lots * gangs;
  // What it pays beyond what it does not earn: the mark above the price, and the penalty itself.
  const penalty = 0 - failed - Math.max(0, sale.failed - price) * TICK * sale.lots * gangs;
  return { part: (delivered - failed) / (worth / 10), penaltyPart: penalty / (now / 10) };
}

describe.each(FEES)('at %s', (name, rules) => {
  test.each([1, 20])(
    '%i who fail lose a tenth of the mark at the sale and more, however the market went',
    (gangs) => {
      const chance = new Chance(SEED);
      let here: { sale: Sale; part: number } | undefined;
      let best: { sale: Sale; part: number } | undefined;
      const runs = gangs === 1 ? RUNS : Math.ceil(RUNS / 10);
      for (let run = 0; run < runs; run += 1) {
        if (run % CLIMB === 0) here = undefined;
        const sale = here ? changed(here.sale, chance) : randomSale(chance);
        const { part, penaltyPart } = costOf(sale, gangs, rules);
        expect(part, JSON.stringify(sale)).toBeGreaterThanOrEqual(1);
        expect(penaltyPart, JSON.stringify(sale)).toBeGreaterThanOrEqual(1);
        if (here === undefined || part <= here.part) here = { sale, part };
        if (best === undefined || part < best.part) best = here;
      }
      const { sale, part } = best as { sale: Sale; part: number };
      const found = `${part.toFixed(2)} times the least`;
      console.info(`cheapest of ${runs} at ${name}, ${gangs}: ${found}: ${JSON.stringify(sale)}`);
    },
    TIMEOUT_MS,
  );
});
