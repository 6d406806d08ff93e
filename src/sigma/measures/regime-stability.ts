/**
 * Regime stability: the lowest Sharpe ratio over regimes of the market, over the overall one. Regimes are the terciles of the
 * market's trailing volatility and the halves of its trailing trend, known before the return they classify.
 */
import { type Measure, type MeasureDefinition, rated, seriesProblem, unrated } from './measure.js';
import { meanOf, momentsOf, varianceOf } from './moments.js';
import { estimateOf } from './sharpe.js';

const REGIME_STABILITY: MeasureDefinition = {
  name: 'regime_stability',
  formula: 'min SR over volatility terciles and trend halves / SR overall, within [−1, 1]',
  source: 'docs/sigma-market.md, Regime stability',
};

const TRAILING_OBSERVATIONS = 20;
/** Each of three terciles then has enough for a Sharpe ratio. */
const OBSERVATIONS_MIN = 5 * TRAILING_OBSERVATIONS;

/**
 * @param returns of the model, one for each of the market's
 * @param market returns of the assets it trades, equally weighted
 */
export function regimeStability(returns: readonly number[], market: readonly number[]): Measure {
  const inputs = { observations: returns.length };
  if (returns.length !== market.length) return unrated(REGIME_STABILITY, 'NOT_PAIRED', inputs);
  const problem =
    seriesProblem(returns, OBSERVATIONS_MIN) ?? seriesProblem(market, OBSERVATIONS_MIN);
  if (problem !== undefined) return unrated(REGIME_STABILITY, problem, inputs);
  const judged = returns.slice(TRAILING_OBSERVATIONS);
  const overall = ratioOf(judged);
  if (overall === undefined) return unrated(REGIME_STABILITY, 'CONSTANT_SERIES', inputs);
  if (!(overall > 0)) return unrated(REGIME_STABILITY, 'NOT_POSITIVE', { ...inputs, overall });
  const trailing = judged.map((_, at) => market.slice(at, at + TRAILING_OBSERVATIONS));
  const groups = [
    ...split(judged, trailing.map(varianceOf), 3),
    ...split(judged, trailing.map(meanOf), 2),
  ];
  let lowest = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const ratio = ratioOf(group);
    if (ratio === undefined) return unrated(REGIME_STABILITY, 'CONSTANT_SERIES', inputs);
    lowest = Math.min(lowest, ratio);
  }
  const value = Math.max(-1, Math.min(1, lowest / overall));
  return rated(REGIME_STABILITY, value, { ...inputs, overall, lowest });
}

function ratioOf(returns: readonly number[]): number | undefined {
  const moments = momentsOf(returns);
  return moments === undefined ? undefined : estimateOf(moments).sharpe;
}

/** Into groups of equal size by rank of the key; ties keep their order in time. */
function split(
  values: readonly number[],
  keys: readonly number[],
  groups: number,
): readonly (readonly number[])[] {
  const order = [...keys.keys()].sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
  return Array.from({ length: groups }, (_, group) => {
    const from = Math.floor((group * order.length) / groups);
    const to = Math.floor(((group + 1) * order.length) / groups);
    return order.slice(from, to).map((at) => values[at] as number);
  });
}
