/**
 * What goes into the quoter and what comes out.
 *
 * In go facts that are durable and public, plus the broker's own book; nothing the market could not see
 * later. Times are the journal's, in ms. Out come decisions for the series that changed; the caller
 * turns them into journaled commands.
 */
import type { QuoteLevel, SizeFactors } from '../values/index.js';
import type { QuoteFactors } from './formulas/explain.js';
import type { HaltReason, QuoterState } from './formulas/state.js';
import type { ParameterChange, ParameterOutcome } from './parameters/parameter-store.js';

/** A series as the quoter must know it. All of it is fixed once listed. */
export interface SeriesListing {
  /** Number the venue knows the series by. */
  readonly seriesId: number;
  /** Parameter target: contract, `@`, start. */
  readonly seriesKey: string;
  readonly contractKey: string;
  readonly segment: string;
  readonly windowMs: number;
  readonly startMs: number;
  /** Confidence band [lo, hi) in ppm. */
  readonly bandLoPpm: number;
  readonly bandHiPpm: number;
  /** Value of one tick for one lot. */
  readonly tickMicroPat: number;
}

/** Only OPEN series are quoted. CLOSED forgets the series and frees its place. */
export type SeriesPhase = 'SCHEDULED' | 'OPEN' | 'CLOSING' | 'CLOSED';

interface SeriesFact {
  readonly seriesId: number;
  readonly atMs: number;
}

export interface LifecycleFact extends SeriesFact {
  readonly phase: SeriesPhase;
}

export interface TradeFact extends SeriesFact {
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** Which side the broker's own quote was on. */
  readonly brokerSide: 'BUY' | 'SELL' | 'NONE';
  /** A consumer bought: the lots leave the unsold escrow and count as consumption. */
  readonly consumed: boolean;
  /** Between affiliates: moves escrow but teaches the estimators nothing. */
  readonly affiliated: boolean;
  /** Who traded with the broker: one number for all accounts of an owner. */
  readonly owner: number;
}

export interface ExerciseFact extends SeriesFact {
  readonly quantityLots: number;
  readonly notionalMicroPat: number;
  readonly affiliated: boolean;
  /** Exercised by the close: counts as depth, not as burn. */
  readonly automatic: boolean;
}

export interface MintFact extends SeriesFact {
  readonly quantityLots: number;
  readonly affiliated: boolean;
}

/** Unsold escrow as the ledger has it, replacing what the quoter counted. */
export interface SupplyFact extends SeriesFact {
  readonly unsoldLots: number;
}

/** The broker's own book in one series, as the ledger has it. */
export interface PositionFact extends SeriesFact {
  /** Lots the broker can sell, those under its own asks included. */
  readonly sellableLots: number;
  /** Lots its escrow record shows; fewer than it can sell is a mismatch and halts. */
  readonly escrowedLots: number;
  /** Lots it has promised to buy in firm quotes. */
  readonly promisedLots: number;
  /** The most used of the broker's limits on this series, its window and its segment. */
  readonly limitUsePpm: number;
}

/** The broker's own money. */
export interface BrokerFact {
  readonly atMs: number;
  /** PAT the broker may commit to bids, those resting included. */
  readonly bidBudgetMicroPat: number;
  /** Broker collateral, the base of the daily loss limit. */
  readonly collateralMicroPat: number;
}

export interface BookTopFact extends SeriesFact {
  /** 0: no such side. */
  readonly bidTicks: number;
  readonly askTicks: number;
  /** Lots on display at them. */
  readonly bidLots: number;
  readonly askLots: number;
}

export interface LapseFact extends SeriesFact {
  /** Broker-held lots that lapsed. */
  readonly quantityLots: number;
}

export interface HeartbeatFact {
  readonly atMs: number;
  readonly source: string;
}

export interface OutageFact {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A state set by the operator, or the core's latch after a recovery. Series 0 means the venue. */
export interface StateFact extends SeriesFact {
  readonly state: QuoterState;
  readonly reason: HaltReason;
}

/** A client asks for one price for so many lots. */
export interface SizeRequest extends SeriesFact {
  /** The number of its firm group, or its account without one, negative. */
  readonly group: number;
  /** What the client does. */
  readonly side: 'BUY' | 'SELL';
  readonly lots: number;
  /** Lots the broker has promised to buy in firm quotes by now, those to the asker's own firm left out. */
  readonly promisedLots: number;
  /** Lots it has promised to sell, likewise. */
  readonly offeredLots: number;
}

/** A firm quote was taken; it was priced from `startLots`. */
export interface RequestTakenFact extends Omit<SizeRequest, 'promisedLots' | 'offeredLots'> {
  readonly startLots: number;
}

export type SizeAnswer =
  | {
      readonly ok: true;
      readonly priceTicks: number;
      /** As of a quote's, with the bids' factor the mean over the lots. */
      readonly factors: QuoteFactors;
      readonly sizeFactors: SizeFactors;
      readonly validUntilMs: number;
    }
  | { readonly ok: false; readonly reason: 'CLOSED' | 'HALTED' | 'TOO_LARGE' | 'THIN' };

/** Everything that can be told to a quoter. Facts on unknown series are counted and dropped. */
export interface QuoterInput {
  onSeries(listing: SeriesListing, atMs: number): boolean;
  onLifecycle(fact: LifecycleFact): void;
  onTrade(fact: TradeFact): void;
  onRequestTaken(fact: RequestTakenFact): void;
  onExercise(fact: ExerciseFact): void;
  onMint(fact: MintFact): void;
  onSupply(fact: SupplyFact): void;
  onPosition(fact: PositionFact): void;
  onBroker(fact: BrokerFact): void;
  onBookTop(fact: BookTopFact): void;
  onLapse(fact: LapseFact): void;
  onSourceHeartbeat(fact: HeartbeatFact): void;
  onOutage(fact: OutageFact): void;
  onState(fact: StateFact): void;
  onParameter(change: ParameterChange, atMs: number): ParameterOutcome;
}

/**
 * What should now stand for one series. Replaces everything said about it before, and is itself overwritten by the next
 * decision on its series: whoever keeps it longer than that keeps a copy.
 */
export interface QuoteDecision {
  readonly seriesId: number;
  readonly state: QuoterState;
  readonly haltReason: HaltReason;
  /** P* in whole ticks; the last good one while halted, 0 if there never was one. */
  readonly fairValueTicks: number;
  /** σ_q per √day. */
  readonly sigmaPpm: number;
  readonly thinnessPpm: number;
  /** Undefined when nothing could be priced. */
  readonly factors: QuoteFactors | undefined;
  /** Best first, at most five, empty when that side is not quoted. */
  readonly bids: readonly QuoteLevel[];
  readonly asks: readonly QuoteLevel[];
  readonly validUntilMs: number;
  /** When scheduled decay will move this price next; it will not before. */
  readonly nextRepriceAtMs: number;
}

export interface RunResult {
  readonly decisions: readonly QuoteDecision[];
  /** Series still waiting because the budget ran out; call again soon. */
  readonly pending: number;
  /** When there will be something to do without any new fact; infinity if never. */
  readonly nextRunAtMs: number;
  /** Why the whole quoter is halted, or NONE. */
  readonly halt: HaltReason;
}

/** Broker P&L of one series since it was listed, micro-PAT, by cause. Their sum is the whole. */
export interface Attribution {
  /** Distance from fair value at which the broker traded. */
  readonly spreadMicroPat: number;
  /** Moves of fair value on lots held, adverse selection not included. */
  readonly inventoryMicroPat: number;
  /** Scheduled decay of lots held. */
  readonly decayMicroPat: number;
  /** Value of lots that lapsed. */
  readonly lapseMicroPat: number;
  /** Moves of fair value in the minutes after a trade, on the lots of that trade. */
  readonly adverseMicroPat: number;
  readonly boughtLots: number;
  readonly soldLots: number;
}

export interface QuoterStatus {
  readonly series: number;
  readonly pending: number;
  /** Facts on series nobody listed, and facts that made no sense, so far. */
  readonly unknownFacts: number;
  readonly badFacts: number;
  readonly halt: HaltReason;
  readonly bidsHeldMicroPat: number;
  /** Today's P&L without decay, and decay with lapse. */
  readonly tradingTodayMicroPat: number;
  readonly decayTodayMicroPat: number;
  /** Tables of the policy solved, times one was wanted and had to wait for a later turn, and those that could not be solved, so far. */
  readonly tablesSolved: number;
  readonly tablesDeferred: number;
  readonly tablesFailed: number;
  /** Most by which demand that has lasted is off 1, of any contract, ppm: a base value that wants a look. */
  readonly settledDemandMostPpm: number;
}
