/**
 * Samples the mid for volatility, with everything that is not volatility taken out.
 *
 * The sample is ln(mid) less ln F, less the scheduled clearing discount, less what mints and parameters
 * moved. Where the broker's own quote is the best price its unrounded price is used, a bid without its
 * slow-clearing factor, so that decay stepping over the tick grid is not mistaken for a jump. So it is where a foreign price is one
 * of fewer lots than the broker wants at its own best: or one lot, set and cancelled, would make any price wild. A foreign price
 * is only known to half a tick, and moves within that are none. Without two sides fair value stands in; the two are never compared.
 */
import { clamp } from '../formulas/numbers.js';
import { feedReturn } from '../formulas/volatility.js';
import { SAMPLE_BOOK, SAMPLE_FAIR, SAMPLE_NONE, type SeriesEntry } from './series-entry.js';
import { ASKS_PLACE, BIDS_PLACE } from './series-numbers.js';
import { levelAt } from './standing-ladder.js';

/**
 * Whether ours stands for a price: it is one of ours, of which the best may be gone already, or so few lots that whoever
 * asks them says nothing about the price of many.
 */
function isOwn(entry: SeriesEntry, priceTicks: number, lots: number, place: number): boolean {
  if (entry.decision === undefined) return false;
  if (lots < entry.tuning.ladder.topLots) return true;
  return levelAt(entry.cells, entry.at + place, priceTicks) >= 0;
}

/** A log return with the uncertainty of the tick grid taken off its size. */
export function beyondGrid(logReturn: number, gridError: number): number {
  return logReturn - clamp(logReturn, -gridError, gridError);
}

/** Takes a sample now. Answers whether the return since the last one was a jump. */
export function sampleMid(entry: SeriesEntry, nowMs: number): boolean {
  const { bookBidTicks: bid, bookAskTicks: ask } = entry;
  let kind = SAMPLE_NONE;
  let mid = 0;
  let foreignSides = 0;
  if (bid > 0 && ask > bid) {
    const { bookBidLots: bidLots, bookAskLots: askLots } = entry;
    const ownBid = entry.rawBidTicks > 0 && isOwn(entry, bid, bidLots, BIDS_PLACE);
    const ownAsk = entry.rawAskTicks > 0 && isOwn(entry, ask, askLots, ASKS_PLACE);
    foreignSides = (ownBid ? 0 : 1) + (ownAsk ? 0 : 1);
    mid = ((ownBid ? entry.rawBidTicks : bid) + (ownAsk ? entry.rawAskTicks : ask)) / 2;
    kind = SAMPLE_BOOK;
  } else if (entry.fairTicks > 0) {
    mid = entry.fairTicks;
    kind = SAMPLE_FAIR;
  }
  const elapsedMs = nowMs - entry.sampledAtMs;
  const scheduled = entry.freshness * (kind === SAMPLE_BOOK ? 1 - entry.clearing : 1);
  const log = Math.log(mid / scheduled) - entry.excludedTotal;
  const comparable = kind !== SAMPLE_NONE && kind === entry.sampleKind && !entry.rebase;
  const logReturn = beyondGrid(log - entry.sampleLog, (0.5 * foreignSides) / mid);
  // Checkpoints hold numbers only, and nobody compares with a sample that is none.
  const isSample = Number.isFinite(log);
  entry.sampleKind = isSample ? kind : SAMPLE_NONE;
  entry.sampleLog = isSample ? log : 0;
  entry.sampledAtMs = nowMs;
  entry.rebase = false;
  return comparable && feedReturn(entry, { logReturn, elapsedMs }, entry.tuning.volatility);
}
