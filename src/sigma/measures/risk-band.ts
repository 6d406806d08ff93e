/** Risk band: the worse of yearly volatility and the drawdown that 95 % of observations do not exceed, in three bands. */
import { drawdownsOf, quantileOf } from './drawdown.js';
import { type Measure, type MeasureDefinition, rated, seriesProblem, unrated } from './measure.js';
import { varianceOf } from './moments.js';

const VOLATILITY: MeasureDefinition = {
  name: 'volatility_per_year',
  formula: 'sd(r)·√(periods per year), sd with n − 1',
  source: 'docs/sigma-market.md, Risk band',
};
const DRAWDOWN: MeasureDefinition = {
  name: 'drawdown_95',
  formula: 'smallest drawdown that 95 % of observations do not exceed',
  source: 'docs/sigma-market.md, Risk band',
};

export const RISK_BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

/** Highest values, of volatility and of drawdown alike, that still are LOW and MEDIUM. */
const BAND_LIMITS = [0.1, 0.25] as const;

export interface RiskReport {
  readonly volatility: Measure;
  readonly drawdown: Measure;
  /** Undefined while one of the two is unrated. */
  readonly band: RiskBand | undefined;
}

export function riskReport(returns: readonly number[], periodsPerYear: number): RiskReport {
  const inputs = { observations: returns.length, periodsPerYear };
  const problem = seriesProblem(returns);
  if (problem !== undefined || !(periodsPerYear > 0) || !Number.isFinite(periodsPerYear)) {
    const reason = problem ?? 'OUT_OF_RANGE';
    const shown = { observations: returns.length };
    return {
      volatility: unrated(VOLATILITY, reason, shown),
      drawdown: unrated(DRAWDOWN, reason, shown),
      band: undefined,
    };
  }
  const volatility = Math.sqrt(varianceOf(returns) * periodsPerYear);
  const drawdown = quantileOf(drawdownsOf(returns), 0.95);
  const band = RISK_BANDS[Math.max(bandIndex(volatility), bandIndex(drawdown))];
  return {
    volatility: rated(VOLATILITY, volatility, inputs),
    drawdown: rated(DRAWDOWN, drawdown, { observations: returns.length }),
    band,
  };
}

function bandIndex(value: number): number {
  const index = BAND_LIMITS.findIndex((limit) => value <= limit);
  return index < 0 ? BAND_LIMITS.length : index;
}
