/**
 * Margin of options that were sold without covering them, position by position, in whole numbers, rounded up.
 *
 *     call: IM = mark + max(0.15·M − OTM/U, 0.10·M)·U            MM = mark + 0.075·M·U
 *     put:  IM the same, at least 1.05·MM                        MM = mark + M·max(0.075·U, 0.075·mark)
 *
 * U is the index, OTM how far the strike is out of the money, M thinness. Neither is above what the lots can lose, and
 * maintenance never above initial. Without an index nothing short may be held uncovered: both are the whole loss.
 */
import { mulDivUp } from '../../values/index.js';
import { type OptionTerms, payoffMaxMicroPat } from './payoff.js';

const PPM = 1_000_000;
const INITIAL_PPM = 150_000;
const LEAST_PPM = 100_000;
const MAINTENANCE_PPM = 75_000;
const OVER_MAINTENANCE_PPM = 1_050_000;

export interface ShortMargin {
  /** Micro-PAT a lot. */
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
}

export interface ShortInputs {
  readonly terms: OptionTerms;
  readonly markMicroPat: number;
  /** U; 0 is none. */
  readonly indexMicroPat: number;
  /** M, a million and above. */
  readonly thinnessPpm: number;
}

/** Margin of one lot that was sold. */
export function shortMargin(inputs: ShortInputs): ShortMargin {
  const { terms, markMicroPat, indexMicroPat } = inputs;
  const most = payoffMaxMicroPat(terms);
  if (indexMicroPat <= 0) return { initialMicroPat: most, maintenanceMicroPat: most };
  const thinness = Math.max(PPM, inputs.thinnessPpm);
  const share = (ofMicroPat: number, ratePpm: number): number =>
    mulDivUp(ofMicroPat, mulDivUp(ratePpm, thinness, PPM), PPM);
  const out = terms.isCall
    ? Math.max(0, terms.strikeMicroPat - indexMicroPat)
    : Math.max(0, indexMicroPat - terms.strikeMicroPat);
  const onTop = Math.max(share(indexMicroPat, INITIAL_PPM) - out, share(indexMicroPat, LEAST_PPM));
  const kept = terms.isCall ? indexMicroPat : Math.max(indexMicroPat, markMicroPat);
  const maintenance = Math.min(most, markMicroPat + share(kept, MAINTENANCE_PPM));
  const least = terms.isCall ? maintenance : mulDivUp(maintenance, OVER_MAINTENANCE_PPM, PPM);
  const initial = Math.min(most, Math.max(least, markMicroPat + onTop));
  return { initialMicroPat: initial, maintenanceMicroPat: maintenance };
}
