/**
 * The main job: drives a running exchange with a recorded order flow through the SDK over real sockets, the broker
 * quoting between the recorded demand and the recorded supply, and shows what happens.
 *
 * Nothing is kept beside the venue: accounts, money, the place in the recording and the open orders are asked of it, so
 * a run goes on where the last one stopped, however it ended.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignInLink } from '../../gateway/index.js';
import { CommandError } from '../command-error.js';
import { dataDirectory } from '../data-directory.js';
import { MAIN_FILE } from '../main-file.js';
import { announcement, firstCommand, packageFolderOf } from './announcement.js';
import type { ChainBank } from './chain-bank.js';
import { Flow } from './flow.js';
import { Market } from './market.js';
import { decodeRecording, type Recording } from './recording.js';
import { SettlementFeed } from './settlement-feed.js';
import { linksFor, type Person } from './sign-in-links.js';
import { Tally } from './tally.js';
import { progressLine, SCREEN_BEGIN, SCREEN_END, screen, type ViewState } from './view.js';

export interface DemoOptions {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  readonly apiUrl?: string;
  /** Data directory of the exchange, for its keys; from the root. */
  readonly data: string;
  /** Whether the exchange was started with a chain. */
  readonly hasChain: boolean;
  /** Recorded seconds played per second. */
  readonly speed: number;
  /** Ends after this long; Infinity plays on. */
  readonly seconds: number;
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  /** A line, before the market is open. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Gives the exchange one-time sign-in links. */
  readonly offerLinks?: (links: readonly SignInLink[]) => void;
}

const RECORDING = join('recordings', 'bitstamp-2015-05-01.patxrec');
const STEP_MS = 20;
const SCREEN_MS = 250;
const LINE_MS = 5_000;
const UPKEEP_MS = 3_000;
const SECOND_MS = 1_000;
/** A step that comes late, after a suspension of the machine for instance, plays no more than this. */
const STEP_MS_MAX = 1_000;

/**
 * Plays until the time is over or the signal comes; resolves with the last line of progress, or undefined when the signal
 * came before the market was open. Whatever waits for the exchange then is left to itself: it may never answer.
 */
export async function runDemo(options: DemoOptions): Promise<string | undefined> {
  const open: (() => void)[] = [];
  try {
    const running = await unlessAborted(
      options.signal,
      setUp(options, (close) => open.push(close)),
    );
    return running === undefined ? undefined : await play(running);
  } finally {
    for (const close of open.reverse()) close();
  }
}

/** Opens the market. @param opened is given what ends each thing that was begun */
async function setUp(options: DemoOptions, opened: (close: () => void) => void): Promise<Running> {
  const { gatewayUrl, statusUrl, data, hasChain, signal, say } = options;
  const folder = packageFolder();
  const recording = decodeRecording(readFileSync(join(folder, RECORDING)));
  const tally = new Tally();
  const settlement = new SettlementFeed(statusUrl, signal);
  opened(() => settlement.stop());
  if (hasChain) say('waiting for the chain');
  const bank = hasChain ? await chainBank(settlement) : undefined;
  if (bank !== undefined) opened(() => bank.close());
  const { keys } = dataDirectory(data);
  const market = await Market.open({ gatewayUrl, keys, tally, bank, opened, say });
  settlement.start();
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
  say('looking where the recording stands');
  await flow.resume();
  const place = {
    gatewayUrl,
    statusUrl,
    apiUrl: options.apiUrl,
    data,
    chainUrl: settlement.last?.url,
    mainFile: MAIN_FILE,
    packageFolder: folder,
    folder: process.cwd(),
  };
  say('the market is open; Ctrl-C stops it, starting again goes on where it was');
  for (const line of announcement(place)) say(line);
  for (const line of signInLines(options, market.people)) say(line);
  const tryThis = firstCommand(place);
  return { options, recording, market, flow, tally, settlement, tryThis };
}

/** One-time links to the pages; none where there is no API, or nobody who offers them. */
function signInLines(
  { apiUrl, offerLinks }: DemoOptions,
  people: readonly Person[],
): readonly string[] {
  if (apiUrl === undefined || offerLinks === undefined) return [];
  const { links, shown } = linksFor(people, apiUrl, Date.now());
  offerLinks(links);
  const rows = shown.map(({ name, url }) => `  ${name.padEnd(17)}${url}`);
  return ['Sign in on this machine, once each, within ten minutes:', ...rows, ''];
}

/** The bank of the venue's chain. Fails when the chain is not there to be used. */
async function chainBank(feed: SettlementFeed): Promise<ChainBank> {
  const { contracts, trouble } = await feed.found();
  if (contracts === undefined) {
    throw new CommandError(
      'chain-refused',
      trouble?.detail ?? 'the exchange knows of no chain; --no-chain goes without',
    );
  }
  // Loaded only here: a sandbox without a chain does not wait for it.
  const { ChainBank } = await import('./chain-bank.js');
  return new ChainBank(() => feed.last?.url ?? '', contracts);
}

interface Running {
  readonly options: DemoOptions;
  readonly recording: Recording;
  readonly market: Market;
  readonly flow: Flow;
  readonly tally: Tally;
  readonly settlement: SettlementFeed;
  /** A command to try. */
  readonly tryThis: string;
}

async function play(running: Running): Promise<string> {
  const { options, market, flow, tally } = running;
  const { isTerminal, write, speed, signal } = options;
  const begunMs = performance.now();
  const endMs = begunMs + options.seconds * SECOND_MS;
  // The first line comes at once.
  const rate = { atMs: Number.NEGATIVE_INFINITY, orders: 0 };
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
        const sinceMs = nowMs - Math.max(rate.atMs, begunMs);
        const perSecond = ((tally.orders - rate.orders) * SECOND_MS) / sinceMs;
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
  { options, recording, market, flow, tally, settlement, tryThis }: Running,
  elapsedSeconds: number,
  ordersPerSecond: number,
): ViewState {
  const { gatewayUrl, statusUrl, data, speed } = options;
  return {
    gatewayUrl,
    statusUrl,
    data,
    tryThis,
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

/** The root of the package: some folders above this program, built or not. */
const packageFolder = (): string => packageFolderOf(MAIN_FILE, RECORDING, existsSync);

/** What a promise comes to; undefined when the signal comes first. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  let aborted = (): void => undefined;
  const cut = new Promise<undefined>((resolve) => {
    aborted = () => resolve(undefined);
    signal.addEventListener('abort', aborted);
  });
  if (signal.aborted) aborted();
  try {
    return await Promise.race([work, cut]);
  } catch (error) {
    // What was cut off fails in many ways, none of them news.
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener('abort', aborted);
  }
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
