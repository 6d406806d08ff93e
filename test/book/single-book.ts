/** One series of the fast book with orders named by any number, for replaying recordings. */
import {
  Book,
  DepthRows,
  Matches,
  OrderStore,
  orderLayout,
  readDepth,
  Taker,
  validateBooks,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const { HOT_I32_LOG2, HOT_F64_LOG2, OPEN_LOTS, OWNER, OWNER_GROUP } = orderLayout;

export interface Fill {
  readonly maker: number;
  readonly price: number;
  readonly lots: number;
}

export class SingleBook {
  readonly book: Book;
  private readonly orders: OrderStore;
  private readonly matches = new Matches(1000);
  private readonly taker = new Taker();
  private readonly rows: DepthRows;
  private readonly slots = new Map<number, number>();
  private readonly names = new Map<number, number>();

  constructor(depth: number) {
    const columns = new Columns();
    this.orders = new OrderStore(columns, 100_000);
    this.book = new Book(columns, this.orders, { seriesMax: 1, pagesMax: 4096 });
    this.rows = new DepthRows(depth);
  }

  has(name: number): boolean {
    return this.slots.has(name);
  }

  openLots(name: number): number {
    return this.orders.f64[(this.slotOf(name) << HOT_F64_LOG2) + OPEN_LOTS] as number;
  }

  /** Trades as far as the price allows; the rest goes into the book if `rests`. */
  enter(name: number, side: 0 | 1, price: number, lots: number, rests: boolean): Fill[] {
    const { taker, matches } = this;
    Object.assign(taker, { side, limitPriceTicks: price, lots });
    matches.clear();
    this.book.match(taker, matches);
    const fills = [];
    for (let row = 0; row < matches.count; row += 1) {
      const slot = matches.makerSlot(row);
      const maker = this.names.get(slot) as number;
      fills.push({ maker, price: matches.priceTicks(row), lots: matches.lots(row) });
      if (matches.makerOpenLots(row) === 0) this.forget(maker);
    }
    if (taker.lots > 0 && rests) this.rest(name, side, price, taker.lots);
    return fills;
  }

  /** Takes lots off an order; it leaves the book with the last one. */
  takeOff(name: number, lots: number): void {
    const left = this.openLots(name) - lots;
    if (left < 0) throw new Error(`order ${name} has ${-left} lots too few`);
    if (left > 0) {
      this.book.reduce(this.slotOf(name), left);
      return;
    }
    this.book.unlink(this.slotOf(name));
    this.forget(name);
  }

  /** [price, lots] of the best levels of a side. */
  depth(side: 0 | 1): [number, number][] {
    readDepth(this.book, 0, side, this.rows);
    return Array.from({ length: this.rows.count }, (_, row) => [
      this.rows.priceTicks[row] as number,
      this.rows.lots[row] as number,
    ]);
  }

  problems(): string[] {
    return validateBooks(this.book, 1);
  }

  private rest(name: number, side: 0 | 1, price: number, lots: number): void {
    const hasRoom = this.book.hasRoom(0, side, price, lots);
    const slot = this.orders.allocate();
    if (!hasRoom || slot === 0) throw new Error('the book is full');
    this.orders.i32[(slot << HOT_I32_LOG2) + OWNER] = 0;
    this.orders.i32[(slot << HOT_I32_LOG2) + OWNER_GROUP] = 0;
    this.orders.f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] = lots;
    this.book.rest(slot, 0, side, price);
    this.slots.set(name, slot);
    this.names.set(slot, name);
  }

  private slotOf(name: number): number {
    const slot = this.slots.get(name);
    if (slot === undefined) throw new Error(`no order ${name}`);
    return slot;
  }

  private forget(name: number): void {
    const slot = this.slotOf(name);
    this.slots.delete(name);
    this.names.delete(slot);
    this.orders.free(slot);
  }
}
