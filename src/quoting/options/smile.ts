/**
 * The smile of one expiry: σ(y) = σ_ATM·(1 + a·y + b·y²) with y = ln(K/F)/(σ_ATM·√τ), and the checks that refuse one which would
 * let somebody earn without risk.
 *
 * Checked are the strikes there are: calls fall with the strike, by at most the strike's rise, and are convex (no negative
 * butterfly); and against the expiry before, total variance at the same moneyness does not fall (no negative calendar; J.
 * Gatheral, The Volatility Surface, 2006, ch. 3). A smile that fails is quoted flat, which passes always.
 */
import { blackPrice } from './black76.js';

export interface Smile {
  readonly forward: number;
  /** Years that variance has. */
  readonly years: number;
  /** Per √year. */
  readonly sigmaAtm: number;
  /** a, and b. */
  readonly skew: number;
  readonly curvature: number;
}

/** The least share of σ_ATM a wing is quoted at. */
const LEAST_SHARE = 0.2;
/** What rounding may make of a price, as a share of the forward. */
const ROUNDING = 1e-12;

/** σ per √year of a strike. */
export function smileSigma(smile: Smile, strike: number): number {
  const { forward, years, sigmaAtm, skew, curvature } = smile;
  const total = sigmaAtm * Math.sqrt(Math.max(0, years));
  if (!(total > 0)) return sigmaAtm;
  const y = Math.log(strike / forward) / total;
  return sigmaAtm * Math.max(LEAST_SHARE, 1 + skew * y + curvature * y * y);
}

/** An uncapped call of a smile. */
export function smileCall(smile: Smile, strike: number): number {
  const { forward, years } = smile;
  return blackPrice({ isCall: true, forward, strike, sigma: smileSigma(smile, strike), years });
}

/** A put of a smile. */
export function smilePut(smile: Smile, strike: number): number {
  const { forward, years } = smile;
  return blackPrice({ isCall: false, forward, strike, sigma: smileSigma(smile, strike), years });
}

export type SmileProblem = 'NOT_FINITE' | 'CALL_SPREAD' | 'BUTTERFLY' | 'CALENDAR';

/**
 * What is wrong with a smile at strikes, or undefined.
 * @param strikes ascending and different, caps of calls among them
 * @param earlier the smile of the expiry before, if there is one
 */
export function smileProblem(
  smile: Smile,
  strikes: readonly number[],
  earlier?: Smile,
): SmileProblem | undefined {
  const slack = ROUNDING * smile.forward;
  let slopeBefore = -1;
  let strikeBefore = 0;
  let priceBefore = smile.forward;
  for (const strike of strikes) {
    const price = smileCall(smile, strike);
    if (!Number.isFinite(price)) return 'NOT_FINITE';
    const width = strike - strikeBefore;
    const slope = (price - priceBefore) / width;
    if (slope * width > slack) return 'CALL_SPREAD';
    if ((slope - slopeBefore) * width < -slack) return 'BUTTERFLY';
    slopeBefore = slope;
    strikeBefore = strike;
    priceBefore = price;
  }
  return earlier !== undefined && hasCalendar(earlier, smile, strikes) ? 'CALENDAR' : undefined;
}

function hasCalendar(earlier: Smile, later: Smile, strikes: readonly number[]): boolean {
  return strikes.some((strike) => {
    const sooner = smileSigma(earlier, (strike / later.forward) * earlier.forward);
    const then = smileSigma(later, strike);
    return then * then * later.years < sooner * sooner * earlier.years * (1 - ROUNDING);
  });
}

/** The smile, or a flat one where it fails; a later expiry is raised to the variance of the one before. */
export function soundSmile(smile: Smile, strikes: readonly number[], earlier?: Smile): Smile {
  if (smileProblem(smile, strikes, earlier) === undefined) return smile;
  const flat = { ...smile, skew: 0, curvature: 0 };
  if (smileProblem(flat, strikes, earlier) === undefined) return flat;
  if (earlier === undefined) return flat;
  const needed = Math.max(
    ...strikes.map((strike) => {
      const sigma = smileSigma(earlier, (strike / smile.forward) * earlier.forward);
      return sigma * sigma * earlier.years;
    }),
  );
  return { ...flat, sigmaAtm: Math.max(flat.sigmaAtm, Math.sqrt(needed / flat.years)) };
}
