/**
 * How the baselines price: from inventory, age and days left to a reservation price, a half-spread and a factor of the bids,
 * all relative to the governed value of the moment. Each is a family with a few settings, which a grid tunes.
 */
import {
  avellanedaStoikov,
  DEFAULT_PARAMETERS,
  freshness,
  tuningOf,
  waitedCarry,
} from '../quoting/index.js';

/** What a rule knows. */
export interface PlainView {
  readonly inventoryLots: number;
  readonly remainingDays: number;
  /** Age in [0, 1]. */
  readonly u: number;
}

export interface PlainPrice {
  readonly reservation: number;
  readonly halfSpread: number;
  /** On bids alone. */
  readonly bidFactor: number;
}

export type PlainRule = (view: PlainView) => PlainPrice;

/** A price of nothing is not a quote. */
const LEAST = 0.05;
/** σ per √day of Avellaneda and Stoikov's: the prior of the exchange's broker. */
const SIGMA = 0.08;
const TUNING = tuningOf(DEFAULT_PARAMETERS);

export const PLAIN_KINDS = ['fixed', 'asymmetric', 'AS', 'GLFT', 'carry'] as const;
export type PlainKind = (typeof PLAIN_KINDS)[number];

/** The settings of each family that the grid tries, one list a setting. */
export const PLAIN_GRIDS: Readonly<Record<PlainKind, readonly (readonly number[])[]>> = {
  // Half-spread.
  fixed: [[0.4, 0.5, 0.6, 0.7, 0.8]],
  // Distance of the ask, distance of the bid. A quote has a spread: the ask is above the value.
  asymmetric: [
    [0.003, 0.01, 0.03, 0.05],
    [0.34, 0.4, 0.46, 0.54],
  ],
  // γ per lot, k.
  AS: [
    [8, 16, 32],
    [0.5, 1, 2, 3],
  ],
  // Half-spread at no inventory, slope per lot.
  GLFT: [
    [0.07, 0.1, 0.14],
    [0.02, 0.04, 0.06, 0.08],
  ],
  // Half-spread, exponent, lots a day it takes to be sold.
  carry: [
    [0.015, 0.03, 0.06, 0.09],
    [1.5, 2, 3, 4],
    [4, 8, 14],
  ],
};

const fixed = (halfSpread: number): PlainRule => {
  const price = { reservation: 1, halfSpread, bidFactor: 1 };
  return () => price;
};

const asymmetric = (askDistance: number, bidDistance: number): PlainRule => {
  const bidFactor = (1 - bidDistance) / (1 - askDistance);
  const price = { reservation: 1, halfSpread: askDistance, bidFactor };
  return () => price;
};

/** γ per lot and k, relative to the price. */
const plainAvellanedaStoikov =
  (riskAversion: number, decay: number): PlainRule =>
  ({ inventoryLots, remainingDays }) => {
    const { reservation, spread } = avellanedaStoikov({
      mid: 1,
      inventory: inventoryLots,
      timeLeft: remainingDays,
      riskAversion,
      sigma: SIGMA,
      decay,
    });
    return { reservation: Math.max(LEAST, reservation), halfSpread: spread / 2, bidFactor: 1 };
  };

/**
 * Guéant, Lehalle and Fernandez-Tapia's asymptotic quotes: distances halfSpread ± slope·(2q ± 1)/2, a slope instead of the σ, γ
 * and intensity it is made of.
 */
const glft =
  (halfSpread: number, slope: number): PlainRule =>
  ({ inventoryLots }) => ({
    reservation: Math.max(LEAST, 1 - slope * inventoryLots),
    halfSpread: halfSpread + slope / 2,
    bidFactor: 1,
  });

/** A fixed spread, and bids that leave out what a lot loses until those before it are sold. */
const carry =
  (halfSpread: number, weight: number, lotsPerDay: number): PlainRule =>
  ({ inventoryLots, remainingDays, u }) => ({
    reservation: 1,
    halfSpread,
    bidFactor: waitedCarry(
      { lots: inventoryLots + 1, consumptionPerDay: lotsPerDay, remainingDays },
      (share) => freshness(u + share * (1 - u), TUNING.curve) / freshness(u, TUNING.curve),
      { weight, min: LEAST },
    ),
  });

/** The rule of a family with these settings. */
export function plainRule(kind: PlainKind, settings: readonly number[]): PlainRule {
  const [first = 0, second = 0, third = 0] = settings;
  switch (kind) {
    case 'fixed':
      return fixed(first);
    case 'asymmetric':
      return asymmetric(first, second);
    case 'AS':
      return plainAvellanedaStoikov(first, second);
    case 'GLFT':
      return glft(first, second);
    default:
      return carry(first, second, third);
  }
}

/** Every combination of the settings of a family. */
export function gridOf(kind: PlainKind): readonly (readonly number[])[] {
  let grid: readonly (readonly number[])[] = [[]];
  for (const values of PLAIN_GRIDS[kind]) {
    grid = grid.flatMap((head) => values.map((value) => [...head, value]));
  }
  return grid;
}
