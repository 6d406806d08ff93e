/** Runs the practice book and the naive market side by side and compares the whole state at every step. */
import { expect } from 'vitest';
import {
  type FinalView,
  isCrossed,
  PracticeBook,
  type PracticeLimits,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { type NaiveInstruction, NaiveMarket } from './naive-market.js';

const LIMITS: PracticeLimits = {
  ordersMax: 500,
  pagesMax: 200,
  specialsMax: 500,
  trailingMax: 500,
};

export class MarketPair {
  readonly practice = new PracticeBook(LIMITS);
  readonly naive = new NaiveMarket();

  apply(instruction: NaiveInstruction): void {
    this.practice.apply(instruction);
    this.naive.apply(instruction);
    const found = this.practice.final();
    const wanted = this.naive.final();
    if (canonical(found) !== canonical(wanted)) expect(found).toEqual(wanted);
    expect(isCrossed(this.practice.book, 0)).toBe(false);
    expect(this.problems()).toEqual([]);
  }

  /** An order waits or rests, so each book sees the orders of the other as not its own. */
  private problems(): string[] {
    const ofBook = validateBooks(this.practice.book, 1, this.practice.triggers.waiting);
    return [...ofBook, ...validateBooks(this.practice.triggers.waiting, 1, this.practice.book)];
  }
}

/** Comparing texts is quick; only when they differ is the difference worth spelling out. */
function canonical(view: FinalView): string {
  const status = Object.entries(view.status).sort(([a], [b]) => Number(a) - Number(b));
  return JSON.stringify({ ...view, status });
}
