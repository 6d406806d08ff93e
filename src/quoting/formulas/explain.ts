/**
 * From the factors a quote carries to its prices, exactly.
 *
 * The quoter prices with this same function and from the same integers, so whoever receives a quote
 * can recompute it to the tick. Only multiplication, division, floor and ceil: no function whose last
 * bit differs between machines. No imports beyond plain numbers, so that it runs in a browser.
 */
import { PPM } from './numbers.js';

export const LADDER_LEVELS = 5;

/** Everything a quote's prices are made of. Ratios in parts per million. */
export interface QuoteFactors {
  /** B in millionths of a tick. */
  readonly baseValuePpmTicks: number;
  /** F, terminal factor included. */
  readonly freshnessPpm: number;
  /** D and S, and their product after its clamp. */
  readonly demandPpm: number;
  readonly scarcityPpm: number;
  readonly pressurePpm: number;
  /** At most one million: what keeps a staler or lower series from being quoted above a better one. */
  readonly dominancePpm: number;
  readonly dominanceBidPpm: number;
  /** Positive when the broker is too long; taken off fair value. */
  readonly inventorySkewPpm: number;
  /** Taken off fair value for lots that will not clear in time. */
  readonly clearingPpm: number;
  /** b, on bids alone: slow clearing, and the fall of D·S that is known to come. */
  readonly bidFactorPpm: number;
  /** The sum of the four parts times the multiplier, held in bounds, is the half-spread. */
  readonly spreadBasePpm: number;
  readonly spreadVolatilityPpm: number;
  readonly spreadThinnessPpm: number;
  readonly spreadMarkoutPpm: number;
  readonly spreadMultiplierPpm: number;
  /** Least half-spread fitted fills allow; 0 while there is no fit. */
  readonly spreadFloorPpm: number;
  readonly halfSpreadPpm: number;
  /** Each level adds this share of the half-spread. */
  readonly levelStepPpm: number;
}

/** The same while it is being worked out. */
export type MutableFactors = { -readonly [name in keyof QuoteFactors]: QuoteFactors[name] };

/** Factors of nothing, to be filled in. */
export function newFactors(): MutableFactors {
  return {
    baseValuePpmTicks: 0,
    freshnessPpm: 0,
    demandPpm: 0,
    scarcityPpm: 0,
    pressurePpm: 0,
    dominancePpm: PPM,
    dominanceBidPpm: PPM,
    inventorySkewPpm: 0,
    clearingPpm: 0,
    bidFactorPpm: PPM,
    spreadBasePpm: 0,
    spreadVolatilityPpm: 0,
    spreadThinnessPpm: 0,
    spreadMarkoutPpm: 0,
    spreadMultiplierPpm: PPM,
    spreadFloorPpm: 0,
    halfSpreadPpm: 0,
    levelStepPpm: 0,
  };
}

/** Field by field: spreading so many takes V8 several times as long. */
export function copyFactors(from: QuoteFactors, to: MutableFactors): void {
  to.baseValuePpmTicks = from.baseValuePpmTicks;
  to.freshnessPpm = from.freshnessPpm;
  to.demandPpm = from.demandPpm;
  to.scarcityPpm = from.scarcityPpm;
  to.pressurePpm = from.pressurePpm;
  to.dominancePpm = from.dominancePpm;
  to.dominanceBidPpm = from.dominanceBidPpm;
  to.inventorySkewPpm = from.inventorySkewPpm;
  to.clearingPpm = from.clearingPpm;
  to.bidFactorPpm = from.bidFactorPpm;
  to.spreadBasePpm = from.spreadBasePpm;
  to.spreadVolatilityPpm = from.spreadVolatilityPpm;
  to.spreadThinnessPpm = from.spreadThinnessPpm;
  to.spreadMarkoutPpm = from.spreadMarkoutPpm;
  to.spreadMultiplierPpm = from.spreadMultiplierPpm;
  to.spreadFloorPpm = from.spreadFloorPpm;
  to.halfSpreadPpm = from.halfSpreadPpm;
  to.levelStepPpm = from.levelStepPpm;
}

export interface ExplainedQuote {
  /** P* in ticks, not rounded. */
  readonly fairValueTicks: number;
  /** P* rounded to the nearest tick, at least 1: the mark. */
  readonly markTicks: number;
  /** r before dominance, in ticks, not rounded. */
  readonly reservationTicks: number;
  /** Best first. A level of 0 ticks or less is not quoted. */
  readonly bidTicks: readonly number[];
  readonly askTicks: readonly number[];
}

/** P* in ticks. Any factor that is not finite gives NaN or infinity. */
export function fairValueTicks(factors: QuoteFactors): number {
  const baseTicks = factors.baseValuePpmTicks / PPM;
  return baseTicks * (factors.freshnessPpm / PPM) * (factors.pressurePpm / PPM);
}

/** r = P*·(1 − skew − clearing) in ticks, before dominance. */
export function reservationTicks(factors: QuoteFactors): number {
  const kept = PPM - factors.inventorySkewPpm - factors.clearingPpm;
  return fairValueTicks(factors) * (kept / PPM);
}

/** Distance of a level from r as a share: h·(1 + step·level). */
function levelDistance(factors: QuoteFactors, level: number): number {
  return (factors.halfSpreadPpm / PPM) * (1 + (factors.levelStepPpm / PPM) * level);
}

/** Ask of a level before rounding, in ticks, from a reservation price. */
export function askPrice(factors: QuoteFactors, reservation: number, level: number): number {
  const better = reservation * (factors.dominancePpm / PPM);
  return better * (1 + levelDistance(factors, level));
}

/** Bid of a level before rounding, in ticks, from a reservation price. */
export function bidPrice(factors: QuoteFactors, reservation: number, level: number): number {
  const better = reservation * (factors.dominanceBidPpm / PPM) * (factors.bidFactorPpm / PPM);
  return better * (1 - levelDistance(factors, level));
}

/** The mark of a fair value: nearest tick, at least 1. */
export function markTicks(fairValue: number): number {
  return Math.max(1, Math.round(fairValue));
}

/** The rounded ask of a level: up, at least one tick. */
export function askTicksAt(factors: QuoteFactors, reservation: number, level: number): number {
  return Math.max(1, Math.ceil(askPrice(factors, reservation, level)));
}

/** The rounded bid of a level: down. */
export function bidTicksAt(factors: QuoteFactors, reservation: number, level: number): number {
  return Math.floor(bidPrice(factors, reservation, level));
}

/** Recomputes a quote from its factors: bids rounded down, asks rounded up, at least one tick. */
export function explainQuote(factors: QuoteFactors): ExplainedQuote {
  const fair = fairValueTicks(factors);
  const reservation = reservationTicks(factors);
  const bidTicks: number[] = [];
  const askTicks: number[] = [];
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    askTicks.push(askTicksAt(factors, reservation, level));
    bidTicks.push(bidTicksAt(factors, reservation, level));
  }
  return {
    fairValueTicks: fair,
    markTicks: markTicks(fair),
    reservationTicks: reservation,
    bidTicks,
    askTicks,
  };
}
