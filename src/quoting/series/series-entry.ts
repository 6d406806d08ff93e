/**
 * What the quoter keeps of one series: its record of numbers, and beside it what is not a number. Mutated in place.
 * Nothing here computes; times are ms, prices in ticks unless named otherwise, 0 means never.
 */

import { MS_PER_DAY } from '../formulas/numbers.js';
import type { HaltReason, Latch } from '../formulas/state.js';
import type { VolatilityState } from '../formulas/volatility.js';
import { targetChain } from '../parameters/parameter-store.js';
import type { Tuning } from '../parameters/tuning.js';
import type { SeriesListing, SeriesPhase } from '../types.js';
import { AGE_BUCKETS } from './age-profile.js';
import { type ContractEntry, LiveRate } from './contract-entry.js';
import { ImpactBook } from './impact.js';
import { MarkoutBook } from './markout-book.js';
import { numberRecord } from './number-record.js';
import type { SeriesColumns } from './series-columns.js';
import { placeOf, RECORD_FLOATS, SeriesNumbers } from './series-numbers.js';
import { StandingDecision } from './standing-decision.js';

/** How the mid of the last volatility sample came about; two kinds are never compared. */
export const SAMPLE_NONE = 0;
export const SAMPLE_BOOK = 1;
export const SAMPLE_FAIR = 2;

/** What is expected of a series before anything is known; follows the tuning. */
class Prior extends numberRecord(['flowPerDay', 'variance', 'exposureDays']) {}

export class SeriesEntry extends SeriesNumbers implements VolatilityState, Latch {
  readonly slot: number;
  readonly listing: SeriesListing;
  readonly contract: ContractEntry;
  readonly endMs: number;
  readonly windowDays: number;
  readonly peerKey: string;
  /** Parameter targets the series inherits from, the venue first. */
  readonly targets: readonly string[];
  tuning: Tuning;
  readonly prior: Prior;
  phase: SeriesPhase = 'SCHEDULED';
  private readonly columns: SeriesColumns;

  readonly consumption: LiveRate;
  readonly burn: LiveRate;
  readonly mint: LiveRate;
  /** The next sample starts afresh: something happened that is not volatility. */
  rebase = true;
  readonly markouts = new MarkoutBook();
  /** What firm groups left behind by taking firm quotes. */
  readonly impact = new ImpactBook();

  haltReason: HaltReason = 'NONE';

  // What stands now, and what it does to others.
  /** Undefined, or the record that stands. */
  decision: StandingDecision | undefined = undefined;
  readonly standing: StandingDecision;
  /** Slots of the better series that cap this one, of those it caps, and of its substitutes. */
  dominators: readonly number[] = [];
  dependents: number[] = [];
  bandSubstitutes: readonly number[] = [];
  windowSubstitutes: readonly number[] = [];

  constructor(parts: {
    readonly slot: number;
    readonly listing: SeriesListing;
    readonly contract: ContractEntry;
    readonly tuning: Tuning;
    readonly columns: SeriesColumns;
  }) {
    const { slot, listing, contract, tuning, columns } = parts;
    const { records } = columns;
    const at = slot * RECORD_FLOATS;
    super(records, at);
    this.slot = slot;
    this.columns = columns;
    this.listing = listing;
    this.standing = new StandingDecision(listing.seriesId, records, at);
    this.contract = contract;
    this.tuning = tuning;
    this.targets = targetChain(listing.seriesKey) ?? [''];
    this.endMs = listing.startMs + listing.windowMs;
    this.windowDays = listing.windowMs / MS_PER_DAY;
    this.consumption = new LiveRate(records, at + placeOf('consumedPerDay'));
    this.burn = new LiveRate(records, at + placeOf('burntPerDay'));
    this.mint = new LiveRate(records, at + placeOf('mintedPerDay'));
    this.prior = new Prior(records, at + placeOf('priorFlowPerDay'));
    this.thinness = 1;
    this.expectPrior();
    this.peerKey = `${listing.windowMs}|${listing.bandLoPpm}|${listing.bandHiPpm}|${listing.startMs}`;
  }

  /** Takes over changed parameters. */
  retune(tuning: Tuning): void {
    this.tuning = tuning;
    this.expectPrior();
  }

  private expectPrior(): void {
    const { prior, tuning, windowDays } = this;
    prior.flowPerDay = tuning.parameters.priorFlowLots / windowDays;
    prior.variance = tuning.volatility.prior ** 2;
    prior.exposureDays = windowDays / AGE_BUCKETS;
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
