/**
 * The sixth workload: three of four orders take what rests, where the five of the yardstick trade little. Generated
 * from a seed with 32-bit integer arithmetic alone, so it is the same on every machine.
 *
 * A quarter of the orders rest on both sides of a middle price that wanders; the others cross it, half of them
 * immediate or cancel. Makers bring as many lots as takers want, so the book neither empties nor grows.
 */
import { IOC_BIT, NEW, SELL_BIT, type Workload } from '../yardstick/workload.js';

export const TRADE_HEAVY = 'trade-heavy';
export const TRADE_HEAVY_SEED = 23;

const ORDERS = 1_000_000;
const MIDDLE_TICKS = 10_000;
const ORDERS_PER_STEP = 64;
/** Makers rest up to this far from the middle; takers go a little further. */
const DEPTH_TICKS = 8;
const TAKER_TICKS = 10;
const MAKER_LOTS_MIN = 2;
const MAKER_LOTS_RANGE = 3;

/** A generator of 32-bit numbers: a counter, mixed until every bit of it counts. */
function generator(seed: number): () => number {
  let counter = seed;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

export function tradeHeavyWorkload(): Workload {
  const next = generator(TRADE_HEAVY_SEED);
  const kind = new Uint8Array(ORDERS);
  const id = new Int32Array(ORDERS);
  const priceTicks = new Int32Array(ORDERS);
  const lots = new Int32Array(ORDERS);
  let middle = MIDDLE_TICKS;
  for (let i = 0; i < ORDERS; i += 1) {
    const dice = next();
    if (i % ORDERS_PER_STEP === 0) middle += (next() % 3) - 1;
    const isSell = (dice & 1) !== 0;
    const isMaker = (dice & 6) === 0;
    const away = isMaker ? 1 + ((dice >>> 8) % DEPTH_TICKS) : -TAKER_TICKS;
    const isIoc = !isMaker && (dice & 8) !== 0;
    kind[i] = NEW | (isSell ? SELL_BIT : 0) | (isIoc ? IOC_BIT : 0);
    id[i] = i + 1;
    priceTicks[i] = isSell ? middle + away : middle - away;
    lots[i] = isMaker ? MAKER_LOTS_MIN + ((dice >>> 16) % MAKER_LOTS_RANGE) : 1;
  }
  const none = new Int32Array(0);
  return {
    name: TRADE_HEAVY,
    count: ORDERS,
    kind,
    id,
    priceTicks,
    lots,
    idMax: ORDERS,
    owner: none,
    series: none,
  };
}
