/**
 * Plays yardstick messages through the naive book and writes the benchmark's report stream: an implementation that
 * shares nothing with the fast one but the benchmark's rules. Slow: a message costs a walk over all orders.
 */
import { createHash } from 'node:crypto';
import {
  CANCEL,
  IOC_BIT,
  NEW,
  SELL_BIT,
  TYPE_MASK,
  type Workload,
} from '../../bench/yardstick/workload.js';
import { NaiveBook, type NaiveOrder } from './naive-book.js';

const SERIES = 0;

/** The SHA-256 of the report stream of the first `count` messages. */
export function naiveHash(workload: Workload, count: number): string {
  return createHash('sha256').update(naiveReports(workload, count).join('\n')).digest('hex');
}

function naiveReports(workload: Workload, count: number): string[] {
  const book = new NaiveBook();
  const lines: string[] = [];
  const resting = (key: number): NaiveOrder | undefined =>
    book.orders.find((order) => order.key === key);
  /** Trades what crosses, reports it, and returns what is left. */
  const trade = (seq: number, order: Omit<NaiveOrder, 'time'>): number => {
    const taker = { ...order, stp: 'none' as const, scope: 'account' as const, lots: order.open };
    for (const { price, lots, key } of book.match(taker).rows) {
      lines.push(`1,${seq},${price},${lots},${key},${order.key}`);
    }
    return taker.lots;
  };
  for (let seq = 0; seq < count; seq += 1) {
    const kind = workload.kind[seq] as number;
    const key = workload.id[seq] as number;
    const price = workload.priceTicks[seq] as number;
    const open = workload.lots[seq] as number;
    const before = resting(key);
    if ((kind & TYPE_MASK) === NEW) {
      const side = (kind & SELL_BIT) === 0 ? 0 : 1;
      lines.push(`0,${seq},${side},${key},${price},${open}`);
      const order = orderOf(key, side, price, open);
      const left = trade(seq, order);
      if (left > 0 && (kind & IOC_BIT) === 0) book.rest({ ...order, open: left });
      else if (left > 0) lines.push(`2,${seq},${side},${key},${price}`);
    } else if ((kind & TYPE_MASK) === CANCEL) {
      if (before === undefined) lines.push(`4,${seq},${key}`);
      else {
        lines.push(`2,${seq},${before.side},${key},${before.price}`);
        book.remove(key);
      }
    } else if (before === undefined) {
      lines.push(`5,${seq},${key}`);
    } else {
      book.remove(key);
      const order = orderOf(key, before.side, price, open);
      const left = trade(seq, order);
      if (left > 0) book.rest({ ...order, open: left });
      lines.push(`3,${seq},${before.side},${key},${price},${open}`);
    }
  }
  return lines;
}

const orderOf = (
  key: number,
  side: 0 | 1,
  price: number,
  open: number,
): Omit<NaiveOrder, 'time'> => ({
  key,
  series: SERIES,
  side,
  price,
  owner: key,
  group: 0,
  open,
  hidden: 0,
  peak: 0,
});
