/** The freshness of a series over its whole window, by the parameters in force: the curve its announced steps of decay follow. */
import { FRESHNESS_SHAPES, type FreshnessCurve, freshness } from '../quoting/index.js';

const PPM = 1_000_000;

/** @param parameter value of a quoting parameter by its name, where it is set or has a default */
export function freshnessCurveOf(parameter: (name: string) => number): FreshnessCurve {
  const share = (name: string): number => parameter(name) / PPM;
  return {
    shape: FRESHNESS_SHAPES[parameter('freshness_shape')] ?? 'linear',
    start: share('freshness_start_ppm'),
    end: share('freshness_end_ppm'),
    halfLife: share('freshness_half_life_ppm'),
    steepness: share('logistic_steepness_ppm'),
    midpoint: share('logistic_midpoint_ppm'),
    terminalStart: share('terminal_start_ppm'),
    terminalCut: share('terminal_cut_ppm'),
  };
}

/** Freshness at ages that divide the window evenly, both ends included, ppm. */
export function freshnessOver(curve: FreshnessCurve, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => Math.round(freshness(i / steps, curve) * PPM));
}
