// Catches a book whose levels, trades or time priority differ from what plain lists of orders say, over order flow that
// is part of the project: the sandbox's recording, and messages made by chance.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeRecording, FLOW_ACTION, type FlowEvent } from '../../src/cli/demo/recording.js';
import { isCrossed } from '../../src/engine/core/book/index.js';
import { SingleBook } from './single-book.js';

const FILE = new URL('../../recordings/bitstamp-2015-05-01.patxrec', import.meta.url);
const PPM = 1_000_000;
const PRICE = 23_000;
const LEVELS = 10;

interface Order {
  readonly name: number;
  readonly side: 0 | 1;
  readonly price: number;
  lots: number;
}

/** A book of plain lists, oldest order first. */
class Lists {
  readonly orders: Order[] = [];

  best(side: 0 | 1): Order | undefined {
    const sign = side === 0 ? -1 : 1;
    return this.orders
      .filter((order) => order.side === side)
      .reduce<Order | undefined>(
        (best, order) =>
          best === undefined || sign * (order.price - best.price) < 0 ? order : best,
        undefined,
      );
  }

  /** Trades as the fast book must, and lets the rest of a resting order in. */
  enter(name: number, side: 0 | 1, price: number, lots: number, rests: boolean) {
    const fills = [];
    let left = lots;
    for (;;) {
      const maker = this.best(side === 0 ? 1 : 0);
      const isCrossing =
        maker !== undefined && (side === 0 ? maker.price <= price : maker.price >= price);
      if (!isCrossing || left === 0) break;
      const some = Math.min(left, maker.lots);
      fills.push({ maker: maker.name, price: maker.price, lots: some });
      left -= some;
      this.takeOff(maker.name, some);
    }
    if (left > 0 && rests) this.orders.push({ name, side, price, lots: left });
    return fills;
  }

  takeOff(name: number, lots: number): void {
    const place = this.orders.findIndex((order) => order.name === name);
    const order = this.orders[place] as Order;
    order.lots -= lots;
    if (order.lots === 0) this.orders.splice(place, 1);
  }

  depth(side: 0 | 1): [number, number][] {
    const levels = new Map<number, number>();
    for (const order of this.orders) {
      if (order.side !== side) continue;
      levels.set(order.price, (levels.get(order.price) ?? 0) + order.lots);
    }
    const sign = side === 0 ? -1 : 1;
    return [...levels].sort(([a], [b]) => sign * (a - b)).slice(0, LEVELS);
  }
}

/** A small generator, so that a failing run can be repeated. */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
};

describe('order flow made by chance', () => {
  it.each([1, 2, 3])('gives the fills and the ten levels that lists give (seed %d)', (seed) => {
    const next = chance(seed);
    const single = new SingleBook(LEVELS);
    const lists = new Lists();
    let traded = 0;
    for (let name = 1; name <= 3_000; name += 1) {
      const side = next() < 0.5 ? 0 : 1;
      const other = lists.orders[Math.floor(next() * lists.orders.length)];
      if (next() < 0.3 && other !== undefined) {
        const lots = next() < 0.5 ? other.lots : 1 + Math.floor(next() * other.lots * 0.99);
        single.takeOff(other.name, lots);
        lists.takeOff(other.name, lots);
      } else {
        // Around a price that wanders, so that levels come and go.
        const middle = PRICE + Math.round(200 * Math.sin(name / 300));
        const price = middle + Math.round((next() - (side === 0 ? 0.55 : 0.45)) * 60);
        const lots = 1 + Math.floor(next() * 90);
        const rests = next() < 0.8;
        const fills = single.enter(name, side, price, lots, rests);
        expect(fills).toEqual(lists.enter(name, side, price, lots, rests));
        traded += fills.length;
      }
      for (const at of [0, 1] as const) {
        expect(single.depth(at), `message ${name}`).toEqual(lists.depth(at));
      }
    }
    expect(single.problems()).toEqual([]);
    expect(traded).toBeGreaterThan(500);
  });
});

/** Applies one recorded event; returns how many trades it made. */
function apply(single: SingleBook, { order, action, isSell, offsetPpm, lots }: FlowEvent): number {
  const name = order + 1;
  if (action === FLOW_ACTION.CREATED) {
    const price = Math.round(PRICE * (1 + offsetPpm / PPM));
    if (lots === 0 || price <= 0) return 0;
    return single.enter(name, isSell ? 1 : 0, price, lots, true).length;
  }
  if (!single.has(name)) return 0;
  const open = single.openLots(name);
  const left = action === FLOW_ACTION.DELETED ? 0 : lots;
  if (left < open) single.takeOff(name, open - left);
  return 0;
}

describe("the sandbox's recording", () => {
  it('replays with a book that is never crossed', () => {
    const recording = decodeRecording(readFileSync(FILE));
    const single = new SingleBook(1);
    let traded = 0;
    for (let index = 0; index < recording.eventCount; index += 1) {
      traded += apply(single, recording.at(index));
      expect(isCrossed(single.book, 0), `event ${index}`).toBe(false);
      if (index % 5_000 === 0) expect(single.problems()).toEqual([]);
    }
    expect(recording.eventCount).toBeGreaterThan(50_000);
    expect(traded).toBeGreaterThan(100);
  });
});
