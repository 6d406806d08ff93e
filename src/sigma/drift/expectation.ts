/**
 * What weekly returns are expected of a listed model, and how far a week lies from it.
 *
 * The lower mean of backtest and burn-in and the larger spread: whoever inflates a backtest does not raise what is expected
 * in a way that pays, and luck in the burn-in is not held against its creator.
 */
import {
  type Measure,
  type MeasureDefinition,
  momentsOf,
  rated,
  seriesProblem,
  unrated,
} from '../measures/index.js';

export interface Expectation {
  /** Weekly. */
  readonly mean: number;
  readonly standardDeviation: number;
}

const WEEKS_MIN = 4;
const STANDARDISED: MeasureDefinition = {
  name: 'standardised_week',
  formula:
    '(r − expected mean) / expected sd, mean the lower and sd the larger of backtest and burn-in',
  source: 'docs/sigma-market.md, Drift',
};

/** Undefined where one of the two series is too short, not finite or constant: such a model has not passed its gates. */
export function expectationOf(
  backtestWeekly: readonly number[],
  burnInWeekly: readonly number[],
): Expectation | undefined {
  const both = [backtestWeekly, burnInWeekly].map((series) =>
    seriesProblem(series, WEEKS_MIN) === undefined ? momentsOf(series) : undefined,
  );
  const [backtest, burnIn] = both;
  if (backtest === undefined || burnIn === undefined) return undefined;
  return {
    mean: Math.min(backtest.mean, burnIn.mean),
    standardDeviation: Math.max(backtest.standardDeviation, burnIn.standardDeviation),
  };
}

export function standardisedWeek(weekly: number, expected: Expectation): Measure {
  if (!Number.isFinite(weekly)) return unrated(STANDARDISED, 'NOT_FINITE');
  const inputs = { weekly, ...expected };
  return rated(STANDARDISED, (weekly - expected.mean) / expected.standardDeviation, inputs);
}
