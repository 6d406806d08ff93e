/**
 * A draw: what the customers of a journal may have been, as likely as the journal makes it. Who showed what it would have paid keeps
 * that; of whom only a bound is known, the rest is drawn; and who was there, met no price that was good enough and left without a
 * word is drawn in number, time and price. All of it leaves the journal as it was: nobody drawn would have traded then.
 */
import { Chance } from '../values/index.js';
import { ageOf, cellOf, distanceOf, type Fit, type SideFit } from './fit.js';
import type { Observed, QuotePath } from './observed.js';

const DAY_MS = 86_400_000;
/** How far beyond the distances that were quoted customers are still drawn, a log. */
export const BEYOND_QUOTED = 0.1;
/** How well fair value is known, a log. */
export const WORTH_ERROR = 0.08;
const LOTS_MAX = 1_000;
const K_LEAST = 0.5;
const UNSEEN_MAX = 1_000_000;

export interface Unseen {
  readonly atMs: number;
  readonly seriesId: number;
  readonly isBuy: boolean;
  readonly limitTicks: number;
  readonly lots: number;
  readonly accountId: number;
}

export interface Draw {
  /** By visit: reservation price, and lots wanted. */
  readonly limitTicks: Float64Array;
  readonly lots: Int32Array;
  readonly unseen: readonly Unseen[];
  /** What a lot held at the end is worth by its fair value, by contract. */
  readonly worth: (contractId: number) => number;
  /** For what is decided while it is played. */
  readonly chance: Chance;
  readonly another: number;
}

export function draw(observed: Observed, fit: Fit, seed: number, number: number): Draw {
  const chance = new Chance(seed, `customers ${number}`);
  const buys = drawSide(fit.buys, chance);
  const sells = drawSide(fit.sells, chance);
  const { visits } = observed;
  const limitTicks = new Float64Array(visits.length);
  const lots = new Int32Array(visits.length);
  for (const [i, visit] of visits.entries()) {
    const side = visit.isBuy ? buys : sells;
    const beyond = visit.known === 'BEYOND' ? chance.exponential(visit.markTicks / side.k) : 0;
    limitTicks[i] = Math.max(1, visit.limitTicks + (visit.isBuy ? beyond : -beyond));
    lots[i] = visit.isWhole ? visit.lots : visit.lots + more(side.another, chance);
  }
  const unseen = [
    ...drawUnseen(observed, buys, true, chance),
    ...drawUnseen(observed, sells, false, chance),
  ];
  unseen.sort((a, b) => a.atMs - b.atMs);
  const values = new Chance(seed, `worth ${number}`);
  const factors = new Map<number, number>();
  return {
    limitTicks,
    lots,
    unseen,
    worth: (contractId) => {
      const known = factors.get(contractId) ?? Math.exp(WORTH_ERROR * values.normal());
      factors.set(contractId, known);
      return known;
    },
    chance: new Chance(seed, `moments ${number}`),
    another: sells.another,
  };
}

interface DrawnSide {
  readonly fit: SideFit;
  readonly k: number;
  /** Share of those a price was not good enough for who left without a word. */
  readonly silent: number;
  readonly another: number;
}

function drawSide(fit: SideFit, chance: Chance): DrawnSide {
  const k = Math.max(K_LEAST, fit.k + fit.kError * chance.normal());
  const shown = gamma(fit.shown + 0.5, chance);
  const silent = gamma(Math.max(0, fit.shownIfAll - fit.shown) + 0.5, chance);
  return { fit, k, silent: silent / (shown + silent), another: fit.another };
}

/** Further lots wanted, geometric. */
export function more(another: number, chance: Chance): number {
  let lots = 0;
  while (lots < LOTS_MAX && chance.uniform() < another) lots += 1;
  return lots;
}

/** Those nobody saw, of a side. */
function drawUnseen(
  { paths, visits }: Observed,
  side: DrawnSide,
  isBuy: boolean,
  chance: Chance,
): readonly Unseen[] {
  const { fit, k, silent, another } = side;
  const found: Unseen[] = [];
  const least = fit.nearest - BEYOND_QUOTED;
  const accounts = accountsOf(visits.filter((one) => one.isBuy === isBuy));
  if (!Number.isFinite(least) || accounts.length === 0) return found;
  const rates = new Map<number, number>();
  for (const [cell, { count, days }] of fit.cells) {
    // Shrunk to nothing known by half a customer, so that an empty cell is not empty for good.
    if (days > 0) rates.set(cell, gamma(count + 0.5, chance) / days);
  }
  for (const [seriesId, path] of paths.entries()) {
    for (let i = 0; i + 1 < path.atMs.length && found.length < UNSEEN_MAX; i += 1) {
      const moment = momentOf(path, i, isBuy);
      const rate = rates.get(moment.cell) ?? 0;
      const near = Math.exp(-k * least);
      // Who would take the quote that stood was seen.
      const seen = Number.isFinite(moment.distance) ? Math.exp(-k * moment.distance) : 0;
      const mean = silent * rate * moment.days * Math.max(0, near - seen);
      for (let left = poisson(mean, chance); left > 0; left -= 1) {
        const distance = -Math.log(seen + chance.uniform() * (near - seen)) / k;
        const price = moment.markTicks * Math.exp(isBuy ? distance : -distance);
        found.push({
          atMs: Math.floor(moment.atMs + chance.uniform() * moment.days * DAY_MS),
          seriesId,
          isBuy,
          limitTicks: Math.max(1, price),
          lots: 1 + more(another, chance),
          accountId: accounts[chance.index(accounts.length)] as number,
        });
      }
    }
  }
  return found;
}

function momentOf(path: QuotePath, i: number, isBuy: boolean) {
  const atMs = path.atMs[i] as number;
  const markTicks = path.markTicks[i] as number;
  const quote = (isBuy ? path.askTicks[i] : path.bidTicks[i]) as number;
  return {
    atMs,
    markTicks,
    days: Math.min(((path.atMs[i + 1] as number) - atMs) / DAY_MS, 0.1),
    distance: distanceOf(isBuy, quote, markTicks),
    cell: cellOf(path.contractId, ageOf(path, atMs)),
  };
}

function accountsOf(visits: readonly { readonly accountId: number }[]): readonly number[] {
  return visits.map(({ accountId }) => accountId);
}

/** Poisson, by counting; the mean of a moment is small. */
function poisson(mean: number, chance: Chance): number {
  if (!(mean > 0)) return 0;
  let count = 0;
  for (
    let at = chance.exponential(1);
    at < mean && count < UNSEEN_MAX;
    at += chance.exponential(1)
  ) {
    count += 1;
  }
  return count;
}

/** Gamma of this shape and scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). */
function gamma(shape: number, chance: Chance): number {
  if (shape < 1) return gamma(shape + 1, chance) * (1 - chance.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = chance.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log1p(-chance.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
      return d * v;
    }
  }
}
