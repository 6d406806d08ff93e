// Catches the trap "restart that loses iceberg peaks or stops": state that lives outside the columns, so
// that a copy of the used columns does not go on exactly as the original.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Book,
  Matches,
  Oco,
  OrderStore,
  orderLayout,
  Pegs,
  special,
  Taker,
  Triggers,
} from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const { HOT_I32_LOG2, COLD_I32_LOG2, OWNER, OWNER_GROUP, FLAGS } = orderLayout;

/** Every kind of order over one pool, without anything beside the columns. */
class Machine {
  readonly columns = new Columns();
  private readonly orders = new OrderStore(this.columns, 60);
  private readonly book = new Book(this.columns, this.orders, { seriesMax: 1, pagesMax: 40 });
  private readonly specials = new special.AdvancedBook(this.columns, this.orders, 40);
  private readonly triggers = new Triggers(this.columns, this.orders, this.specials, {
    seriesMax: 1,
    pagesMax: 40,
    trailingMax: 10,
  });
  private readonly pegs = new Pegs(this.columns, this.specials, this.book, {
    seriesMax: 1,
    pegsMax: 10,
  });
  private readonly oco = new Oco(this.specials, this.book);
  private readonly matches = new Matches(50);
  private readonly taker = new Taker();

  /** Does one thing chosen by four numbers and says what came of it. */
  step([what, a, b, c]: readonly number[]): string {
    const side = (a as number) & 1;
    const price = 90 + ((b as number) % 20);
    const lots = 1 + ((c as number) % 9);
    if (what === 0) return this.take(side, price, lots);
    if (what === 1) return this.cancel(b as number);
    if (what === 2) {
      this.pegs.move(0, price);
      return this.show();
    }
    return this.add(what as number, side, price, lots);
  }

  private add(what: number, side: number, price: number, lots: number): string {
    const slot = this.orders.allocate();
    if (slot === 0) return 'full';
    this.orders.i32[(slot << HOT_I32_LOG2) + OWNER] = 1;
    this.orders.i32[(slot << HOT_I32_LOG2) + OWNER_GROUP] = 1;
    this.orders.coldI32[(slot << COLD_I32_LOG2) + FLAGS] = 0;
    this.book.setLots(slot, lots, what === 3 ? 2 : 0);
    const isPlain = what < 5;
    const extension = isPlain ? 0 : this.specials.attach(slot, 0, side);
    if (!isPlain && extension === 0) {
      this.orders.free(slot);
      return 'full';
    }
    let isIn = true;
    if (what === 5) isIn = this.triggers.wait(extension, price);
    else if (what === 6) isIn = this.triggers.waitTrailing(extension, price, 3);
    else if (what === 7) isIn = this.pegs.add(extension, side === 0 ? -2 : 2, 0, 100);
    else if (this.book.wouldCross(0, side, price)) isIn = false;
    else if (this.book.hasRoom(0, side, price, lots)) this.book.restAny(slot, 0, side, price);
    else isIn = false;
    if (!isIn) {
      this.specials.detach(slot);
      this.orders.free(slot);
      return 'refused';
    }
    return `${this.orders.idOf(slot)} ${this.show()}`;
  }

  private take(side: number, price: number, lots: number): string {
    Object.assign(this.taker, { series: 0, side, limitPriceTicks: price, lots, owner: 2 });
    this.matches.clear();
    this.book.match(this.taker, this.matches);
    const rows = [];
    for (let row = 0; row < this.matches.count; row += 1) {
      const slot = this.matches.makerSlot(row);
      rows.push([this.orders.idOf(slot), this.matches.lots(row), this.matches.makerOpenLots(row)]);
      this.triggers.notePrice(0, this.matches.priceTicks(row));
      if (this.matches.makerOpenLots(row) === 0) this.end(slot);
    }
    const elected = [];
    for (let slot = this.triggers.takeElected(0); slot !== 0; slot = this.triggers.takeElected(0)) {
      elected.push(this.orders.idOf(slot));
      this.end(slot);
    }
    return JSON.stringify([rows, elected, this.show()]);
  }

  private cancel(pick: number): string {
    const slot = this.book.headOf(0, pick & 1);
    if (slot === 0) return 'none';
    const extension = this.specials.of(slot);
    if (extension === 0 || !this.pegs.has(extension)) this.book.unlink(slot);
    this.end(slot);
    return this.show();
  }

  private end(slot: number): void {
    const extension = this.specials.of(slot);
    if (extension !== 0 && this.pegs.has(extension)) this.pegs.remove(extension);
    if (extension !== 0) this.oco.leave(extension);
    this.specials.detach(slot);
    this.orders.free(slot);
  }

  private show(): string {
    const { book, triggers } = this;
    return [0, 1]
      .map((side) => [
        book.bestPriceTicks(0, side),
        book.headOf(0, side),
        triggers.waiting.bestPriceTicks(0, side),
        triggers.waiting.headOf(0, side),
      ])
      .join();
  }
}

describe('a restored book', () => {
  it('goes on exactly as the one whose columns it got, icebergs, stops and pegs included', () => {
    const step = fc.tuple(fc.nat({ max: 7 }), fc.nat(), fc.nat(), fc.nat());
    const steps = fc.array(step, { maxLength: 60 });
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const original = new Machine();
        for (const one of before) original.step(one);
        const restored = new Machine();
        for (const [index, column] of original.columns.list().entries()) {
          const target = restored.columns.list()[index];
          expect(target?.name).toBe(column.name);
          target?.bytes.set(column.bytes.subarray(0, column.usedBytes()));
        }
        for (const one of after) expect(restored.step(one)).toBe(original.step(one));
        for (const [index, { name, bytes, usedBytes }] of original.columns.list().entries()) {
          const copied = restored.columns.list()[index]?.bytes ?? new Uint8Array();
          const unused = bytes.subarray(usedBytes());
          expect(Buffer.compare(copied, bytes), name).toBe(0);
          expect(Buffer.compare(unused, Buffer.alloc(unused.length)), name).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
