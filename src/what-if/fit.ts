/**
 * The demand model, fitted to what a journal shows.
 *
 * Of each side: k, how a price worse by a share x of fair value keeps e^(−kx) of the customers, from limits beyond the price that was
 * paid (exponential, censored where only a bound is known) and from how many came at which distance of the quote (Poisson, the levels
 * of contracts, ages and times of day profiled out), with a weak prior; how many of those who would not pay the price send an order all
 * the same, from the density of limits on both sides of the quote; how many came, by contract and age, for those who do not; and how
 * many lots they want. All with what they rest on counted.
 */
import type { Observed, QuotePath, Visit } from './observed.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Mean and standard deviation of k before anything is known. */
const K_PRIOR = 10;
const K_PRIOR_SD = 6;
const K_MIN = 0.5;
const K_MAX = 60;
/** How far on the wrong side of a quote limits are looked at, a share of it. */
const NEAR = 0.04;
export const AGES = 4;
const TIMES = 6;

export interface SideFit {
  readonly k: number;
  readonly kError: number;
  /** Customers the price was good enough for. */
  readonly takers: number;
  /** Orders with limits short of the quote, and how many there would be if everybody sent one. */
  readonly shown: number;
  readonly shownIfAll: number;
  /** Distances of the quote from fair value, a log: where nearly all of the time lies. */
  readonly nearest: number;
  readonly furthest: number;
  /** By contract and age: takers, and what they are expected to be a unit of rate, days at e^(−k·distance). */
  readonly cells: ReadonlyMap<number, { readonly count: number; readonly days: number }>;
  /** Chance that who got a lot wants another one. */
  readonly another: number;
  /** Share of the lots of the account with most. */
  readonly largestShare: number;
}

export interface Fit {
  readonly buys: SideFit;
  readonly sells: SideFit;
}

/** A contract at an age, one number. */
export function cellOf(contractId: number, age: number): number {
  return contractId * AGES + Math.min(AGES - 1, Math.max(0, Math.floor(age * AGES)));
}

/** How far a quote is from fair value to the customer's disadvantage, a log; infinity where there is none. */
export function distanceOf(isBuy: boolean, quoteTicks: number, markTicks: number): number {
  if (quoteTicks === 0 || markTicks === 0) return Number.POSITIVE_INFINITY;
  return isBuy ? Math.log(quoteTicks / markTicks) : Math.log(markTicks / quoteTicks);
}

export function fitDemand(observed: Observed): Fit {
  return { buys: fitSide(observed, true), sells: fitSide(observed, false) };
}

interface Taken {
  readonly visit: Visit;
  readonly distance: number;
  readonly group: number;
}

function fitSide({ visits, paths }: Observed, isBuy: boolean): SideFit {
  const mine = visits.filter((one) => one.isBuy === isBuy && one.attempt === 1);
  const quoteOf = (one: Visit): number => (isBuy ? one.askTicks : one.bidTicks);
  const isMet = (one: Visit): boolean => {
    const quote = quoteOf(one);
    return quote > 0 && (isBuy ? one.limitTicks >= quote : one.limitTicks <= quote);
  };
  const takers: Taken[] = mine.filter(isMet).map((visit) => ({
    visit,
    distance: distanceOf(isBuy, quoteOf(visit), visit.markTicks),
    group: groupOf(paths[visit.seriesId], visit.atMs),
  }));
  const exposures = exposuresOf(paths, isBuy);
  const limits = takers.flatMap(({ visit }) => {
    const beyond = Math.abs(visit.limitTicks - quoteOf(visit)) / Math.max(1, visit.markTicks);
    return [{ beyond, isExact: visit.known === 'EXACT' }];
  });
  const { k, information } = elasticityOf(limits, takers, exposures);
  const short = mine.filter((one) => {
    const quote = quoteOf(one);
    if (quote === 0 || isMet(one) || one.known !== 'EXACT') return false;
    return Math.abs(one.limitTicks / quote - 1) <= NEAR;
  });
  const shownIfAll = takers.reduce((sum, { visit }) => {
    return sum + Math.expm1((k * NEAR * quoteOf(visit)) / Math.max(1, visit.markTicks));
  }, 0);
  const distances = exposures.map(({ distance }) => distance).sort((a, b) => a - b);
  const quantile = (share: number): number =>
    distances[Math.floor(share * (distances.length - 1))] ?? Number.NaN;
  const done = mine.filter(({ isWhole, tradedLots }) => isWhole || tradedLots > 0);
  const lots = done.reduce((sum, one) => sum + one.tradedLots, 0);
  const ends = done.filter(({ isWhole }) => isWhole).length;
  return {
    k,
    kError: 1 / Math.sqrt(information),
    takers: takers.length,
    shown: short.length,
    shownIfAll,
    nearest: quantile(0.01),
    furthest: quantile(0.99),
    cells: cellsOf(takers, exposures, paths, k),
    another: lots === 0 ? 0.5 : Math.min(0.95, Math.max(0, 1 - ends / lots)),
    largestShare: largestShareOf(takers),
  };
}

interface Exposure {
  readonly distance: number;
  readonly days: number;
  readonly group: number;
  readonly cell: number;
}

/** Times a quote stood, as far apart as the path has them. */
function exposuresOf(paths: readonly QuotePath[], isBuy: boolean): readonly Exposure[] {
  const found: Exposure[] = [];
  for (const path of paths) {
    const { atMs, bidTicks, askTicks, markTicks, contractId } = path;
    for (let i = 0; i + 1 < atMs.length; i += 1) {
      const quote = (isBuy ? askTicks[i] : bidTicks[i]) as number;
      const distance = distanceOf(isBuy, quote, markTicks[i] as number);
      if (!Number.isFinite(distance)) continue;
      const nowMs = atMs[i] as number;
      const days = Math.min(((atMs[i + 1] as number) - nowMs) / DAY_MS, 0.1);
      const cell = cellOf(contractId, ageOf(path, nowMs));
      found.push({ distance, days, group: groupOf(path, nowMs), cell });
    }
  }
  return found;
}

export function ageOf({ startMs, endMs }: QuotePath, nowMs: number): number {
  return (nowMs - startMs) / Math.max(1, endMs - startMs);
}

/** Contract, age and time of day: within one of them the same people are taken to come. */
function groupOf(path: QuotePath | undefined, nowMs: number): number {
  if (path === undefined) return -1;
  const time = Math.floor(((nowMs % DAY_MS) / HOUR_MS / 24) * TIMES);
  return cellOf(path.contractId, ageOf(path, nowMs)) * TIMES + time;
}

/** k by Newton's method on the log likelihood, and its information at the end. */
function elasticityOf(
  limits: readonly { readonly beyond: number; readonly isExact: boolean }[],
  takers: readonly Taken[],
  exposures: readonly Exposure[],
): { readonly k: number; readonly information: number } {
  const exact = limits.filter(({ isExact }) => isExact).length;
  const beyond = limits.reduce((sum, one) => sum + one.beyond, 0);
  const counts = new Map<number, number>();
  let far = 0;
  for (const { group, distance } of takers) {
    counts.set(group, (counts.get(group) ?? 0) + 1);
    far += distance;
  }
  let k = K_PRIOR;
  let information = 1;
  for (let round = 0; round < 30; round += 1) {
    const { mean, variance } = momentsOf(exposures, counts, k);
    const slope = exact / k - beyond - (far - mean) - (k - K_PRIOR) / (K_PRIOR_SD * K_PRIOR_SD);
    information = exact / (k * k) + variance + 1 / (K_PRIOR_SD * K_PRIOR_SD);
    const next = Math.min(
      K_MAX,
      Math.max(K_MIN, k + Math.max(-k / 2, Math.min(k, slope / information))),
    );
    if (Math.abs(next - k) < 1e-6) break;
    k = next;
  }
  return { k, information };
}

/** Σ over groups of n·E[distance] and n·Var[distance], the time weighed by e^(−k·distance). */
function momentsOf(
  exposures: readonly Exposure[],
  counts: ReadonlyMap<number, number>,
  k: number,
): { readonly mean: number; readonly variance: number } {
  const sums = new Map<number, [w: number, x: number, xx: number]>();
  for (const { group, distance, days } of exposures) {
    const weight = days * Math.exp(-k * distance);
    const sum = sums.get(group) ?? [0, 0, 0];
    sum[0] += weight;
    sum[1] += weight * distance;
    sum[2] += weight * distance * distance;
    sums.set(group, sum);
  }
  let mean = 0;
  let variance = 0;
  for (const [group, n] of counts) {
    const [w, x, xx] = sums.get(group) ?? [0, 0, 0];
    if (w === 0) continue;
    mean += (n * x) / w;
    variance += n * Math.max(0, xx / w - (x / w) ** 2);
  }
  return { mean, variance };
}

function cellsOf(
  takers: readonly Taken[],
  exposures: readonly Exposure[],
  paths: readonly QuotePath[],
  k: number,
): SideFit['cells'] {
  const cells = new Map<number, { count: number; days: number }>();
  const of = (cell: number): { count: number; days: number } => {
    const found = cells.get(cell) ?? { count: 0, days: 0 };
    cells.set(cell, found);
    return found;
  };
  for (const { cell, days, distance } of exposures) of(cell).days += days * Math.exp(-k * distance);
  for (const { visit } of takers) {
    const path = paths[visit.seriesId];
    if (path !== undefined) of(cellOf(path.contractId, ageOf(path, visit.atMs))).count += 1;
  }
  return cells;
}

function largestShareOf(takers: readonly Taken[]): number {
  const byAccount = new Map<number, number>();
  for (const { visit } of takers) {
    byAccount.set(visit.accountId, (byAccount.get(visit.accountId) ?? 0) + 1);
  }
  return takers.length === 0 ? 0 : Math.max(...byAccount.values()) / takers.length;
}
