/**
 * Catches icebergs that show more than their peak, keep their place when they refill, reserve only what they show, lose
 * hidden lots when they are cancelled, amended or prevented from trading with themselves; all-or-none orders that fill in
 * part; orders that slide into a trade.
 */
import { describe, expect, it } from 'vitest';
import { CODE, DepthRows, readDepth } from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  FIELD_ID,
  SELF_TRADE_PREVENTION,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import { BUY, idOf, Market, SELL } from './market.js';

/** Price and lots on display of a side, best first. */
function shown(m: Market, side: number): number[][] {
  const rows = new DepthRows(10);
  readDepth(m.venue.core.state.book, 1, side - 1, rows);
  return Array.from({ length: rows.count }, (_, i) => [
    rows.priceTicks[i] as number,
    rows.lots[i] as number,
  ]);
}

describe('an iceberg', () => {
  it('reserves all its lots and shows its peak', () => {
    const m = new Market();
    idOf(m.sell(m.provider, 100, 20, { displayLots: 5 }));
    idOf(m.buy(m.consumer, 90, 30, { displayLots: 10 }));
    expect(m.offered(m.provider)).toBe(20);
    const plain = new Market();
    plain.buy(plain.consumer, 90, 30);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
    expect(shown(m, SELL)).toEqual([[100, 5]]);
    expect(shown(m, BUY)).toEqual([[90, 10]]);
  });

  it('goes to the back of its queue with each refill', () => {
    const m = new Market();
    const iceberg = idOf(m.sell(m.provider, 100, 12, { displayLots: 5 }));
    const plain = idOf(m.sell(m.rival, 100, 6));
    expect(m.buy(m.consumer, 100, 14).slice(1)).toEqual([
      { trade: iceberg, price: 100, lots: 5, left: 7 },
      { trade: plain, price: 100, lots: 6, left: 0 },
      { trade: iceberg, price: 100, lots: 3, left: 4 },
    ]);
    expect(shown(m, SELL)).toEqual([[100, 2]]);
    expect(m.offered(m.provider)).toBe(4);
    expect(m.buy(m.consumer, 100, 4).slice(1)).toEqual([
      { trade: iceberg, price: 100, lots: 2, left: 2 },
      { trade: iceberg, price: 100, lots: 2, left: 0 },
    ]);
    expect(m.offered(m.provider)).toBe(0);
  });

  it('shows its peak of what is left when it took on arrival', () => {
    const m = new Market();
    m.sell(m.provider, 95, 7);
    m.buy(m.consumer, 100, 20, { displayLots: 5 });
    expect(shown(m, BUY)).toEqual([[100, 5]]);
    const plain = new Market();
    plain.sell(plain.provider, 95, 7);
    plain.buy(plain.consumer, 100, 20);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
  });

  it('gives hidden lots back when it is cancelled or meets an order of its firm', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 90, 30, { displayLots: 3 }));
    expect(m.venue.cancel(m.consumer, id)).toHaveLength(1);
    expect(m.reserved(m.consumer)).toBe(0);
    const { buyer, seller } = m.firm();
    const ask = idOf(m.sell(seller, 100, 20, { displayLots: 5 }));
    const { CANCEL_MAKER, DECREMENT } = SELF_TRADE_PREVENTION;
    const [, reduced, shrunk] = m.buy(buyer, 100, 7, { selfTradePrevention: DECREMENT });
    expect(reduced).toMatchObject({ open: 2 });
    expect(shrunk).toMatchObject({ reduced: ask, open: 15 });
    expect(m.offered(seller)).toBe(13);
    const happened = m.buy(buyer, 100, 7, { selfTradePrevention: CANCEL_MAKER });
    expect(happened[1]).toEqual({ canceled: ask, lots: 13, reason: CANCEL_REASON.SELF_TRADE });
    expect(m.offered(seller)).toBe(0);
  });

  it('loses hidden lots first and keeps its place when amended down', () => {
    const m = new Market();
    const iceberg = idOf(m.sell(m.provider, 100, 12, { displayLots: 5 }));
    idOf(m.sell(m.rival, 100, 6));
    m.venue.amend(m.provider, iceberg, 100, 7);
    expect(m.offered(m.provider)).toBe(7);
    expect(shown(m, SELL)).toEqual([[100, 11]]);
    m.venue.amend(m.provider, iceberg, 100, 4);
    expect(shown(m, SELL)).toEqual([[100, 10]]);
    expect(m.buy(m.consumer, 100, 4).slice(1)).toEqual([
      { trade: iceberg, price: 100, lots: 4, left: 0 },
    ]);
  });

  it('keeps its peak and loses its place when amended up or elsewhere', () => {
    const m = new Market();
    const iceberg = idOf(m.sell(m.provider, 100, 12, { displayLots: 5 }));
    const plain = idOf(m.sell(m.rival, 100, 2));
    m.venue.amend(m.provider, iceberg, 100, 14);
    expect(shown(m, SELL)).toEqual([[100, 7]]);
    expect(m.buy(m.consumer, 100, 3).slice(1)).toEqual([
      { trade: plain, price: 100, lots: 2, left: 0 },
      { trade: iceberg, price: 100, lots: 1, left: 13 },
    ]);
    m.venue.amend(m.provider, iceberg, 101, 13);
    expect(shown(m, SELL)).toEqual([[101, 5]]);
  });

  it('is refused with peaks too small to bound the work, on placing and on amending', () => {
    const m = new Market();
    const refusal = { refused: CODE.INVALID_FIELD, field: FIELD_ID.display_lots };
    expect(m.sell(m.provider, 100, 101, { displayLots: 1 })).toEqual([refusal]);
    const id = idOf(m.sell(m.provider, 100, 100, { displayLots: 1 }));
    const [result] = m.venue.amend(m.provider, id, 100, 101);
    expect(result?.slice(4, 6)).toEqual([CODE.INVALID_FIELD, FIELD_ID.open_lots]);
    expect(m.offered(m.provider)).toBe(100);
  });
});

describe('all or none', () => {
  it('takes whole, is refused when it would take a part, rests when there is nothing to take', () => {
    const m = new Market();
    m.sell(m.provider, 100, 5);
    const whole = { allOrNone: true };
    expect(m.buy(m.consumer, 100, 6, whole)).toEqual([
      { refused: CODE.FOK_UNFILLABLE, field: FIELD_ID.quantity_lots },
    ]);
    const resting = idOf(m.buy(m.consumer, 99, 6, whole));
    expect(m.buy(m.consumer, 100, 5, whole)).toHaveLength(2);
    // Resting, it trades like any other.
    expect(m.sell(m.provider, 99, 2).slice(1)).toEqual([
      { trade: resting, price: 99, lots: 2, left: 4 },
    ]);
  });

  it('counts again when it is amended into a trade, and is as it was when that is refused', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 95, 6, { allOrNone: true }));
    const before = m.reserved(m.consumer);
    m.sell(m.provider, 100, 5);
    const [result] = m.venue.amend(m.consumer, id, 100, 6);
    expect(result?.[4]).toBe(CODE.FOK_UNFILLABLE);
    expect(m.reserved(m.consumer)).toBe(before);
    expect(shown(m, BUY)).toEqual([[95, 6]]);
  });

  it('FOK does not fill in part when self-trade prevention takes makers out of its way', () => {
    const m = new Market();
    const { buyer, seller } = m.firm();
    m.sell(m.provider, 100, 5, { displayLots: 2 });
    m.sell(seller, 100, 3, { displayLots: 1 });
    m.sell(m.rival, 101, 4);
    const { CANCEL_MAKER, CANCEL_BOTH } = SELF_TRADE_PREVENTION;
    const refusal = { refused: CODE.FOK_UNFILLABLE, field: FIELD_ID.quantity_lots };
    const fok = { timeInForce: TIME_IN_FORCE.FOK };
    // Nine of the others, but the firm's own order stops cancel-both behind the first two on display.
    expect(m.buy(buyer, 101, 3, { ...fok, selfTradePrevention: CANCEL_BOTH })).toEqual([refusal]);
    expect(m.buy(buyer, 101, 10, { ...fok, selfTradePrevention: CANCEL_MAKER })).toEqual([refusal]);
    expect(m.offered(seller)).toBe(3);
    const happened = m.buy(buyer, 101, 9, { ...fok, selfTradePrevention: CANCEL_MAKER });
    const traded = happened.map((one) => ('trade' in one ? one.lots : 0));
    expect(traded.reduce((sum, lots) => sum + lots)).toBe(9);
  });
});

describe('post-only with slide', () => {
  it('is priced a tick away from what it would take, and reserves that price', () => {
    const m = new Market();
    m.sell(m.provider, 100, 5);
    const [first] = m.buy(m.consumer, 104, 3, { postOnlySlide: true });
    expect(first).toMatchObject({ price: 99, lots: 3 });
    expect(shown(m, BUY)).toEqual([[99, 3]]);
    const plain = new Market();
    plain.buy(plain.consumer, 99, 3);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
    const [ask] = m.sell(m.rival, 90, 1, { postOnlySlide: true });
    expect(ask).toMatchObject({ price: 100 });
  });

  it('slides again when amended into a cross and is not lost', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 95, 3, { postOnlySlide: true }));
    m.sell(m.provider, 100, 5);
    m.venue.amend(m.consumer, id, 103, 3);
    expect(shown(m, BUY)).toEqual([[99, 3]]);
  });

  it('post-only that is amended into a cross is refused and stays', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 95, 3, { postOnly: true, displayLots: 2 }));
    m.sell(m.provider, 100, 5);
    const [result] = m.venue.amend(m.consumer, id, 103, 3);
    expect(result?.[4]).toBe(CODE.WOULD_CROSS);
    expect(shown(m, BUY)).toEqual([[95, 2]]);
  });

  it('has no price below the first tick', () => {
    const m = new Market();
    m.mark(1);
    m.sell(m.provider, 1, 5);
    expect(m.buy(m.consumer, 1, 3, { postOnlySlide: true })).toEqual([
      { refused: CODE.WOULD_CROSS, field: FIELD_ID.price_ticks },
    ]);
  });
});

it('the close of a series gives back what icebergs hide', () => {
  const m = new Market();
  const id = idOf(m.buy(m.consumer, 90, 30, { displayLots: 3 }));
  const events = m.venue.advance(8 * 86_400_000);
  const canceled = events.find((e) => e[0] === 4 && e[3] === id);
  expect(canceled?.slice(8, 11)).toEqual([30, 30, CANCEL_REASON.SERIES_CLOSED]);
  expect(m.reserved(m.consumer)).toBe(0);
});
