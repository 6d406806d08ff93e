// Catches a book whose levels, after any of 998 recorded Nasdaq messages, differ by one share from the
// recorded ten-level book, or whose time priority picks another order than the exchange did.
//
// The recording sees ten levels a side. A level that comes into view was there before, unseen: it is
// seeded with the recorded size. One that drops out of view is forgotten, as it may change unseen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { itWith } from '../support/data.js';
import { ORDER_FLOW_FOLDER, orderFlowIsMissing } from './order-flow-folder.js';
import { SingleBook } from './single-book.js';

const LEVELS = 10;
const SIDES = [0, 1] as const;

interface Message {
  readonly type: number;
  readonly id: number;
  readonly lots: number;
  readonly price: number;
  readonly side: 0 | 1;
}

type Rows = [[number, number][], [number, number][]];

function readCsv(name: string): number[][] {
  const text = readFileSync(join(ORDER_FLOW_FOLDER, name), 'utf8').trim();
  return text.split('\n').map((line) => line.split(',').map(Number));
}

function readMessages(): Message[] {
  return readCsv('aapl_message_10.csv').map(
    ([, type = 0, id = 0, lots = 0, price = 0, direction]) => {
      return { type, id, lots, price, side: direction === 1 ? 0 : 1 };
    },
  );
}

function readBooks(): Rows[] {
  return readCsv('aapl_orderbook_10.csv').map((row) => {
    const side = (offset: number): [number, number][] =>
      Array.from({ length: LEVELS }, (_, k) => {
        return [row[k * 4 + offset] as number, row[k * 4 + offset + 1] as number];
      });
    return [side(2), side(0)];
  });
}

class Replay {
  readonly single = new SingleBook(LEVELS + 1);
  seeded = 0;
  private readonly seeds = new Map<number, number>();
  private readonly ordersAt = new Map<number, Set<number>>();

  seed(side: 0 | 1, price: number, lots: number): void {
    this.seeded += 1;
    const name = -this.seeded;
    this.seeds.set(price, name);
    this.rest(name, side, price, lots);
  }

  apply({ type, id, lots, price, side }: Message): void {
    const named = this.single.has(id) ? id : this.seeds.get(price);
    if (type === 1) {
      this.rest(id, side, price, lots);
    } else if (type === 4) {
      const fills = this.single.enter(0, side === 0 ? 1 : 0, price, lots, false);
      expect(fills).toEqual([{ maker: named, price, lots }]);
    } else if (type === 2 || type === 3) {
      if (named === undefined) throw new Error(`order ${id} at ${price} was never seen`);
      this.single.takeOff(named, lots);
    }
  }

  /** Drops what the recording no longer sees and seeds what it sees for the first time. */
  adjustView(side: 0 | 1, before: [number, number][], now: [number, number][]): void {
    const isWorse = (a: number, b: number) => (side === 0 ? a < b : a > b);
    const [worstBefore = 0] = before.at(-1) ?? [];
    const [worstNow = 0] = now.at(-1) ?? [];
    for (const [price] of this.single.depth(side)) if (isWorse(price, worstNow)) this.drop(price);
    const known = new Set(this.single.depth(side).map(([price]) => price));
    for (const [price, lots] of now) {
      if (!known.has(price) && isWorse(price, worstBefore)) this.seed(side, price, lots);
    }
  }

  private rest(name: number, side: 0 | 1, price: number, lots: number): void {
    expect(this.single.enter(name, side, price, lots, true)).toEqual([]);
    const names = this.ordersAt.get(price) ?? new Set();
    this.ordersAt.set(price, names.add(name));
  }

  private drop(price: number): void {
    for (const name of this.ordersAt.get(price) ?? []) {
      if (this.single.has(name)) this.single.takeOff(name, this.single.openLots(name));
    }
    this.ordersAt.delete(price);
  }
}

describe('the LOBSTER recording', () => {
  itWith(orderFlowIsMissing, 'gives every one of the 998 recorded ten-level books', () => {
    const messages = readMessages();
    const books = readBooks();
    const replay = new Replay();
    const opening = books[0] as Rows;
    for (const side of SIDES) {
      for (const [price, lots] of opening[side]) replay.seed(side, price, lots);
    }
    let compared = 0;
    for (let i = 1; i < messages.length; i += 1) {
      const now = books[i] as Rows;
      replay.apply(messages[i] as Message);
      for (const side of SIDES) {
        replay.adjustView(side, (books[i - 1] as Rows)[side], now[side]);
        expect(replay.single.depth(side), `row ${i}`).toEqual(now[side]);
      }
      expect(replay.single.problems()).toEqual([]);
      compared += 1;
    }
    expect(compared).toBe(998);
    expect(replay.seeded).toBe(338);
  });
});
