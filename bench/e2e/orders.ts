/**
 * Durable orders over real loopback sockets, client and exchange in processes of their own, fsync on, follower running.
 *
 * Closed loop: a window of orders that have no answer yet; each answer lets one more go. Open loop: orders fall due at
 * a fixed rate whatever comes back, and latency runs from when an order was due, so a stall counts against every order
 * that had to wait (no coordinated omission).
 */
import { build, type Histogram } from 'hdr-histogram-js';
import { COMMAND_KIND, Command, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import type { RawClient } from './raw-client.js';

const PRICE_FROM_TICKS = 600;
const PRICES = 400;
/** How long the sender of an open loop sleeps between two looks at the clock. */
const PACE_MS = 0.2;
const sleeper = new Int32Array(new SharedArrayBuffer(4));
/** As many commands of an id space may be in flight as the venue remembers outcomes of it: a wide window takes several. */
const ID_SPACES = 4;
const ID_SPACE_UNIT = 2 ** 48;
/** Orders in one WebSocket message at most. */
const ORDERS_PER_MESSAGE = 256;

export interface LoadResult {
  readonly perSecond: number;
  readonly answered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** An order for one lot that meets nobody. */
export function restingOrder(clientId: number): Command {
  const c = new Command();
  c.kind = COMMAND_KIND.PLACE_ORDER;
  c.clientId = clientId;
  c.seriesId = 1;
  c.side = SIDE.BUY;
  c.orderType = ORDER_TYPE.LIMIT;
  c.timeInForce = TIME_IN_FORCE.GTC;
  c.priceTicks = PRICE_FROM_TICKS;
  c.lots = 1;
  return c;
}

/** Sends orders that rest; remembers when each was due. */
class OrderSource {
  readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
  });
  sent = 0;
  answered = 0;
  private readonly client: RawClient;
  private readonly dueMs: Float64Array;
  private readonly command = restingOrder(0);
  private readonly firstId: number;

  private readonly seriesCount: number;

  constructor(client: RawClient, ordersMax: number, firstId: number, seriesCount = 1) {
    this.seriesCount = seriesCount;
    this.client = client;
    this.dueMs = new Float64Array(ordersMax);
    this.firstId = firstId;
    client.onAnswer = (requestId, body, at) => this.answer(requestId, body, at);
  }

  /** Whether all ids are used up. */
  get isExhausted(): boolean {
    return this.sent >= this.dueMs.length;
  }

  send(count: number, dueMs: (i: number) => number): void {
    let inMessage = 0;
    for (let i = 0; i < count && !this.isExhausted; i += 1) {
      const n = this.sent;
      this.dueMs[n] = dueMs(i);
      this.command.clientId = this.firstId + n + (n % ID_SPACES) * ID_SPACE_UNIT;
      this.command.priceTicks = PRICE_FROM_TICKS + ((n * 7) % PRICES);
      this.command.seriesId = 1 + (n % this.seriesCount);
      this.client.encoder.command(this.firstId + n, this.command);
      this.sent += 1;
      inMessage += 1;
      if (inMessage === ORDERS_PER_MESSAGE) {
        this.client.flush();
        inMessage = 0;
      }
    }
    this.client.flush();
  }

  result(seconds: number): LoadResult {
    const at = (p: number) => this.histogram.getValueAtPercentile(p) / 1000;
    return {
      perSecond: this.answered / seconds,
      answered: this.answered,
      p50Ms: at(50),
      p99Ms: at(99),
      p999Ms: at(99.9),
      maxMs: this.histogram.maxValue / 1000,
    };
  }

  private answer(requestId: number, body: number, at: number): void {
    const { answerBody } = this.client;
    if ((answerBody ?? body) !== body || requestId < this.firstId) return;
    this.answered += 1;
    const micros = Math.max(
      1,
      Math.round((at - (this.dueMs[requestId - this.firstId] as number)) * 1000),
    );
    this.histogram.recordValue(micros);
  }
}

/** Keeps `depth` orders without an answer for some seconds. */
export async function closedLoop(
  client: RawClient,
  depth: number,
  seconds: number,
  firstId: number,
): Promise<LoadResult> {
  const source = new OrderSource(client, 3_000_000, firstId);
  const begunMs = performance.now();
  const endMs = begunMs + seconds * 1000;
  const top = (): void => {
    const open = source.sent - source.answered;
    const nowMs = performance.now();
    if (nowMs < endMs && open < depth) source.send(depth - open, () => nowMs);
  };
  client.onFrame = () => setImmediate(top);
  top();
  const isDone = () => performance.now() >= endMs && source.answered === source.sent;
  await until(client, isDone, endMs + 10_000);
  client.onFrame = undefined;
  return source.result((performance.now() - begunMs) / 1000);
}

/** Sends at a fixed rate for some seconds. */
export async function openLoop(
  client: RawClient,
  perSecond: number,
  seconds: number,
  firstId: number,
  seriesCount = 1,
): Promise<LoadResult> {
  const total = Math.round(perSecond * seconds);
  const source = new OrderSource(client, total, firstId, seriesCount);
  const begunMs = performance.now();
  const spacingMs = 1000 / perSecond;
  await new Promise<void>((resolve) => {
    const step = (): void => {
      const due = Math.min(total, Math.floor((performance.now() - begunMs) / spacingMs));
      const first = source.sent;
      if (due > first) source.send(due - first, (i) => begunMs + (first + i) * spacingMs);
      if (source.sent === total || client.hasEnded) return resolve();
      // Timers of the event loop are a millisecond apart, which would be the client's own delay, not the exchange's.
      Atomics.wait(sleeper, 0, 0, PACE_MS);
      setImmediate(step);
    };
    step();
  });
  await until(client, () => source.answered === source.sent, performance.now() + 10_000);
  return source.result((performance.now() - begunMs) / 1000);
}

async function until(client: RawClient, done: () => boolean, giveUpMs: number): Promise<void> {
  while (!done()) {
    client.check();
    if (performance.now() > giveUpMs) throw new Error('answers are missing after ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
