/**
 * Catches groups of which two orders fill, siblings that keep reservations, groups across series or accounts; pegs that
 * cross, pass their limit, move in an order that depends on who moves first, keep a stale price, or reserve the wrong one.
 */
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  DepthRows,
  EVENT,
  readDepth,
} from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  FIELD_ID,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import { BUY, idOf, Market, SELL, type Told, told } from './market.js';

const { STOP, STOP_LIMIT, PEGGED } = ORDER_TYPE;
const reason = CANCEL_REASON.ONE_CANCELS_OTHER;

/** Lots on display by price of a side, best first. */
function shown(m: Market, side: number): number[][] {
  const rows = new DepthRows(10);
  readDepth(m.venue.core.state.book, 1, side - 1, rows);
  return Array.from({ length: rows.count }, (_, i) => [
    rows.priceTicks[i] as number,
    rows.lots[i] as number,
  ]);
}

describe('one cancels the other', () => {
  it('when one trades, in part or as the taker, and gives its reservation back', () => {
    for (const lots of [2, 5]) {
      const m = new Market();
      const first = idOf(m.buy(m.consumer, 95, 5, { clientId: 50 }));
      const second = idOf(m.buy(m.consumer, 96, 5, { clientId: 51, ocoClientId: 50 }));
      expect(m.sell(m.provider, 96, lots).slice(1)).toEqual([
        { trade: second, price: 96, lots, left: 5 - lots },
        { canceled: first, lots: 5, reason },
      ]);
      const plain = new Market();
      plain.buy(plain.consumer, 96, 5 - lots || 1);
      const left = lots === 5 ? 0 : plain.reserved(plain.consumer);
      expect(m.reserved(m.consumer)).toBe(left);
    }
    const m = new Market();
    m.sell(m.provider, 100, 5);
    const first = idOf(m.buy(m.consumer, 95, 5, { clientId: 50 }));
    const happened = m.buy(m.consumer, 100, 2, { clientId: 51, ocoClientId: 50 });
    expect(happened.at(-1)).toEqual({ canceled: first, lots: 5, reason });
  });

  it('so that a taker that reaches both trades with one only', () => {
    const m = new Market();
    const first = idOf(m.buy(m.consumer, 95, 5, { clientId: 50 }));
    const second = idOf(m.buy(m.consumer, 96, 5, { clientId: 51, ocoClientId: 50 }));
    const third = idOf(m.buy(m.other, 94, 5));
    expect(m.sell(m.provider, 90, 12).slice(1)).toEqual([
      { trade: second, price: 96, lots: 5, left: 0 },
      { canceled: first, lots: 5, reason },
      { trade: third, price: 94, lots: 5, left: 0 },
    ]);
    const fok = new Market();
    fok.buy(fok.consumer, 95, 5, { clientId: 50 });
    fok.buy(fok.consumer, 96, 5, { clientId: 51, ocoClientId: 50 });
    const { FOK } = TIME_IN_FORCE;
    expect(fok.sell(fok.provider, 90, 6, { timeInForce: FOK })).toEqual([
      { refused: CODE.FOK_UNFILLABLE, field: FIELD_ID.quantity_lots },
    ]);
  });

  it('when a stop of the group is woken; two woken by one trade do not both enter', () => {
    const m = new Market();
    const target = idOf(m.buy(m.consumer, 95, 5, { clientId: 50 }));
    const stop = { orderType: STOP, triggerPriceTicks: 104, clientId: 51, ocoClientId: 50 };
    const id = idOf(m.buy(m.consumer, 110, 5, stop));
    const limit = { orderType: STOP_LIMIT, triggerPriceTicks: 103, clientId: 52, ocoClientId: 51 };
    const nearer = idOf(m.buy(m.consumer, 102, 5, limit));
    const happened = m.print(105).slice(2);
    expect(happened[0]).toEqual({ triggered: nearer, price: 102, open: 5 });
    const gone = happened.slice(1).map((one) => ('canceled' in one ? one.canceled : 0));
    expect(new Set(gone)).toEqual(new Set([target, id]));
    expect(shown(m, BUY)).toEqual([[102, 5]]);
  });

  it('ends whole when its owner cancels one, each with its reason, the cancelled one last', () => {
    const m = new Market();
    const first = idOf(m.buy(m.consumer, 95, 5, { clientId: 50 }));
    const second = idOf(m.buy(m.consumer, 96, 5, { clientId: 51, ocoClientId: 50 }));
    const stop = { orderType: STOP, triggerPriceTicks: 104, clientId: 52, ocoClientId: 51 };
    const third = idOf(m.buy(m.consumer, 110, 5, stop));
    const alone = idOf(m.buy(m.consumer, 94, 5, { clientId: 53 }));
    const happened = told(m.venue.cancel(m.consumer, second));
    const [others, own] = [happened.slice(0, 2), happened.slice(2)];
    const reasonOf = (one: Told) => ('canceled' in one ? [one.canceled, one.reason] : []);
    expect(new Map(others.map((one) => reasonOf(one) as [number, number]))).toEqual(
      new Map([first, third].map((id) => [id, CANCEL_REASON.GROUP_CANCELED])),
    );
    expect(own).toEqual([{ canceled: second, lots: 5, reason: CANCEL_REASON.REQUESTED }]);
    expect(shown(m, BUY)).toEqual([[94, 5]]);
    expect(alone).toBeGreaterThan(0);
  });

  it('ends whole by a mass cancel that names only one of it, and others are passed over', () => {
    const m = new Market();
    idOf(m.buy(m.consumer, 95, 5, { clientId: 50 }));
    idOf(m.buy(m.consumer, 97, 5, { clientId: 51 }));
    idOf(m.buy(m.consumer, 96, 5, { clientId: 52, ocoClientId: 50 }));
    const { consumer, venue } = m;
    const filter = { seriesId: 0, side: 0, minPriceTicks: 95, maxPriceTicks: 95, sessionId: 0 };
    const result = venue
      .send(consumer, 'massCancel', { ...filter, clientRequestId: 60 })
      .find(([type]) => type === EVENT.COMMAND_RESULT);
    expect(result?.[COMMAND_RESULT.affected]).toBe(2);
    expect(shown(m, BUY)).toEqual([[97, 5]]);
  });

  it('cancels nothing twice when an iceberg of the group refills', () => {
    const m = new Market();
    const iceberg = idOf(m.sell(m.provider, 100, 9, { clientId: 50, displayLots: 3 }));
    const other = idOf(m.sell(m.provider, 101, 9, { clientId: 51, ocoClientId: 50 }));
    expect(m.buy(m.consumer, 101, 12).slice(1)).toEqual([
      { trade: iceberg, price: 100, lots: 3, left: 6 },
      { canceled: other, lots: 9, reason },
      { trade: iceberg, price: 100, lots: 3, left: 3 },
      { trade: iceberg, price: 100, lots: 3, left: 0 },
    ]);
  });

  it('refuses an order that is not there, is of another account or series, or a group that is full', () => {
    const m = new Market();
    const field = FIELD_ID.oco_client_order_id;
    expect(m.buy(m.consumer, 95, 1, { ocoClientId: 999 })).toEqual([
      { refused: CODE.UNKNOWN_ORDER, field },
    ]);
    m.buy(m.other, 95, 1, { clientId: 70 });
    expect(m.buy(m.consumer, 95, 1, { clientId: 1_000, ocoClientId: 70 })).toEqual([
      { refused: CODE.UNKNOWN_ORDER, field },
    ]);
    let last = 2_000;
    m.buy(m.consumer, 95, 1, { clientId: last });
    for (; last < 2_015; last += 1) {
      m.buy(m.consumer, 95, 1, { clientId: last + 1, ocoClientId: last });
    }
    expect(m.buy(m.consumer, 95, 1, { clientId: last + 1, ocoClientId: last })).toEqual([
      { refused: CODE.CAPACITY_FULL, field },
    ]);
  });

  it('ends with self-trade prevention without ending the other', () => {
    const m = new Market();
    const { buyer, seller } = m.firm();
    const first = idOf(m.sell(seller, 100, 4, { clientId: 50 }));
    const second = idOf(m.sell(seller, 101, 4, { clientId: 51, ocoClientId: 50 }));
    const { CANCEL_MAKER } = SELF_TRADE_PREVENTION;
    const happened = m.buy(buyer, 100, 1, { selfTradePrevention: CANCEL_MAKER });
    expect(happened[1]).toMatchObject({ canceled: first, reason: CANCEL_REASON.SELF_TRADE });
    expect(m.buy(m.consumer, 101, 4).at(-1)).toMatchObject({ trade: second, left: 0 });
  });
});

describe('a pegged order', () => {
  const peg = (pegOffsetTicks: number) => ({ orderType: PEGGED, pegOffsetTicks });

  it('rests at its distance from the mark and moves with it, and reserves its limit', () => {
    const m = new Market();
    const happened = m.buy(m.consumer, 105, 5, peg(-3));
    const id = idOf(happened);
    expect(happened.slice(1)).toEqual([{ repriced: id, price: 97, open: 5 }]);
    const plain = new Market();
    plain.buy(plain.consumer, 105, 5);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
    expect(m.mark(102)).toEqual([{ repriced: id, price: 99, open: 5 }]);
    expect(shown(m, BUY)).toEqual([[99, 5]]);
    expect(m.mark(102)).toEqual([]);
    // Never past its limit.
    expect(m.mark(120)).toEqual([{ repriced: id, price: 105, open: 5 }]);
  });

  it('never crosses, and has no price when there is none for it', () => {
    const m = new Market();
    m.sell(m.provider, 98, 5);
    const id = idOf(m.buy(m.consumer, 105, 5, peg(0)));
    expect(shown(m, BUY)).toEqual([[97, 5]]);
    m.mark(90);
    expect(shown(m, BUY)).toEqual([[90, 5]]);
    const low = idOf(m.buy(m.consumer, 99, 1, peg(-95)));
    expect(m.mark(80)).toEqual([{ repriced: id, price: 80, open: 5 }]);
    expect(m.venue.core.live.isDormant(m.venue.core.state.orders.find(low))).toBe(true);
    expect(m.mark(97)).toEqual([
      { repriced: id, price: 97, open: 5 },
      { repriced: low, price: 2, open: 1 },
    ]);
  });

  it('of a seller keeps to its limit from below', () => {
    const m = new Market();
    const id = idOf(m.sell(m.provider, 100, 5, peg(2)));
    expect(shown(m, SELL)).toEqual([[102, 5]]);
    m.mark(90);
    expect(shown(m, SELL)).toEqual([[100, 5]]);
    expect(m.buy(m.consumer, 100, 5).at(-1)).toMatchObject({ trade: id, left: 0 });
  });

  it('moves together with the others, whoever moves first', () => {
    const m = new Market();
    const buy = idOf(m.buy(m.consumer, 110, 1, peg(-1)));
    const sell = idOf(m.sell(m.provider, 90, 1, peg(1)));
    expect(m.mark(104)).toEqual([
      { repriced: buy, price: 103, open: 1 },
      { repriced: sell, price: 105, open: 1 },
    ]);
    expect(m.mark(96)).toEqual([
      { repriced: buy, price: 95, open: 1 },
      { repriced: sell, price: 97, open: 1 },
    ]);
  });

  it('is amended by its limit and lots, cancelled in any state, and bounded in number', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 105, 5, peg(-3)));
    m.venue.amend(m.consumer, id, 96, 7);
    expect(shown(m, BUY)).toEqual([[96, 7]]);
    m.venue.amend(m.consumer, id, 96, 2);
    expect(shown(m, BUY)).toEqual([[96, 2]]);
    const plain = new Market();
    plain.buy(plain.consumer, 96, 2);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
    const asleep = idOf(m.buy(m.consumer, 99, 1, peg(-100)));
    m.venue.amend(m.consumer, asleep, 98, 1);
    for (const one of [id, asleep]) m.venue.cancel(m.consumer, one);
    expect(m.reserved(m.consumer)).toBe(0);
    for (let i = 0; i < 4; i += 1) idOf(m.buy(m.consumer, 99, 1, peg(-9)));
    expect(m.buy(m.consumer, 99, 1, peg(-9))).toEqual([{ refused: CODE.SHARE_USED, field: 0 }]);
  });

  it('of the broker goes when somebody mints, stops that wait too', () => {
    const m = new Market();
    m.buy(BROKER_ACCOUNT, 99, 5, peg(-3));
    m.buy(BROKER_ACCOUNT, 110, 5, { orderType: STOP, triggerPriceTicks: 105 });
    m.venue.send(m.provider, 'mintRights', { seriesId: 1, quantityLots: 1 });
    expect(m.reserved(BROKER_ACCOUNT)).toBeGreaterThan(0);
    m.venue.send(m.provider, 'mintRights', { seriesId: 1, quantityLots: 1_000 });
    expect(m.reserved(BROKER_ACCOUNT)).toBe(0);
  });
});

describe('terms that do not go together', () => {
  const { IOC } = TIME_IN_FORCE;
  const { LIMIT, MARKET, TRAILING_STOP } = ORDER_TYPE;
  it.each([
    ['an iceberg that is immediate', { displayLots: 2, timeInForce: IOC }, 'display_lots'],
    ['an iceberg that is pegged', { orderType: PEGGED, displayLots: 2 }, 'display_lots'],
    ['a negative peak', { displayLots: -1 }, 'display_lots'],
    ['all or none and post-only', { allOrNone: true, postOnly: true }, 'all_or_none'],
    ['all or none and immediate', { allOrNone: true, timeInForce: IOC }, 'all_or_none'],
    ['sliding and post-only', { postOnlySlide: true, postOnly: true }, 'post_only_slide'],
    ['a stop without a trigger', { orderType: STOP }, 'trigger_price_ticks'],
    ['a limit with a trigger', { triggerPriceTicks: 5 }, 'trigger_price_ticks'],
    ['a post-only stop', { orderType: STOP, triggerPriceTicks: 5, postOnly: true }, 'post_only'],
    [
      'a trigger beyond prices',
      { orderType: STOP, triggerPriceTicks: 2 ** 31 },
      'trigger_price_ticks',
    ],
    ['a trailing stop without a distance', { orderType: TRAILING_STOP }, 'trailing_offset_ticks'],
    [
      'a stop with a distance',
      { orderType: STOP, triggerPriceTicks: 5, trailingOffsetTicks: 5 },
      'trailing_offset_ticks',
    ],
    ['a limit with a peg', { orderType: LIMIT, pegOffsetTicks: 1 }, 'peg_offset_ticks'],
    ['an immediate peg', { orderType: PEGGED, timeInForce: IOC }, 'time_in_force'],
    ['a market order that rests', { orderType: MARKET, ocoClientId: 1 }, 'time_in_force'],
    ['a type nobody knows', { orderType: 7 }, 'order_type'],
  ] as const)('%s', (_what, terms, field) => {
    const m = new Market();
    expect(m.buy(m.consumer, 99, 2, terms)).toEqual([
      { refused: CODE.INVALID_FIELD, field: FIELD_ID[field] },
    ]);
  });
});
