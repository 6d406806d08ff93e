/**
 * One measurement of the yardstick, in a process of its own: `node dist/bench/yardstick/measure.js ENGINE WORKLOAD
 * [SECONDS]` prints one JSON line. ENGINE is `book`, our order book with its reports kept in memory, or
 * `nodejs-order-book`, the package of that name given the same messages. Reading the workload and making room for the
 * reports is not timed.
 *
 * The book is played twelve times and put back to its beginning in between. As in the bench of the core, the first two let
 * the compiler finish, which works as it does for the exchange once that is warm (decision 17): from a function that
 * closes over the one book. A play lasts a seventh of a second, and what else runs on the machine can halve its speed: the
 * figure is the fastest of the other ten, what the code can do, and their median is told beside it. `cold-book` is played
 * once instead, by a process as it starts: that tells what compiling takes.
 *
 * SECONDS, when not 0, ends the play of nodejs-order-book after that time, because all of a workload takes it minutes.
 * It grows slower as its book fills, so stopping early flatters it. Its refusals of cancels and amends must be those of
 * our book over the same messages, or the measurement is void: the process throws and ends with a failure.
 */
import { OrderBook, Side } from 'nodejs-order-book';
import { letInlineAll } from '../../src/engine/log/index.js';
import { median } from '../child.js';
import { Player } from './player.js';
import { Reports } from './reports.js';
import * as messages from './workload.js';
import {
  EXCERPT_FOLDER,
  expectedHashes,
  readWorkload,
  type Workload,
  yardstickFolder,
  yardstickIsMissing,
} from './workload.js';

/** What a process prints. */
export interface Measurement {
  readonly messages: number;
  /** Of the fastest play that counts. */
  readonly seconds: number;
  readonly medianSeconds: number;
  readonly isCorrect: boolean;
}

const { CANCEL, IOC_BIT, NEW, SELL_BIT, TYPE_MASK } = messages;
const ACCOUNTS = 1_000;
const PLAYS = 12;
const WARMING_PLAYS = 2;
const WORDS_PER_MESSAGE = 5;
const LIMITS = { ordersMax: 100_000, pagesMax: 8_192, seriesMax: 1 };
/** How many messages are given to an engine at once. */
const CHUNK = 256;

const [engine = '', name = '', secondsMax = '0'] = process.argv.slice(2);
const folder = yardstickIsMissing() === undefined ? yardstickFolder() : EXCERPT_FOLDER;
const workload = readWorkload(name, ACCOUNTS, 1, folder);
console.log(JSON.stringify(measure()));

function measure(): Measurement {
  if (engine === 'cold-book') return measureBook(1);
  return engine === 'book' ? measureBook(PLAYS) : measurePeer(Number(secondsMax) || Infinity);
}

/** @param plays of which the first two do not count when there are more */
function measureBook(plays: number): Measurement {
  const player = new Player(LIMITS, workload.idMax);
  const reports = new Reports(workload.count * WORDS_PER_MESSAGE);
  const expected = expectedHashes(folder).get(name);
  const digests: string[] = [];
  let play = (from: number, to: number) => player.play(workload, reports, from, to);
  const seconds = Array.from({ length: plays }, (_, number) => {
    if (number === WARMING_PLAYS - 1) play = wholeOf(player, reports);
    reports.clear();
    const begunMs = performance.now();
    for (let from = 0; from < workload.count; from += CHUNK) {
      play(from, Math.min(workload.count, from + CHUNK));
    }
    const elapsedMs = performance.now() - begunMs;
    digests.push(reports.digest());
    player.rewind();
    return elapsedMs / 1_000;
  });
  // The text is made once, when the clock has stopped for good: collecting it would go on beside the next play.
  const isCorrect = reports.hash() === expected && new Set(digests).size === 1;
  const counted = seconds.slice(Math.min(WARMING_PLAYS, plays - 1));
  return {
    messages: workload.count,
    seconds: Math.min(...counted),
    medianSeconds: median(counted),
    isCorrect,
  };
}

/** What the exchange does once it is warm: a function made for this book, which may take in everything it calls. */
function wholeOf(player: Player, reports: Reports): (from: number, to: number) => void {
  letInlineAll();
  return (from, to) => player.play(workload, reports, from, to);
}

function measurePeer(limitSeconds: number): Measurement {
  const { count } = workload;
  const book = new OrderBook();
  let refusals = 0;
  let played = 0;
  const begunMs = performance.now();
  const endMs = begunMs + limitSeconds * 1_000;
  let nowMs = begunMs;
  while (played < count && nowMs < endMs) {
    const to = Math.min(count, played + CHUNK);
    for (; played < to; played += 1) refusals += give(book, workload, played);
    nowMs = performance.now();
  }
  const own = ownRefusals(played);
  if (own !== refusals) throw new Error(`void: ${refusals} refusals, our book has ${own}`);
  const seconds = (nowMs - begunMs) / 1_000;
  return { messages: played, seconds, medianSeconds: seconds, isCorrect: true };
}

/** @returns 1 when a cancel or amend was refused */
function give(book: OrderBook, { kind, id, priceTicks, lots }: Workload, seq: number): number {
  const bits = kind[seq] as number;
  const orderId = String(id[seq]);
  const type = bits & TYPE_MASK;
  if (type === CANCEL) return book.cancel(orderId) === undefined ? 1 : 0;
  const price = priceTicks[seq] as number;
  const size = lots[seq] as number;
  if (type !== NEW) return book.modify(orderId, { price, size }).err === null ? 0 : 1;
  const side = (bits & SELL_BIT) === 0 ? Side.BUY : Side.SELL;
  const order = { side, id: orderId, size, price };
  const { err } = book.createOrder({
    type: 'limit',
    ...order,
    ...((bits & IOC_BIT) === 0 ? {} : { timeInForce: 'IOC' }),
  } as Parameters<OrderBook['createOrder']>[0]);
  if (err !== null) throw new Error(`void: message ${seq} was refused: ${err.message}`);
  return 0;
}

/** Refused cancels and amends of our book over the first messages. */
function ownRefusals(count: number): number {
  const reports = new Reports(count * WORDS_PER_MESSAGE);
  new Player(LIMITS, workload.idMax).play(workload, reports, 0, count);
  return reports.refusalCount();
}
