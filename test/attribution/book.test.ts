/**
 * Would catch: a micro-PAT that no part or two parts claim; a markout judged by a later mark than the one in force when
 * it was due; a bust, a lapse or a first trade without a mark that breaks the sum.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttributionBook } from '../../src/attribution/index.js';

const HORIZON_MS = 1_000;
const STEP_MS = Math.floor(HORIZON_MS / 64);

type Step =
  | { readonly kind: 'mark'; readonly unit: number; readonly freshnessPpm: number }
  | { readonly kind: 'trade'; readonly lots: number; readonly unit: number }
  | { readonly kind: 'bust'; readonly lots: number; readonly unit: number }
  | { readonly kind: 'lapse'; readonly lots: number };
type Timed = Step & { readonly atMs: number };

const unit = fc.integer({ min: 1, max: 9_000_000_000 });
const lots = fc.integer({ min: -5_000, max: 5_000 }).filter((n) => n !== 0);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('mark' as const),
    unit,
    freshnessPpm: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_300_000 })),
  }),
  fc.record({ kind: fc.constant('trade' as const), lots, unit }),
  fc.record({ kind: fc.constant('bust' as const), lots, unit }),
  fc.record({ kind: fc.constant('lapse' as const), lots: fc.nat({ max: 500 }) }),
);
const history = fc.array(fc.tuple(step, fc.nat({ max: 700 })), { maxLength: 60 }).map((steps) => {
  let atMs = 1_000_000;
  return steps.map(([one, waitMs]): Timed => {
    atMs += waitMs;
    return { ...one, atMs };
  });
});

function play(steps: readonly Timed[], untilMs: number): AttributionBook {
  const book = new AttributionBook(HORIZON_MS);
  for (const one of steps) {
    book.advance(one.atMs);
    if (one.kind === 'mark') book.mark(1, one.unit, one.freshnessPpm);
    else if (one.kind === 'trade') book.trade(1, one.lots, one.unit, one.atMs);
    else if (one.kind === 'bust') book.bust(1, one.lots, one.unit);
    else book.lapsed(1, one.lots);
  }
  book.advance(untilMs);
  return book;
}

/** The same, from the whole history and one trade at a time. */
class Naive {
  readonly sums = { spread: 0n, clean: 0n, freshness: 0n, lapse: 0n, adverse: 0n, traded: 0n };
  private mark = 0n;
  private factor = 0n;
  private held = 0n;
  private index = 0n;
  /** Index of clean moves before each step, and after the last. */
  private readonly before: bigint[] = [];

  constructor(steps: readonly Timed[], untilMs: number) {
    for (const one of steps) {
      this.before.push(this.index);
      this.step(one);
    }
    this.before.push(this.index);
    for (const [i, one] of steps.entries()) this.judge(steps, i, one, untilMs);
  }

  get value(): bigint {
    return this.held * this.mark;
  }

  private step(one: Timed): void {
    if (one.kind === 'mark') {
      this.moveMark(BigInt(one.unit), BigInt(one.freshnessPpm));
    } else if (one.kind === 'lapse') {
      this.sums.lapse -= this.mark * BigInt(one.lots);
      this.held -= BigInt(one.lots);
    } else {
      const signed = BigInt(one.kind === 'trade' ? one.lots : -one.lots);
      const price = BigInt(one.unit);
      if (this.mark === 0n) this.moveMark(price, 0n);
      this.sums.spread += signed * (this.mark - price);
      this.sums.traded -= signed * price;
      this.held += signed;
    }
  }

  private moveMark(mark: bigint, factor: bigint): void {
    const isKnown = this.factor > 0n && factor > 0n;
    const aged = isKnown ? (this.mark * (factor - this.factor)) / this.factor : 0n;
    const clean = mark - this.mark - aged;
    this.sums.freshness += this.held * aged;
    this.sums.clean += this.held * clean;
    this.index += clean;
    this.mark = mark;
    if (factor > 0n) this.factor = factor;
  }

  private judge(steps: readonly Timed[], i: number, one: Timed, untilMs: number): void {
    if (one.kind !== 'trade') return;
    const dueMs = (Math.floor(one.atMs / STEP_MS) + 1) * STEP_MS + HORIZON_MS;
    if (dueMs > untilMs) return;
    const judged = steps.findIndex(({ atMs }) => atMs >= dueMs);
    const then = this.before[judged === -1 ? steps.length : judged] as bigint;
    // A trade without a mark made its own price the mark.
    const at = this.before[i] as bigint;
    const first = at === 0n && this.isFirstValue(steps, i) ? BigInt(one.unit) : at;
    this.sums.adverse += BigInt(one.lots) * (then - first);
  }

  private isFirstValue(steps: readonly Timed[], i: number): boolean {
    return steps.slice(0, i).every(({ kind }) => kind === 'lapse');
  }
}

describe('the attribution book', () => {
  it('gives what a recomputation from the whole history gives, and its parts are the whole', () => {
    fc.assert(
      fc.property(history, fc.nat({ max: 3_000 }), (steps, moreMs) => {
        const untilMs = (steps.at(-1)?.atMs ?? 0) + moreMs;
        const book = play(steps, untilMs).series(1);
        const parts = book.parts();
        const history = new Naive(steps, untilMs);
        const expected = history.sums;
        expect(parts).toEqual({
          spreadMicroPat: expected.spread,
          inventoryMicroPat: expected.clean - expected.adverse,
          freshnessMicroPat: expected.freshness,
          lapseMicroPat: expected.lapse,
          adverseMicroPat: expected.adverse,
        });
        const sum = Object.values(parts).reduce((all, part) => all + part, 0n);
        expect(sum).toBe(book.tradedMicroPat + book.valueMicroPat);
        expect(sum).toBe(expected.traded + history.value);
      }),
      { numRuns: 500 },
    );
  });

  it('books an example by hand', () => {
    const book = new AttributionBook(HORIZON_MS);
    book.mark(1, 100, 1_000_000);
    book.trade(1, 10, 98, 0);
    // A tenth of freshness goes, and 4 a lot by itself.
    book.mark(1, 86, 900_000);
    book.advance(5_000);
    book.trade(1, -4, 90, 5_000);
    book.mark(1, 88, 900_000);
    book.lapsed(1, 6);
    expect(book.series(1).parts()).toEqual({
      spreadMicroPat: 20n + 16n,
      freshnessMicroPat: -100n,
      // The 4 a lot fell on the 10 lots within the horizon of their purchase; the 2 of the rise on the 6 held.
      adverseMicroPat: -40n,
      inventoryMicroPat: 12n,
      lapseMicroPat: -528n,
    });
    book.advance(10_000);
    // The rise came right after the sale of 4: 8 that a later sale would have got.
    expect(book.series(1).parts()).toMatchObject({ adverseMicroPat: -48n, inventoryMicroPat: 20n });
  });

  it('keeps few batches however many fills wait, and judges all of them', () => {
    const book = new AttributionBook(64_000);
    book.mark(1, 10, 0);
    for (let atMs = 0; atMs < 10_000; atMs += 1) book.trade(1, 1, 10, atMs);
    book.mark(1, 13, 0);
    book.advance(1_000_000);
    expect(book.series(1).parts()).toMatchObject({
      adverseMicroPat: 30_000n,
      inventoryMicroPat: 0n,
    });
  });
});
