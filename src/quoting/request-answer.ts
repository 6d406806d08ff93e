/**
 * Answers one request for quote from what stands for its series: the price of so many lots for one firm group, or why
 * there is none.
 *
 * The series has been brought up to now by its requote; this reads it and changes nothing. Asks need the lots, bids the
 * room for them; what else the broker cannot promise the core refuses when it is offered.
 */
import type { SizeFactors } from '../values/index.js';
import { explainQuote, fairValueTicks, type QuoteFactors } from './formulas/explain.js';
import { PPM, toPpm } from './formulas/numbers.js';
import { keptPpm, type SizeBase, sizeTicks } from './formulas/size-price.js';
import type { Pricer } from './pricer.js';
import type { SeriesEntry } from './series/series-entry.js';
import type { SizeAnswer, SizeRequest } from './types.js';

type Refusal = Extract<SizeAnswer, { readonly ok: false }>['reason'];

const refuse = (reason: Refusal): SizeAnswer => ({ ok: false, reason });

export function answerRequest(
  entry: SeriesEntry,
  request: SizeRequest,
  pricer: Pricer,
  nowMs: number,
): SizeAnswer {
  const { decision, tuning } = entry;
  const { side, lots, promisedLots, offeredLots } = request;
  const { parameters } = tuning;
  if (decision === undefined) return refuse('CLOSED');
  if (decision.state === 'HALT' && decision.haltReason !== 'NO_BASE_VALUE') return refuse('HALTED');
  if (lots > parameters.requestMaxLots) return refuse('TOO_LARGE');
  const { factors } = decision;
  const levels = side === 'BUY' ? decision.asks : decision.bids;
  // The rest is for whoever trades in the book: no number of askers takes the public quote away.
  const share = parameters.requestSharePpm / PPM;
  const room =
    side === 'BUY'
      ? Math.floor(share * Math.min(entry.sellableLots, entry.escrowedLots)) - offeredLots
      : Math.floor(share * (tuning.inventory.maxLots - entry.sellableLots)) - promisedLots;
  if (factors === undefined || levels.length === 0 || lots > room) return refuse('THIN');
  const curve = pricer.curve(entry, nowMs);
  // What it has promised to buy counts as bought, so that each offer is priced behind the others.
  const lotsBefore = entry.sellableLots + (side === 'SELL' ? promisedLots : 0);
  const moment = { lots: lotsBefore, nowMs, tauMs: parameters.requestImpactTauMs };
  const explained = explainQuote(factors);
  const sizeFactors: SizeFactors = {
    startLots: entry.impact.startLots(request.group, side, moment),
    targetLots: Math.round(curve.targetLots),
    maxLots: tuning.inventory.maxLots,
    skewSlopePpm: toPpm(curve.skewSlope),
    skewMaxPpm: toPpm(tuning.inventory.skewMax),
    clearingPpm: curve.clearingPpm ?? factors.clearingPpm,
    spreadMultiplePpm: parameters.requestSpreadPpm,
    topTicks: Math.max(0, (side === 'BUY' ? explained.askTicks : explained.bidTicks)[0] ?? 0),
  };
  const joined = Math.floor((factors.dominanceBidPpm * factors.bidFactorPpm) / PPM);
  const bidFactorPpm =
    side === 'BUY'
      ? joined
      : meanBidFactorPpm(
          joined,
          sizeFactors,
          lots,
          (more) => curve.carry(more) / curve.carry(entry.sellableLots),
        );
  const base = sizeBase(factors, bidFactorPpm);
  const priceTicks = sizeTicks(base, sizeFactors, request);
  if (!(priceTicks >= 1 && priceTicks < 2 ** 31)) return refuse('THIN');
  return {
    ok: true,
    priceTicks,
    // Dominance on bids is in the factor already.
    factors: { ...factors, dominanceBidPpm: PPM, bidFactorPpm },
    sizeFactors,
    validUntilMs: Math.min(nowMs + parameters.requestValidMs, entry.endMs),
  };
}

function sizeBase(factors: QuoteFactors, bidFactorPpm: number): SizeBase {
  return {
    fairTicks: fairValueTicks(factors),
    halfSpreadPpm: factors.halfSpreadPpm,
    dominancePpm: factors.dominancePpm,
    bidFactorPpm,
  };
}

/**
 * The factor of the bids over the lots: each waits behind those bought before it, so its carry is less. Weighted by the
 * reservation price of each lot, so that the mean of the products is the product of the two means.
 */
function meanBidFactorPpm(
  firstPpm: number,
  sizeFactors: SizeFactors,
  lots: number,
  carryAt: (lots: number) => number,
): number {
  const held = sizeFactors.startLots;
  let weighted = 0;
  let weights = 0;
  for (let k = 0; k < Math.max(1, lots); k += 1) {
    const kept = keptPpm(sizeFactors, held + k);
    weights += kept;
    weighted += kept * carryAt(held + k);
  }
  return weights > 0 ? Math.floor((firstPpm * weighted) / weights) : firstPpm;
}
