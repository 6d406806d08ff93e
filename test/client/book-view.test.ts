// Catches a book view that differs from the book it follows, takes a delta that does not belong, or misses a wrong
// checksum.
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookView } from '../../src/client/market/book-view.js';
import type { BookLevel, BookSnapshot } from '../../src/schema/index.js';
import { Crc32, SIDE } from '../../src/values/index.js';

/** The plainest book: quantity by price, for each side. */
class NaiveBook {
  readonly sides = new Map([
    [SIDE.BUY as number, new Map<number, number>()],
    [SIDE.SELL as number, new Map<number, number>()],
  ]);

  set(side: number, priceTicks: number, lots: number): void {
    if (lots === 0) this.sides.get(side)?.delete(priceTicks);
    else this.sides.get(side)?.set(priceTicks, lots);
  }

  levels(side: number): BookLevel[] {
    const sign = side === SIDE.BUY ? -1 : 1;
    return [...(this.sides.get(side) ?? [])]
      .sort(([a], [b]) => sign * (a - b))
      .map(([priceTicks, quantityLots]) => ({ side, priceTicks, quantityLots, orderCount: 1 }));
  }

  /** With zlib, from bytes written one by one. */
  get checksum(): number {
    const levels = [SIDE.BUY, SIDE.SELL].flatMap((side) => this.levels(side).slice(0, 10));
    const bytes = Buffer.alloc(levels.length * 16);
    for (const [index, level] of levels.entries()) {
      bytes.writeBigInt64LE(BigInt(level.priceTicks), index * 16);
      bytes.writeBigInt64LE(BigInt(level.quantityLots), index * 16 + 8);
    }
    return crc32(bytes);
  }

  snapshot(asOfSequence: number): BookSnapshot {
    return {
      seriesId: 1,
      bids: this.levels(SIDE.BUY),
      asks: this.levels(SIDE.SELL),
      asOfSequence,
      checksum: this.checksum,
      truncated: false,
    };
  }
}

const change = fc.record({
  side: fc.constantFrom(SIDE.BUY, SIDE.SELL),
  priceTicks: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 31 - 2 })),
  lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.maxSafeNat()),
});

const plain = (levels: readonly BookLevel[]) =>
  levels.map(({ priceTicks, quantityLots }) => [priceTicks, quantityLots]);

describe('a book view', () => {
  it('equals the book it follows, delta by delta', () => {
    const turns = fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), turns, (opening, rest) => {
        const book = new NaiveBook();
        for (const { side, priceTicks, lots } of opening) book.set(side, priceTicks, lots);
        const view = new BookView(1);
        expect(view.reset(book.snapshot(5))).toBe('ok');
        let sequence = 5;
        for (const changes of rest) {
          // As the venue does: each level once, as it is at the end of the turn.
          const levels = new Map<string, BookLevel>();
          for (const { side, priceTicks, lots } of changes) {
            book.set(side, priceTicks, lots);
            const level = { side, priceTicks, quantityLots: lots, orderCount: 1 };
            levels.set(`${side}:${priceTicks}`, level);
          }
          const delta = {
            seriesId: 1,
            levels: [...levels.values()],
            previousSequence: sequence,
            sequence: sequence + 3,
            checksum: book.checksum,
          };
          sequence += 3;
          expect(view.apply(delta)).toBe('ok');
          expect(plain(view.bids() as BookLevel[])).toEqual(plain(book.levels(SIDE.BUY)));
          expect(plain(view.asks() as BookLevel[])).toEqual(plain(book.levels(SIDE.SELL)));
          expect(view.bestBid?.priceTicks).toBe(book.levels(SIDE.BUY)[0]?.priceTicks);
          expect(view.asks(2)).toEqual(view.asks().slice(0, 2));
        }
      }),
    );
  });

  it('is not to be trusted after a delta that does not follow', () => {
    const book = new NaiveBook();
    const view = new BookView(1);
    view.reset(book.snapshot(5));
    const delta = { seriesId: 1, levels: [], previousSequence: 4, sequence: 6, checksum: 0 };
    expect(view.apply(delta)).toBe('gap');
    expect(view.isLive).toBe(false);
    expect(view.apply({ ...delta, previousSequence: 5 })).toBe('gap');
    expect(view.reset(book.snapshot(9))).toBe('ok');
    expect(view.isLive).toBe(true);
  });

  it('is not to be trusted when the checksum differs', () => {
    const book = new NaiveBook();
    book.set(SIDE.BUY, 10, 3);
    const view = new BookView(1);
    view.reset(book.snapshot(5));
    const level = { side: SIDE.BUY, priceTicks: 10, quantityLots: 4, orderCount: 1 };
    const delta = { seriesId: 1, levels: [level], previousSequence: 5, sequence: 6 };
    expect(view.apply({ ...delta, checksum: book.checksum })).toBe('checksum');
    expect(view.isLive).toBe(false);
    expect(view.reset({ ...book.snapshot(7), checksum: 1 })).toBe('checksum');
  });

  it('has a middle only between two sides', () => {
    const book = new NaiveBook();
    book.set(SIDE.BUY, 10, 3);
    const view = new BookView(1);
    view.reset(book.snapshot(1));
    expect(view.midTicks).toBeUndefined();
    book.set(SIDE.SELL, 13, 3);
    view.reset(book.snapshot(2));
    expect(view.midTicks).toBe(11.5);
  });
});

describe('the checksum', () => {
  it('is that of zlib over any integers', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { maxLength: 40 }), (values) => {
        const bytes = Buffer.alloc(values.length * 8);
        const crc = new Crc32();
        for (const [index, value] of values.entries()) {
          bytes.writeBigUInt64LE(BigInt(value), index * 8);
          crc.uint64(value);
        }
        expect(crc.value).toBe(crc32(bytes));
      }),
    );
  });

  it('matches the vectors of the documentation', () => {
    const view = new BookView(1);
    expect(view.checksum).toBe(0);
    const level = (side: number, priceTicks: number, quantityLots: number): BookLevel => ({
      side,
      priceTicks,
      quantityLots,
      orderCount: 1,
    });
    view.reset({
      seriesId: 1,
      bids: [level(SIDE.BUY, 99, 5), level(SIDE.BUY, 98, 7)],
      asks: [level(SIDE.SELL, 101, 3)],
      asOfSequence: 1,
      checksum: 0,
      truncated: false,
    });
    expect(view.checksum.toString(16)).toBe('f779ddc2');
  });
});
