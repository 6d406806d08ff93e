/**
 * What the quoter keeps of one series and of one contract: plain records with a fixed shape, mutated in
 * place. Nothing here computes; times are ms, prices in ticks unless named otherwise, 0 means never.
 */
import { AGE_BUCKETS, AgeProfile, type ProfilePrior } from './age-profile.js';
import { LADDER_LEVELS } from './explain.js';
import type { FillIntensity } from './glft.js';
import { ImpactBook } from './impact.js';
import { MarkoutBook } from './markout-book.js';
import { MS_PER_DAY } from './numbers.js';
import { targetChain } from './parameter-store.js';
import type { SeriesColumns } from './series-columns.js';
import type { HaltReason, Latch } from './state.js';
import type { Tuning } from './tuning.js';
import type { QuoteDecision, SeriesListing, SeriesPhase } from './types.js';
import type { VolatilityState } from './volatility.js';

/** An exponentially weighted rate and the time it was last brought up to. */
export interface LiveRate {
  perDay: number;
  atMs: number;
}

/** How the mid of the last volatility sample came about; two kinds are never compared. */
export const SAMPLE_NONE = 0;
export const SAMPLE_BOOK = 1;
export const SAMPLE_FAIR = 2;

/** Estimators shared by all series of a contract. */
export class ContractEntry {
  readonly key: string;
  readonly profile = new AgeProfile();
  /** Unaffiliated notional exercised, micro-PAT a day. */
  readonly exercised: LiveRate = { perDay: 0, atMs: 0 };
  /** Broker fills ever. */
  fills = 0;
  /** Mean adverse move after a fill, a share. */
  markout = 0;
  /** Fills, days standing, and days × distance, by ladder level. */
  readonly levelFills = new Float64Array(LADDER_LEVELS);
  readonly levelDays = new Float64Array(LADDER_LEVELS);
  readonly levelDistance = new Float64Array(LADDER_LEVELS);
  levelsAtMs = 0;
  intensity: FillIntensity | undefined = undefined;
  intensityFills = 0;
  /** Series listed; at 0 the contract is kept, for the next start inherits from it. */
  listed = 0;

  constructor(key: string) {
    this.key = key;
  }
}

/** What is expected of a series of this window before anything is known. */
function priorOf(windowDays: number, tuning: Tuning): ProfilePrior {
  const { prior } = tuning.volatility;
  return {
    flowPerDay: tuning.parameters.priorFlowLots / windowDays,
    variance: prior * prior,
    exposureDays: windowDays / AGE_BUCKETS,
  };
}

export class SeriesEntry implements VolatilityState, Latch {
  readonly slot: number;
  readonly listing: SeriesListing;
  readonly contract: ContractEntry;
  readonly endMs: number;
  readonly windowDays: number;
  readonly peerKey: string;
  /** Parameter targets the series inherits from, the venue first. */
  readonly targets: readonly string[];
  tuning: Tuning;
  /** What is expected at any age before anything is known; follows the tuning. */
  prior: ProfilePrior;
  phase: SeriesPhase = 'SCHEDULED';
  private readonly columns: SeriesColumns;

  // Supply and the broker's book.
  /** 1 once anything was minted or consumed. */
  supplied = 0;
  sellableLots = 0;
  escrowedLots = 0;
  limitUsePpm = 0;
  bookBidTicks = 0;
  bookAskTicks = 0;

  // Estimators.
  readonly consumption: LiveRate = { perDay: 0, atMs: 0 };
  readonly burn: LiveRate = { perDay: 0, atMs: 0 };
  readonly mint: LiveRate = { perDay: 0, atMs: 0 };
  variance = 0;
  jumpVariance = 0;
  bucket = 0;
  profileAtMs = 0;
  sampleKind = SAMPLE_NONE;
  sampleLog = 0;
  sampledAtMs = 0;
  /** The next sample starts afresh: something happened that is not volatility. */
  rebase = true;
  /** Part of the way to the targets of D and S that a mint or a parameter caused, and all of it so far. */
  excludedPool = 0;
  excludedTotal = 0;
  readonly markouts = new MarkoutBook();
  /** What firm groups left behind by taking firm quotes. */
  readonly impact = new ImpactBook();

  // Price.
  baseMicroPat = 0;
  baseAtMs = 0;
  logDemand = 0;
  logScarcity = 0;
  /** 0 until D and S have been seeded. */
  slewAtMs = 0;
  /** Age at the last scheduled decay, its freshness, and when the next one comes. */
  decayU = 0;
  freshness = 0;
  nextDecayAtMs = 0;
  clearing = 0;
  fairTicks = 0;
  sigma = 0;
  thinness = 1;
  /** Best prices before rounding, the bid without b, in ticks; 0 while there is none. */
  rawAskTicks = 0;
  rawBidTicks = 0;

  // Latch.
  wideUntilMs = 0;
  reduceUntilMs = 0;
  haltReason: HaltReason = 'NONE';

  // What stands now, and what it does to others.
  decision: QuoteDecision | undefined = undefined;
  exposedAtMs = 0;
  /** Slots of the better series that cap this one, of those it caps, and of its substitutes. */
  dominators: readonly number[] = [];
  dependents: number[] = [];
  bandSubstitutes: readonly number[] = [];
  windowSubstitutes: readonly number[] = [];

  // P&L by cause, micro-PAT.
  spreadPnl = 0;
  inventoryPnl = 0;
  decayPnl = 0;
  lapsePnl = 0;
  adversePnl = 0;
  boughtLots = 0;
  soldLots = 0;

  constructor(parts: {
    readonly slot: number;
    readonly listing: SeriesListing;
    readonly contract: ContractEntry;
    readonly tuning: Tuning;
    readonly columns: SeriesColumns;
  }) {
    const { slot, listing, contract, tuning, columns } = parts;
    this.slot = slot;
    this.columns = columns;
    this.listing = listing;
    this.contract = contract;
    this.tuning = tuning;
    this.targets = targetChain(listing.seriesKey) ?? [''];
    this.endMs = listing.startMs + listing.windowMs;
    this.windowDays = listing.windowMs / MS_PER_DAY;
    this.prior = priorOf(this.windowDays, tuning);
    this.peerKey = `${listing.windowMs}|${listing.bandLoPpm}|${listing.bandHiPpm}|${listing.startMs}`;
  }

  /** Takes over changed parameters. */
  retune(tuning: Tuning): void {
    this.tuning = tuning;
    this.prior = priorOf(this.windowDays, tuning);
  }

  /** A: lots minted that no consumer holds. */
  get unsoldLots(): number {
    return this.columns.unsoldLots[this.slot]!;
  }

  set unsoldLots(lots: number) {
    this.columns.unsoldLots[this.slot] = lots;
  }

  /** Best prices as worse series must respect them, micro-PAT a lot. */
  get capAskMicroPat(): number {
    return this.columns.capAskMicroPat[this.slot]!;
  }

  set capAskMicroPat(microPat: number) {
    this.columns.capAskMicroPat[this.slot] = microPat;
  }

  get capBidMicroPat(): number {
    return this.columns.capBidMicroPat[this.slot]!;
  }

  set capBidMicroPat(microPat: number) {
    this.columns.capBidMicroPat[this.slot] = microPat;
  }

  /** Whether dominance lowers this quote. */
  get capped(): boolean {
    return this.columns.capped[this.slot] === 1;
  }

  set capped(capped: boolean) {
    this.columns.capped[this.slot] = capped ? 1 : 0;
  }
}
