/**
 * The broker's P&L by cause, booked as it happens, in whole micro-PAT.
 *
 * Each lot is worth the journaled mark; until a series has one, the price it first traded at. Then
 *
 *   spread      distance of each trade's price from the mark, to the broker's favour;
 *   freshness   the share of a move of the mark that the freshness factor explains, on the lots held;
 *   lapse       the mark of lots that lapsed in the broker's hands;
 *   adverse     what the rest of the moves did, within the horizon after a trade, to the lots of that trade, with the
 *               sign of what the broker did: who sold before a rise lost, who bought before it won;
 *   inventory   the rest of the moves on the lots held, less adverse: lots count here from the horizon after their
 *               purchase to the horizon after their sale.
 *
 * Invariant, after every call: their sum is what trades brought in, less what they cost, plus the change of the marked
 * inventory. Sums are bigint, so it is exact however long it runs; a part may pass 2^53, a balance never does.
 */
import { Markouts } from './markouts.js';
import { noVolume } from './volume.js';

/** Five minutes, as the quoter's own markout. */
export const DEFAULT_HORIZON_MS = 300_000;

export interface Parts {
  spreadMicroPat: bigint;
  inventoryMicroPat: bigint;
  freshnessMicroPat: bigint;
  lapseMicroPat: bigint;
  adverseMicroPat: bigint;
}

export class SeriesBook {
  heldLots = 0;
  /** Value of a lot. */
  markMicroPat = 0;
  freshnessPpm = 0;
  /** Sum of all moves of the mark that freshness does not explain, per lot. */
  cleanMicroPat = 0;
  spread = 0n;
  /** Clean moves on the lots held, adverse ones included. */
  moved = 0n;
  freshness = 0n;
  lapse = 0n;
  /** What writers of options paid the venue for issuing them. */
  issued = 0n;
  adverse = 0n;
  /** Sold less bought, at the prices traded. */
  tradedMicroPat = 0n;
  boughtLots = 0;
  soldLots = 0;
  lapsedLots = 0;
  readonly markouts = new Markouts();
  readonly volume = noVolume();
  isClosing = false;
  /** Where the book was opened: what the ledger had, and the inventory at its mark. */
  openingMoneyMicroPat = 0n;
  openingValueMicroPat = 0n;

  /** The lots held, at their mark. */
  get valueMicroPat(): bigint {
    return BigInt(this.heldLots) * BigInt(this.markMicroPat);
  }

  parts(): Parts {
    return {
      spreadMicroPat: this.spread,
      inventoryMicroPat: this.moved - this.adverse,
      freshnessMicroPat: this.freshness,
      lapseMicroPat: this.lapse,
      adverseMicroPat: this.adverse,
    };
  }
}

export class AttributionBook {
  readonly horizonMs: number;
  private readonly books: (SeriesBook | undefined)[] = [];
  /** Series with fills that wait for their markout. */
  private readonly waiting = new Set<number>();
  private dueMs = Number.POSITIVE_INFINITY;

  constructor(horizonMs = DEFAULT_HORIZON_MS) {
    this.horizonMs = horizonMs;
  }

  /** The book of a series; a new one if it has none. */
  series(seriesId: number): SeriesBook {
    let book = this.books[seriesId];
    if (book === undefined) {
      book = new SeriesBook();
      this.books[seriesId] = book;
    }
    return book;
  }

  /** Series that have a book, in the order of their numbers. */
  *all(): Generator<readonly [seriesId: number, book: SeriesBook]> {
    for (const [seriesId, book] of this.books.entries()) {
      if (book !== undefined) yield [seriesId, book];
    }
  }

  /** Time has come this far: fills whose horizon is over are judged by the marks in force until now. */
  advance(nowMs: number): void {
    if (nowMs < this.dueMs) return;
    this.dueMs = Number.POSITIVE_INFINITY;
    for (const seriesId of this.waiting) {
      const book = this.series(seriesId);
      book.adverse += book.markouts.judge(nowMs, book.cleanMicroPat);
      const { dueMs } = book.markouts;
      if (dueMs === Number.POSITIVE_INFINITY) this.waiting.delete(seriesId);
      else this.dueMs = Math.min(this.dueMs, dueMs);
    }
  }

  /** A new mark, with the freshness factor of that price; 0 when it is not known. */
  mark(seriesId: number, markMicroPat: number, freshnessPpm: number): void {
    const book = this.series(seriesId);
    const before = book.markMicroPat;
    const aged = agedBy(before, book.freshnessPpm, freshnessPpm);
    const clean = markMicroPat - before - aged;
    book.markMicroPat = markMicroPat;
    if (freshnessPpm > 0) book.freshnessPpm = freshnessPpm;
    book.cleanMicroPat += clean;
    if (book.heldLots === 0) return;
    const held = BigInt(book.heldLots);
    book.freshness += held * BigInt(aged);
    book.moved += held * BigInt(clean);
  }

  /**
   * A trade of the broker.
   * @param signedLots positive when it bought
   */
  trade(seriesId: number, signedLots: number, priceMicroPat: number, atMs: number): void {
    const book = this.move(seriesId, signedLots, priceMicroPat);
    if (signedLots > 0) book.boughtLots += signedLots;
    else book.soldLots -= signedLots;
    book.markouts.add(signedLots, book.cleanMicroPat, atMs, this.horizonMs);
    this.waiting.add(seriesId);
    this.dueMs = Math.min(this.dueMs, book.markouts.dueMs);
  }

  /**
   * A trade of the broker was taken back: the same lots go the other way at the same price. No markout is waited for,
   * since nobody chose the moment; that of the trade itself stays.
   * @param signedLots of the trade, positive when the broker had bought
   */
  bust(seriesId: number, signedLots: number, priceMicroPat: number): void {
    const book = this.move(seriesId, -signedLots, priceMicroPat);
    if (signedLots > 0) book.boughtLots -= signedLots;
    else book.soldLots += signedLots;
  }

  /** Lots lapsed in the broker's hands. */
  lapsed(seriesId: number, lots: number): void {
    const book = this.series(seriesId);
    book.lapse -= BigInt(lots) * BigInt(book.markMicroPat);
    book.heldLots -= lots;
    book.lapsedLots += lots;
  }

  private move(seriesId: number, signedLots: number, priceMicroPat: number): SeriesBook {
    const book = this.series(seriesId);
    // Without any mark the first price is the only value there is.
    if (book.markMicroPat === 0) this.mark(seriesId, priceMicroPat, 0);
    const lots = BigInt(signedLots);
    book.spread += lots * BigInt(book.markMicroPat - priceMicroPat);
    book.tradedMicroPat -= lots * BigInt(priceMicroPat);
    book.heldLots += signedLots;
    return book;
  }
}

/** How much of a lot's value went with its freshness, rounded towards nothing; 0 where a factor is not known. */
function agedBy(markMicroPat: number, beforePpm: number, afterPpm: number): number {
  if (beforePpm <= 0 || afterPpm <= 0 || beforePpm === afterPpm) return 0;
  return Number((BigInt(markMicroPat) * BigInt(afterPpm - beforePpm)) / BigInt(beforePpm));
}
