/**
 * Prices and sensitivities of what is listed: a future on the index, a capped call, a put. A call's payoff ends at its
 * cap, so it is a call less a call at the cap, each with its own volatility of the smile.
 *
 * Prices in the unit of the forward; quantities a lot. Total where the smile is.
 */
import { blackGreeks, type Greeks } from './black76.js';
import { type Smile, smileCall, smilePut, smileSigma } from './smile.js';

export type Product =
  | { readonly kind: 'FUTURE' }
  | { readonly kind: 'CALL'; readonly strike: number; readonly cap: number }
  | { readonly kind: 'PUT'; readonly strike: number };

/** What a lot is worth. */
export function productPrice(product: Product, smile: Smile): number {
  if (product.kind === 'FUTURE') return smile.forward;
  if (product.kind === 'PUT') return smilePut(smile, product.strike);
  return Math.max(0, smileCall(smile, product.strike) - smileCall(smile, product.cap));
}

/** How it moves, every strike keeping its volatility. */
export function productGreeks(product: Product, smile: Smile): Greeks {
  if (product.kind === 'FUTURE') return { delta: 1, gamma: 0, vega: 0, thetaDay: 0 };
  const leg = (isCall: boolean, strike: number): Greeks => {
    const sigma = smileSigma(smile, strike);
    return blackGreeks({ isCall, strike, sigma, forward: smile.forward, years: smile.years });
  };
  if (product.kind === 'PUT') return leg(false, product.strike);
  const low = leg(true, product.strike);
  const high = leg(true, product.cap);
  return {
    delta: low.delta - high.delta,
    gamma: low.gamma - high.gamma,
    vega: low.vega - high.vega,
    thetaDay: low.thetaDay - high.thetaDay,
  };
}

/** What a lot pays at a settlement price. */
export function payoff(product: Product, settlement: number): number {
  if (product.kind === 'FUTURE') return settlement;
  if (product.kind === 'PUT') return Math.max(0, product.strike - settlement);
  return Math.min(Math.max(0, settlement - product.strike), product.cap - product.strike);
}
