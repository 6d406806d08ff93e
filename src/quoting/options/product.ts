/**
 * Prices and sensitivities of what is listed: a future on the index, a capped call, a put. A call's payoff ends at its
 * cap, so it is a call less a call at the cap, each with its own volatility of the smile.
 *
 * Prices in the unit of the forward; quantities a lot. Total where the smile is.
 */
import { blackPrice, blackSlopes, type Greeks, type Slopes } from './black76.js';
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

/** Slopes of a leg, at its own volatility. */
function leg(isCall: boolean, strike: number, smile: Smile): Slopes {
  const { forward, years } = smile;
  return blackSlopes({ isCall, strike, sigma: smileSigma(smile, strike), forward, years });
}

/** How it moves, every strike keeping its volatility. */
export function productSlopes(product: Product, smile: Smile): Slopes {
  if (product.kind === 'FUTURE') return { delta: 1, gamma: 0, vega: 0 };
  if (product.kind === 'PUT') return leg(false, product.strike, smile);
  const low = leg(true, product.strike, smile);
  const high = leg(true, product.cap, smile);
  return {
    delta: low.delta - high.delta,
    gamma: low.gamma - high.gamma,
    vega: low.vega - high.vega,
  };
}

/** The same, and what a day's passing makes of the price. */
export function productGreeks(product: Product, smile: Smile): Greeks {
  const { delta, gamma, vega } = productSlopes(product, smile);
  const { years, sigmaAtm } = smile;
  const left = Math.max(0, years - 1 / 365);
  // The smile of a day later has every strike at the volatility it has now.
  const priceIn = (time: number): number => fixedSigmaPrice(product, smile, time);
  const thetaDay = years > 0 && sigmaAtm > 0 ? priceIn(left) - priceIn(years) : 0;
  return { delta, gamma, vega, thetaDay };
}

function fixedSigmaPrice(product: Product, smile: Smile, years: number): number {
  const { forward } = smile;
  const at = (isCall: boolean, strike: number): number =>
    blackPrice({ isCall, strike, forward, years, sigma: smileSigma(smile, strike) });
  if (product.kind === 'FUTURE') return forward;
  if (product.kind === 'PUT') return at(false, product.strike);
  return at(true, product.strike) - at(true, product.cap);
}

/** What a lot pays at a settlement price. */
export function payoff(product: Product, settlement: number): number {
  if (product.kind === 'FUTURE') return settlement;
  if (product.kind === 'PUT') return Math.max(0, product.strike - settlement);
  return Math.min(Math.max(0, settlement - product.strike), product.cap - product.strike);
}
