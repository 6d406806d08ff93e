/**
 * A histogram of numbers whose range is not known before: at most 32 bins of one width, a power of two, whose ends are multiples
 * of it. A number outside doubles the width and joins pairs of bins, so that every count stays exact. Never fails.
 */
import type { Histogram } from '../../quality/index.js';

const BINS = 32;

export class DyadicHistogram {
  /** The width is 2^exponent. */
  private exponent = 0;
  private width = 1;
  /** Index of the first bin: it begins at first × width. */
  private first = 0;
  private counts: number[] = [];
  private early: number[] | undefined = [];
  private readonly earlyMax = 512;

  add(value: number): void {
    if (this.early === undefined) this.count(value);
    else if (this.early.push(value) >= this.earlyMax) this.begin();
  }

  /** null without numbers. */
  result(): Histogram | null {
    if (this.early !== undefined) this.begin();
    if (this.counts.length === 0) return null;
    return { from: this.first * this.width, width: this.width, counts: [...this.counts] };
  }

  /** Chooses the width by the first numbers. */
  private begin(): void {
    const values = this.early ?? [];
    this.early = undefined;
    if (values.length === 0) return;
    const min = values.reduce((a, b) => Math.min(a, b));
    const max = values.reduce((a, b) => Math.max(a, b));
    const span = max - min;
    this.exponent = span > 0 ? Math.ceil(Math.log2(span / BINS)) : 0;
    // A width that a number of this size cannot be told apart by is none.
    const least = Math.ceil(Math.log2(Math.max(Math.abs(min), Math.abs(max), 2 ** -900))) - 50;
    this.exponent = Math.max(this.exponent, least);
    this.width = 2 ** this.exponent;
    for (const value of values) this.count(value);
  }

  private count(value: number): void {
    let bin = this.binOf(value);
    if (this.counts.length === 0) {
      this.first = bin;
      this.counts = [0];
    }
    while (Math.max(bin, this.last) - Math.min(bin, this.first) >= BINS) {
      this.join();
      bin = this.binOf(value);
    }
    while (bin < this.first) {
      this.counts.unshift(0);
      this.first -= 1;
    }
    while (bin > this.last) this.counts.push(0);
    const at = bin - this.first;
    this.counts[at] = (this.counts[at] as number) + 1;
  }

  private get last(): number {
    return this.first + this.counts.length - 1;
  }

  private binOf(value: number): number {
    return Math.floor(value / this.width);
  }

  private join(): void {
    const joined: number[] = [];
    const first = Math.floor(this.first / 2);
    for (const [i, count] of this.counts.entries()) {
      const at = Math.floor((this.first + i) / 2) - first;
      joined[at] = (joined[at] ?? 0) + count;
    }
    this.exponent += 1;
    this.width = 2 ** this.exponent;
    this.first = first;
    this.counts = joined;
  }
}
