/**
 * The factors a quote carries in the journal, and back from them to its prices.
 *
 * The quoter's factors are finer than the schema's: the two parts taken off fair value become one reservation factor,
 * which is exact; a bid lowered by dominance has its two factors joined into one, rounded down, and its prices are then
 * taken from the joined factor, so that what is published always gives what is quoted. Bounds on D·S and the step
 * between levels are public parameters and not in the factors: whoever recomputes names them.
 */
import {
  DEFAULT_PARAMETERS,
  type ExplainedQuote,
  explainQuote,
  type QuoteDecision,
  type QuoteFactors as QuoterFactors,
} from '../quoting/index.js';
import type { QuoteFactors, QuoteLevel } from '../values/index.js';

const PPM = 1_000_000;
/** The last millisecond a journaled time can say. */
const TIME_MS_MAX = 18_446_744_073_708;

/** Parameters in force for a series that its prices depend on beside the published factors. */
export interface ExplainTerms {
  readonly pressureMinPpm: number;
  readonly pressureMaxPpm: number;
  readonly levelStepPpm: number;
}

/** The terms while nobody has changed a parameter. */
export const DEFAULT_TERMS: ExplainTerms = DEFAULT_PARAMETERS;

/** A decision's factors as the journal carries them. */
export function publishedFactors(factors: QuoterFactors, decision: QuoteDecision): QuoteFactors {
  return {
    baseValuePpmTicks: factors.baseValuePpmTicks,
    freshnessPpm: factors.freshnessPpm,
    demandPpm: factors.demandPpm,
    scarcityPpm: factors.scarcityPpm,
    dominancePpm: factors.dominancePpm,
    halfSpreadPpm: factors.halfSpreadPpm,
    reservationPpm: PPM - factors.inventorySkewPpm - factors.clearingPpm,
    bidFactorPpm: joinedBidFactor(factors),
    sigmaPpm: decision.sigmaPpm,
    thinnessPpm: decision.thinnessPpm,
    nextRepriceTimeMs: timeOrNone(decision.nextRepriceAtMs),
  };
}

/** The bids of a decision at the prices its published factors give. */
export function publishedBids(
  factors: QuoterFactors,
  bids: readonly QuoteLevel[],
): readonly QuoteLevel[] {
  if (factors.dominanceBidPpm === PPM || bids.length === 0) return bids;
  const before = explainQuote(factors).bidTicks;
  const joined = { ...factors, dominanceBidPpm: PPM, bidFactorPpm: joinedBidFactor(factors) };
  const after = explainQuote(joined).bidTicks;
  const published: QuoteLevel[] = [];
  for (const { priceTicks, quantityLots } of bids) {
    const moved = after[before.indexOf(priceTicks)] ?? 0;
    const last = published.at(-1);
    if (moved < 1) continue;
    if (last?.priceTicks === moved) {
      published[published.length - 1] = {
        priceTicks: moved,
        quantityLots: last.quantityLots + quantityLots,
      };
    } else published.push({ priceTicks: moved, quantityLots });
  }
  return published;
}

/** Prices from published factors: fair value, reservation price and every level of both sides, in ticks. */
export function explainPublished(
  published: QuoteFactors,
  terms: ExplainTerms = DEFAULT_TERMS,
): ExplainedQuote {
  const product = (published.demandPpm / PPM) * (published.scarcityPpm / PPM);
  const low = terms.pressureMinPpm / PPM;
  const high = terms.pressureMaxPpm / PPM;
  return explainQuote({
    baseValuePpmTicks: published.baseValuePpmTicks,
    freshnessPpm: published.freshnessPpm,
    demandPpm: published.demandPpm,
    scarcityPpm: published.scarcityPpm,
    pressurePpm: Math.round(Math.min(high, Math.max(low, product)) * PPM),
    dominancePpm: published.dominancePpm,
    dominanceBidPpm: PPM,
    inventorySkewPpm: PPM - published.reservationPpm,
    clearingPpm: 0,
    bidFactorPpm: published.bidFactorPpm,
    spreadBasePpm: 0,
    spreadVolatilityPpm: 0,
    spreadThinnessPpm: 0,
    spreadMarkoutPpm: 0,
    spreadMultiplierPpm: PPM,
    spreadFloorPpm: 0,
    halfSpreadPpm: published.halfSpreadPpm,
    levelStepPpm: terms.levelStepPpm,
  });
}

function joinedBidFactor(factors: QuoterFactors): number {
  if (factors.dominanceBidPpm === PPM) return factors.bidFactorPpm;
  return Math.floor((factors.dominanceBidPpm * factors.bidFactorPpm) / PPM);
}

function timeOrNone(timeMs: number): number {
  const whole = Math.ceil(timeMs);
  return whole > 0 && whole <= TIME_MS_MAX ? whole : 0;
}
