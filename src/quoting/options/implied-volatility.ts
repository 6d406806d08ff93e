/**
 * The volatility behind a price of Black's formula, by rational guesses on four branches and two of Householder's steps.
 *
 * Source: P. Jäckel, Let's be rational, Wilmott, January 2015: the branches meet where tangents at the inflection point
 * s_c = √(2|x|) meet the bounds; on each, a rational cubic (Delbourgo and Gregory, IMA J. Numer. Anal. 5, 1985) fits a map
 * of the price that is nearly straight; convergence is of fourth order. Derivatives were derived anew, and every step is
 * held in a bracket, so that a guess that is no good costs steps and not the answer.
 *
 * Fails by `undefined`: a price outside the bounds of no arbitrage, or terms that are none.
 */
import { cumulative, cumulativeOverDensity, quantile } from './normal.js';
import { normalisedBlack, normalisedRest, normalisedVega } from './normalised-black.js';

const ROOT_3 = Math.sqrt(3);
const STEPS_MAX = 60;
const SAME = 4e-16;
/** Largest σ√τ that is looked for. */
const TOTAL_MAX = 60;

export interface PricedOption {
  readonly isCall: boolean;
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
  /** Undiscounted; in the unit of forward and strike. */
  readonly price: number;
}

/** σ per √year, or undefined where no volatility gives the price. */
export function impliedVolatility(option: PricedOption): number | undefined {
  const { isCall, forward, strike, years, price } = option;
  if (!(forward > 0 && strike > 0 && years > 0 && Number.isFinite(forward + strike + years))) {
    return undefined;
  }
  const intrinsic = Math.max(0, isCall ? forward - strike : strike - forward);
  const bound = isCall ? forward : strike;
  if (!(price >= intrinsic && price < bound)) return undefined;
  const beta = (price - intrinsic) / (Math.sqrt(forward) * Math.sqrt(strike));
  const total = totalVolatility(-Math.abs(Math.log(forward / strike)), beta);
  return total === undefined ? undefined : total / Math.sqrt(years);
}

interface Guess {
  readonly total: number;
  /** The branch, which says what is solved. */
  readonly branch: 'LOW' | 'MIDDLE' | 'HIGH';
}

/** s of b(x, s) = β, for x ≤ 0. */
export function totalVolatility(x: number, beta: number): number | undefined {
  const most = Math.exp(0.5 * x);
  if (!(beta >= 0 && beta < most)) return undefined;
  if (beta === 0) return 0;
  const guess =
    x === 0
      ? { total: -2 * quantile(0.5 * (1 - beta)), branch: 'MIDDLE' as const }
      : guessOf(x, beta, most);
  return refine(x, beta, guess);
}

function guessOf(x: number, beta: number, most: number): Guess {
  const centre = Math.sqrt(-2 * x);
  const atCentre = normalisedBlack(x, centre);
  const slope = normalisedVega(x, centre);
  if (beta < atCentre) {
    const low = centre - atCentre / slope;
    const atLow = normalisedBlack(x, low);
    if (beta < atLow) return { total: lowGuess(x, beta, low, atLow), branch: 'LOW' };
    const total = rationalCubic(
      beta,
      { from: atLow, to: atCentre, left: low, right: centre },
      { left: 1 / normalisedVega(x, low), right: 1 / slope },
      { at: 'right', second: 0 },
    );
    return { total, branch: 'MIDDLE' };
  }
  const high = centre + (most - atCentre) / slope;
  const atHigh = normalisedBlack(x, high);
  if (beta > atHigh) return { total: highGuess(beta, most, high, x), branch: 'HIGH' };
  const total = rationalCubic(
    beta,
    { from: atCentre, to: atHigh, left: centre, right: high },
    { left: 1 / slope, right: 1 / normalisedVega(x, high) },
    { at: 'left', second: 0 },
  );
  return { total, branch: beta > 0.5 * most ? 'HIGH' : 'MIDDLE' };
}

/** By f = 2π|x|/(3√3)·Φ(z)³, z = x/(√3·s), which is β to first order at 0. */
function lowGuess(x: number, beta: number, s: number, atLow: number): number {
  const z = x / (ROOT_3 * s);
  const below = cumulative(z);
  const slope = 2 * Math.PI * z * z * below * below * Math.exp(z * z + 0.125 * s * s);
  const growth = 0.25 * s - (2 + (2 * z) / cumulativeOverDensity(z) + 2 * z * z) / s;
  const map = (-2 * Math.PI * x) / (3 * ROOT_3);
  const value = rationalCubic(
    beta,
    { from: 0, to: atLow, left: 0, right: map * below ** 3 },
    { left: 1, right: slope },
    { at: 'right', second: (slope * growth) / normalisedVega(x, s) },
  );
  return x / (ROOT_3 * quantile(Math.cbrt(value / map)));
}

/** By f = Φ(−s/2), which is 0 at the bound. */
function highGuess(beta: number, most: number, s: number, x: number): number {
  const h = x / s;
  const slope = -0.5 * Math.exp(0.5 * h * h);
  const value = rationalCubic(
    beta,
    { from: normalisedBlack(x, s), to: most, left: cumulative(-0.5 * s), right: 0 },
    { left: slope, right: -0.5 },
    { at: 'left', second: (slope * -h * h) / s / normalisedVega(x, s) },
  );
  return -2 * quantile(value);
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

/** The rational cubic through both ends with both slopes, and a second derivative at one of them. */
function rationalCubic(
  at: number,
  { from, to, left, right }: Span,
  slope: { readonly left: number; readonly right: number },
  second: { readonly at: 'left' | 'right'; readonly second: number },
): number {
  const width = to - from;
  const t = (at - from) / width;
  const u = 1 - t;
  const chord = (right - left) / width;
  const bend = 0.5 * width * second.second + slope.right - slope.left;
  const control = bend / (second.at === 'left' ? chord - slope.left : slope.right - chord);
  // Where the fit has a pole or none is asked for, the plain cubic.
  const r = control > -0.9 && Number.isFinite(control) ? control : 3;
  const over =
    right * t * t * t +
    (r * right - width * slope.right) * t * t * u +
    (r * left + width * slope.left) * t * u * u +
    left * u * u * u;
  return over / (1 + (r - 3) * t * u);
}

/** Householder's steps of third order, halved into the bracket where they would leave it. */
function refine(x: number, beta: number, { total, branch }: Guess): number {
  let low = 0;
  let high = TOTAL_MAX;
  let s = total > low && total < high ? total : Math.max(1e-8, Math.sqrt(-2 * x));
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const move = stepOf(x, beta, s, branch);
    if (move > 0) low = s;
    else if (move < 0) high = s;
    else if (move === 0) return s;
    let next = s + move;
    if (!(next > low && next < high)) next = high === TOTAL_MAX ? 2 * s : 0.5 * (low + high);
    if (Math.abs(next - s) <= SAME * next) return next;
    // At the last bit the side is noise: two steps of the full order have settled it.
    if (step >= 3 && Math.abs(next - s) <= 1e-14 * next) return next;
    s = next;
  }
  return s;
}

/** One step, positive while b(x, s) is below β. */
function stepOf(x: number, beta: number, s: number, branch: Guess['branch']): number {
  const b = normalisedBlack(x, s);
  const slope = normalisedVega(x, s);
  if (!(slope > 0 && b > 0)) return b < beta ? s : -0.5 * s;
  const second = (x * x) / (s * s * s) - 0.25 * s;
  const third = second * second - (3 * x * x) / s ** 4 - 0.25;
  if (branch === 'MIDDLE') return householder((beta - b) / slope, second, third);
  if (branch === 'HIGH') {
    const rest = normalisedRest(x, s);
    const q = slope / rest;
    const newton = Math.log(rest / (Math.exp(0.5 * x) - beta)) / q;
    return householder(newton, second + q, third + q * (2 * q + 3 * second));
  }
  const log = Math.log(b);
  const wanted = Math.log(beta);
  const u = slope / b;
  const newton = ((wanted - log) * log) / (wanted * u);
  const tilt = 1 + 2 / log;
  return householder(
    newton,
    second - u * tilt,
    third + 2 * u * u * (1 + (3 / log) * (1 + 1 / log)) - 3 * second * u * tilt,
  );
}

/** Newton's step ν corrected by the ratios of the second and third derivative to the first. */
function householder(newton: number, second: number, third: number): number {
  const over = 1 + 0.5 * second * newton;
  const under = 1 + newton * (second + (third * newton) / 6);
  const move = (newton * over) / under;
  return Number.isFinite(move) && move * newton > 0 ? move : newton;
}
