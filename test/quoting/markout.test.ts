// Goal: catch a markout with the wrong sign, judged too early, forgotten, or paid for by memory that grows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adverseMove, feedMarkout } from '../../src/quoting/formulas/markout.js';
import { MarkoutBook } from '../../src/quoting/series/markout-book.js';
import { Market, MINUTE, PAT } from './market.js';

const FIVE = 5 * MINUTE;

describe('a move after a fill', () => {
  it('is adverse up after a sale and down after a purchase', () => {
    expect(adverseMove('SELL', 0.02)).toBe(0.02);
    expect(adverseMove('SELL', -0.02)).toBe(-0.02);
    expect(adverseMove('BUY', -0.02)).toBe(0.02);
  });

  it('enters the mean by fills: half the weight after some 17 of 50', () => {
    expect(feedMarkout(0, { move: 0.01, fills: 1 }, 50)).toBeCloseTo((2 / 51) * 0.01, 15);
    expect(feedMarkout(0, { move: 0.01, fills: 17.33 }, 50)).toBeCloseTo(0.005, 4);
    expect(feedMarkout(0.01, { move: 0.03, fills: 0 }, 50)).toBe(0.01);
    expect(feedMarkout(0.01, { move: Number.NaN, fills: 3 }, 50)).toBe(0.01);
  });
});

describe('fills waiting to be judged', () => {
  const fill = (side: 'BUY' | 'SELL', atMs: number, cleanLog: number) => ({
    side,
    atMs,
    cleanLog,
    valueMicroPat: 100,
  });

  it('are judged after five minutes, each side by its own sign', () => {
    const book = new MarkoutBook();
    book.add(fill('SELL', 0, 1), FIVE);
    book.add(fill('SELL', 1_000, 1), FIVE);
    book.add(fill('BUY', 2_000, 1), FIVE);
    expect(book.judge(FIVE - 1, 1.03, FIVE)).toBeUndefined();
    const judged = book.judge(FIVE, 1.03, FIVE);
    expect(judged?.fills).toBe(3);
    expect(judged?.move).toBeCloseTo((0.03 + 0.03 - 0.03) / 3, 12);
    expect(judged?.costMicroPat).toBeCloseTo(200 * 0.03 - 100 * 0.03, 9);
    expect(book.judge(10 * FIVE, 2, FIVE)).toBeUndefined();
  });

  it('are never lost and never more than sixteen batches', () => {
    const times = fc.array(fc.integer({ min: 0, max: 30 * MINUTE }), { maxLength: 200 });
    fc.assert(
      fc.property(times, (list) => {
        const book = new MarkoutBook();
        let judged = 0;
        for (const atMs of list.sort((a, b) => a - b)) {
          book.add(fill('SELL', atMs, 0), FIVE);
          expect(book.waiting).toBeLessThanOrEqual(16);
          judged += book.judge(atMs, 0, FIVE)?.fills ?? 0;
        }
        for (;;) {
          const rest = book.judge(60 * MINUTE, 0, FIVE);
          if (rest === undefined) break;
          judged += rest.fills;
        }
        expect(judged).toBe(list.length);
      }),
    );
  });
});

describe('the quoter', () => {
  /** Sells or buys, then lets fair value rise for hours; answers the spread part and the cost booked. */
  function afterRise(side: 'BUY' | 'SELL') {
    const market = new Market({ parameters: { pressure_slew_per_hour_ppm: 5_000_000 } });
    market.open(1);
    market.mint(1, 2_000);
    market.hold(1, 200);
    market.pass(2 * MINUTE);
    for (let round = 0; round < 40; round += 1) {
      const { asks, bids } = market.decision(1);
      if (side === 'SELL') market.sell(1, 1, asks[0]?.priceTicks ?? 1);
      else market.buy(1, 1, bids[0]?.priceTicks ?? 1);
      market.hold(1, 200);
      // Supply shrinks, so D and S rise; this is news to the market and no mint.
      const unsoldLots = 2_000 - round * 50;
      market.quoter.onSupply({ seriesId: 1, unsoldLots, atMs: market.nowMs });
      market.pass(3 * MINUTE);
    }
    const { factors } = market.decision(1);
    return { part: factors!.spreadMarkoutPpm, parts: market.quoter.attributionFor(1)! };
  }

  it('widens for those it sold to before prices rose, not for those it bought from', () => {
    const sold = afterRise('SELL');
    const bought = afterRise('BUY');
    expect(sold.part).toBeGreaterThan(100);
    expect(sold.parts.adverseMicroPat).toBeLessThan(-PAT / 100);
    expect(bought.part).toBe(0);
    expect(bought.parts.adverseMicroPat).toBeGreaterThan(PAT / 100);
  });
});
