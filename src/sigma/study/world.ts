/**
 * The market a study's creators trade: two assets, a price at midnight and at noon, drawn from a seed. Labelled synthetic;
 * days are counted from the first of its history.
 */
import { Chance } from '../../values/index.js';
import { type PricePoint, PriceSource } from '../sim/index.js';

export const DAY_MS = 86_400_000;
export const HALF_DAY_MS = DAY_MS / 2;
export const WORLD_START_MS = 19_000 * DAY_MS;
export const WORLD_ASSETS = ['SYN-A', 'SYN-B'] as const;
export const DAILY_VOLATILITY = 0.02;
/** Money of one seat, and what Sigma Sim trades with. */
export const SEAT_CAPITAL = 100_000;
/** Days of history before anybody enters Sigma Sim. */
export const HISTORY_DAYS = 900;

export interface World {
  readonly source: PriceSource;
  readonly days: number;
  /** Standardised return of an asset from noon of a day to noon of the next. */
  readonly moves: readonly Float64Array[];
}

/** @param dailyVolume of each asset, money */
export function worldOf(options: {
  readonly seed: number;
  readonly days: number;
  readonly dailyVolume: number;
}): World {
  const { seed, days, dailyVolume } = options;
  const moves: Float64Array[] = [];
  const points = new Map<string, readonly PricePoint[]>();
  for (const asset of WORLD_ASSETS) {
    const chance = new Chance(seed, asset);
    const prices = new Float64Array(2 * days + 2);
    let price = 100;
    for (let at = 0; at < prices.length; at += 1) {
      price *= Math.exp((DAILY_VOLATILITY / Math.SQRT2) * chance.normal());
      prices[at] = price;
    }
    points.set(
      asset,
      Array.from(prices, (value, at) => ({
        atMs: WORLD_START_MS + at * HALF_DAY_MS,
        price: value,
        volume: (dailyVolume / 2) * (0.7 + 0.6 * chance.uniform()),
      })),
    );
    moves.push(
      Float64Array.from({ length: days - 1 }, (_, day) => {
        const [noon, next] = [prices[2 * day + 1] as number, prices[2 * day + 3] as number];
        return (next / noon - 1) / DAILY_VOLATILITY;
      }),
    );
  }
  return { source: new PriceSource(points), days, moves };
}
