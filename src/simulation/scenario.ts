/**
 * What a simulated market is made of: contracts, how often whom arrives, how much they know and mind.
 *
 * Rates are per series over its whole window. Values and prices are relative to the hidden true value of the series unless a
 * unit says otherwise. Nothing here is known to any broker but the contracts and their governed base values.
 */

export interface SimContract {
  readonly contract: string;
  readonly segment: string;
  readonly windowMs: number;
  /** What the true value of a lot wanders around, PAT. */
  readonly basePat: number;
  /** The governed base value by the true one; 1 when the operator is right. */
  readonly governedShare?: number;
  /** Day its first series opens; 0 when left out. */
  readonly fromDay?: number;
}

/** Buys or sells come more or less often for some days. */
export interface Season {
  readonly kind: 'BUY' | 'SELL';
  readonly fromDay: number;
  readonly untilDay: number;
  readonly factor: number;
}

/** The true value of everything moves by a log, evenly over some hours, and stays there. */
export interface Slide {
  readonly fromDay: number;
  readonly hours: number;
  readonly log: number;
}

export interface Scenario {
  readonly name: string;
  readonly days: number;
  readonly contracts: readonly SimContract[];
  /** Orders of uninformed consumers and providers, before the time of day and the age thin them out. */
  readonly buysPerWindow: number;
  readonly sellsPerWindow: number;
  readonly meanBuyLots: number;
  readonly meanSellLots: number;
  /**
   * ε: of those who would pay `enter` times the value, e^(−ε·x) would pay x more. Providers likewise, downwards from
   * 2 − `enter`.
   */
  readonly elasticity: number;
  readonly enter: number;
  /** Orders by somebody who knows the value so many hours ahead. */
  readonly informedPerWindow: number;
  readonly informedHours: number;
  /** The true value: σ per √day and reversion per day of the wandering, jumps a day and their size in logs. */
  readonly sigma: number;
  readonly reversionPerDay: number;
  readonly jumpsPerDay: number;
  readonly jumpLog: number;
  /** Mean time a consumer keeps a right before it is exercised. */
  readonly exerciseHours: number;
  readonly seasons: readonly Season[];
  readonly slides: readonly Slide[];
  /** Contracts between whose series of a day every consumer takes the cheaper by its value; none when empty. */
  readonly substitutes: readonly number[];
  /** Share of providers who rest what the bid did not take a little under the broker's ask. */
  readonly undercutShare: number;
  /** Share of those who send an order at what they would pay or take; the others look first, and send one at the quote if that will do. */
  readonly revealShare: number;
  /** The second market maker: half-spread around its guess of the value, lots a side and hour; 0 lots: there is none. */
  readonly rivalHalfSpread: number;
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  readonly rivalLots: number;
}

export const SIM_START_MS = 1_780_272_000_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const contractOf = (segment: string, days: number, band: string, basePat: number): SimContract => ({
  contract: `${segment}|${days}D|${band}`,
  segment,
  windowMs: days * DAY_MS,
  basePat,
});

/** Two segments, two bands of one of them, two window lengths. */
const CONTRACTS: readonly SimContract[] = [
  contractOf('AUTO_INTENT', 7, '0.50-0.70', 70),
  contractOf('AUTO_INTENT', 7, '0.70-0.85', 100),
  contractOf('AUTO_INTENT', 1, '0.70-0.85', 80),
  contractOf('TRAVEL_INTENT', 7, '0.70-0.85', 90),
];

const BALANCED: Scenario = {
  name: 'balanced',
  days: 30,
  contracts: CONTRACTS,
  buysPerWindow: 200,
  sellsPerWindow: 200,
  meanBuyLots: 2.5,
  meanSellLots: 2.5,
  elasticity: 8,
  enter: 0.96,
  informedPerWindow: 8,
  informedHours: 4,
  sigma: 0.05,
  reversionPerDay: 0.5,
  jumpsPerDay: 0.1,
  jumpLog: 0.08,
  exerciseHours: 8,
  seasons: [],
  slides: [],
  substitutes: [],
  undercutShare: 0.5,
  revealShare: 1,
  rivalHalfSpread: 0.15,
  makerFeePpm: 0,
  takerFeePpm: 0,
  rivalLots: 2,
};

const WRONG_BASE: readonly number[] = [1.25, 0.8, 1.25, 0.8];
const DROUGHT: Season = { kind: 'SELL', fromDay: 3, untilDay: 6, factor: 0.2 };
const BOOM: Season = { kind: 'BUY', fromDay: 3, untilDay: 6, factor: 2 };

/** The markets of the published table. */
export const SCENARIOS: readonly Scenario[] = [
  BALANCED,
  { ...BALANCED, name: 'glut', sellsPerWindow: 300, buysPerWindow: 130 },
  { ...BALANCED, name: 'shortage', sellsPerWindow: 130, buysPerWindow: 300 },
  { ...BALANCED, name: 'sensitive', elasticity: 16, enter: 0.98 },
  { ...BALANCED, name: 'informed', informedPerWindow: 40, sigma: 0.1, jumpsPerDay: 0.5 },
  { ...BALANCED, name: 'crash', slides: [{ fromDay: 4, hours: 4, log: Math.log(0.65) }] },
  { ...BALANCED, name: 'quiet', buysPerWindow: 40, sellsPerWindow: 40 },
  {
    ...BALANCED,
    name: 'wrong-base',
    contracts: CONTRACTS.map((one, i) => ({ ...one, governedShare: WRONG_BASE[i] ?? 1 })),
  },
  {
    ...BALANCED,
    name: 'high-base',
    contracts: CONTRACTS.map((one) => ({ ...one, governedShare: 1.25 })),
  },
  { ...BALANCED, name: 'boom', seasons: [BOOM] },
  { ...BALANCED, name: 'drought', seasons: [DROUGHT] },
  {
    ...BALANCED,
    name: 'lumpy',
    buysPerWindow: 50,
    sellsPerWindow: 50,
    meanBuyLots: 10,
    meanSellLots: 10,
  },
  { ...BALANCED, name: 'substitutes', substitutes: [1, 3] },
  {
    ...BALANCED,
    name: 'new-contract',
    contracts: CONTRACTS.map((one, i) => (i === 1 ? { ...one, fromDay: 5 } : one)),
  },
];

/** The base value the operator has set, PAT a lot. */
export function governedPat({ basePat, governedShare = 1 }: SimContract): number {
  return basePat * governedShare;
}

/** A small market for tests: one segment, few days. */
export const SMALL_SCENARIO: Scenario = {
  ...BALANCED,
  name: 'small',
  days: 3,
  contracts: CONTRACTS.slice(1, 3),
};
