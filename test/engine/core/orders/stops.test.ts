/**
 * Catches stops that do not reserve while they wait, wake at the wrong price or in another order than the documented one,
 * enter before the command that woke them is done, are lost by a refusal, a halt, a kill, a restart or the bound on work;
 * trailing stops that go back.
 */
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_FIELD,
  CODE,
  Core,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  stateParts,
} from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  FIELD_ID,
  KILL_SCOPE,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import { SMALL_LIMITS } from '../../../support/venue.js';
import { idOf, Market, type Told, told } from './market.js';

const { STOP, STOP_LIMIT, TRAILING_STOP } = ORDER_TYPE;
const stop = (triggerPriceTicks: number) => ({ orderType: STOP, triggerPriceTicks });
const stopLimit = (triggerPriceTicks: number) => ({ orderType: STOP_LIMIT, triggerPriceTicks });
const trailing = (trailingOffsetTicks: number, triggerPriceTicks = 0) => ({
  orderType: TRAILING_STOP,
  trailingOffsetTicks,
  triggerPriceTicks,
});
const wokenIn = (happened: readonly Told[]): number[] =>
  happened.flatMap((one) => ('triggered' in one ? [one.triggered] : []));

describe('a stop', () => {
  it('reserves its worst case while it waits, is not in the book, and wakes at its price', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 110, 5, stop(105)));
    const plain = new Market();
    plain.buy(plain.consumer, 110, 5);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
    expect(m.venue.core.state.book.bestPriceTicks(1, 0)).toBe(0);
    const ask = idOf(m.sell(m.provider, 108, 3));
    expect(wokenIn(m.print(104))).toEqual([]);
    expect(m.print(105).slice(2)).toEqual([
      { triggered: id, price: 110, open: 5 },
      { trade: ask, price: 108, lots: 3, left: 0 },
      { canceled: id, lots: 2, reason: CANCEL_REASON.IMMEDIATE_REST },
    ]);
    expect(m.reserved(m.consumer)).toBe(0);
  });

  it('is woken by the first price of an order as well as by its last', () => {
    for (const [first, last] of [
      [101, 106],
      [106, 106],
    ] as const) {
      const m = new Market();
      m.print(104);
      const below = idOf(m.sell(m.provider, 90, 2, stopLimit(101)));
      const above = idOf(m.buy(m.consumer, 110, 2, stopLimit(106)));
      m.sell(m.rival, first, 1);
      m.sell(m.rival, last, 1);
      const woken = wokenIn(m.buy(m.other, 107, 2));
      expect(woken).toEqual(first === 101 ? [below, above] : [above]);
    }
  });

  it('sleeps on, and a group stays whole, when orders meet and do not trade', () => {
    const m = new Market();
    const { buyer, seller } = m.firm();
    m.print(104);
    idOf(m.sell(m.provider, 90, 2, stop(50)));
    const ask = idOf(m.sell(seller, 100, 2));
    const clientId = m.venue.nextId(buyer);
    idOf(m.buy(buyer, 90, 3, { clientId }));
    const selfTradePrevention = SELF_TRADE_PREVENTION.CANCEL_MAKER;
    const happened = m.buy(buyer, 100, 3, { ocoClientId: clientId, selfTradePrevention });
    const reason = CANCEL_REASON.SELF_TRADE;
    expect(happened.slice(1)).toEqual([{ canceled: ask, lots: 2, reason }]);
    expect(m.venue.core.state.accounts.get(buyer, ACCOUNT_FIELD.openOrders)).toBe(2);
  });

  it('that wakes and meets its own firm is cancelled in the mode that says so, and in no other', () => {
    const { CANCEL_TAKER, CANCEL_MAKER } = SELF_TRADE_PREVENTION;
    for (const selfTradePrevention of [CANCEL_TAKER, CANCEL_MAKER]) {
      const m = new Market();
      const { buyer, seller } = m.firm();
      const id = idOf(m.buy(buyer, 110, 5, { ...stopLimit(105), selfTradePrevention }));
      const ask = idOf(m.sell(seller, 108, 3));
      const reason = CANCEL_REASON.SELF_TRADE;
      const canceled = m.print(105).filter((one) => 'canceled' in one);
      if (selfTradePrevention === CANCEL_MAKER) {
        expect(canceled).toEqual([{ canceled: ask, lots: 3, reason }]);
      } else expect(canceled).toMatchObject([{ canceled: id, lots: 5 }]);
    }
  });

  it('with a limit rests when it was woken, with the expiry it was given', () => {
    const m = new Market();
    const until = { timeInForce: TIME_IN_FORCE.GTD, expireTimeMs: m.venue.timeMs + 60_000 };
    const id = idOf(m.buy(m.consumer, 103, 5, { ...stopLimit(105), ...until }));
    expect(wokenIn(m.print(105))).toEqual([id]);
    expect(m.venue.core.state.book.bestPriceTicks(1, 0)).toBe(103);
    const late = idOf(m.buy(m.consumer, 103, 5, { ...stopLimit(106), ...until }));
    const gone = told(m.venue.advance(60_001));
    const reason = CANCEL_REASON.EXPIRED;
    expect(gone).toEqual([
      { canceled: id, lots: 5, reason },
      { canceled: late, lots: 5, reason },
    ]);
    expect(m.reserved(m.consumer)).toBe(0);
  });

  it('enters at the end of its own command when its price was reached before', () => {
    const m = new Market();
    m.print(105);
    const happened = m.buy(m.consumer, 103, 5, stopLimit(104));
    const id = idOf(happened);
    expect(happened.slice(1)).toEqual([{ triggered: id, price: 103, open: 5 }]);
    expect(m.venue.core.state.book.bestPriceTicks(1, 0)).toBe(103);
  });

  it('of a seller wakes at or below its price', () => {
    const m = new Market();
    const id = idOf(m.sell(m.provider, 90, 5, stop(95)));
    expect(m.offered(m.provider)).toBe(5);
    const bid = idOf(m.buy(m.consumer, 92, 5));
    expect(wokenIn(m.print(96))).toEqual([]);
    const happened = m.print(95);
    expect(wokenIn(happened)).toEqual([id]);
    expect(happened.at(-1)).toEqual({ trade: bid, price: 92, lots: 5, left: 0 });
    expect(m.offered(m.provider)).toBe(0);
  });
});

describe('a cascade', () => {
  it('depends on triggers and age only: buys before sells, nearest first, oldest first', () => {
    const enter = [
      (m: Market) => m.buy(m.consumer, 120, 1, stopLimit(103)),
      (m: Market) => m.buy(m.consumer, 120, 1, stopLimit(102)),
      (m: Market) => m.buy(m.other, 120, 1, stopLimit(103)),
      (m: Market) => m.buy(m.other, 120, 1, stopLimit(101)),
    ];
    const run = (order: readonly number[]): string[] => {
      const m = new Market();
      const names = new Map<number, string>();
      for (const i of order) {
        const id = idOf(enter[i]?.(m) ?? []);
        names.set(id, ['b103', 'a102', 'b103', 'a101'][i] as string);
      }
      return wokenIn(m.print(104)).map((id) => names.get(id) as string);
    };
    const expected = ['a101', 'a102', 'b103', 'b103'];
    expect(run([0, 1, 2, 3])).toEqual(expected);
    expect(run([3, 2, 1, 0])).toEqual(expected);
    expect(run([1, 3, 0, 2])).toEqual(expected);
  });

  it('goes on with what the woken orders trade, after them', () => {
    const m = new Market();
    m.sell(m.provider, 106, 1);
    m.sell(m.provider, 108, 1);
    const far = idOf(m.buy(m.other, 110, 1, stop(106)));
    const near = idOf(m.buy(m.consumer, 110, 1, stop(104)));
    const happened = m.print(104);
    expect(wokenIn(happened)).toEqual([near, far]);
    const prices = happened.flatMap((one) => ('trade' in one ? [one.price] : []));
    expect(prices).toEqual([104, 106, 108]);
  });

  it('longer than a command may work goes on with the next commands, and time asks for it', () => {
    const m = new Market();
    const ids: number[] = [];
    const two = [m.consumer, m.firm().buyer] as const;
    for (let i = 0; i < 50; i += 1) {
      ids.push(idOf(m.buy(two[i % 2] as number, 103, 1, stopLimit(104))));
    }
    const first = wokenIn(m.print(104));
    expect(first).toEqual(ids.slice(0, 16));
    expect(m.venue.core.lifecycle.isDue(m.venue.timeMs)).toBe(true);
    const second = wokenIn(told(m.venue.send(0, 'advanceTime', {})));
    expect(second).toEqual(ids.slice(16, 48));
    // One that was woken and has not entered can be cancelled.
    const last = ids[49] as number;
    m.venue.core.events.clear();
    const third = told(m.venue.cancel(two[1], last));
    expect(wokenIn(third)).toEqual(ids.slice(48, 50));
    expect(m.venue.core.lifecycle.isDue(m.venue.timeMs)).toBe(false);
  });
});

describe('a woken order that may not enter', () => {
  const reason = CANCEL_REASON.REFUSED_ON_ENTRY;

  it('is cancelled out of the collar, with its reservation back', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 118, 5, stop(105)));
    m.mark(95);
    expect(m.print(105).slice(2)).toEqual([
      { triggered: id, price: 118, open: 5 },
      { canceled: id, lots: 5, reason },
    ]);
    expect(m.reserved(m.consumer)).toBe(0);
  });

  it('is cancelled before an own order, as post-only, and when it cannot fill whole', () => {
    const m = new Market();
    const { buyer, seller } = m.firm();
    const own = idOf(m.buy(buyer, 110, 5, stop(104)));
    const passive = idOf(m.buy(m.consumer, 110, 5, { ...stopLimit(104), postOnly: true }));
    const whole = idOf(m.buy(m.consumer, 110, 5, { ...stopLimit(104), allOrNone: true }));
    const { FOK } = TIME_IN_FORCE;
    const fok = idOf(m.buy(m.consumer, 110, 5, { ...stopLimit(104), timeInForce: FOK }));
    m.sell(seller, 106, 4);
    const happened = m.print(104);
    expect(wokenIn(happened)).toEqual([own, passive, whole, fok]);
    const ended = happened.flatMap((one) => ('canceled' in one ? [one] : []));
    expect(ended).toEqual(
      [own, passive, whole, fok].map((id) => ({ canceled: id, lots: 5, reason })),
    );
    expect(m.reserved(m.consumer)).toBe(0);
  });

  it('waits while its series is halted and enters when it trades again', () => {
    const m = new Market();
    const ids: number[] = [];
    const two = [m.consumer, m.firm().buyer] as const;
    for (let i = 0; i < 60; i += 1) {
      ids.push(idOf(m.buy(two[i % 2] as number, 103, 1, stopLimit(104))));
    }
    m.print(104);
    const halt = { seriesId: 1, reason: 'test' };
    // Due work comes before the command, so the halt meets a cascade half way.
    const halted = told(m.venue.send(FIRST_OPERATOR_ACCOUNT, 'haltSeries', halt));
    expect(wokenIn(halted)).toEqual(ids.slice(16, 32));
    expect(wokenIn(told(m.venue.advance(1_000)))).toEqual([]);
    expect(m.venue.core.lifecycle.isDue(m.venue.timeMs)).toBe(false);
    m.venue.send(FIRST_OPERATOR_ACCOUNT, 'resumeSeries', halt);
    const { accounts } = m.venue.core.state;
    for (const one of two) expect(accounts.get(one, ACCOUNT_FIELD.openOrders)).toBe(30);
    // What was woken waits for the end of the auction that follows a halt.
    m.venue.advance(600_000);
    expect(m.venue.core.state.specials.stops(1)).toBe(0);
    expect(m.venue.core.state.book.bestPriceTicks(1, 0)).toBe(103);
  });
});

describe('a trailing stop', () => {
  it('follows the best price at its distance and never goes back', () => {
    const m = new Market();
    m.print(100);
    const id = idOf(m.sell(m.provider, 90, 1, trailing(5)));
    const { live, state } = m.venue.core;
    const slot = state.orders.find(id);
    expect(live.triggerTicks(slot)).toBe(95);
    m.print(104);
    expect(live.triggerTicks(slot)).toBe(99);
    m.print(102);
    expect(live.triggerTicks(slot)).toBe(99);
    const bid = idOf(m.buy(m.consumer, 91, 1));
    expect(m.print(99).slice(2)).toEqual([
      { triggered: id, price: 90, open: 1 },
      { trade: bid, price: 91, lots: 1, left: 0 },
    ]);
  });

  it('needs a first trigger while nothing has traded', () => {
    const m = new Market();
    expect(m.buy(m.consumer, 110, 1, trailing(5))).toEqual([
      { refused: CODE.INVALID_FIELD, field: FIELD_ID.trigger_price_ticks },
    ]);
    const id = idOf(m.buy(m.consumer, 110, 1, trailing(5, 108)));
    m.print(101);
    const { live, state } = m.venue.core;
    expect(live.triggerTicks(state.orders.find(id))).toBe(106);
  });
});

describe('a stop that waits', () => {
  it('can be amended, and keeps its trigger', () => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, 110, 5, stopLimit(105)));
    const elder = idOf(m.buy(m.other, 110, 1, stopLimit(105)));
    m.venue.amend(m.consumer, id, 110, 3);
    const three = m.reserved(m.consumer);
    m.venue.amend(m.consumer, id, 109, 6);
    const plain = new Market();
    plain.buy(plain.consumer, 109, 6);
    expect(m.reserved(m.consumer)).toBe(plain.reserved(plain.consumer));
    expect(three).toBeLessThan(m.reserved(m.consumer));
    // More lots lost it its place before the one that came after it.
    expect(wokenIn(m.print(105))).toEqual([elder, id]);
  });

  it('is found by mass cancels, cancel on disconnect, kills and the close of its series', () => {
    const m = new Market();
    const place = (sessionId = 0) => idOf(m.buy(m.consumer, 110, 5, { ...stop(105), sessionId }));
    const all = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    const endOf = (events: readonly number[][]) =>
      told(events).flatMap((one) => ('canceled' in one ? [one.reason] : []));
    place();
    const prices = { ...all, minPriceTicks: 109, maxPriceTicks: 110 };
    expect(endOf(m.venue.send(m.consumer, 'massCancel', prices))).toEqual([
      CANCEL_REASON.REQUESTED,
    ]);
    m.venue.send(m.consumer, 'openSession', { cancelOnDisconnect: true }, 7);
    place(7);
    const closed = m.venue.send(m.consumer, 'closeSession', { clean: false }, 7);
    expect(endOf(closed)).toEqual([CANCEL_REASON.DISCONNECTED]);
    place();
    const kill = { killScope: KILL_SCOPE.SERIES, targetId: 1, reason: 'test' };
    m.venue.send(FIRST_OPERATOR_ACCOUNT, 'kill', kill);
    expect(endOf(m.venue.advance(1))).toEqual([CANCEL_REASON.KILLED]);
    expect(m.reserved(m.consumer)).toBe(0);
    const m2 = new Market();
    const day = { ...stop(105), timeInForce: TIME_IN_FORCE.DAY };
    m2.buy(m2.consumer, 110, 5, day);
    m2.buy(m2.consumer, 110, 5, stop(105));
    const ends = endOf(m2.venue.advance(8 * 86_400_000));
    expect(ends).toEqual([CANCEL_REASON.EXPIRED, CANCEL_REASON.SERIES_CLOSED]);
    expect(m2.reserved(m2.consumer)).toBe(0);
  });

  it('survives a restart as it is, with iceberg peaks and elected orders, and goes on as if nothing was', () => {
    const m = new Market();
    m.print(100);
    m.sell(m.provider, 108, 12, { displayLots: 5 });
    m.buy(m.consumer, 110, 7, stop(105));
    m.sell(m.rival, 90, 2, trailing(6));
    for (let i = 0; i < 40; i += 1) m.buy(m.other, 103, 1, { ...stopLimit(104), displayLots: 1 });
    m.print(104);
    expect(m.venue.core.state.specials.queued).toBe(1);
    const restored = new Core({ limits: { ...SMALL_LIMITS, maxOrders: 4_096 } });
    expect(importState(restored, exportState(m.venue.core))).toBeUndefined();
    const twin = new Market();
    Object.assign(twin.venue, { core: restored, timeMs: m.venue.timeMs, lastIds: lastIdsOf(m) });
    for (const market of [m, twin]) market.venue.advance(1);
    for (const price of [105, 97]) expect(twin.print(price)).toEqual(m.print(price));
    const bytesOf = (core: Core) =>
      stateParts(core.state).map(({ name, bytes }) => [
        name,
        Buffer.from(bytes).toString('base64'),
      ]);
    expect(bytesOf(restored)).toEqual(bytesOf(m.venue.core));
  });
});

/** The client ids a venue has given out, copied. */
function lastIdsOf(m: Market): Map<number, number> {
  const { lastIds } = m.venue as unknown as { lastIds: Map<number, number> };
  return new Map(lastIds);
}
