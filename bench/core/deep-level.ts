/**
 * Whether a cancel costs the same in a level that holds a hundred thousand orders as in one that holds a hundred:
 * `node dist/bench/core/deep-level.js` prints one JSON line a depth. Orders rest at one price and are cancelled in an
 * order that jumps about, so that neither end of the queue is special; the same number of cancels for every depth.
 */
import { Book, OrderStore, orderLayout } from '../../src/engine/core/book/index.js';
import { Columns } from '../../src/engine/core/kernel/columns.js';

export interface DeepLevelResult {
  readonly depth: number;
  readonly cancelsPerSecond: number;
}

const DEPTHS = [100, 10_000, 100_000];
const CANCELS = 2_000_000;
const PRICE_TICKS = 1_000;
const SERIES = 0;
const SIDE = 0;
/** Coprime to every depth, so that it visits each order once. */
const STRIDE = 7_919;
const { HOT_F64_LOG2, OPEN_LOTS } = orderLayout;

const [deepest = 0] = DEPTHS.slice(-1);
const columns = new Columns();
const orders = new OrderStore(columns, deepest);
const book = new Book(columns, orders, { seriesMax: 1, pagesMax: 64 });
const slots = new Int32Array(deepest);
for (const depth of DEPTHS) cancelAll(depth, CANCELS / 10);
for (const depth of DEPTHS) {
  const seconds = cancelAll(depth, CANCELS);
  const result: DeepLevelResult = { depth, cancelsPerSecond: Math.round(CANCELS / seconds) };
  console.log(JSON.stringify(result));
}

/** Seconds that so many cancels took, the resting in between not counted. */
function cancelAll(depth: number, cancels: number): number {
  let seconds = 0;
  for (let done = 0; done < cancels; done += depth) {
    for (let i = 0; i < depth; i += 1) slots[i] = rest();
    const begunMs = performance.now();
    for (let i = 0, at = 0; i < depth; i += 1) {
      const slot = slots[at] as number;
      book.unlink(slot);
      orders.free(slot);
      at = (at + STRIDE) % depth;
    }
    seconds += (performance.now() - begunMs) / 1_000;
    if (book.bestPriceTicks(SERIES, SIDE) !== 0) throw new Error('void: orders are left');
  }
  return seconds;
}

function rest(): number {
  const slot = orders.allocate();
  orders.f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] = 1;
  const hasRoom = book.hasRoom(SERIES, SIDE, PRICE_TICKS, 1);
  if (slot === 0 || !hasRoom) throw new Error('the book is full');
  book.rest(slot, SERIES, SIDE, PRICE_TICKS);
  return slot;
}
