/**
 * The margin behind rights a provider has out: the rate of the phase's row, of σ and of thinness, on the price covered of each.
 *
 * Reads the state and changes nothing; what a mint asks and what a dry run says come from here. Fails by answering INEXACT.
 */
import { initialRatePpm } from '../../../risk/index.js';
import { mulDivUp, multiply } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import type { State } from '../kernel/state.js';

const PPM = 1_000_000;

/** What the parameters say of the margin in a series. */
export interface MarginTerms {
  /** Row of the phase; 0 asks for none. */
  readonly leastPpm: number;
  readonly sigmasPpm: number;
}

/** Margin for so many lots in a series at the present mark, or INEXACT. */
export function mintMargin(
  { series }: State,
  seriesId: number,
  { leastPpm, sigmasPpm }: MarginTerms,
  coveredMicroPat: number,
  lots: number,
): number {
  if (leastPpm === 0) return 0;
  const sigmaPpm = series.get(seriesId, S.sigmaPpm);
  const ratePpm = initialRatePpm(
    leastPpm,
    sigmaPpm,
    sigmasPpm,
    series.get(seriesId, S.thinnessPpm),
  );
  return multiply(mulDivUp(coveredMicroPat, ratePpm, PPM), lots);
}
