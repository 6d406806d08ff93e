/**
 * Margin: what PAT a position asks for beyond what backs it, in integers, always rounded up.
 *
 * Source: the margin rules of the rulebook, restated at each function. Rates are ppm of notional, thinness is M in ppm
 * (1,000,000 is a market that is not thin), σ is ppm per square root day, amounts are micro-PAT. Every function is total:
 * numbers below their range count as its least, above it as its most, and no rate is above the whole notional.
 */
import { INEXACT, mulDivUp } from '../values/index.js';

const PPM = 1_000_000;
/** From this thinness on a position takes two days to close instead of one. */
const THIN_PPM = 2 * PPM;
/** Most that thinness multiplies a margin. */
export const THINNESS_MAX_PPM = 4 * PPM;
/** Maintenance asks for so much of the initial rate. */
const MAINTENANCE_PPM = 600_000;

/**
 * IMF0 = min(1, max(i0, k·σ·√d)·M): the initial margin rate.
 *
 * @param leastPpm i0, the least rate of the product in the phase
 * @param sigmaPpm σ, per square root day
 * @param sigmasPpm k, standard deviations to cover, times a million
 * @param thinnessPpm M; d is one day, two from M = 2 on
 */
export function initialRatePpm(
  leastPpm: number,
  sigmaPpm: number,
  sigmasPpm: number,
  thinnessPpm: number,
): number {
  const thinness = within(thinnessPpm, PPM, THINNESS_MAX_PPM);
  const daily = mulDivUp(Math.max(0, sigmaPpm), Math.max(0, sigmasPpm), PPM);
  if (daily === INEXACT || daily >= PPM) return PPM;
  const move = thinness >= THIN_PPM ? rootUp(2 * daily * daily) : daily;
  return Math.min(PPM, mulDivUp(Math.max(leastPpm, move, 0), thinness, PPM));
}

/**
 * IMF = IMF0 + clamp((OI − lo)/(up − lo), 0, 1)·(1 − IMF0): the rate grows to the whole notional while open interest goes
 * from `lo` to `up`, which is its hard cap.
 */
export function openInterestRatePpm(
  initialPpm: number,
  openMicroPat: number,
  lowerMicroPat: number,
  upperMicroPat: number,
): number {
  const initial = within(initialPpm, 0, PPM);
  if (openMicroPat <= lowerMicroPat) return initial;
  if (openMicroPat >= upperMicroPat) return PPM;
  const above = openMicroPat - lowerMicroPat;
  return initial + mulDivUp(PPM - initial, above, upperMicroPat - lowerMicroPat);
}

/** Bounds of open interest: a share of what was exercised in seven days, and never below a governed floor. Rounded down. */
export function openInterestBound(
  exercisedMicroPat: number,
  sharePpm: number,
  floorMicroPat: number,
): number {
  const share =
    (BigInt(Math.max(0, exercisedMicroPat)) * BigInt(Math.max(0, sharePpm))) / 1_000_000n;
  return Math.max(floorMicroPat, Number(least(share, Number.MAX_SAFE_INTEGER)));
}

/**
 * IM = N·IMF·(1 + max(0, N/L − 0.25)), at most the loss that is possible: a position larger than a quarter of what is
 * exercised a day asks for more. Without liquidity it is the whole loss.
 *
 * @param liquidityMicroPat L, floored by the caller
 */
export function initialMarginMicroPat(
  notionalMicroPat: number,
  ratePpm: number,
  liquidityMicroPat: number,
  lossMaxMicroPat: number,
): number {
  const lossMax = Math.max(0, lossMaxMicroPat);
  const n = BigInt(Math.max(0, notionalMicroPat));
  if (n === 0n) return 0;
  if (liquidityMicroPat <= 0) return lossMax;
  const l = BigInt(liquidityMicroPat);
  const rate = BigInt(within(ratePpm, 0, PPM));
  // N·IMF, over a million; with the add-on times (4N + 3L)/4L, since 1 + N/L − 1/4 = (4N + 3L)/4L.
  const isLarge = 4n * n > l;
  const over = isLarge ? n * rate * (4n * n + 3n * l) : n * rate;
  const under = isLarge ? 4_000_000n * l : 1_000_000n;
  return Number(least((over + under - 1n) / under, lossMax));
}

/** MMF = 0.6·IMF0, on purpose without open interest: a crowd that grows liquidates nobody. */
export function maintenanceRatePpm(initialPpm: number): number {
  return mulDivUp(within(initialPpm, 0, PPM), MAINTENANCE_PPM, PPM);
}

/** ⌈√x⌉ of a whole number below 2^53, exact whatever the platform's root rounds to. */
function rootUp(x: number): number {
  let root = Math.floor(Math.sqrt(x));
  while (root * root < x) root += 1;
  while (root > 0 && (root - 1) * (root - 1) >= x) root -= 1;
  return root;
}

function within(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

function least(value: bigint, max: number): bigint {
  return value > BigInt(max) ? BigInt(max) : value;
}
