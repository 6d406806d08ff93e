/**
 * One price for many lots: the live reservation curve summed over them (docs/pricing.md#requests-for-quote).
 *
 * The k-th lot that leaves is priced at the inventory before it left, the k-th that comes at the inventory before it came,
 * so that the sums of two requests that follow one another are the sum of one for both: with the inventory itself where
 * the first left it, splitting gains nothing. Only multiplication, division, floor and ceil over integers in ppm, so that
 * whoever has the factors recomputes the price to the tick. Total: no lots cost the price of the first one.
 */
import type { SizeFactors } from '../../values/index.js';
import { clamp, PPM } from './numbers.js';

/** What a price for a size is made of beside the factors of the size. */
export interface SizeBase {
  /** P* in ticks, not rounded. */
  readonly fairTicks: number;
  readonly halfSpreadPpm: number;
  /** On asks. */
  readonly dominancePpm: number;
  /** On bids: the mean over the lots, dominance included. */
  readonly bidFactorPpm: number;
}

export interface Size {
  /** What the client does. */
  readonly side: 'BUY' | 'SELL';
  readonly lots: number;
}

type Curve = Pick<
  SizeFactors,
  'targetLots' | 'maxLots' | 'skewSlopePpm' | 'skewMaxPpm' | 'clearingPpm'
>;

/** r over P* at an inventory: 1 − skew − clearing, ppm. Never rises with the lots. */
export function keptPpm(curve: Curve, lots: number): number {
  const { maxLots, targetLots, skewSlopePpm, skewMaxPpm, clearingPpm } = curve;
  const tilt = maxLots === 0 ? 1 : clamp((lots - targetLots) / maxLots, -1, 1);
  return PPM - clearingPpm - clamp(skewSlopePpm * tilt, -skewMaxPpm, skewMaxPpm);
}

/** The mean of r over P* over the lots of a request, ppm. */
export function meanKeptPpm(factors: SizeFactors, { side, lots }: Size): number {
  const step = side === 'BUY' ? -1 : 1;
  const count = Math.max(1, lots);
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum += keptPpm(factors, factors.startLots + step * k);
  return sum / count;
}

/** The price of one lot of a request before rounding, in ticks. */
export function sizePrice(base: SizeBase, factors: SizeFactors, size: Size): number {
  const r = base.fairTicks * (meanKeptPpm(factors, size) / PPM);
  const half = (base.halfSpreadPpm / PPM) * (factors.spreadMultiplePpm / PPM);
  return size.side === 'BUY'
    ? r * (base.dominancePpm / PPM) * (1 + half)
    : r * (base.bidFactorPpm / PPM) * (1 - half);
}

/** The price in whole ticks: against the client, and never better for it than the best public price of that side. */
export function sizeTicks(base: SizeBase, factors: SizeFactors, size: Size): number {
  const price = sizePrice(base, factors, size);
  const { topTicks } = factors;
  if (size.side === 'BUY') return Math.max(1, topTicks, Math.ceil(price));
  return Math.max(0, topTicks === 0 ? Math.floor(price) : Math.min(topTicks, Math.floor(price)));
}
