/**
 * A price source: recorded prices and volumes of assets. Looks only backward for liquidity and only forward for fills. All
 * arithmetic is +, −, ×, ÷ and √, which are exactly rounded, so that every machine computes the same bytes.
 *
 * A recording is CSV with the columns `at_ms,asset,price_micro,volume`: whole numbers; volume is in money since the point
 * before, empty where it is unknown. Bad lines end in a `PriceSourceError` that names the line.
 */
import { createHash } from 'node:crypto';
import { ASSET } from '../bundle/index.js';

const DAY_MS = 86_400_000;
/** Days of volume and volatility before a moment. */
const LIQUIDITY_DAYS = 30;
/** Days of history below which both are unknown. */
const LIQUIDITY_DAYS_MIN = 10;
const MICRO = 1_000_000;
const POINTS_MAX = 5_000_000;
const KEPT_MAX = 20_000;
/** Of a time in milliseconds and the comma behind it. */
const TIME_CHARS_MAX = 16;

export class PriceSourceError extends Error {
  override readonly name = 'PriceSourceError';
}

export interface PricePoint {
  readonly atMs: number;
  readonly price: number;
  /** In money since the point before; null where nobody knows. */
  readonly volume: number | null;
}

export interface Liquidity {
  /** Money a day; null where unknown. */
  readonly averageDailyVolume: number | null;
  /** Of daily returns; null where unknown. */
  readonly dailyVolatility: number | null;
}

interface Column {
  readonly points: readonly PricePoint[];
  /** Known volume before each point, and how many points before it have none. */
  readonly volumeBefore: Float64Array;
  readonly unknownBefore: Int32Array;
}

export class PriceSource {
  readonly assets: readonly string[];
  private readonly columns: ReadonlyMap<string, Column>;
  private readonly known = new Map<string, Map<number, Liquidity>>();

  /** Points of each asset in the order of time. */
  constructor(points: ReadonlyMap<string, readonly PricePoint[]>) {
    this.columns = new Map([...points].map(([asset, list]) => [asset, columnOf(asset, list)]));
    this.assets = [...points.keys()].sort();
  }

  /** Time of the newest point of all, ms; 0 of none. What ends later is not known yet. */
  get lastMs(): number {
    let lastMs = 0;
    for (const { points } of this.columns.values()) {
      lastMs = Math.max(lastMs, points.at(-1)?.atMs ?? 0);
    }
    return lastMs;
  }

  /** The first point strictly after a time; undefined where there is none (yet). */
  firstAfter(asset: string, atMs: number): PricePoint | undefined {
    const column = this.columns.get(asset);
    return column?.points[indexAfter(column.points, atMs)];
  }

  /** The last point at or before a time. */
  lastAt(asset: string, atMs: number): PricePoint | undefined {
    const column = this.columns.get(asset);
    return column?.points[indexAfter(column.points, atMs) - 1];
  }

  /** Of the 30 days up to a time. Many feeds trade at the same moments, so what was computed is kept for a while. */
  liquidity(asset: string, atMs: number): Liquidity {
    const known = this.known.get(asset)?.get(atMs);
    if (known !== undefined) return known;
    const liquidity = this.computeLiquidity(asset, atMs);
    const kept = this.known.get(asset) ?? new Map<number, Liquidity>();
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(atMs, liquidity);
    if (this.columns.has(asset)) this.known.set(asset, kept);
    return liquidity;
  }

  private computeLiquidity(asset: string, atMs: number): Liquidity {
    const column = this.columns.get(asset);
    const from =
      column === undefined ? 0 : indexAfter(column.points, atMs - LIQUIDITY_DAYS * DAY_MS);
    const to = column === undefined ? 0 : indexAfter(column.points, atMs);
    const firstMs = column?.points[0]?.atMs ?? Number.POSITIVE_INFINITY;
    const days = Math.min(LIQUIDITY_DAYS, Math.floor((atMs - firstMs) / DAY_MS));
    if (column === undefined || days < LIQUIDITY_DAYS_MIN || to <= from) {
      return { averageDailyVolume: null, dailyVolatility: null };
    }
    const { volumeBefore, unknownBefore } = column;
    const isKnown = unknownBefore[to] === unknownBefore[from];
    const volume = ((volumeBefore[to] as number) - (volumeBefore[from] as number)) / days;
    return {
      averageDailyVolume: isKnown && volume > 0 ? volume : null,
      dailyVolatility: this.volatility(asset, atMs, days),
    };
  }

  private volatility(asset: string, atMs: number, days: number): number | null {
    const returns: number[] = [];
    let later = this.lastAt(asset, atMs)?.price;
    for (let day = 1; day <= days; day += 1) {
      const earlier = this.lastAt(asset, atMs - day * DAY_MS)?.price;
      if (later === undefined || earlier === undefined) break;
      returns.push(later / earlier - 1);
      later = earlier;
    }
    if (returns.length < LIQUIDITY_DAYS_MIN - 1) return null;
    let sum = 0;
    for (const value of returns) sum += value;
    const mean = sum / returns.length;
    let squares = 0;
    for (const value of returns) squares += (value - mean) * (value - mean);
    return Math.sqrt(squares / (returns.length - 1));
  }
}

/** Index of the first point strictly after a time. */
function indexAfter(points: readonly PricePoint[], atMs: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] as PricePoint).atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function columnOf(asset: string, points: readonly PricePoint[]): Column {
  const volumeBefore = new Float64Array(points.length + 1);
  const unknownBefore = new Int32Array(points.length + 1);
  let before = Number.NEGATIVE_INFINITY;
  for (const [at, { atMs, price, volume }] of points.entries()) {
    if (!(atMs > before)) throw new PriceSourceError(`${asset}: ${atMs} after ${before}`);
    if (!(price > 0) || !Number.isFinite(price)) {
      throw new PriceSourceError(`${asset}: a price of ${price}`);
    }
    if (volume !== null && !(volume >= 0 && Number.isFinite(volume))) {
      throw new PriceSourceError(`${asset}: a volume of ${volume}`);
    }
    before = atMs;
    volumeBefore[at + 1] = (volumeBefore[at] as number) + (volume ?? 0);
    unknownBefore[at + 1] = (unknownBefore[at] as number) + (volume === null ? 1 : 0);
  }
  return { points, volumeBefore, unknownBefore };
}

const HEAD = 'at_ms,asset,price_micro,volume';
const WHOLE = /^\d{1,15}$/;

/**
 * By which two computations say that they had the same prices: SHA-256 over the lines of a recording at or before a time, in their
 * order. Lines that were added since, comments and the head count for nothing, so that a recording may grow.
 */
export function pricesSha(text: string, untilMs: number): string {
  const hash = createHash('sha256');
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    const atMs = Number(text.slice(from, Math.min(to, from + TIME_CHARS_MAX)).split(',', 1)[0]);
    if (to > from && atMs <= untilMs) hash.update(`${text.slice(from, to)}\n`);
    from = to + 1;
  }
  return hash.digest('hex');
}

/** @param text CSV; lines that begin with # are comments */
export function parsePriceSource(text: string): PriceSource {
  const points = new Map<string, PricePoint[]>();
  let hasHead = false;
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (!hasHead) {
      if (line !== HEAD) throw new PriceSourceError(`line ${at + 1}: the head is not ${HEAD}`);
      hasHead = true;
      continue;
    }
    if (at > POINTS_MAX) throw new PriceSourceError(`more than ${POINTS_MAX} lines`);
    const cells = line.split(',');
    const [time = '', asset = '', price = '', volume = ''] = cells;
    const isGood =
      cells.length === 4 &&
      WHOLE.test(time) &&
      ASSET.test(asset) &&
      WHOLE.test(price) &&
      (volume === '' || WHOLE.test(volume));
    if (!isGood) throw new PriceSourceError(`line ${at + 1} is none of ${HEAD}`);
    const list = points.get(asset) ?? [];
    list.push({
      atMs: Number(time),
      price: Number(price) / MICRO,
      volume: volume === '' ? null : Number(volume),
    });
    points.set(asset, list);
  }
  if (!hasHead) throw new PriceSourceError('there is no head');
  return new PriceSource(points);
}
