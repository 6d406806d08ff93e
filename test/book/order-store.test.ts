// Catches an order id that finds a dead or foreign order, an id used twice, a pool that grows past its
// limit, or state that a copy of the columns does not carry over.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_SLOTS_MAX, OrderStore, orderLayout } from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

const { GENERATION, HOT_I32_LOG2 } = orderLayout;

/** Fills fresh columns with the used prefixes of others, as restoring a snapshot does. */
function copyUsed(from: Columns, to: Columns): void {
  for (const [index, column] of from.list().entries()) {
    const target = to.list()[index];
    expect(target?.name).toBe(column.name);
    target?.bytes.set(column.bytes.subarray(0, column.usedBytes()));
  }
}

describe('the order store', () => {
  it('is of at least one order and fewer than an id can tell apart, and says how many were asked for', () => {
    for (const wrong of [0, -1, 1.5, ORDER_SLOTS_MAX, Number.NaN]) {
      expect(() => new OrderStore(new Columns(), wrong)).toThrow(
        `an order store of ${wrong} orders`,
      );
    }
    const columns = new Columns();
    const store = new OrderStore(columns, 1);
    expect(columns.list().map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['orders.hot', 2 * orderLayout.HOT_BYTES],
      ['orders.cold', 2 * orderLayout.COLD_BYTES],
    ]);
    expect([store.isFull, store.allocate(), store.isFull, store.allocate()]).toEqual([
      false,
      1,
      true,
      0,
    ]);
    store.free(1);
    expect(store.isFull).toBe(false);
  });

  it('does not find a record that is free by the number a live one there would not have', () => {
    const store = new OrderStore(new Columns(), 4);
    const slot = store.allocate();
    store.free(slot);
    const generation = store.i32[(slot << HOT_I32_LOG2) + GENERATION] as number;
    expect(generation).toBeLessThan(0);
    expect(store.find(generation * ORDER_SLOTS_MAX + slot)).toBe(0);
  });

  it('finds an order by its id and nothing else by any other number', () => {
    const store = new OrderStore(new Columns(), 10);
    const slot = store.allocate();
    const id = store.idOf(slot);
    expect(store.find(id)).toBe(slot);
    for (const other of [0, -1, 0.5, id + 0.5, id + 1, id + ORDER_SLOTS_MAX, -id, Number.NaN]) {
      expect(store.find(other)).toBe(0);
    }
    for (const other of [
      Number.POSITIVE_INFINITY,
      Number.MAX_SAFE_INTEGER,
      2 ** 60,
      3,
      9,
      10,
      11,
    ]) {
      expect(store.find(other)).toBe(0);
    }
  });

  it('never finds a freed order, by its old id or by the one its slot will get next', () => {
    const store = new OrderStore(new Columns(), 10);
    const slot = store.allocate();
    const id = store.idOf(slot);
    store.free(slot);
    expect(store.find(id)).toBe(0);
    expect(store.find(id + ORDER_SLOTS_MAX)).toBe(0);
    expect(store.allocate()).toBe(slot);
    expect(store.idOf(slot)).toBe(id + ORDER_SLOTS_MAX);
    expect(store.find(id)).toBe(0);
  });

  it('refuses at its limit and goes on after a free', () => {
    const store = new OrderStore(new Columns(), 3);
    const slots = [store.allocate(), store.allocate(), store.allocate()];
    expect(slots).toEqual([1, 2, 3]);
    expect(store.allocate()).toBe(0);
    expect(store.liveCount).toBe(3);
    store.free(2);
    expect(store.allocate()).toBe(2);
    expect(store.allocate()).toBe(0);
  });

  it('retires a slot whose generations are used up', () => {
    const store = new OrderStore(new Columns(), 2);
    const slot = store.allocate();
    store.i32[(slot << HOT_I32_LOG2) + GENERATION] = 2 ** 31 - 1;
    const id = store.idOf(slot);
    expect(Number.isSafeInteger(id)).toBe(true);
    expect(store.find(id)).toBe(slot);
    store.free(slot);
    expect(store.find(id)).toBe(0);
    expect(store.allocate()).toBe(2);
    expect(store.allocate()).toBe(0);
  });

  it('refuses a size that an id cannot address', () => {
    for (const size of [0, -1, 1.5, ORDER_SLOTS_MAX, Number.NaN]) {
      expect(() => new OrderStore(new Columns(), size)).toThrow(RangeError);
    }
  });

  it('goes on from a copy of its columns exactly as the original does', () => {
    const steps = fc.array(fc.oneof(fc.constant(-1), fc.nat({ max: 20 })), { maxLength: 40 });
    const play = (store: OrderStore, live: number[], list: readonly number[]): number[] => {
      return list.map((step) => {
        const slot = step < 0 || live.length === 0 ? 0 : (live[step % live.length] as number);
        if (slot !== 0) {
          store.free(slot);
          live.splice(live.indexOf(slot), 1);
          return 0;
        }
        const fresh = store.allocate();
        if (fresh !== 0) live.push(fresh);
        return fresh === 0 ? 0 : store.idOf(fresh);
      });
    };
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const columns = new Columns();
        const store = new OrderStore(columns, 8);
        const live: number[] = [];
        play(store, live, before);
        const otherColumns = new Columns();
        const other = new OrderStore(otherColumns, 8);
        copyUsed(columns, otherColumns);
        expect(play(other, [...live], after)).toEqual(play(store, live, after));
        for (const [index, { bytes }] of columns.list().entries()) {
          expect(otherColumns.list()[index]?.bytes).toEqual(bytes);
        }
      }),
    );
  });
});
