/** The rows of the list of markets: what is looked for, filtered and in order. */
import type { DaySummary, Series } from '../live/shapes.js';

export type Filter = 'trading' | 'all' | 'closed';
export type Order = 'name' | 'volume' | 'change';

export interface Row {
  readonly series: Series;
  readonly day: DaySummary | undefined;
  /** From the first trade of the last 24 hours to the last price. */
  readonly changePpm: number | undefined;
}

const CLOSED = new Set(['CLOSED', 'CLOSING']);
const PPM = 1_000_000;

export interface Wanted {
  readonly filter: Filter;
  readonly order: Order;
  readonly search: string;
}

export function rowsOf(
  all: Iterable<Series>,
  days: ReadonlyMap<number, DaySummary>,
  { filter, order, search }: Wanted,
): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: Row[] = [];
  for (const series of all) {
    const isClosed = CLOSED.has(series.state);
    if (filter !== 'all' && isClosed !== (filter === 'closed')) continue;
    const text = series.series.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const day = days.get(series.seriesId);
    rows.push({ series, day, changePpm: changeOf(series, day) });
  }
  return rows.sort(ORDERS[order]);
}

function changeOf({ lastPriceTicks }: Series, day: DaySummary | undefined): number | undefined {
  if (day === undefined || day.openTicks === 0 || lastPriceTicks === 0) return undefined;
  return (lastPriceTicks / day.openTicks - 1) * PPM;
}

const byName = (a: Row, b: Row): number =>
  a.series.contract.localeCompare(b.series.contract) ||
  b.series.windowStartMs - a.series.windowStartMs;

const ORDERS: Readonly<Record<Order, (a: Row, b: Row) => number>> = {
  name: byName,
  volume: (a, b) => (b.day?.volumeLots ?? 0) - (a.day?.volumeLots ?? 0) || byName(a, b),
  change: (a, b) => (b.changePpm ?? -PPM) - (a.changePpm ?? -PPM) || byName(a, b),
};
