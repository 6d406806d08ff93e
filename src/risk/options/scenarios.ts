/**
 * Margin of a portfolio by scenarios, in whole numbers: what futures and options on one index and expiry lose together at the
 * worst of sixteen moves. What one loses another may gain: that is the netting institutions have.
 *
 * Moves are of the price by {0, ±⅓, ±⅔, ±1} ranges with volatility times 1.45 and 0.70, and by ±2 ranges, of whose loss 35 %
 * counts; a range is max(25 %, 3·σ_q·√d)·M. The requirement is 1.3 times the worst loss, maintenance the worst loss alone;
 * neither is more than what the portfolio can lose from its marks at any settlement price.
 *
 * What one lot gains in each move is computed once for each mark (`scenarioRow`) and kept; a check adds rows up. A row is of
 * whole micro-PAT, so a sum may be half a unit a lot off: a unit a lot is added for that. Pure.
 */
import { mulDivUp } from '../../values/index.js';
import { modelPriceMicroPat } from './model-price.js';
import { type OptionTerms, payoffMicroPat } from './payoff.js';

const PPM = 1_000_000;
export const SCENARIOS = 16;
const UP_PPM = 1_450_000;
const DOWN_PPM = 700_000;
const EXTREME_PPM = 350_000;
const BUFFER_PPM = 1_300_000;
const RANGE_LEAST_PPM = 250_000;
/** Thirds of a range, of the price; the extremes come last. */
const THIRDS = [0, 1, -1, 2, -2, 3, -3, 6, -6] as const;

/** What a row is of: an option, or the future its price is of. */
export type Instrument = OptionTerms | 'FUTURE';

export interface ScenarioInputs {
  readonly markMicroPat: number;
  readonly forwardMicroPat: number;
  /** σ per √year at the instrument's strike. */
  readonly sigmaPpm: number;
  readonly varianceMs: number;
  /** One range of the price. */
  readonly rangePpm: number;
}

/**
 * max(25 %, 3·σ_q·√d)·M. @param sigmaDayPpm σ_q per √day @param rootDaysPpm √d @param thinnessPpm M
 */
export function scenarioRangePpm(
  sigmaDayPpm: number,
  rootDaysPpm: number,
  thinnessPpm: number,
): number {
  const move = mulDivUp(3 * Math.max(0, sigmaDayPpm), Math.max(0, rootDaysPpm), PPM);
  return mulDivUp(Math.max(RANGE_LEAST_PPM, move), Math.max(PPM, thinnessPpm), PPM);
}

/** The price after a move of so many thirds of a range; at least one micro-PAT. */
function movedMicroPat(forwardMicroPat: number, rangePpm: number, thirds: number): number {
  const move = Number((BigInt(forwardMicroPat) * BigInt(rangePpm) * BigInt(thirds)) / 3_000_000n);
  return Math.max(1, forwardMicroPat + move);
}

/** What a lot that is held gains in each scenario, from its mark; the extremes already at what counts of them. */
export function scenarioRow(instrument: Instrument, inputs: ScenarioInputs): number[] {
  const { forwardMicroPat, markMicroPat, sigmaPpm, varianceMs, rangePpm } = inputs;
  const gain = (thirds: number, volatilityPpm: number): number => {
    const moved = movedMicroPat(forwardMicroPat, rangePpm, thirds);
    if (instrument === 'FUTURE') return moved - markMicroPat;
    const sigma = mulDivUp(sigmaPpm, volatilityPpm, PPM);
    const after = { forwardMicroPat: moved, sigmaPpm: sigma, varianceMs };
    return modelPriceMicroPat(instrument, after) - markMicroPat;
  };
  const row: number[] = [];
  for (const thirds of THIRDS) {
    if (Math.abs(thirds) <= 3) row.push(gain(thirds, UP_PPM), gain(thirds, DOWN_PPM));
    else row.push(Math.round((gain(thirds, PPM) * EXTREME_PPM) / PPM));
  }
  return row;
}

export interface ScenarioLine {
  readonly instrument: Instrument;
  /** Positive held, negative sold. */
  readonly lots: number;
  readonly markMicroPat: number;
  readonly row: ArrayLike<number>;
}

export interface ScenarioMargin {
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
  /** Which scenario was the worst, from 0. */
  readonly worst: number;
}

/** Margin of what one account has on one index and expiry. */
export function scenarioMargin(lines: readonly ScenarioLine[]): ScenarioMargin {
  let worstLoss = 0n;
  let worst = 0;
  for (let scenario = 0; scenario < SCENARIOS; scenario += 1) {
    let loss = 0n;
    for (const { lots, row } of lines) loss -= BigInt(lots) * BigInt(row[scenario] as number);
    if (loss > worstLoss) {
      worstLoss = loss;
      worst = scenario;
    }
  }
  if (worstLoss > 0n) {
    for (const { lots } of lines) worstLoss += BigInt(Math.abs(lots));
  }
  const most = lossMax(lines);
  const bounded = (amount: bigint): number => {
    const held = most !== undefined && amount > most ? most : amount;
    return held > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(held);
  };
  return {
    initialMicroPat: bounded((worstLoss * BigInt(BUFFER_PPM) + BigInt(PPM - 1)) / BigInt(PPM)),
    maintenanceMicroPat: bounded(worstLoss),
    worst,
  };
}

/**
 * The most that lines lose from their marks at any settlement price, or undefined where they lose without bound. Payoffs are
 * straight between 0, the strikes and the caps, so the worst is at one of these.
 */
export function lossMax(lines: readonly ScenarioLine[]): bigint | undefined {
  const corners = [0];
  let futures = 0;
  for (const { instrument, lots } of lines) {
    if (instrument === 'FUTURE') futures += lots;
    else {
      corners.push(instrument.strikeMicroPat);
      if (instrument.isCall) corners.push(instrument.capMicroPat);
    }
  }
  if (futures < 0) return undefined;
  let most = 0n;
  for (const settlement of corners) {
    let loss = 0n;
    for (const { instrument, lots, markMicroPat } of lines) {
      const paid = instrument === 'FUTURE' ? settlement : payoffMicroPat(instrument, settlement);
      loss += BigInt(lots) * BigInt(markMicroPat - paid);
    }
    if (loss > most) most = loss;
  }
  return most;
}
