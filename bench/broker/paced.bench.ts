/**
 * How long a fill waits for its series' requote while orders fall due at a fixed rate, whatever happens: the desk's whole
 * work in one loop with the sequencer, the core and a journal on disk, as in the exchange.
 *
 * Open loop: a time counts from when the order that filled was due, also when it had to wait for those before it (no
 * coordinated omission), to when the requote is applied and in its frame. One order in fifty takes a lot of the broker's best
 * ask, each of another series than the last thousand; the others find nothing. The ceiling is what the very same
 * loop needs from due to applied for an order that fills, which no requote can precede. On a machine that does other
 * things as well the loop falls behind its rate, and the figures are the length of that queue.
 *
 * The engine's time is what of it is work: applying the order that filled, and from the desk's turn over the durable batch
 * to the frame with the requote, whatever else that turn answers before. Each counts as the time that passed or as the processor
 * time of this process, whichever is less: neither is less than what the loop worked. Collections and compilation
 * that fall into it count; waiting for the commit, for orders before it, for other programs, and what the thread
 * that commits does meanwhile do not.
 */
import { performance } from 'node:perf_hooks';
import { COMMAND_KIND, type ColdBodies, type Command, SIDE } from '../../src/values/index.js';
import { type BenchVenue, CONSUMER, WorkClock } from './venue.js';

export interface PacedResult {
  readonly fills: number;
  readonly requoteMicros: Readonly<Record<'p50' | 'p99' | 'p999', number>>;
  readonly appliedMicros: Readonly<Record<'p50' | 'p99' | 'p999', number>>;
  readonly engineMicros: Readonly<Record<'p50' | 'p99' | 'p999', number>>;
}

const ORDERS_PER_FILL = 50;
/** Inside the collar of every series, and far below what anybody sells at. */
const NO_PRICE_TICKS = 150;
const TICK_MS = 10;
/** Orders taken before the loop turns: what one message of the network might hold. */
const ORDERS_PER_TURN = 64;
/** Share left out at the start: until the core's own function is compiled, after 200,000 commands (ADR 17). */
const WARM_UP_SHARE = 0.5;

export async function pacedFills(
  venue: BenchVenue,
  terms: {
    readonly seriesCount: number;
    readonly ordersPerSecond: number;
    readonly seconds: number;
  },
): Promise<PacedResult> {
  const { seriesCount, ordersPerSecond, seconds } = terms;
  const total = ordersPerSecond * seconds;
  const dueAt = (index: number): number => ((index + 1) * 1_000) / ordersPerSecond;
  const waits: number[] = [];
  const applied: number[] = [];
  const engine: number[] = [];
  /** By series: work of applying the order that filled, µs. */
  const applyMicros = new Float64Array(seriesCount + 1);
  venue.turnClock = new WorkClock();
  const applyClock = new WorkClock();
  /** By series: when the order that filled was due; 0 while no requote is awaited. */
  const dueMs = new Float64Array(seriesCount + 1);
  let waiting = 0;
  const startMs = performance.now();
  watchQuotes(venue, ({ quotes }) => {
    if (waiting === 0) return;
    const nowMs = performance.now() - startMs;
    const turnMicros = venue.turnClock?.micros() ?? Number.NaN;
    for (const { seriesId } of quotes) {
      const due = dueMs[seriesId] ?? 0;
      if (due === 0) continue;
      dueMs[seriesId] = 0;
      waiting -= 1;
      waits.push(nowMs - due);
      engine.push((applyMicros[seriesId] ?? 0) + turnMicros);
    }
  });
  const venueStartMs = venue.nowMs;
  let tickMs = 0;
  for (let index = 0; index < total; ) {
    const nowMs = performance.now() - startMs;
    venue.nowMs = venueStartMs + Math.floor(nowMs);
    if (nowMs >= tickMs) {
      tickMs = nowMs + TICK_MS;
      venue.desk.tick(venue.nowMs);
    }
    const last = Math.min(total, index + ORDERS_PER_TURN);
    for (; index < last; index += 1) {
      const due = dueAt(index);
      if (due > nowMs) break;
      const seriesId = 1 + (Math.floor(index / ORDERS_PER_FILL) % seriesCount);
      const ask = index % ORDERS_PER_FILL === 0 ? bestAsk(venue, seriesId) : 0;
      if (ask !== 0 && dueMs[seriesId] === 0) {
        dueMs[seriesId] = due;
        waiting += 1;
        applyClock.begin();
        venue.order({
          ...{ accountId: CONSUMER, seriesId, side: SIDE.BUY },
          priceTicks: ask,
          lots: 1,
        });
        applyMicros[seriesId] = applyClock.micros();
        applied.push(performance.now() - startMs - due);
      } else
        venue.order({
          ...{ accountId: CONSUMER, seriesId, side: SIDE.BUY },
          priceTicks: NO_PRICE_TICKS,
          lots: 1,
        });
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await venue.settle();
  if (waiting > 0) throw new Error(`void bench row: ${waiting} fills were not requoted`);
  const wanted = (total / ORDERS_PER_FILL) * 0.9;
  if (waits.length < wanted) throw new Error(`void bench row: only ${waits.length} fills`);
  const warm = Math.floor(waits.length * WARM_UP_SHARE);
  return {
    fills: waits.length - warm,
    requoteMicros: percentiles(waits.slice(warm), 1_000),
    appliedMicros: percentiles(applied.slice(warm), 1_000),
    engineMicros: percentiles(engine.slice(warm), 1),
  };
}

/** Calls back for every mass quote of the desk, once it is applied and in its frame. */
function watchQuotes(venue: BenchVenue, quoted: (body: ColdBodies['massQuote']) => void): void {
  const { sequencer } = venue;
  const submit = sequencer.submit.bind(sequencer);
  sequencer.submit = (command: Command, origin: number): boolean => {
    const { body } = command;
    const isTaken = submit(command, origin);
    if (isTaken && command.kind === COMMAND_KIND.MASS_QUOTE) {
      quoted(body as ColdBodies['massQuote']);
    }
    return isTaken;
  };
}

function bestAsk(venue: BenchVenue, seriesId: number): number {
  return venue.desk.quoter.decisionFor(seriesId)?.asks[0]?.priceTicks ?? 0;
}

function percentiles(values: readonly number[], factor: number): PacedResult['requoteMicros'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN) * factor;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}
