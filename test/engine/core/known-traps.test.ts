/**
 * The traps that other engines fell into, each through the core itself: with accounts, reservations and ids around the
 * book. The book alone meets them in test/book. Each test catches the trap it is named after.
 */
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  importState,
  ORDER_REFUSED,
  TRADE,
} from '../../../src/engine/core/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import {
  COMMAND_KIND,
  Command,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import {
  type OrderFields,
  readEvents,
  type TradingVenue,
  tradingVenue,
} from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const { CANCEL_TAKER, CANCEL_MAKER } = SELF_TRADE_PREVENTION;
const { IOC, FOK } = TIME_IN_FORCE;

function scene() {
  const venue = tradingVenue();
  const [buyer = 0, other = 0] = venue.consumers;
  const [seller = 0, rival = 0] = venue.providers;
  return { venue, buyer, other, seller, rival, book: venue.core.state.book };
}

const placed = (events: number[][]): number => events[0]?.[3] ?? 0;
const trades = (events: number[][]): number[][] => events.filter(([type]) => type === EVENT.TRADE);
const typesOf = (events: number[][]): number[] => events.map(([type]) => type ?? 0);
const refusal = (events: number[][]): number => events[0]?.[ORDER_REFUSED.code] ?? 0;
const codeOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? 0;

/** The broker rests on both sides: the one account here that buys and sells. */
function brokerOnBothSides(mode: number) {
  const all = scene();
  const { venue, seller } = all;
  venue.order(seller, { side: SELL, priceTicks: 100, lots: 10 });
  venue.order(BROKER_ACCOUNT, { side: BUY, priceTicks: 100, lots: 10 });
  const ask = placed(venue.order(BROKER_ACCOUNT, { side: SELL, priceTicks: 105, lots: 5 }));
  const terms = { side: BUY, priceTicks: 95, lots: 5, selfTradePrevention: mode };
  const bid = placed(venue.order(BROKER_ACCOUNT, terms));
  return { ...all, ask, bid };
}

describe('known traps', () => {
  it('a modify that drops the account', () => {
    const { venue, buyer, seller } = scene();
    const id = placed(venue.order(seller, { side: SELL, priceTicks: 120, lots: 5 }));
    venue.amend(seller, id, 110, 4);
    const [trade = []] = trades(venue.order(buyer, { side: BUY, priceTicks: 110, lots: 4 }));
    expect([trade[TRADE.makerAccount], trade[TRADE.makerOrderId]]).toEqual([seller, id]);
  });

  it('a modify that drops the self-trade mode', () => {
    const kept = brokerOnBothSides(CANCEL_TAKER);
    const refused = kept.venue.amend(BROKER_ACCOUNT, kept.bid, 105, 5);
    expect([codeOf(refused), trades(refused)]).toEqual([CODE.SELF_MATCH, []]);
    expect(kept.book.bestPriceTicks(1, 0)).toBe(95);
    const { venue, bid, book, rival } = brokerOnBothSides(CANCEL_MAKER);
    venue.order(rival, { side: SELL, priceTicks: 105, lots: 2 });
    const events = venue.amend(BROKER_ACCOUNT, bid, 105, 5);
    expect(trades(events).map((trade) => trade[TRADE.makerAccount])).toEqual([rival]);
    expect([book.bestPriceTicks(1, 0), book.bestPriceTicks(1, 1)]).toEqual([105, 0]);
  });

  it('a post-only amended into a cross that loses the order', () => {
    const { venue, buyer, seller, book } = scene();
    venue.order(seller, { side: SELL, priceTicks: 110, lots: 5 });
    const id = placed(venue.order(buyer, { side: BUY, priceTicks: 90, lots: 5, postOnly: true }));
    const events = venue.amend(buyer, id, 110, 3);
    expect([codeOf(events), trades(events)]).toEqual([CODE.WOULD_CROSS, []]);
    const slot = venue.core.state.orders.find(id);
    expect([book.priceTicksOf(slot), book.openLots(slot)]).toEqual([90, 5]);
  });

  it('a FOK that fills partially when self-trade prevention removes makers', () => {
    const { venue, seller, rival, book } = brokerOnBothSides(CANCEL_TAKER);
    venue.order(rival, { side: SELL, priceTicks: 105, lots: 3 });
    venue.order(seller, { side: SELL, priceTicks: 106, lots: 1 });
    const fok = { side: BUY, timeInForce: FOK, selfTradePrevention: CANCEL_MAKER };
    const events = venue.order(BROKER_ACCOUNT, { ...fok, priceTicks: 106, lots: 5 });
    expect([typesOf(events), refusal(events)]).toEqual([
      [EVENT.ORDER_REFUSED],
      CODE.FOK_UNFILLABLE,
    ]);
    expect(book.headOf(1, 1)).not.toBe(0);
    const whole = venue.order(BROKER_ACCOUNT, { ...fok, priceTicks: 106, lots: 4 });
    expect(trades(whole).map((trade) => trade[TRADE.lots])).toEqual([3, 1]);
  });

  it('float dust left resting', () => {
    // No fraction gets as far as the journal, so none is ever left over.
    const command = new Command();
    Object.assign(command, { kind: COMMAND_KIND.PLACE_ORDER, clientId: 1, seriesId: 1, side: BUY });
    Object.assign(command, { orderType: ORDER_TYPE.LIMIT, timeInForce: IOC, priceTicks: 100 });
    const codec = new CommandCodec();
    const write = (lots: number) =>
      codec.encodeBare(Object.assign(command, { lots }), new Uint8Array(256), 0);
    expect(write(3)).toBeGreaterThan(0);
    for (const lots of [0.1, 3 - 2.9999999, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => write(lots)).toThrow(/quantity_lots/);
    }
    const { venue, buyer, seller, book } = scene();
    venue.order(seller, { side: SELL, priceTicks: 100, lots: 3 });
    for (let i = 0; i < 3; i += 1) venue.order(buyer, { side: BUY, priceTicks: 100, lots: 1 });
    expect([book.bestPriceTicks(1, 0), book.bestPriceTicks(1, 1)]).toEqual([0, 0]);
  });

  it('a duplicate live id that trades before it is refused', () => {
    const { venue, buyer, seller } = scene();
    const first = { side: BUY, priceTicks: 90, lots: 5, clientId: 77 };
    venue.order(buyer, first);
    venue.order(seller, { side: SELL, priceTicks: 95, lots: 5 });
    const events = venue.order(buyer, { ...first, priceTicks: 100 });
    expect(typesOf(events)).toEqual([EVENT.ORDER_REFUSED]);
    expect(events[0]?.[ORDER_REFUSED.duplicate]).toBe(1);
    expect(venue.core.state.book.bestPriceTicks(1, 1)).toBe(95);
  });

  it('a native IOC whose rest stays in the book', () => {
    const { venue, buyer, seller, book } = scene();
    venue.order(seller, { side: SELL, priceTicks: 100, lots: 2 });
    const ioc = { side: BUY, priceTicks: 100, lots: 5, timeInForce: IOC };
    const events = venue.order(buyer, ioc);
    expect(typesOf(events)).toEqual([EVENT.ORDER_ACCEPTED, EVENT.TRADE, EVENT.ORDER_CANCELED]);
    expect([book.bestPriceTicks(1, 0), venue.core.state.orders.liveCount]).toEqual([0, 0]);
  });

  it('filled orders left in the id map', () => {
    const { venue, buyer, seller } = scene();
    const { orders } = venue.core.state;
    const ids = Array.from({ length: 200 }, () => {
      const id = placed(venue.order(seller, { side: SELL, priceTicks: 100, lots: 1 }));
      venue.order(buyer, { side: BUY, priceTicks: 100, lots: 1 });
      return id;
    });
    expect([orders.liveCount, orders.highWater]).toEqual([0, 2]);
    expect(ids.filter((id) => orders.find(id) !== 0)).toEqual([]);
    expect(codeOf(venue.cancel(seller, ids[7] ?? 0))).toBe(CODE.UNKNOWN_ORDER);
  });

  it('a stop cascade that is order-dependent', () => {
    const cascade = (order: readonly number[]) => {
      const { venue, buyer, other, rival } = scene();
      for (const ticks of [100, 101, 102, 103, 104]) {
        venue.order(rival, { side: SELL, priceTicks: ticks, lots: 1 });
      }
      const stops: readonly OrderFields[] = [100, 101, 102].map((triggerPriceTicks) => ({
        ...{ side: BUY, priceTicks: 110, lots: 1, triggerPriceTicks },
        ...{ orderType: ORDER_TYPE.STOP, timeInForce: IOC },
      }));
      for (const i of order) venue.order(buyer, stops[i] as OrderFields);
      const events = venue.order(other, { side: BUY, priceTicks: 100, lots: 1 });
      return trades(events).map((trade) => [trade[TRADE.priceTicks], trade[TRADE.takerAccount]]);
    };
    const expected = cascade([0, 1, 2]);
    expect(expected).toHaveLength(4);
    for (const order of [
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      expect(cascade(order)).toEqual(expected);
    }
  });

  it('a restart that loses iceberg peaks or stops', () => {
    const { venue, buyer, seller } = scene();
    venue.order(seller, { side: SELL, priceTicks: 100, lots: 9, displayLots: 3 });
    const stop = { orderType: ORDER_TYPE.STOP, timeInForce: IOC, triggerPriceTicks: 100 };
    venue.order(buyer, { side: BUY, priceTicks: 105, lots: 4, ...stop });
    const restored = new Core({ limits: venue.core.state.limits });
    expect(importState(restored, exportState(venue.core))).toBeUndefined();
    const goOn = (core: Core): number[][] => {
      const twin = Object.assign(Object.create(venue) as TradingVenue, { core });
      twin.order(venue.consumers[1] ?? 0, { side: BUY, priceTicks: 100, lots: 4, clientId: 900 });
      return readEvents(core);
    };
    const events = goOn(restored);
    expect(trades(events).map((trade) => trade[TRADE.lots])).toEqual([3, 1, 2, 2]);
    expect(goOn(venue.core)).toEqual(events);
  });

  it('an overflow that is noticed after the first trade', () => {
    const { venue, buyer, seller, book } = scene();
    venue.order(seller, { side: SELL, priceTicks: 100, lots: 2 });
    for (const [priceTicks, lots] of [
      [100, 2 ** 53 - 1],
      [2 ** 31 - 2, 2],
      [2 ** 53 - 1, 1],
      [100, 0],
      [0, 1],
    ] as const) {
      const events = venue.order(buyer, { side: BUY, priceTicks, lots });
      expect(typesOf(events)).toEqual([EVENT.ORDER_REFUSED]);
    }
    expect(book.bestPriceTicks(1, 1)).toBe(100);
  });
});
