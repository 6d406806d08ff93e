/**
 * The optimum as factors of a quote: the table of the policy for the market as it is known, and from its prices a reservation price,
 * a half-spread and a factor of the bids that explain them exactly. Answers that there is none while there is no table; the first
 * formulas stand in then.
 */
import type { MutableFactors } from './formulas/explain.js';
import { clamp, PPM, toPpm } from './formulas/numbers.js';
import type { PolicyPrice, PolicyTable } from './formulas/policy-table.js';
import { type MarketCurves, PolicyCache } from './policy-cache.js';
import { isRaiseSpent, raisedLog } from './series/estimators.js';
import type { SeriesEntry } from './series/series-entry.js';

/** Bids of less than this share of fair value are shown as this, and too low to be quoted. */
const BID_SHARE_LEAST = 0.02;

/** How the price moves with the inventory. */
export interface SizeCurve {
  /** q*, lots. */
  readonly targetLots: number;
  /** Taken off fair value per q̃, a share, before its bound. */
  readonly skewSlope: number;
  /** Taken off fair value beside that; undefined: what the quote takes off. */
  readonly clearingPpm: number | undefined;
  /** What bids leave out with so many lots in hand, a factor. */
  readonly carry: (lots: number) => number;
}

export class Optimum {
  /** Tables are shared by all series for which they are the same. */
  readonly policies = new PolicyCache();
  private readonly price: PolicyPrice = { ask: 0, bid: 0, lastLot: 0, nextLot: 0 };
  private readonly curves: MarketCurves = {
    buyLotsLog: 0,
    buyElasticity: 0,
    sellLotsLog: 0,
    sellElasticity: 0,
  };

  /** The table for a series as its market is known, with P* at this share of base times freshness. */
  private tableOf(entry: SeriesEntry, pressurePpm: number, nowMs: number): PolicyTable | undefined {
    const { tuning, contract, windowDays } = entry;
    if (!tuning.evidence.isOptimal) return undefined;
    const view = contract.evidence.view(nowMs, tuning);
    const shift = Math.log(pressurePpm / PPM);
    const { curves } = this;
    curves.buyLotsLog = view.buyLotsLog - view.buyElasticity * shift;
    curves.buyElasticity = view.buyElasticity;
    curves.sellLotsLog = view.sellLotsLog + view.sellElasticity * shift;
    curves.sellElasticity = view.sellElasticity;
    return this.policies.tableOf(contract.policySlot, curves, windowDays, tuning);
  }

  /** Reservation and half-spread of the optimum; false where there is none and the first formulas stand in. */
  fill(entry: SeriesEntry, factors: MutableFactors, nowMs: number): boolean {
    const { price } = this;
    const { tuning } = entry;
    const table = this.tableOf(entry, factors.pressurePpm, nowMs);
    if (table === undefined) return false;
    table.quote(entry.sellableLots, entry.decayU, price);
    // The last lots of a window are worth next to nothing; a quote is not.
    const bid = clamp(price.bid, BID_SHARE_LEAST, price.ask);
    const { min, max } = tuning.spread;
    const { margin } = tuning.evidence;
    const middle = (price.ask + bid) / 2;
    const optimal = (price.ask / middle - 1) * margin;
    // Bids further from asks than a spread may be are lowered by a factor of their own, and asks stay where they are best.
    const reservation = optimal > max ? (middle * (1 + optimal)) / (1 + max) : middle;
    const bidFactor = optimal > max ? (middle * (1 - optimal)) / (reservation * (1 - max)) : 1;
    const markout = Math.max(0, entry.contract.markout);
    const multiplier = nowMs < entry.wideUntilMs ? tuning.spread.jumpMultiplier : 1;
    factors.spreadBasePpm = toPpm(optimal);
    factors.spreadVolatilityPpm = 0;
    factors.spreadThinnessPpm = 0;
    factors.spreadMarkoutPpm = toPpm(markout);
    factors.spreadMultiplierPpm = toPpm(multiplier);
    factors.spreadFloorPpm = 0;
    factors.halfSpreadPpm = toPpm(clamp(multiplier * (optimal + markout), min, max));
    factors.inventorySkewPpm = toPpm(1 - reservation);
    factors.clearingPpm = 0;
    const raised = isRaiseSpent(entry, nowMs) ? this.unraised(entry, factors, bid, nowMs) : 1;
    factors.bidFactorPpm = toPpm(clamp(bidFactor * raised, BID_SHARE_LEAST, 1));
    entry.clearing = 0;
    return true;
  }

  /** By what to lower a bid so that it is the one of a market to which no more came than usual. */
  private unraised(
    entry: SeriesEntry,
    factors: MutableFactors,
    bid: number,
    nowMs: number,
  ): number {
    const { price, curves } = this;
    const { contract, tuning, windowDays } = entry;
    const raised = raisedLog(entry);
    const less = Math.exp(-raised);
    const view = contract.evidence.view(nowMs, tuning);
    const { settledLog } = contract.evidence;
    const shift = Math.log(factors.pressurePpm / PPM) - raised;
    const more = (view.demandLog - settledLog) * (view.buyElasticity + view.sellElasticity);
    curves.buyLotsLog = view.buyLotsLog - Math.max(0, more) - view.buyElasticity * shift;
    curves.sellLotsLog = view.sellLotsLog + view.sellElasticity * shift;
    const table = this.policies.tableOf(contract.usualSlot, curves, windowDays, tuning);
    if (table === undefined) return less;
    table.quote(entry.sellableLots, entry.decayU, price);
    return Math.min(1, (less * Math.max(BID_SHARE_LEAST, price.bid)) / bid);
  }

  /** The slope of the optimum where the inventory is; what it takes off fair value there counts as clearing. */
  curve(entry: SeriesEntry, nowMs: number): SizeCurve | undefined {
    const { decision, decayU, freshness, sellableLots: lots } = entry;
    const table = this.tableOf(entry, decision?.factors?.pressurePpm ?? PPM, nowMs);
    if (table === undefined || decision?.factors === undefined) return undefined;
    const { maxLots } = entry.tuning.inventory;
    const first = Math.max(0, lots - 1);
    const fall = (table.lotWorth(first, decayU) - table.lotWorth(first + 1, decayU)) / freshness;
    const skewSlope = Math.max(1e-6, fall * maxLots);
    const skewPpm = decision.factors.inventorySkewPpm;
    const above = Math.max(0, -skewPpm) / PPM;
    return {
      targetLots: Math.min(maxLots, lots + (maxLots * above) / skewSlope),
      skewSlope,
      clearingPpm: Math.max(0, skewPpm),
      carry: () => 1,
    };
  }
}
