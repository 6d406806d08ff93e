/**
 * One figure out of the measured dimensions, what of the whole it covers, and what it allows.
 *
 * composite = ∏ dᵢ^wᵢ over the measured dimensions, their weights scaled to add up to 1; coverage is the sum of their weights
 * unscaled. For rank, filters and minting the composite counts at most as much as coverage: leaving something unmeasured never
 * helps. Pure; never fails.
 */
import type { Accuracy, Completeness, Consistency, Reliability, Timeliness } from './dimensions.js';
import { ppmOf } from './dimensions.js';
import { DIMENSIONS, type Dimension, PPM, WEIGHTS } from './rule-set.js';

export interface MeasuredDimensions {
  readonly completeness?: Completeness | undefined;
  readonly timeliness?: Timeliness | undefined;
  readonly consistency?: Consistency | undefined;
  readonly accuracy?: Accuracy | undefined;
  readonly reliability?: Reliability | undefined;
}

export interface Composite {
  /** 1,000,000 is 100 points. */
  readonly compositePpm: number;
  readonly coveragePpm: number;
  /** The composite, at most the coverage: what rank, filters and minting use. */
  readonly countedPpm: number;
}

/** undefined while nothing is measured. */
export function composite(measured: MeasuredDimensions): Composite | undefined {
  const known = DIMENSIONS.filter((name) => measured[name] !== undefined);
  const weight = known.reduce((sum, name) => sum + WEIGHTS[name], 0);
  if (weight === 0) return undefined;
  let product = 1;
  for (const name of known) {
    const score = (measured[name] as { readonly scorePpm: number }).scorePpm / PPM;
    product *= score ** (WEIGHTS[name] / weight);
  }
  const compositePpm = ppmOf(product);
  const coveragePpm = ppmOf(weight);
  return { compositePpm, coveragePpm, countedPpm: Math.min(compositePpm, coveragePpm) };
}

/** A confidence band [lo, hi) of a contract. */
export interface Band {
  readonly loPpm: number;
  readonly hiPpm: number;
}

/** The highest band whose lower end the counted composite reaches; undefined: none may be minted into. */
export function highestBand<B extends Band>(
  counted: Composite | undefined,
  bands: readonly B[],
): B | undefined {
  if (counted === undefined) return undefined;
  let best: B | undefined;
  for (const band of bands) {
    if (band.loPpm <= counted.countedPpm && (best === undefined || band.loPpm > best.loPpm)) {
      best = band;
    }
  }
  return best;
}

/** Least scores a buyer or a listing asks for, by dimension; `composite` is the counted one. */
export type Thresholds = Readonly<Partial<Record<Dimension | 'composite', number>>>;

export interface Shortfall {
  readonly dimension: Dimension | 'composite';
  readonly wantedPpm: number;
  /** undefined: not measured, which meets no threshold. */
  readonly scorePpm: number | undefined;
}

/** Thresholds that are not met; one of an unmeasured dimension never is. */
export function shortfalls(measured: MeasuredDimensions, thresholds: Thresholds): Shortfall[] {
  const found: Shortfall[] = [];
  for (const dimension of [...DIMENSIONS, 'composite'] as const) {
    const wantedPpm = thresholds[dimension];
    if (wantedPpm === undefined) continue;
    const scorePpm =
      dimension === 'composite' ? composite(measured)?.countedPpm : measured[dimension]?.scorePpm;
    if (scorePpm === undefined || scorePpm < wantedPpm) {
      found.push({ dimension, wantedPpm, scorePpm });
    }
  }
  return found;
}
