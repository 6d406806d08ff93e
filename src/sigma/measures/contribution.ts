/**
 * What a feed adds to what is there: the Sharpe ratio of its returns after the closest other feed and the average of all others
 * are taken out of them. A copy adds nothing, a copy with noise nearly nothing.
 */
import { type Measure, type MeasureDefinition, rated, seriesProblem, unrated } from './measure.js';
import { meanOf, momentsOf } from './moments.js';
import { correlationOf } from './parity.js';

const CLOSEST: MeasureDefinition = {
  name: 'closest_feed_correlation',
  formula: 'largest |ρ| with any other feed over the same periods',
  source: 'docs/sigma-market.md, Contribution',
};
const CONTRIBUTION: MeasureDefinition = {
  name: 'contribution',
  formula:
    'mean(e) / sd(e), e = r less its least-squares part of the closest feed and of the average of all others',
  source: 'docs/sigma-market.md, Contribution',
};

/** What is left of a series' own variance below this share is rounding. */
const NOTHING_LEFT = 1e-9;

export interface ContributionReport {
  readonly closest: Measure;
  /** Sharpe ratio per period, signed; 0 of a copy. */
  readonly contribution: Measure;
}

/** @param others returns of every other listed feed, one for each of `returns` */
export function contributionReport(
  returns: readonly number[],
  others: readonly (readonly number[])[],
): ContributionReport {
  const inputs = { observations: returns.length, others: others.length };
  const both = (reason: Parameters<typeof unrated>[1]): ContributionReport => ({
    closest: unrated(CLOSEST, reason, inputs),
    contribution: unrated(CONTRIBUTION, reason, inputs),
  });
  for (const series of [returns, ...others]) {
    if (series.length !== returns.length) return both('NOT_PAIRED');
    const problem = seriesProblem(series);
    if (problem !== undefined) return both(problem);
  }
  const own = momentsOf(returns);
  if (own === undefined) return both('CONSTANT_SERIES');
  let closest: readonly number[] | undefined;
  let largest = 0;
  for (const series of others) {
    const rho = Math.abs(correlationOf(returns, series) ?? 0);
    if (rho <= largest) continue;
    largest = rho;
    closest = series;
  }
  const closeness = rated(CLOSEST, largest, inputs);
  const rest = residualOf(returns, closest === undefined ? [] : [closest, averageOf(others)]);
  const spread = squares(rest.centred) / (returns.length - 1);
  if (spread <= NOTHING_LEFT * own.standardDeviation ** 2) {
    return { closest: closeness, contribution: rated(CONTRIBUTION, 0, inputs) };
  }
  const value = rest.mean / Math.sqrt(spread);
  return {
    closest: closeness,
    contribution: rated(CONTRIBUTION, value, { ...inputs, residualMean: rest.mean }),
  };
}

/** A series as its mean and what it varies by around that. */
interface Split {
  readonly mean: number;
  readonly centred: readonly number[];
}

/** A series less its least-squares part of others, which are made orthogonal one after the other. */
function residualOf(series: readonly number[], others: readonly (readonly number[])[]): Split {
  const basis: Split[] = [];
  let rest = splitOf(series);
  for (const other of others) {
    const whole = splitOf(other);
    let own = whole;
    for (const before of basis) own = without(own, before);
    // The average of a single other feed is that feed: nothing of it is left to take out.
    if (squares(own.centred) <= NOTHING_LEFT * squares(whole.centred)) continue;
    basis.push(own);
    rest = without(rest, own);
  }
  return rest;
}

function averageOf(series: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = series;
  return first.map((_, at) => meanOf(series.map((one) => one[at] as number)));
}

function splitOf(series: readonly number[]): Split {
  const mean = meanOf(series);
  return { mean, centred: series.map((value) => value - mean) };
}

function product(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [at, value] of a.entries()) sum += value * (b[at] as number);
  return sum;
}

function squares(series: readonly number[]): number {
  return product(series, series);
}

function without(series: Split, along: Split): Split {
  const factor = product(series.centred, along.centred) / squares(along.centred);
  return {
    mean: series.mean - factor * along.mean,
    centred: series.centred.map((value, at) => value - factor * (along.centred[at] as number)),
  };
}
