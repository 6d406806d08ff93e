/**
 * Broker P&L by cause, booked as it happens: the distance from fair value at each trade, and what fair
 * value then did to the lots held, scheduled decay apart from everything else.
 *
 * Amounts are micro-PAT in float64, for reports and for the daily loss limit; the ledger's own figures
 * are the core's. The parts add up to the change of (cash + lots at fair value).
 */
import { MS_PER_DAY } from '../formulas/numbers.js';
import type { Attribution, TradeFact } from '../types.js';
import type { SeriesEntry } from './series-entry.js';

/** The day's totals over all series. Trading is what the daily loss limit looks at. */
export class DayTotals {
  day = 0;
  tradingMicroPat = 0;
  decayMicroPat = 0;

  /** Starts a new day when the time is in one. */
  turn(nowMs: number): void {
    const day = Math.floor(nowMs / MS_PER_DAY);
    if (day <= this.day) return;
    this.day = day;
    this.tradingMicroPat = 0;
    this.decayMicroPat = 0;
  }
}

/** Books a trade of the broker at its distance from fair value, and the lots. */
export function bookTrade(entry: SeriesEntry, trade: TradeFact, totals: DayTotals): void {
  const tick = entry.listing.tickMicroPat;
  const edgeTicks =
    trade.brokerSide === 'SELL'
      ? trade.priceTicks - entry.fairTicks
      : entry.fairTicks - trade.priceTicks;
  const edge = edgeTicks * tick * trade.quantityLots;
  entry.spreadPnl += edge;
  totals.tradingMicroPat += edge;
  if (trade.brokerSide === 'SELL') {
    entry.soldLots += trade.quantityLots;
    moveLots(entry, -trade.quantityLots);
  } else {
    entry.boughtLots += trade.quantityLots;
    moveLots(entry, trade.quantityLots);
  }
}

/** The lots and the escrow behind them go together, until the ledger says what they are. */
function moveLots(entry: SeriesEntry, lots: number): void {
  entry.sellableLots = Math.max(0, entry.sellableLots + lots);
  entry.escrowedLots = Math.max(0, entry.escrowedLots + lots);
}

/** Books a move of fair value on the lots held: the share F explains is decay, the rest inventory. */
export function bookMove(
  entry: SeriesEntry,
  before: { readonly fairTicks: number; readonly freshness: number },
  totals: DayTotals,
): void {
  if (!(before.fairTicks > 0) || !(before.freshness > 0)) return;
  const held = entry.sellableLots * entry.listing.tickMicroPat;
  const decayed = before.fairTicks * (entry.freshness / before.freshness);
  const decay = held * (decayed - before.fairTicks);
  const inventory = held * (entry.fairTicks - decayed);
  entry.decayPnl += decay;
  entry.inventoryPnl += inventory;
  totals.decayMicroPat += decay;
  totals.tradingMicroPat += inventory;
}

/** Books lots that lapsed in the broker's hands, at the last fair value. */
export function bookLapse(entry: SeriesEntry, lots: number, totals: DayTotals): void {
  const lost = lots * entry.fairTicks * entry.listing.tickMicroPat;
  entry.lapsePnl -= lost;
  totals.decayMicroPat -= lost;
  moveLots(entry, -lots);
}

export function attributionOf(entry: SeriesEntry): Attribution {
  return {
    spreadMicroPat: entry.spreadPnl,
    inventoryMicroPat: entry.inventoryPnl - entry.adversePnl,
    decayMicroPat: entry.decayPnl,
    lapseMicroPat: entry.lapsePnl,
    adverseMicroPat: entry.adversePnl,
    boughtLots: entry.boughtLots,
    soldLots: entry.soldLots,
  };
}
