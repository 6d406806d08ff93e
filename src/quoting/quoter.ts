/**
 * The quoter: facts in, decisions out. No clock, no I/O, no randomness; the same facts and the same runs
 * give the same decisions.
 *
 * A fact costs a fixed amount and marks its series as changed. `run` requotes changed series and those
 * whose time has come, urgent ones first, at most `budget` of them; what is left waits for the next run.
 * A fact that makes no sense halts its series; one on an unknown series is counted and dropped.
 */

import { decodeCheckpoint, encodeCheckpoint, type RestoreOutcome } from './checkpoint.js';
import { deepCopy } from './copy.js';
import { isCount, toPpm } from './formulas/numbers.js';
import { DEFAULT_MODEL, type PriceModel } from './model.js';
import type {
  ParameterChange,
  ParameterOutcome,
  ParameterStore,
} from './parameters/parameter-store.js';
import { Pricer } from './pricer.js';
import { answerRequest } from './request-answer.js';
import { cleanLog, Requoter } from './requoter.js';
import { RequoteOrder } from './schedule/requote-order.js';
import { countExercised, countFill, countFlow, inherit } from './series/estimators.js';
import { attributionOf, bookLapse, bookTrade } from './series/pnl.js';
import { Registry } from './series/registry.js';
import type { SeriesEntry } from './series/series-entry.js';
import { setState, sitOut } from './series/series-events.js';
import type {
  Attribution,
  BookTopFact,
  BrokerFact,
  ExerciseFact,
  HeartbeatFact,
  LapseFact,
  LifecycleFact,
  MintFact,
  OutageFact,
  PositionFact,
  QuoteDecision,
  QuoterInput,
  QuoterStatus,
  RequestTakenFact,
  RunResult,
  SeriesListing,
  SizeAnswer,
  SizeRequest,
  StateFact,
  SupplyFact,
  TradeFact,
} from './types.js';
import { BidBudget } from './venue/bid-budget.js';
import { VenueWatch } from './venue/venue-watch.js';

export interface QuoterOptions {
  /** Most series listed at once. */
  readonly maxSeries: number;
  readonly parameters: ParameterStore;
  /** Journal time the quoter starts at; input sources are alive until they are silent after it. */
  readonly startMs: number;
  /** Names of the input sources whose silence halts. */
  readonly sources?: readonly string[];
  readonly model?: PriceModel;
}

export class Quoter implements QuoterInput {
  private readonly parameters: ParameterStore;
  private readonly registry: Registry;
  private readonly order: RequoteOrder;
  private readonly budget: BidBudget;
  private readonly pricer: Pricer;
  private readonly requoter: Requoter;
  private readonly venue: VenueWatch;
  private nowMs: number;
  private unknownFacts = 0;
  private badFacts = 0;

  constructor(options: QuoterOptions) {
    const { maxSeries, parameters, startMs } = options;
    this.parameters = parameters;
    this.nowMs = startMs;
    this.registry = new Registry(maxSeries);
    this.order = new RequoteOrder(this.registry, maxSeries);
    this.budget = new BidBudget(maxSeries);
    this.venue = new VenueWatch(options.sources ?? [], startMs);
    const { columns } = this.registry;
    this.pricer = new Pricer(options.model ?? DEFAULT_MODEL, columns, this.registry);
    this.requoter = new Requoter({
      pricer: this.pricer,
      columns,
      budget: this.budget,
      venue: this.venue,
    });
  }

  // Facts.

  /** Lists a series. False when it makes no sense, is listed already, or there is no room. */
  onSeries(listing: SeriesListing, atMs: number): boolean {
    this.advance(atMs);
    const usable =
      isCount(listing.startMs) &&
      isCount(listing.windowMs) &&
      listing.windowMs > 0 &&
      isCount(listing.tickMicroPat) &&
      listing.tickMicroPat > 0 &&
      isCount(listing.bandLoPpm) &&
      isCount(listing.bandHiPpm);
    const entry = usable ? this.registry.list(listing, this.parameters) : undefined;
    if (entry === undefined) this.badFacts += 1;
    return entry !== undefined;
  }

  onLifecycle(fact: LifecycleFact): void {
    const entry = this.entryOf(fact);
    if (entry === undefined || entry.phase === fact.phase) return;
    entry.phase = fact.phase;
    if (fact.phase === 'OPEN') {
      inherit(entry, this.nowMs);
      // Samples of many series that open together are spread over the interval.
      const interval = entry.tuning.parameters.sampleIntervalMs;
      entry.sampledAtMs = this.nowMs - Math.floor((interval * (entry.slot % 64)) / 64);
      entry.exposedAtMs = this.nowMs;
      this.registry.opened(entry);
    } else {
      this.registry.ended(entry);
    }
    if (fact.phase === 'CLOSED') this.close(entry);
    else this.order.touch(entry, this.order.urgent);
  }

  onTrade(fact: TradeFact): void {
    const entry = this.checked(fact, isCount(fact.priceTicks) && isCount(fact.quantityLots));
    if (entry === undefined) return;
    if (fact.consumed) {
      entry.unsoldLots = Math.max(0, entry.unsoldLots - fact.quantityLots);
      entry.supplied = 1;
    }
    if (fact.brokerSide !== 'NONE') {
      if (!fact.affiliated) this.learn(entry, fact, fact.brokerSide);
      if (entry.fairTicks > 0) {
        const fill = {
          side: fact.brokerSide,
          atMs: this.nowMs,
          cleanLog: cleanLog(entry),
          valueMicroPat: entry.fairTicks * entry.listing.tickMicroPat * fact.quantityLots,
        };
        entry.markouts.add(fill, entry.tuning.parameters.markoutMs);
        countFill(entry, fact.brokerSide, fact.priceTicks);
      }
      bookTrade(entry, fact, this.venue.totals);
    }
    this.order.touch(entry, this.order.urgent);
  }

  /** What was paid at the broker's own price is evidence; what others pay each other is not. */
  private learn(entry: SeriesEntry, fact: TradeFact, side: 'BUY' | 'SELL'): void {
    const { quantityLots: lots, owner, seriesId } = fact;
    countFlow(entry, side === 'SELL' ? 'consumed' : 'minted', lots, this.nowMs);
    const visit = { side, owner, seriesId, lots, nowMs: this.nowMs };
    entry.contract.evidence.visit(visit, entry.tuning);
  }

  /** A firm quote was taken: its group's next request is priced from what it left. */
  onRequestTaken(fact: RequestTakenFact): void {
    this.entryOf(fact)?.impact.taken(fact.group, fact.side, { ...fact, nowMs: this.nowMs });
  }

  onExercise(fact: ExerciseFact): void {
    const entry = this.checked(fact, isCount(fact.quantityLots) && isCount(fact.notionalMicroPat));
    if (entry === undefined || fact.affiliated) return;
    const { exercisedTauMs: tauMs } = entry.tuning.parameters;
    countExercised(entry.contract, fact.notionalMicroPat, { nowMs: this.nowMs, tauMs });
    if (!fact.automatic) countFlow(entry, 'burnt', fact.quantityLots, this.nowMs);
    this.order.touch(entry, this.order.normal);
  }

  /** A mint moves the target of the price; that move is supply, not volatility. */
  onMint(fact: MintFact): void {
    const entry = this.checked(fact, isCount(fact.quantityLots));
    if (entry === undefined) return;
    const before = this.mintTarget(entry);
    entry.unsoldLots += fact.quantityLots;
    if (fact.quantityLots > 0) entry.supplied = 1;
    const moved = this.mintTarget(entry) - before;
    if (Number.isFinite(moved)) entry.excludedPool += moved;
    this.order.touch(entry, this.order.urgent);
  }

  onSupply(fact: SupplyFact): void {
    const entry = this.checked(fact, isCount(fact.unsoldLots));
    if (entry === undefined || entry.unsoldLots === fact.unsoldLots) return;
    entry.unsoldLots = fact.unsoldLots;
    if (fact.unsoldLots > 0) entry.supplied = 1;
    this.order.touch(entry, this.order.normal);
  }

  onPosition(fact: PositionFact): void {
    const { sellableLots, escrowedLots, promisedLots, limitUsePpm } = fact;
    const usable =
      isCount(sellableLots) &&
      isCount(escrowedLots) &&
      isCount(promisedLots) &&
      isCount(limitUsePpm);
    const entry = this.checked(fact, usable);
    if (entry === undefined) return;
    const same =
      entry.sellableLots === sellableLots &&
      entry.escrowedLots === escrowedLots &&
      entry.promisedLots === promisedLots &&
      entry.limitUsePpm === limitUsePpm;
    if (same) return;
    entry.sellableLots = sellableLots;
    entry.escrowedLots = escrowedLots;
    entry.promisedLots = promisedLots;
    entry.limitUsePpm = limitUsePpm;
    this.order.touch(entry, this.order.urgent);
  }

  onBroker(fact: BrokerFact): void {
    this.advance(fact.atMs);
    if (!isCount(fact.bidBudgetMicroPat) || !isCount(fact.collateralMicroPat)) {
      this.badFacts += 1;
      return;
    }
    this.budget.set(fact.bidBudgetMicroPat);
    this.venue.collateralMicroPat = fact.collateralMicroPat;
  }

  /** The best prices of the book. They feed volatility at the next sample and cause no requote. */
  onBookTop(fact: BookTopFact): void {
    const { bidTicks, askTicks, bidLots, askLots } = fact;
    const usable = isCount(bidTicks) && isCount(askTicks) && isCount(bidLots) && isCount(askLots);
    const entry = this.checked(fact, usable);
    if (entry === undefined) return;
    entry.bookBidTicks = bidTicks;
    entry.bookAskTicks = askTicks;
    entry.bookBidLots = bidLots;
    entry.bookAskLots = askLots;
  }

  onLapse(fact: LapseFact): void {
    const entry = this.checked(fact, isCount(fact.quantityLots));
    if (entry !== undefined) bookLapse(entry, fact.quantityLots, this.venue.totals);
  }

  onSourceHeartbeat(fact: HeartbeatFact): void {
    this.advance(fact.atMs);
    if (!this.venue.sources.beat(fact.source, this.nowMs)) this.unknownFacts += 1;
  }

  /**
   * Time in which the venue did not run: no rate decays over it, no silence counts, and volatility starts
   * from a fresh sample. What is scheduled by the calendar, decay above all, has gone on.
   */
  onOutage(fact: OutageFact): void {
    this.advance(fact.toMs);
    this.venue.sources.restart(this.nowMs);
    const outage = { lengthMs: Math.max(0, fact.toMs - fact.fromMs), nowMs: this.nowMs };
    for (const entry of this.registry.all()) sitOut(entry, outage);
    for (const contract of this.registry.contracts()) {
      contract.exercised.atMs += outage.lengthMs;
      contract.evidence.sitOut(outage.lengthMs);
    }
    this.order.touchAll(this.order.urgent);
  }

  /** A state set by the operator or restored from the core; this alone leaves HALT. */
  onState(fact: StateFact): void {
    this.advance(fact.atMs);
    if (fact.seriesId === 0) {
      this.setVenueState(fact);
      return;
    }
    const entry = this.entryOf(fact);
    if (entry === undefined) return;
    setState(entry, fact, this.nowMs);
    this.order.touch(entry, this.order.urgent);
  }

  /** Applies or refuses a parameter change; moves it causes are not volatility. */
  onParameter(change: ParameterChange, atMs: number): ParameterOutcome {
    this.advance(atMs);
    const outcome = this.parameters.apply(change);
    if (!outcome.ok) return outcome;
    for (const entry of this.registry.all()) {
      if (!entry.targets.includes(change.target)) continue;
      const tuning = this.parameters.tuningFor(entry.targets);
      const same = tuning.parameters[outcome.key] === entry.tuning.parameters[outcome.key];
      const { contract } = entry;
      const isOnItsWay = contract.baseTargetMicroPat === entry.tuning.parameters.baseValueMicroPat;
      if (isOnItsWay) contract.baseTargetMicroPat = tuning.parameters.baseValueMicroPat;
      entry.retune(tuning);
      if (same) continue;
      entry.rebase = true;
      entry.nextDecayAtMs = 0;
      // All that is left of the way to D and S counts as caused by the change; clamped when it moves.
      const left = this.pricer.targetLog(entry, this.nowMs) - entry.logDemand - entry.logScarcity;
      entry.excludedPool = Number.isFinite(left) ? left : 0;
      this.order.touch(entry, this.order.normal);
    }
    return outcome;
  }

  // Work.

  /** Requotes at most `budget` series. Time never runs backwards: an earlier one counts as the last. */
  run(nowMs: number, budget: number): RunResult {
    this.advance(nowMs);
    const { order } = this;
    this.pricer.optimum.policies.begin();
    for (const entry of this.registry.relink()) order.touch(entry, order.normal);
    const { parameters } = this.parameters.venue;
    const found = this.venue.check(this.nowMs, parameters);
    if (found === 'HEALED') this.widen();
    if (found !== 'SAME') order.touchAll(found === 'HALTED' ? order.urgent : order.normal);
    const decisions: QuoteDecision[] = [];
    for (let left = budget; left > 0; left -= 1) {
      const entry = order.next(this.nowMs);
      if (entry === undefined) break;
      this.requote(entry, decisions);
    }
    order.rest();
    if (order.normal.size === 0 && this.budget.shifted()) order.touchAll(order.normal);
    return {
      decisions,
      pending: order.waitingCount + (order.earliestMs <= this.nowMs ? 1 : 0),
      nextRunAtMs: Math.min(order.earliestMs, this.venue.nextAtMs(parameters)),
      halt: this.venue.halt,
    };
  }

  /** Series that a fill, a mint or a halt waits for: the next ones that `run` takes. */
  get urgentCount(): number {
    return this.order.urgent.size;
  }

  /** Prices a request for quote as things stand; the series is brought up to now first. */
  answer(request: SizeRequest): SizeAnswer {
    const entry = this.entryOf(request);
    if (entry === undefined) return { ok: false, reason: 'CLOSED' };
    this.requote(entry, []);
    return answerRequest(entry, request, this.pricer, this.nowMs);
  }

  /** What stands for a series, if anything was decided. */
  decisionFor(seriesId: number): QuoteDecision | undefined {
    return this.registry.find(seriesId)?.decision;
  }

  /** When scheduled decay moves the price of a series next; infinity when it is not quoted. */
  nextRepriceAtMs(seriesId: number): number {
    const entry = this.registry.find(seriesId);
    const quoted = entry?.phase === 'OPEN' && entry.nextDecayAtMs > 0;
    return quoted ? entry.nextDecayAtMs : Number.POSITIVE_INFINITY;
  }

  attributionFor(seriesId: number): Attribution | undefined {
    const entry = this.registry.find(seriesId);
    return entry && attributionOf(entry);
  }

  status(): QuoterStatus {
    const { solvedCount, deferredCount, failedCount } = this.pricer.optimum.policies;
    let settledLog = 0;
    for (const { evidence } of this.registry.contracts()) {
      settledLog = Math.max(settledLog, Math.abs(evidence.settledLog));
    }
    return {
      series: this.registry.size,
      pending: this.order.waitingCount,
      unknownFacts: this.unknownFacts,
      badFacts: this.badFacts,
      halt: this.venue.halt,
      bidsHeldMicroPat: this.budget.heldMicroPat,
      tradingTodayMicroPat: this.venue.totals.tradingMicroPat,
      decayTodayMicroPat: this.venue.totals.decayMicroPat,
      tablesSolved: solvedCount,
      tablesDeferred: deferredCount,
      tablesFailed: failedCount,
      settledDemandMostPpm: toPpm(Math.expm1(settledLog)),
    };
  }

  /** A quoter in the same state that shares nothing with this one that changes. */
  copy(): Quoter {
    return deepCopy(this as Quoter);
  }

  /** The estimators and latches as bytes, for a journaled checkpoint. */
  checkpoint(): Uint8Array {
    return encodeCheckpoint({
      registry: this.registry,
      totals: this.venue.totals,
      halt: this.venue.halt,
      savedAtMs: this.nowMs,
    });
  }

  /**
   * Takes over a checkpoint for the series that are listed. Bytes that are not one change nothing and
   * are refused. Fills waiting for their markout are not in it.
   */
  restore(bytes: Uint8Array): RestoreOutcome {
    const outcome = decodeCheckpoint(bytes, this.registry, this.venue.totals);
    if (!outcome.ok) return outcome;
    this.venue.halt = outcome.halt;
    this.advance(outcome.savedAtMs);
    this.order.touchAll(this.order.urgent);
    return outcome;
  }

  // Inside.

  /** Where a mint finds D·S heading; the optimum learns nothing from mints. */
  private mintTarget(entry: SeriesEntry): number {
    return entry.tuning.evidence.isOptimal ? 0 : this.pricer.targetLog(entry, this.nowMs);
  }

  /** After a halt of the whole quoter that ended by itself. */
  private widen(): void {
    for (const entry of this.registry.all()) {
      if (entry.haltReason !== 'SOURCE_DEAD') continue;
      entry.haltReason = 'NONE';
      entry.haltCleanSinceMs = 0;
      entry.wideUntilMs = this.nowMs + entry.tuning.parameters.cleanMs;
    }
  }

  private advance(atMs: number): void {
    if (Number.isFinite(atMs) && atMs > this.nowMs) this.nowMs = atMs;
    this.venue.totals.turn(this.nowMs);
  }

  private entryOf(fact: {
    readonly seriesId: number;
    readonly atMs: number;
  }): SeriesEntry | undefined {
    this.advance(fact.atMs);
    const entry = this.registry.find(fact.seriesId);
    if (entry === undefined) this.unknownFacts += 1;
    return entry;
  }

  /** The series of a fact, if the fact is usable; a fact that is not halts the series. */
  private checked(
    fact: { readonly seriesId: number; readonly atMs: number },
    usable: boolean,
  ): SeriesEntry | undefined {
    const entry = this.entryOf(fact);
    if (entry === undefined || (usable && Number.isFinite(fact.atMs))) return entry;
    this.badFacts += 1;
    if (entry.haltReason === 'NONE') entry.haltReason = 'BAD_INPUT';
    this.order.touch(entry, this.order.urgent);
    return undefined;
  }

  private requote(entry: SeriesEntry, decisions: QuoteDecision[]): void {
    const { capAskMicroPat, capBidMicroPat } = entry;
    this.order.taken(entry);
    const decision = this.requoter.requote(entry, this.nowMs);
    if (decision !== undefined) decisions.push(decision);
    this.order.setDue(entry, this.requoter.dueMs(entry, this.nowMs));
    if (entry.capAskMicroPat !== capAskMicroPat || entry.capBidMicroPat !== capBidMicroPat) {
      this.order.touchDependents(entry);
    }
  }

  private close(entry: SeriesEntry): void {
    this.budget.release(entry.slot);
    this.order.setDue(entry, Number.POSITIVE_INFINITY);
    this.registry.drop(entry);
  }

  private setVenueState(fact: StateFact): void {
    if (fact.state === 'HALT') {
      this.venue.halt = fact.reason === 'NONE' ? 'OPERATOR' : fact.reason;
    } else {
      this.venue.release(this.nowMs);
      for (const entry of this.registry.all()) setState(entry, fact, this.nowMs);
    }
    this.order.touchAll(this.order.urgent);
  }
}
