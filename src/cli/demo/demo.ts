/**
 * The main job: drives a running exchange with a recorded order flow through the SDK over real sockets, the broker
 * quoting between the recorded demand and the recorded supply, and shows what happens.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BalanceReport,
  type BookView,
  PatxClient,
  type PositionReport,
  type Quote,
  type SeriesInfo,
} from '../../client/index.js';
import { BROKER_ACCOUNT, FIRST_OPERATOR_ACCOUNT } from '../../engine/core/index.js';
import { ensureKeyFile, rawPublicKey } from '../keys.js';
import { acceptNotices, exerciseHeld, serveTickets } from './deliveries.js';
import { Flow } from './flow.js';
import { decodeRecording } from './recording.js';
import {
  escrowCapacity,
  openSeries,
  prepareSandbox,
  readProgress,
  writeProgress,
} from './sandbox.js';
import { Tally } from './tally.js';
import { brokerWorthMicroPat, progressLine, screen, type ViewState } from './view.js';

export interface DemoOptions {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  /** Data directory of the exchange: its keys are there, and the demo's progress. */
  readonly data: string;
  /** Recorded seconds played per second. */
  readonly speed: number;
  /** Ends after this long; Infinity plays on. */
  readonly seconds: number;
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
}

const RECORDING = 'recordings/bitstamp-2015-05-01.patxrec';
const STEP_MS = 20;
const SCREEN_MS = 250;
const LINE_MS = 5_000;
const UPKEEP_MS = 3_000;
const MICROS_PER_SECOND = 1000;

/** Plays until the time is over or the signal comes; resolves with the last line of progress. */
export async function runDemo(options: DemoOptions): Promise<string> {
  const market = await Market.open(options);
  try {
    return await market.play();
  } finally {
    market.close();
  }
}

class Market {
  private readonly options: DemoOptions;
  private readonly progressPath: string;
  private readonly tally = new Tally();
  private readonly quotes = new Map<number, Quote>();
  private readonly books = new Map<number, BookView>();
  private readonly brokerPositions = new Map<number, PositionReport>();
  private readonly clients: PatxClient[] = [];
  private operator!: PatxClient;
  private consumers: PatxClient[] = [];
  private providers: PatxClient[] = [];
  private series: SeriesInfo[] = [];
  private brokerBalance: BalanceReport | undefined;
  private brokerStartMicroPat = 0;
  private flow!: Flow;
  private eventCount = 0;

  private constructor(options: DemoOptions) {
    this.options = options;
    this.progressPath = join(options.data, 'demo.json');
  }

  /** Connects everybody and makes what is missing of the sandbox. */
  static async open(options: DemoOptions): Promise<Market> {
    const market = new Market(options);
    const keys = join(options.data, 'keys');
    market.operator = await market.connect(FIRST_OPERATOR_ACCOUNT, join(keys, 'operator.pem'));
    const broker = await market.connect(BROKER_ACCOUNT, join(keys, 'broker.pem'));
    const demoKey = join(keys, 'demo.pem');
    const publicKey = rawPublicKey(ensureKeyFile(demoKey));
    const progress = readProgress(market.progressPath);
    await prepareSandbox(market.operator, broker, publicKey, progress);
    writeProgress(market.progressPath, progress);
    for (const id of progress.consumers) market.consumers.push(await market.connect(id, demoKey));
    for (const id of progress.providers) market.providers.push(await market.connect(id, demoKey));
    const recording = decodeRecording(readFileSync(recordingPath()));
    market.eventCount = recording.eventCount;
    const parties = { consumers: market.consumers, providers: market.providers };
    market.flow = new Flow(recording, parties, market.tally, progress);
    market.listen(broker);
    for (const provider of market.providers) await escrowCapacity(provider);
    await market.upkeep();
    return market;
  }

  async play(): Promise<string> {
    const { options } = this;
    const begunMs = performance.now();
    let lastMs = begunMs;
    let shownMs = begunMs;
    let shownOrders = 0;
    let upkeepMs = begunMs;
    let isUpkept = true;
    while (!options.signal.aborted && performance.now() - begunMs < options.seconds * 1000) {
      await pause(STEP_MS);
      const nowMs = performance.now();
      this.flow.advance((nowMs - lastMs) * options.speed, this.series, this.quotes);
      lastMs = nowMs;
      if (nowMs - upkeepMs >= UPKEEP_MS && isUpkept) {
        upkeepMs = nowMs;
        isUpkept = false;
        void this.tally.guard(this.upkeep()).then(() => {
          isUpkept = true;
        });
      }
      if (nowMs - shownMs >= (options.isTerminal ? SCREEN_MS : LINE_MS)) {
        const rate = ((this.tally.orders - shownOrders) * MICROS_PER_SECOND) / (nowMs - shownMs);
        this.show((nowMs - begunMs) / 1000, rate);
        shownMs = nowMs;
        shownOrders = this.tally.orders;
      }
    }
    const seconds = (performance.now() - begunMs) / 1000;
    this.keepProgress();
    return progressLine(this.view(seconds, this.tally.orders / seconds));
  }

  close(): void {
    for (const client of this.clients) client.close();
  }

  private async connect(accountId: number, keyFile: string): Promise<PatxClient> {
    const client = await PatxClient.connect({
      url: this.options.gatewayUrl,
      accountId,
      keyId: 1,
      privateKey: readFileSync(keyFile, 'utf8'),
      idSpace: DEMO_ID_SPACE,
      pushBalances: true,
    });
    this.clients.push(client);
    return client;
  }

  private listen(broker: PatxClient): void {
    const { tally } = this;
    for (const consumer of this.consumers) {
      consumer.events.fills.on(({ lastLots }) => {
        tally.fills += 1;
        tally.filledLots += lastLots;
      });
      acceptNotices(consumer, tally);
    }
    for (const provider of this.providers) {
      provider.events.positions.on(({ accountId, seriesId, heldLots, reservedLots }) => {
        this.flow.learnPosition(accountId, seriesId, heldLots - reservedLots);
      });
      serveTickets(provider, tally);
    }
    broker.events.balances.on((balance) => {
      this.brokerBalance = balance;
      if (this.brokerStartMicroPat === 0) this.brokerStartMicroPat = this.brokerWorth();
    });
    broker.events.positions.on((position) => {
      this.brokerPositions.set(position.seriesId, position);
    });
  }

  /** Now and then: a series for every contract, rights to offer, rights exercised, progress kept. */
  private async upkeep(): Promise<void> {
    const before = new Set(this.series.map(({ seriesId }) => seriesId));
    this.series = await openSeries(this.operator);
    for (const { seriesId } of this.series) {
      if (!before.has(seriesId)) this.follow(seriesId);
      await this.flow.mint(seriesId);
    }
    for (const consumer of this.consumers) await exerciseHeld(consumer, this.tally);
    this.keepProgress();
  }

  private follow(seriesId: number): void {
    void keep(this.operator.market.quotes(seriesId), (quote) => this.quotes.set(seriesId, quote));
    void keep(this.operator.market.book(seriesId), (book) => this.books.set(seriesId, book));
  }

  private keepProgress(): void {
    writeProgress(this.progressPath, {
      consumers: this.consumers.map(({ accountId }) => accountId),
      providers: this.providers.map(({ accountId }) => accountId),
      nextEvent: this.flow.nextEvent,
      loops: this.flow.loops,
    });
  }

  private brokerWorth(): number {
    return brokerWorthMicroPat(this.brokerBalance, this.brokerPositions, this.quotes);
  }

  private show(elapsedSeconds: number, ordersPerSecond: number): void {
    const view = this.view(elapsedSeconds, ordersPerSecond);
    this.options.write(this.options.isTerminal ? screen(view) : `${progressLine(view)}\n`);
  }

  private view(elapsedSeconds: number, ordersPerSecond: number): ViewState {
    return {
      ...this.options,
      series: this.series,
      books: this.books,
      quotes: this.quotes,
      brokerBalance: this.brokerBalance,
      brokerPositions: this.brokerPositions,
      brokerStartMicroPat: this.brokerStartMicroPat,
      tally: this.tally,
      nextEvent: this.flow.nextEvent,
      eventCount: this.eventCount,
      loops: this.flow.loops,
      elapsedSeconds,
      ordersPerSecond,
    };
  }
}

/** The demo's own id space, so that an operator's other commands do not get into its way. */
const DEMO_ID_SPACE = 1;

/** The recording, beside the built files or at the root of the sources. */
function recordingPath(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = here.includes(`${join('dist', 'src')}`)
    ? join(here, '../../../..')
    : join(here, '../../..');
  return join(root, RECORDING);
}

async function keep<T>(stream: AsyncIterable<T>, each: (value: T) => void): Promise<void> {
  try {
    for await (const value of stream) each(value);
  } catch {
    // The stream ended with its connection; the client opens it again or is closed.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
