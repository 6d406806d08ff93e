/**
 * A book as a subscriber has it: rebuilt from a snapshot and the deltas after it, checked by its checksum.
 *
 * Invariants: both sides are sorted, no level is empty, and the checksum of the ten best levels is that of the message
 * applied last. What breaks them (a delta that does not follow, a checksum that differs) leaves the view unusable until
 * the next snapshot: `isLive` is false and `apply` answers why.
 */
import type { AuctionInfo, BookDelta, BookLevel, BookSnapshot } from '../../schema/index.js';
import { CHECKSUM_LEVELS, Crc32, SERIES_STATE, SIDE } from '../../values/index.js';
import type { Told } from '../names.js';
import type { Symbols } from './symbols.js';

/** One price level. */
export interface PriceLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/** What became of a message: it fits, a message before it is missing, or the book is not what the venue's is. */
export type BookOutcome = 'ok' | 'gap' | 'checksum';

const NO_SYMBOLS = { of: () => '' };

export class BookView {
  readonly seriesId: number;
  /** Whether the view is the venue's book as of `sequence`. */
  isLive = false;
  /** Journal sequence of the message applied last. */
  sequence = 0;
  /** Whether the snapshot left out levels far from the best. */
  isTruncated = false;
  /** The call auction that runs, in which the book may be crossed; undefined while none does. */
  auction: Told<AuctionInfo> | undefined;
  private readonly symbols: Pick<Symbols, 'of'>;
  private readonly buys = new Levels(1);
  private readonly sells = new Levels(-1);
  private readonly crc = new Crc32();

  constructor(seriesId: number, symbols: Pick<Symbols, 'of'> = NO_SYMBOLS) {
    this.seriesId = seriesId;
    this.symbols = symbols;
  }

  /** The symbol of the series, such as `AUTO_INTENT|7D|0.70-0.85@2026-03-02`. */
  get series(): string {
    return this.symbols.of(this.seriesId);
  }

  /** Best first, at most `depth` levels. */
  bids(depth = Number.POSITIVE_INFINITY): PriceLevel[] {
    return this.buys.best(depth);
  }

  /** Best first, at most `depth` levels. */
  asks(depth = Number.POSITIVE_INFINITY): PriceLevel[] {
    return this.sells.best(depth);
  }

  get bestBid(): PriceLevel | undefined {
    return this.buys.at(0);
  }

  get bestAsk(): PriceLevel | undefined {
    return this.sells.at(0);
  }

  /** Middle of best bid and ask, ticks; undefined while a side is empty. */
  get midTicks(): number | undefined {
    const { bestBid, bestAsk } = this;
    if (bestBid === undefined || bestAsk === undefined) return undefined;
    return (bestBid.priceTicks + bestAsk.priceTicks) / 2;
  }

  /** The book's checksum as it is now. */
  get checksum(): number {
    const { crc } = this;
    crc.reset();
    for (const side of [this.buys, this.sells]) {
      const count = Math.min(side.length, CHECKSUM_LEVELS);
      for (let index = 0; index < count; index += 1) {
        const level = side.at(index) as PriceLevel;
        crc.uint64(level.priceTicks);
        crc.uint64(level.quantityLots);
      }
    }
    return crc.value;
  }

  /** Starts anew from a snapshot. */
  reset(snapshot: BookSnapshot): BookOutcome {
    this.buys.reset(snapshot.bids);
    this.sells.reset(snapshot.asks);
    this.sequence = snapshot.asOfSequence;
    this.isTruncated = snapshot.truncated;
    // What runs is told after the snapshot.
    this.auction = undefined;
    return this.check(snapshot.checksum);
  }

  /** Takes a delta in. */
  apply(delta: BookDelta): BookOutcome {
    if (!this.isLive || delta.previousSequence !== this.sequence) {
      this.isLive = false;
      return 'gap';
    }
    for (const level of delta.levels) {
      (level.side === SIDE.BUY ? this.buys : this.sells).set(level);
    }
    this.sequence = delta.sequence;
    return this.check(delta.checksum);
  }

  /** Takes in where a call auction stands. */
  setAuction(auction: Told<AuctionInfo>): void {
    this.auction = auction.state === SERIES_STATE.AUCTION ? auction : undefined;
  }

  /** Something was missed: the view is not to be trusted until the next snapshot. */
  invalidate(): void {
    this.isLive = false;
  }

  private check(checksum: number): BookOutcome {
    this.isLive = this.checksum === checksum;
    return this.isLive ? 'ok' : 'checksum';
  }
}

/** One side, sorted so that the best level is the last: changes happen near the end. */
class Levels {
  /** 1: the higher price is better; -1: the lower. */
  private readonly sign: 1 | -1;
  private levels: PriceLevel[] = [];

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  get length(): number {
    return this.levels.length;
  }

  /** Level by rank, 0 is the best. */
  at(rank: number): PriceLevel | undefined {
    return this.levels[this.levels.length - 1 - rank];
  }

  best(depth: number): PriceLevel[] {
    const { length } = this.levels;
    return this.levels.slice(Math.max(0, length - depth)).reverse();
  }

  reset(bestFirst: readonly BookLevel[]): void {
    this.levels = bestFirst.map(levelOf).reverse();
  }

  /** Sets a level to its new quantity; 0 takes it out. */
  set(level: BookLevel): void {
    const { levels, sign } = this;
    const key = level.priceTicks * sign;
    let low = 0;
    let high = levels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((levels[middle] as PriceLevel).priceTicks * sign < key) low = middle + 1;
      else high = middle;
    }
    const isThere = levels[low]?.priceTicks === level.priceTicks;
    if (level.quantityLots === 0) {
      if (isThere) levels.splice(low, 1);
    } else if (isThere) levels[low] = levelOf(level);
    else levels.splice(low, 0, levelOf(level));
  }
}

const levelOf = ({ priceTicks, quantityLots, orderCount }: BookLevel): PriceLevel => ({
  priceTicks,
  quantityLots,
  orderCount,
});
