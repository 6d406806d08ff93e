/**
 * How much capital a model carries: square-root impact, the drag it makes of a capital K, and the K where the drag eats all
 * (K_max) or leaves the largest gain in money (K*).
 *
 * A trade of Q in an asset of daily volume ADV and daily volatility σ moves the price by Y·σ·√(Q/ADV); its average fill pays ⅔
 * of that. A model that trades m times a year a share q of its capital so loses a year a + b·√K, with b = Σ m·q·⅔·Y·σ·√(q/ADV).
 * Square-root law: Almgren, Thum, Hauptmann and Li 2005, "Direct Estimation of Equity Market Impact"; Tóth et al. 2011,
 * "Anomalous Price Impact". Unknown volume is unknown capacity, not none.
 */
import { type Measure, type MeasureDefinition, rated, unrated } from './measure.js';

const K_MAX: MeasureDefinition = {
  name: 'capacity_limit',
  formula: 'K_max = ((α − a) / b)²',
  source: 'docs/sigma-market.md, Capacity',
};
const K_STAR: MeasureDefinition = {
  name: 'capacity',
  formula: 'K* = min(4/9·K_max, min over assets of 0.025·ADV / q)',
  source: 'docs/sigma-market.md, Capacity',
};
const SEATS: MeasureDefinition = {
  name: 'seat_limit',
  formula: '⌊K* / capital per seat⌋',
  source: 'docs/sigma-market.md, Capacity',
};

/** Largest share of a day's volume one trade may be. */
export const PARTICIPATION_MAX = 0.025;
/** Y of the square-root law, of order one in every market it was measured in. */
export const IMPACT_COEFFICIENT = 1;
/** Average fill over the final impact of a square root: ∫√x. */
const AVERAGE_FILL = 2 / 3;
const SEATS_MAX = 1_000_000;

/** How a model trades one asset. */
export interface AssetTurnover {
  readonly asset: string;
  readonly tradesPerYear: number;
  /** Average absolute change of the target weight, a share of capital. */
  readonly tradeShare: number;
  /** Of daily returns. */
  readonly dailyVolatility: number;
  /** Average daily volume in money; null where nobody knows. */
  readonly averageDailyVolume: number | null;
}

export interface CapacityInputs {
  /** α: yearly return before costs. */
  readonly grossReturnPerYear: number;
  /** a: yearly drag of fees and spread, whatever the capital. */
  readonly linearDragPerYear: number;
  readonly assets: readonly AssetTurnover[];
}

export interface Capacity {
  readonly limit: Measure;
  /** K*, the capital that seats share. */
  readonly capacity: Measure;
}

/** The share of its amount that an average fill loses to impact. */
export function averageImpact(turnover: {
  readonly amount: number;
  readonly dailyVolatility: number;
  readonly averageDailyVolume: number;
}): number {
  const { amount, dailyVolatility, averageDailyVolume } = turnover;
  return (
    AVERAGE_FILL * IMPACT_COEFFICIENT * dailyVolatility * Math.sqrt(amount / averageDailyVolume)
  );
}

/** Drag a year of a capital, a + b·√K. */
export function dragPerYear(inputs: CapacityInputs, capital: number): number {
  return inputs.linearDragPerYear + impactSlope(inputs.assets) * Math.sqrt(capital);
}

/** b. Volumes are known. */
function impactSlope(assets: readonly AssetTurnover[]): number {
  let slope = 0;
  for (const { tradesPerYear, tradeShare, dailyVolatility, averageDailyVolume } of assets) {
    const impact = averageImpact({
      amount: tradeShare,
      dailyVolatility,
      averageDailyVolume: averageDailyVolume as number,
    });
    slope += tradesPerYear * tradeShare * impact;
  }
  return slope;
}

export function capacityOf(inputs: CapacityInputs): Capacity {
  const { grossReturnPerYear, linearDragPerYear, assets } = inputs;
  const shown = { grossReturnPerYear, linearDragPerYear, assets: assets.length };
  const both = (reason: Parameters<typeof unrated>[1], more = {}): Capacity => ({
    limit: unrated(K_MAX, reason, { ...shown, ...more }),
    capacity: unrated(K_STAR, reason, { ...shown, ...more }),
  });
  if (!Number.isFinite(grossReturnPerYear) || !Number.isFinite(linearDragPerYear)) {
    return { limit: unrated(K_MAX, 'NOT_FINITE'), capacity: unrated(K_STAR, 'NOT_FINITE') };
  }
  const traded = assets.filter(({ tradeShare, tradesPerYear }) => tradeShare * tradesPerYear > 0);
  if (traded.length === 0) return both('NO_TURNOVER');
  for (const { asset, averageDailyVolume, ...rest } of traded) {
    if (averageDailyVolume === null) return both('VOLUME_UNKNOWN', { asset });
    if (![averageDailyVolume, ...Object.values(rest)].every(Number.isFinite)) {
      return both('NOT_FINITE', { asset });
    }
    if (!(averageDailyVolume > 0) || !(rest.dailyVolatility >= 0)) {
      return both('OUT_OF_RANGE', { asset });
    }
  }
  const slope = impactSlope(traded);
  if (!(slope > 0)) return both('DEGENERATE');
  const edge = Math.max(0, grossReturnPerYear - linearDragPerYear);
  const limit = (edge / slope) ** 2;
  let participation = Number.POSITIVE_INFINITY;
  for (const { averageDailyVolume, tradeShare } of traded) {
    const room = (PARTICIPATION_MAX * (averageDailyVolume as number)) / tradeShare;
    participation = Math.min(participation, room);
  }
  const best = (4 / 9) * limit;
  if (!Number.isFinite(limit)) return both('DEGENERATE');
  return {
    limit: rated(K_MAX, limit, { ...shown, impactSlope: slope }),
    capacity: rated(K_STAR, Math.min(best, participation), {
      ...shown,
      impactSlope: slope,
      impactCapacity: best,
      participationCapacity: participation,
      participationMax: PARTICIPATION_MAX,
    }),
  };
}

/** Seats that share K*. */
export function seatLimit(capacity: Measure, capitalPerSeat: number): Measure {
  const inputs = { capitalPerSeat };
  if (capacity.status === 'UNRATED') return unrated(SEATS, capacity.reason, inputs);
  if (!(capitalPerSeat > 0) || !Number.isFinite(capitalPerSeat)) {
    return unrated(SEATS, 'OUT_OF_RANGE');
  }
  const seats = Math.min(SEATS_MAX, Math.floor(capacity.value / capitalPerSeat));
  return rated(SEATS, seats, { ...inputs, capacity: capacity.value, seatsMax: SEATS_MAX });
}
