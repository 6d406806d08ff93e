/**
 * Parity of what subscribers really earned with what Sigma Sim says, weekly.
 *
 * Only *verified* returns (fills on this venue, routed orders, statements an auditor attested) can raise parity. Signed but
 * unverified ones are *reported*: they may lower it and never raise it. While nothing is verified, parity is 0 and not
 * left out of whatever it is part of.
 */
import { type Measure, type MeasureDefinition, rated, seriesProblem, unrated } from './measure.js';
import { meanOf, momentsOf, varianceOf } from './moments.js';
import { timeWarpDistance } from './time-warp.js';

const SECTION = 'docs/sigma-market.md, Parity';
const PARITY: MeasureDefinition = {
  name: 'parity',
  formula:
    'max(0, ρ)·e^(−DTW / 0.2) of verified weekly returns; reported ones only lower it; 0 of none',
  source: SECTION,
};
const MEAN_DIFFERENCE: MeasureDefinition = {
  name: 'mean_difference_t',
  formula: 'mean(live − sim) / (sd(live − sim) / √n)',
  source: 'paired t statistic (Student 1908)',
};
const TRACKING_ERROR: MeasureDefinition = {
  name: 'tracking_error',
  formula: 'sd(live − sim)·√52, a year',
  source: SECTION,
};
const CORRELATION: MeasureDefinition = {
  name: 'live_sim_correlation',
  formula: 'Pearson correlation of weekly live and sim returns',
  source: SECTION,
};
const TIME_WARP: MeasureDefinition = {
  name: 'time_warp_distance',
  formula: 'least Σ|live − sim| along a path at most one week ahead or behind, / n·52, a year',
  source: 'Sakoe and Chiba 1978; docs/sigma-market.md, Parity',
};
const SLIPPAGE: MeasureDefinition = {
  name: 'slippage_delta_bp',
  formula: '10⁴·Σ amount·(live cost − sim cost) / Σ amount, costs as shares of the amount',
  source: SECTION,
};

export const WEEKS_PER_YEAR = 52;
/** Weeks of pairs before anything of parity is computed. */
export const PARITY_WEEKS_MIN = 4;
const TIME_WARP_SCALE = 0.2;

export interface PairedReturns {
  readonly live: readonly number[];
  readonly sim: readonly number[];
}

/** What one fill cost against the price at the signal, as shares of its amount. */
export interface PairedFill {
  readonly amount: number;
  readonly liveCost: number;
  readonly simCost: number;
}

export interface ParityInputs {
  readonly verified: PairedReturns;
  /** Signed by a subscriber and checked by nobody. */
  readonly reported: PairedReturns;
}

export interface ParityReport {
  readonly parity: Measure;
  readonly meanDifference: Measure;
  readonly trackingError: Measure;
  readonly correlation: Measure;
  readonly timeWarp: Measure;
  readonly basis: 'SIM_ONLY' | 'LIVE';
}

export function parityReport({ verified, reported }: ParityInputs): ParityReport {
  const measures = {
    meanDifference: meanDifference(verified),
    trackingError: trackingError(verified),
    correlation: correlation(verified),
    timeWarp: annualTimeWarp(verified),
  };
  const own = scoreOf(measures.correlation, measures.timeWarp);
  const basis = own === undefined ? 'SIM_ONLY' : 'LIVE';
  if (own === undefined) {
    const inputs = { verifiedWeeks: verified.live.length, reportedWeeks: reported.live.length };
    return { ...measures, parity: rated(PARITY, 0, inputs), basis };
  }
  const other = scoreOf(correlation(reported), annualTimeWarp(reported));
  const inputs = {
    verifiedWeeks: verified.live.length,
    reportedWeeks: reported.live.length,
    verifiedParity: own,
    reportedParity: other ?? null,
  };
  return { ...measures, parity: rated(PARITY, Math.min(own, other ?? own), inputs), basis };
}

function scoreOf(rho: Measure, warp: Measure): number | undefined {
  if (rho.status === 'UNRATED' || warp.status === 'UNRATED') return undefined;
  return Math.max(0, rho.value) * Math.exp(-warp.value / TIME_WARP_SCALE);
}

function differencesOf({ live, sim }: PairedReturns): readonly number[] {
  return live.map((value, at) => value - (sim[at] as number));
}

function problemOf({ live, sim }: PairedReturns): ReturnType<typeof seriesProblem> {
  if (live.length !== sim.length) return 'NOT_PAIRED';
  return seriesProblem(live, PARITY_WEEKS_MIN) ?? seriesProblem(sim, PARITY_WEEKS_MIN);
}

function meanDifference(pairs: PairedReturns): Measure {
  const problem = problemOf(pairs);
  const inputs = { weeks: pairs.live.length };
  if (problem !== undefined) return unrated(MEAN_DIFFERENCE, problem, inputs);
  const gaps = differencesOf(pairs);
  const error = Math.sqrt(varianceOf(gaps) / gaps.length);
  const mean = meanOf(gaps);
  if (!(error > 1e-15)) return unrated(MEAN_DIFFERENCE, 'CONSTANT_SERIES', { ...inputs, mean });
  return rated(MEAN_DIFFERENCE, mean / error, { ...inputs, mean, standardError: error });
}

function trackingError(pairs: PairedReturns): Measure {
  const problem = problemOf(pairs);
  const inputs = { weeks: pairs.live.length };
  if (problem !== undefined) return unrated(TRACKING_ERROR, problem, inputs);
  const value = Math.sqrt(varianceOf(differencesOf(pairs)) * WEEKS_PER_YEAR);
  return rated(TRACKING_ERROR, value, inputs);
}

function correlation(pairs: PairedReturns): Measure {
  const problem = problemOf(pairs);
  const inputs = { weeks: pairs.live.length };
  if (problem !== undefined) return unrated(CORRELATION, problem, inputs);
  const value = correlationOf(pairs.live, pairs.sim);
  if (value === undefined) return unrated(CORRELATION, 'CONSTANT_SERIES', inputs);
  return rated(CORRELATION, value, inputs);
}

/** Pearson's, in [−1, 1]; undefined where one of the two does not vary. */
export function correlationOf(a: readonly number[], b: readonly number[]): number | undefined {
  const [first, second] = [momentsOf(a), momentsOf(b)];
  if (first === undefined || second === undefined) return undefined;
  let products = 0;
  for (const [at, value] of a.entries()) {
    products += (value - first.mean) * ((b[at] as number) - second.mean);
  }
  const spread = first.standardDeviation * second.standardDeviation * (a.length - 1);
  return Math.max(-1, Math.min(1, products / spread));
}

function annualTimeWarp(pairs: PairedReturns): Measure {
  const problem = problemOf(pairs);
  const inputs = { weeks: pairs.live.length };
  if (problem !== undefined) return unrated(TIME_WARP, problem, inputs);
  const distance = timeWarpDistance(pairs.live, pairs.sim, 1);
  const value = (distance / pairs.live.length) * WEEKS_PER_YEAR;
  return rated(TIME_WARP, value, { ...inputs, distance });
}

/** Difference in cost of live and simulated fills, weighed by amount, in basis points. */
export function slippageDelta(fills: readonly PairedFill[]): Measure {
  let [amounts, costs] = [0, 0];
  for (const { amount, liveCost, simCost } of fills) {
    if (![amount, liveCost, simCost].every(Number.isFinite)) return unrated(SLIPPAGE, 'NOT_FINITE');
    if (amount < 0) return unrated(SLIPPAGE, 'OUT_OF_RANGE', { amount });
    amounts += amount;
    costs += amount * (liveCost - simCost);
  }
  const inputs = { fills: fills.length, amount: amounts };
  if (!(amounts > 0)) return unrated(SLIPPAGE, 'TOO_FEW_OBSERVATIONS', inputs);
  return rated(SLIPPAGE, 10_000 * (costs / amounts), inputs);
}

/** Slippage beyond the Sim's by this much is told to the creator and to every subscriber. */
export const SLIPPAGE_ALERT_BP = 25;

export function isSlippageAlert(delta: Measure): boolean {
  return delta.status === 'RATED' && delta.value > SLIPPAGE_ALERT_BP;
}
