/**
 * The main job: drives a running exchange with a recorded order flow through the SDK over real sockets, the broker
 * quoting between the recorded demand and the recorded supply, and shows what happens.
 *
 * Nothing is kept beside the venue: accounts, money, the place in the recording and the open orders are asked of it, so
 * a run goes on where the last one stopped, however it ended.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataDirectory } from '../data-directory.js';
import type { ChainBank } from './chain-bank.js';
import { Flow } from './flow.js';
import { Market } from './market.js';
import { decodeRecording, type Recording } from './recording.js';
import { SettlementFeed } from './settlement-feed.js';
import { Tally } from './tally.js';
import { progressLine, SCREEN_BEGIN, SCREEN_END, screen, type ViewState } from './view.js';

export interface DemoOptions {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  /** Data directory of the exchange, for its keys. */
  readonly data: string;
  /** Recorded seconds played per second. */
  readonly speed: number;
  /** Ends after this long; Infinity plays on. */
  readonly seconds: number;
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
}

const RECORDING = join('recordings', 'bitstamp-2015-05-01.patxrec');
const STEP_MS = 20;
const SCREEN_MS = 250;
const LINE_MS = 5_000;
const UPKEEP_MS = 3_000;
const SECOND_MS = 1_000;
/** A step that comes late, after a suspension of the machine for instance, plays no more than this. */
const STEP_MS_MAX = 1_000;

/** Plays until the time is over or the signal comes; resolves with the last line of progress. */
export async function runDemo(options: DemoOptions): Promise<string> {
  const recording = decodeRecording(readFileSync(recordingPath()));
  const tally = new Tally();
  const { keys } = dataDirectory(options.data);
  const settlement = new SettlementFeed(options.statusUrl);
  const bank = await chainBank(settlement, options.signal);
  const market = await Market.open(options.gatewayUrl, keys, tally, bank);
  settlement.start();
  try {
    const { consumers, providers, stocks } = market;
    const flow = new Flow({
      recording,
      consumers,
      providers,
      stocks,
      tally,
      series: () => market.windows.series,
      basis: (series) => market.basis(series),
    });
    await flow.resume();
    return await play({ options, recording, market, flow, tally, settlement });
  } finally {
    settlement.stop();
    market.close();
    bank?.close();
  }
}

/** The bank of the venue's chain; undefined when it has none. */
async function chainBank(
  feed: SettlementFeed,
  signal: AbortSignal,
): Promise<ChainBank | undefined> {
  const found = await feed.found(signal);
  if (found?.contracts === undefined) return undefined;
  // Loaded only here: a sandbox without a chain does not wait for it.
  const { ChainBank } = await import('./chain-bank.js');
  return new ChainBank(found.url, found.contracts);
}

interface Running {
  readonly options: DemoOptions;
  readonly recording: Recording;
  readonly market: Market;
  readonly flow: Flow;
  readonly tally: Tally;
  readonly settlement: SettlementFeed;
}

async function play(running: Running): Promise<string> {
  const { options, market, flow, tally } = running;
  const { isTerminal, write, speed, signal } = options;
  const begunMs = performance.now();
  const endMs = begunMs + options.seconds * SECOND_MS;
  const rate = { atMs: begunMs, orders: 0 };
  let lastMs = begunMs;
  let upkeepMs = Number.NEGATIVE_INFINITY;
  if (isTerminal) write(SCREEN_BEGIN);
  try {
    while (!signal.aborted && lastMs < endMs) {
      await pause(STEP_MS, signal);
      const nowMs = performance.now();
      flow.advance(Math.min(nowMs - lastMs, STEP_MS_MAX) * speed);
      lastMs = nowMs;
      if (nowMs - upkeepMs >= UPKEEP_MS) {
        upkeepMs = nowMs;
        market.upkeep();
      }
      if (nowMs - rate.atMs >= (isTerminal ? SCREEN_MS : LINE_MS)) {
        const perSecond = ((tally.orders - rate.orders) * SECOND_MS) / (nowMs - rate.atMs);
        rate.atMs = nowMs;
        rate.orders = tally.orders;
        const view = viewOf(running, (nowMs - begunMs) / SECOND_MS, perSecond);
        write(isTerminal ? screen(view) : `${progressLine(view)}\n`);
      }
    }
  } finally {
    if (isTerminal) write(SCREEN_END);
  }
  const seconds = (performance.now() - begunMs) / SECOND_MS;
  return progressLine(viewOf(running, seconds, tally.orders / seconds));
}

function viewOf(
  { options, recording, market, flow, tally, settlement }: Running,
  elapsedSeconds: number,
  ordersPerSecond: number,
): ViewState {
  const { gatewayUrl, statusUrl, speed } = options;
  return {
    gatewayUrl,
    statusUrl,
    speed,
    series: market.views(),
    tally,
    brokerLots: market.broker.inventoryLots,
    brokerWorthMicroPat: market.broker.worthMicroPat,
    brokerProfitMicroPat: market.broker.profitMicroPat,
    liveOrders: flow.liveCount,
    lagMs: market.lagMs,
    isOnline: market.isOnline,
    recordedMs: flow.recordedMs,
    durationMs: recording.durationMs,
    loops: flow.loops,
    elapsedSeconds,
    ordersPerSecond,
    settlement: settlement.last,
  };
}

/** The recording, at the root of the package: some folders above this file, built or not. */
function recordingPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, RECORDING))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${RECORDING} is missing from this installation`);
    folder = parent;
  }
  return join(folder, RECORDING);
}

/** Waits; a signal ends it early. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
