/**
 * The broker's quoting loop: what is durable becomes facts for the quoter, what the quoter decides becomes journaled
 * commands of the broker, once a turn and within a budget: first the series that something happened to, then those that
 * follow from them.
 *
 * Prices come from durable facts only, so a crash can never have shown a price learned from a trade that did not
 * happen. Sizes come from the applied state, which is the broker's own book as the core will check it in this very
 * turn: a quote sized from the older durable state would be refused, or offer rights already sold. No clock and no
 * timer in here: time comes with batches and with `tick`. When the loop stops, quotes end by themselves at their
 * `validUntil`. What the core refuses is counted, logged and rested, never repeated in a loop.
 */
import { BROKER_ACCOUNT, type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import type { Batch, BatchListener } from '../engine/log/index.js';
import {
  findParameter,
  type HaltReason,
  type ParameterChange,
  ParameterStore,
  type PriceModel,
  Quoter,
  type QuoterStatus,
  type RunResult,
} from '../quoting/index.js';
import { SERIES_STATE } from '../values/index.js';
import { BookTops } from './book-tops.js';
import { type FactListener, FactReader, type RefusedChange } from './fact-reader.js';
import { OwnBook } from './own-book.js';
import { type CommandSink, OwnCommands } from './own-commands.js';
import { previewChange, type QuoteMoves } from './quote-preview.js';
import { QuoteSender, type SenderCounts } from './quote-sender.js';
import { RequestDesk } from './request-desk.js';
import { decodeSavedState, encodeSavedState, type SavedState } from './saved-state.js';

/** Where the desk writes what an operator should know; a pino logger fits. */
export interface BrokerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface BrokerDeskOptions {
  readonly sequencer: CommandSink;
  /** Most series requoted, and most quotes sent, in one turn. */
  readonly seriesPerTurn?: number;
  /** Time between checkpoints of the quoter. */
  readonly checkpointMs?: number;
  /** Input sources watched beside the host itself; each must call `heartbeat` before it counts as dead. */
  readonly sources?: readonly string[];
  readonly model?: PriceModel;
  readonly logger?: BrokerLog;
}

export interface BrokerStatus {
  readonly runs: number;
  readonly sent: SenderCounts;
  readonly checkpoints: number;
  /** Quotes the core refused, times a series was rested for it, series in trouble now. */
  readonly quotesRefused: number;
  readonly rests: number;
  readonly troubledSeries: number;
  /** Other commands of the desk the core refused. */
  readonly commandsRefused: number;
  /** Commands the sequencer had no room for. */
  readonly commandsDropped: number;
  /** Parameter changes the core took and the quoter could not follow. */
  readonly parametersRefused: number;
  /** Decisions not sent yet. */
  readonly waiting: number;
  /** Requests for quote answered with an offer, answered with a refusal, and offers taken. */
  readonly requestsAnswered: number;
  readonly requestsRefused: number;
  readonly offersTaken: number;
  /** Why the whole quoter is halted, or NONE. */
  readonly halt: HaltReason;
  readonly quoter: QuoterStatus;
}

/** The source that stands for the process the desk runs in. */
export const HOST_SOURCE = 'host';
const SERIES_PER_TURN = 256;
/** Requests for quote answered in one turn. */
const REQUESTS_PER_TURN = 64;
const CHECKPOINT_MS = 180_000;
/** Largest checkpoint the schema carries. */
const CHECKPOINT_BYTES_MAX = 1_048_576;

const SILENT: BrokerLog = { info: () => {}, warn: () => {} };

export class BrokerDesk implements BatchListener, FactListener {
  readonly quoter: Quoter;
  private readonly core: Core;
  private readonly sequencer: CommandSink;
  private readonly commands: OwnCommands;
  private readonly ownBook: OwnBook;
  private readonly tops: BookTops;
  private readonly facts: FactReader;
  private readonly sender: QuoteSender;
  private readonly requests: RequestDesk;
  private readonly seriesPerTurn: number;
  private readonly checkpointEveryMs: number;
  private readonly log: BrokerLog;
  /** State up to here was read at the start; its events are no news. */
  private readonly startSequence: number;
  private checkpointAtMs: number;
  private nowMs: number;
  private halt: HaltReason = 'NONE';
  private runs = 0;
  private checkpoints = 0;
  private commandsRefused = 0;
  private parametersRefused = 0;
  /** When there will be something to do without any news; the host ticks then, and every second at least. */
  nextRunAtMs = 0;

  /**
   * Reads everything from the core as it stands, a new venue or one just recovered, and listens to the sequencer from
   * here on. Sends nothing before the next batch or tick. Listeners are told in the order they came: made after the
   * gateway, the desk quotes when the replies of the turn have gone out.
   */
  constructor(options: BrokerDeskOptions) {
    const { sequencer, seriesPerTurn = SERIES_PER_TURN, checkpointMs = CHECKPOINT_MS } = options;
    const { core } = sequencer;
    const { state } = core;
    this.sequencer = sequencer;
    this.core = core;
    this.seriesPerTurn = seriesPerTurn;
    this.checkpointEveryMs = checkpointMs;
    this.log = options.logger ?? SILENT;
    this.startSequence = state.sequence;
    this.nowMs = state.timeMs;
    this.checkpointAtMs = state.timeMs + checkpointMs;
    this.quoter = new Quoter({
      maxSeries: state.limits.maxSeries,
      parameters: this.parametersOf(core),
      startMs: state.timeMs,
      sources: [HOST_SOURCE, ...(options.sources ?? [])],
      ...(options.model === undefined ? {} : { model: options.model }),
    });
    this.commands = new OwnCommands(sequencer);
    this.ownBook = new OwnBook(core, this.quoter);
    this.tops = new BookTops(core);
    this.facts = new FactReader(core, this.quoter, this.ownBook, this);
    this.sender = new QuoteSender(core, this.quoter, this.commands);
    this.requests = new RequestDesk(core, this.quoter, this.commands, this.sender.fitter);
    this.load();
    sequencer.listen(this);
  }

  /** Looks at the books while the state is exactly at the batch's end. */
  sealed(batch: Batch): void {
    this.tops.capture(batch);
  }

  /** Learns from what is on disk and quotes. */
  durable(batch: Batch): void {
    this.nowMs = Math.max(this.nowMs, batch.timeMs);
    this.facts.read(batch, this.startSequence);
    this.commands.settle(batch.lastSequence);
    this.tops.tell(this.quoter, batch.timeMs);
    this.run();
  }

  /** While it rests it sends nothing, and its quotes end by themselves. */
  isResting = false;

  /** The host is alive, and time has passed: what is due by time alone is done. */
  tick(nowMs: number): void {
    this.nowMs = Math.max(this.nowMs, nowMs);
    this.heartbeat(HOST_SOURCE, this.nowMs);
    if (this.nowMs >= this.nextRunAtMs) this.run();
    if (this.nowMs >= this.checkpointAtMs && !this.isResting) this.checkpoint(this.nowMs);
  }

  /** An input source is alive. */
  heartbeat(source: string, nowMs: number): void {
    this.quoter.onSourceHeartbeat({ source, atMs: nowMs });
  }

  /** Journals the quoter's estimators; false when they are too large or there is no room now. */
  checkpoint(nowMs: number): boolean {
    this.checkpointAtMs = nowMs + this.checkpointEveryMs;
    const { state } = this.core;
    const openSeries: number[] = [];
    for (let id = 1; id <= state.series.count; id += 1) if (this.isOpen(id)) openSeries.push(id);
    const { outageMs } = state.registry;
    const bytes = encodeSavedState({ outageMs, openSeries, quoter: this.quoter.checkpoint() });
    if (bytes.length > CHECKPOINT_BYTES_MAX) {
      this.log.warn(
        { bytes: bytes.length, bytesMax: CHECKPOINT_BYTES_MAX },
        'the checkpoint of the quoter is too large to journal; a restart will begin from an older one',
      );
      return false;
    }
    const isSent = this.commands.send('quoterCheckpoint', { state: bytes });
    if (isSent) this.checkpoints += 1;
    return isSent;
  }

  /** Figures for metrics and the console. */
  status(): BrokerStatus {
    const { refusals } = this.sender;
    return {
      runs: this.runs,
      sent: { ...this.sender.counts },
      checkpoints: this.checkpoints,
      quotesRefused: refusals.refusedCount,
      rests: refusals.restCount,
      troubledSeries: refusals.troubledCount,
      commandsRefused: this.commandsRefused,
      commandsDropped: this.commands.droppedCount,
      parametersRefused: this.parametersRefused,
      waiting: this.sender.waitingCount,
      requestsAnswered: this.requests.answeredCount,
      requestsRefused: this.requests.refusedCount,
      offersTaken: this.requests.takenCount,
      halt: this.halt,
      quoter: this.quoter.status(),
    };
  }

  /** The quotes a change of a parameter would move now; undefined when it is none of the quoter's. */
  preview(change: Omit<ParameterChange, 'expectedVersion'>): QuoteMoves | undefined {
    const { core, quoter, sender, sequencer } = this;
    const moment = {
      nowMs: Math.max(this.nowMs, core.state.timeMs),
      basedOnSequence: sequencer.durableSequence,
    };
    return previewChange({ core, quoter, sender }, change, moment);
  }

  // What the fact reader tells.

  isOwn(sequence: number): boolean {
    return this.commands.isOwn(sequence);
  }

  disturbed(seriesId: number): void {
    this.sender.want(seriesId);
  }

  quoteAnswered(seriesId: number, code: number): void {
    if (!this.sender.answered(seriesId, code, this.nowMs)) return;
    this.log.warn(
      { seriesId, code },
      'the core refuses the quote of a series; it is taken down and tried again later',
    );
  }

  quoteRequested(words: Float64Array, at: number, atMs: number): void {
    this.requests.requested(words, at, atMs);
  }

  quoteOffered(words: Float64Array, at: number): void {
    this.requests.offered(words, at);
  }

  ownTraded(orderId: number, atMs: number): void {
    this.requests.traded(orderId, atMs);
  }

  ownEnded(orderId: number): void {
    const seriesId = this.requests.ended(orderId);
    if (seriesId !== 0) this.sender.want(seriesId);
  }

  commandRefused(code: number): void {
    this.commandsRefused += 1;
    this.log.warn(
      { code, accountId: BROKER_ACCOUNT },
      "a command of the broker's desk was refused",
    );
  }

  parameterRefused(name: string, target: string, refused: RefusedChange): void {
    this.parametersRefused += 1;
    const { code, min, max } = refused;
    this.log.warn(
      { name, target, code, min, max },
      'a parameter contradicts another and is not in force; set it within the range given',
    );
  }

  // Inside.

  private run(): void {
    // What the start was read from must be on disk before anything follows from it.
    if (this.sequencer.durableSequence < this.startSequence || this.isResting) return;
    const { nowMs, seriesPerTurn } = this;
    this.runs += 1;
    this.ownBook.tell(nowMs);
    // What was filled is in the journal before the series that follow from it are priced.
    const urgent = Math.min(this.quoter.urgentCount, seriesPerTurn);
    if (urgent > 0) {
      this.requote(urgent);
      this.sender.send(nowMs, this.sequencer.durableSequence, urgent);
    }
    const left = seriesPerTurn - urgent;
    const result = this.requote(left);
    // Pricing a request brings its series up to now, and its offer takes from what the quote may hold.
    for (const seriesId of this.requests.answer(nowMs, REQUESTS_PER_TURN)) {
      this.sender.want(seriesId);
    }
    const waitMs = this.sender.send(nowMs, this.sequencer.durableSequence, left);
    const isPending = result.pending > 0 || this.requests.waitingCount > 0;
    this.nextRunAtMs = isPending ? nowMs : Math.min(result.nextRunAtMs, waitMs);
  }

  /** Prices at most `budget` series; those whose quote changes wait to be sent. */
  private requote(budget: number): RunResult {
    const result = this.quoter.run(this.nowMs, budget);
    if (result.halt !== this.halt) {
      this.halt = result.halt;
      this.log.warn({ halt: result.halt }, 'the halt of the whole quoter changed');
    }
    for (const { seriesId } of result.decisions) this.sender.want(seriesId);
    return result;
  }

  /** Parameters as all changes so far left them. */
  private parametersOf(core: Core): ParameterStore {
    const store = new ParameterStore();
    for (const { name, target, value } of core.state.registry.parameterChanges) {
      if (findParameter(name) === undefined) continue;
      const outcome = store.apply({ name, target, value, expectedVersion: 0 });
      if (!outcome.ok) this.parameterRefused(name, target, outcome);
    }
    return store;
  }

  /**
   * The start: series that were open at the last checkpoint first, so that it can be put into them; then the others,
   * which inherit from its contracts; then what the core knows better than a checkpoint.
   */
  private load(): void {
    const { core, facts, quoter, nowMs } = this;
    const { series, registry } = core.state;
    const saved = this.savedState();
    for (const id of saved?.openSeries ?? []) {
      if (series.exists(id) && this.isOpen(id)) facts.list(id, nowMs);
    }
    if (saved !== undefined) this.restore(saved);
    for (let id = 1; id <= series.count; id += 1) facts.list(id, nowMs);
    if (saved !== undefined) {
      const outageMs = Math.max(0, registry.outageMs - saved.outageMs);
      quoter.onOutage({ fromMs: nowMs - outageMs, toMs: nowMs });
    }
    for (let id = 1; id <= series.count; id += 1) {
      facts.tellSupply(id, nowMs);
      facts.tellState(id, nowMs);
      if (this.isOpen(id)) this.tops.read(id);
      this.sender.want(id);
    }
    this.tops.tell(quoter, nowMs);
    this.ownBook.tell(nowMs);
  }

  private savedState(): SavedState | undefined {
    const { quoterCheckpoint } = this.core.state.registry;
    if (quoterCheckpoint === '') return undefined;
    const saved = decodeSavedState(quoterCheckpoint);
    if (saved === undefined) {
      this.log.warn({}, 'the checkpoint of the quoter cannot be read; it starts cold');
    }
    return saved;
  }

  private restore(saved: SavedState): void {
    const outcome = this.quoter.restore(saved.quoter);
    if (outcome.ok) {
      const { restored, skipped, savedAtMs } = outcome;
      this.log.info({ restored, skipped, savedAtMs }, 'the quoter goes on from its checkpoint');
      return;
    }
    this.log.warn(
      { reason: outcome.reason },
      'the checkpoint of the quoter is refused; cold start',
    );
  }

  private isOpen(seriesId: number): boolean {
    const { OPEN, HALTED, AUCTION } = SERIES_STATE;
    const state = this.core.state.series.get(seriesId, S.state);
    return state === OPEN || state === HALTED || state === AUCTION;
  }
}
