/** Sigma Sim variance: how far weekly returns in Sigma Sim lie from what the backtest let expect. */
import { type Measure, type MeasureDefinition, rated, seriesProblem, unrated } from './measure.js';
import { meanOf } from './moments.js';
import { PARITY_WEEKS_MIN, WEEKS_PER_YEAR } from './parity.js';

const SIM_VARIANCE: MeasureDefinition = {
  name: 'sim_variance',
  formula: '52·mean((r_sim − mean(r_backtest))²), weekly returns',
  source: 'docs/sigma-market.md, Sigma Sim variance',
};

export function simVariance(
  simWeekly: readonly number[],
  backtestWeekly: readonly number[],
): Measure {
  const inputs = { simWeeks: simWeekly.length, backtestWeeks: backtestWeekly.length };
  const problem =
    seriesProblem(simWeekly, PARITY_WEEKS_MIN) ?? seriesProblem(backtestWeekly, PARITY_WEEKS_MIN);
  if (problem !== undefined) return unrated(SIM_VARIANCE, problem, inputs);
  const expected = meanOf(backtestWeekly);
  let squares = 0;
  for (const value of simWeekly) squares += (value - expected) * (value - expected);
  const value = (WEEKS_PER_YEAR * squares) / simWeekly.length;
  return rated(SIM_VARIANCE, value, { ...inputs, expected });
}
