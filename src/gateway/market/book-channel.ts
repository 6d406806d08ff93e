/**
 * The book of one series: a snapshot, then the levels that changed, conflated to one delta a turn.
 *
 * Quantities are read from the book when the turn is sealed, so a level touched many times is told once, as it then
 * is. Each delta names the message before, so that a client sees a gap, and carries the checksum of the top ten. A level
 * that comes into the top ten because another left is told as well, changed or not: who started from a snapshot of ten levels
 * knows the ten of every checksum. While
 * the series is in auction, which its book may be crossed in, the channel tells where the auction stands.
 */
import {
  type Core,
  DepthRows,
  firstOrderAt,
  lotsAt,
  orderLayout,
  readDepth,
  type State,
} from '../../engine/core/index.js';
import { BookDeltaColumns, type BookLevel, type ServerEncoder } from '../../schema/index.js';
import { CHANNEL_KIND, SIDE } from '../../values/index.js';
import { AuctionTeller } from './auction-teller.js';
import { bookChecksum, CHECKSUM_LEVELS } from './book-checksum.js';
import { Channel } from './channel.js';

const { HOT_I32_LOG2, NEXT } = orderLayout;
const TWO_32 = 4_294_967_296;
const INITIAL_TOUCHES = 64;

/** Buffers all book channels share: one is read at a time. */
const delta = new BookDeltaColumns();
const topBids = new DepthRows(CHECKSUM_LEVELS);
const topAsks = new DepthRows(CHECKSUM_LEVELS);

export class BookChannel extends Channel {
  private readonly state: State;
  private readonly auction: AuctionTeller;
  /** Side and price of each touch, in one number that sorts bids before asks. */
  private touches = new Float64Array(INITIAL_TOUCHES);
  private touchCount = 0;
  /** Sequence of the last message, which the next one names. */
  private lastSequence: number;
  /** The top ten prices of each side when that was told last, best first; 0 where there is no level. */
  private readonly toldTop = new Float64Array(2 * CHECKSUM_LEVELS);

  constructor(id: number, seriesId: number, core: Core, sequence: number) {
    super(id, CHANNEL_KIND.BOOK, seriesId);
    this.state = core.state;
    this.auction = new AuctionTeller(core, seriesId, sequence);
    this.lastSequence = sequence;
    this.readTop();
    this.keepTop();
  }

  /** Whether its series was in auction when that was told last. */
  get isGathering(): boolean {
    return this.auction.current !== undefined;
  }

  /** Its series has come into a state, maybe for a moment of this turn only. */
  noteState(seriesState: number): void {
    this.auction.noteState(seriesState);
  }

  touch(side: number, priceTicks: number): void {
    if (this.touchCount === this.touches.length) {
      const grown = new Float64Array(this.touches.length * 2);
      grown.set(this.touches);
      this.touches = grown;
    }
    this.touches[this.touchCount] = side * TWO_32 + priceTicks;
    this.touchCount += 1;
  }

  override close(sequence: number): void {
    if (this.touchCount > 0) this.closeLevels(sequence);
    const auction = this.auction.next(sequence);
    if (auction === undefined) return;
    this.begin();
    const { head, tail, id } = this;
    this.end(
      head.message(0, id, 'auctionInfo', auction) && tail.message(0, id, 'auctionInfo', auction),
    );
  }

  private closeLevels(sequence: number): void {
    this.readTop();
    this.touchNewTop(SIDE.BUY, topBids);
    this.touchNewTop(SIDE.SELL, topAsks);
    this.keepTop();
    const touches = this.touches.subarray(0, this.touchCount).sort();
    const { state, seriesId } = this;
    this.touchCount = 0;
    delta.clear();
    let last = -1;
    for (const touch of touches) {
      if (touch === last) continue;
      last = touch;
      const side = Math.floor(touch / TWO_32);
      const priceTicks = touch % TWO_32;
      const lots = lotsAt(state.book, seriesId, side - 1, priceTicks);
      delta.add(side, priceTicks, lots, lots === 0 ? 0 : this.orderCount(side, priceTicks));
    }
    delta.seriesId = seriesId;
    delta.previousSequence = this.lastSequence;
    delta.sequence = sequence;
    delta.checksum = bookChecksum(topBids, topAsks);
    this.lastSequence = sequence;
    this.begin();
    this.end(this.head.bookDelta(this.id, delta) && this.tail.bookDelta(this.id, delta));
  }

  private readTop(): void {
    readDepth(this.state.book, this.seriesId, 0, topBids);
    readDepth(this.state.book, this.seriesId, 1, topAsks);
  }

  /** Touches what has come into the top ten of a side since it was told last. */
  private touchNewTop(side: number, rows: DepthRows): void {
    const from = (side - SIDE.BUY) * CHECKSUM_LEVELS;
    const told = this.toldTop.subarray(from, from + CHECKSUM_LEVELS);
    for (let row = 0; row < rows.count; row += 1) {
      const priceTicks = rows.priceTicks[row] as number;
      if (!told.includes(priceTicks)) this.touch(side, priceTicks);
    }
  }

  /** Forgets that levels were told which are in the top ten of a side no more. */
  private forgetTop(side: number, rows: DepthRows): void {
    const from = (side - SIDE.BUY) * CHECKSUM_LEVELS;
    const top = rows.priceTicks.subarray(0, Math.min(rows.count, CHECKSUM_LEVELS));
    for (let row = from; row < from + CHECKSUM_LEVELS; row += 1) {
      if (!top.includes(this.toldTop[row] as number)) this.toldTop[row] = 0;
    }
  }

  private keepTop(): void {
    for (let row = 0; row < CHECKSUM_LEVELS; row += 1) {
      this.toldTop[row] = row < topBids.count ? (topBids.priceTicks[row] as number) : 0;
      const ask = row < topAsks.count ? (topAsks.priceTicks[row] as number) : 0;
      this.toldTop[CHECKSUM_LEVELS + row] = ask;
    }
  }

  override snapshot(out: ServerEncoder, depth: number): boolean {
    const bids = this.rows(SIDE.BUY, depth);
    const asks = this.rows(SIDE.SELL, depth);
    // Who starts in the middle of a turn may lack a level that was told before and comes back by its end.
    this.forgetTop(SIDE.BUY, bids);
    this.forgetTop(SIDE.SELL, asks);
    const isWhole = out.message(0, this.id, 'bookSnapshot', {
      seriesId: this.seriesId,
      bids: levelsOf(bids, SIDE.BUY, depth),
      asks: levelsOf(asks, SIDE.SELL, depth),
      asOfSequence: this.lastSequence,
      checksum: bookChecksum(bids, asks),
      truncated: bids.count > depth || asks.count > depth,
    });
    const auction = this.auction.current;
    return isWhole && (auction === undefined || out.message(0, this.id, 'auctionInfo', auction));
  }

  /** One row more than asked for, to see whether there are more. */
  private rows(side: number, depth: number): DepthRows {
    const rows = new DepthRows(Math.max(depth, CHECKSUM_LEVELS) + 1);
    readDepth(this.state.book, this.seriesId, side - 1, rows);
    return rows;
  }

  /** Orders at a price: known for the top, counted below it. */
  private orderCount(side: number, priceTicks: number): number {
    const rows = side === SIDE.BUY ? topBids : topAsks;
    for (let row = 0; row < rows.count; row += 1) {
      if (rows.priceTicks[row] === priceTicks) return rows.orderCount[row] as number;
    }
    const { book, orders } = this.state;
    let count = 0;
    let slot = firstOrderAt(book, this.seriesId, side - 1, priceTicks);
    while (slot !== 0) {
      count += 1;
      slot = orders.i32[(slot << HOT_I32_LOG2) + NEXT] as number;
    }
    return count;
  }
}

function levelsOf(rows: DepthRows, side: number, depth: number): BookLevel[] {
  const levels: BookLevel[] = [];
  for (let row = 0; row < rows.count && row < depth; row += 1) {
    levels.push({
      side,
      priceTicks: rows.priceTicks[row] as number,
      quantityLots: rows.lots[row] as number,
      orderCount: rows.orderCount[row] as number,
    });
  }
  return levels;
}
