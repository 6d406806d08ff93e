/**
 * The half-spread of Guéant, Lehalle and Fernandez-Tapia at zero inventory, and the fill intensity it
 * needs.
 *
 * Source: "Dealing with the inventory risk: a solution to the market making problem", Mathematics and
 * Financial Economics 7 (2013) 477–507, arXiv:1105.3115, closed-form approximation of the asymptotic
 * quotes. Distances here are shares of the price, so σ is per √day, k per unit of relative distance,
 * A in fills a day and γ without unit; the result is a share of the price.
 */

export interface FillIntensity {
  /** A: fills a day at distance 0. */
  readonly amplitudePerDay: number;
  /** k: fills fall as e^(−kδ) with the distance δ. */
  readonly decay: number;
}

export interface GlftInputs extends FillIntensity {
  readonly riskAversion: number;
  readonly sigma: number;
}

/**
 * ln(1 + γ/k)/γ + ½·√(σ²·γ/(2kA)·(1 + γ/k)^(1 + k/γ)).
 * As γ falls to 0 this becomes 1/k. Non-positive k or A has no answer: NaN.
 */
export function glftHalfSpread(inputs: GlftInputs): number {
  const { riskAversion: gamma, decay: k, amplitudePerDay, sigma } = inputs;
  if (!(k > 0) || !(amplitudePerDay > 0) || gamma < 0) return Number.NaN;
  if (gamma === 0) return 1 / k;
  const growth = Math.exp((1 + k / gamma) * Math.log1p(gamma / k));
  const risk = Math.sqrt(((sigma * sigma * gamma) / (2 * k * amplitudePerDay)) * growth);
  return Math.log1p(gamma / k) / gamma + risk / 2;
}

/** What one ladder level saw: its mean distance, its fills, and how long it stood. */
export interface LevelRecord {
  readonly distance: number;
  readonly fills: number;
  readonly exposureDays: number;
}

/**
 * Fits A·e^(−kδ) to fills by level: least squares on the logarithm of fills a day, each level weighted
 * by its fills (the inverse variance of a Poisson log-rate). Answers undefined when fewer than two
 * levels at different distances have fills, or when fills do not fall with distance.
 */
export function fitIntensity(levels: Iterable<LevelRecord>): FillIntensity | undefined {
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXx = 0;
  let sumXy = 0;
  for (const { distance, fills, exposureDays } of levels) {
    if (!(fills > 0) || !(exposureDays > 0)) continue;
    const logRate = Math.log(fills / exposureDays);
    weight += fills;
    sumX += fills * distance;
    sumY += fills * logRate;
    sumXx += fills * distance * distance;
    sumXy += fills * distance * logRate;
  }
  const spread = weight * sumXx - sumX * sumX;
  if (!(spread > 1e-12 * weight * sumXx)) return undefined;
  const slope = (weight * sumXy - sumX * sumY) / spread;
  const amplitudePerDay = Math.exp((sumY - slope * sumX) / weight);
  if (!(slope < 0) || !Number.isFinite(amplitudePerDay)) return undefined;
  return { amplitudePerDay, decay: -slope };
}
