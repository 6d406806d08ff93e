/** Stability: how evenly a model earned. In [0, 1]; windows of `WINDOW_OBSERVATIONS`, one observation apart. */
import { maximumDrawdown } from './drawdown.js';
import { type Measure, type MeasureDefinition, rated, seriesProblem, unrated } from './measure.js';

const STABILITY: MeasureDefinition = {
  name: 'stability',
  formula: '½·share of rolling windows of 20 with SR > 0 + ½·(1 − min(1, MDD / 0.5))',
  source: 'docs/sigma-market.md, Stability',
};

const WINDOW_OBSERVATIONS = 20;
const WORST_DRAWDOWN = 0.5;

export function stability(returns: readonly number[]): Measure {
  const problem = seriesProblem(returns, WINDOW_OBSERVATIONS);
  if (problem !== undefined) {
    return unrated(STABILITY, problem, { observations: returns.length });
  }
  const windows = returns.length - WINDOW_OBSERVATIONS + 1;
  let positive = 0;
  for (let from = 0; from < windows; from += 1) {
    let sum = 0;
    for (let at = from; at < from + WINDOW_OBSERVATIONS; at += 1) sum += returns[at] as number;
    // The sign of a Sharpe ratio is that of its mean.
    if (sum > 0) positive += 1;
  }
  const drawdown = maximumDrawdown(returns);
  const positiveShare = positive / windows;
  const value = 0.5 * positiveShare + 0.5 * (1 - Math.min(1, drawdown / WORST_DRAWDOWN));
  const inputs = {
    observations: returns.length,
    windows,
    positiveShare,
    maximumDrawdown: drawdown,
  };
  return rated(STABILITY, value, inputs);
}
