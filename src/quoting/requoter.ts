/**
 * Requotes one series: sample, price, dominance, state, ladder, and the decision if anything changed.
 *
 * Everything it needs is in the series' record, its contract's, its better series' caps and the bid
 * budget. The cost is fixed: no loop over series. A decision is new only if its ladder, state or mark
 * differ from what stands, volatility or thinness moved by a fiftieth, scheduled decay stepped, or the
 * standing quote is halfway to its end.
 */
import type { QuoteLevel } from '../values/index.js';
import { type DominanceCaps, dominanceCaps, dominate } from './dominance.js';
import { slowBidSize } from './formulas/demand.js';
import {
  askPrice,
  askTicksAt,
  bidPrice,
  bidTicksAt,
  fairValueTicks,
  LADDER_LEVELS,
  markTicks,
  type QuoteFactors,
  reservationTicks,
} from './formulas/explain.js';
import { fitBudget, fitLots, ladderCost, tiltSize, wantedSizes } from './formulas/ladder.js';
import { feedMarkout } from './formulas/markout.js';
import { MAX_EXACT, PPM, toPpm } from './formulas/numbers.js';
import {
  type Conditions,
  type HaltReason,
  latchConditions,
  stateEndMs,
  stateOf,
} from './formulas/state.js';
import type { Priced, Pricer } from './pricer.js';
import { accrueExposure, limitShare, raisedRoomLots } from './series/estimators.js';
import { bookMove } from './series/pnl.js';
import { sampleMid } from './series/sampler.js';
import type { SeriesColumns } from './series/series-columns.js';
import type { SeriesEntry } from './series/series-entry.js';
import type { QuoteDecision } from './types.js';
import type { BidBudget } from './venue/bid-budget.js';
import type { VenueWatch } from './venue/venue-watch.js';

const NO_LEVELS: readonly QuoteLevel[] = [];
/** A move of σ or M by less than this share is not worth telling anyone. */
const RISK_STEP = 0.02;

export class Requoter {
  private readonly pricer: Pricer;
  private readonly columns: SeriesColumns;
  private readonly budget: BidBudget;
  private readonly venue: VenueWatch;
  private readonly caps: DominanceCaps = {
    askMicroPat: 0,
    bidMicroPat: 0,
    askTicks: 0,
    bidTicks: 0,
  };
  private readonly conditions: Conditions = {
    jump: false,
    tilt: 0,
    limitUse: 0,
    decayBudgetSpent: false,
    halt: 'NONE',
  };
  private readonly before = { fairTicks: 0, freshness: 0 };
  private readonly askSizes = new Int32Array(LADDER_LEVELS);
  private readonly askPrices = new Int32Array(LADDER_LEVELS);
  private readonly bidSizes = new Int32Array(LADDER_LEVELS);
  private readonly bidPrices = new Int32Array(LADDER_LEVELS);

  constructor(parts: {
    readonly pricer: Pricer;
    readonly columns: SeriesColumns;
    readonly budget: BidBudget;
    readonly venue: VenueWatch;
  }) {
    this.pricer = parts.pricer;
    this.columns = parts.columns;
    this.budget = parts.budget;
    this.venue = parts.venue;
  }

  /** Brings one series up to now. Answers what should stand from now on, if that changed. */
  requote(entry: SeriesEntry, nowMs: number): QuoteDecision | undefined {
    if (entry.phase !== 'OPEN' || nowMs >= entry.endMs) return this.withdraw(entry);
    const { parameters } = entry.tuning;
    let jump = false;
    const { isOptimal } = entry.tuning.evidence;
    if (isOptimal) {
      const { jumpAtMs } = entry.contract.evidence;
      jump = jumpAtMs > 0 && nowMs < jumpAtMs + parameters.cleanMs;
    } else if (nowMs - entry.sampledAtMs >= parameters.sampleIntervalMs) {
      jump = sampleMid(entry, nowMs);
    }
    if (jump) entry.wideUntilMs = nowMs + parameters.cleanMs;
    accrueExposure(entry, nowMs);
    const decayed = nowMs >= entry.nextDecayAtMs;
    const priced = this.price(entry, nowMs);
    this.judgeFills(entry, nowMs);
    const { conditions } = this;
    conditions.jump = jump;
    conditions.tilt = Math.abs(priced.tilt);
    conditions.limitUse = limitShare(entry.limitUsePpm);
    conditions.decayBudgetSpent = this.venue.decayBudgetSpent;
    conditions.halt = this.haltOf(entry, priced);
    latchConditions(entry, conditions, nowMs, entry.tuning.state);
    this.buildLadder(entry, priced, nowMs);
    return this.decide(entry, priced.factors, { nowMs, decayed });
  }

  /** When the series must be looked at again even if nothing happens; infinity when never. */
  dueMs(entry: SeriesEntry, nowMs: number): number {
    if (entry.phase !== 'OPEN' || nowMs >= entry.endMs) return Number.POSITIVE_INFINITY;
    const { tuning, listing, decision } = entry;
    const { sampleIntervalMs } = tuning.parameters;
    const endMs = stateEndMs(entry, nowMs, tuning.state);
    let due = Math.min(entry.endMs, endMs);
    if (!tuning.evidence.isOptimal) due = Math.min(due, entry.sampledAtMs + sampleIntervalMs);
    if (entry.nextDecayAtMs > 0) due = Math.min(due, entry.nextDecayAtMs);
    if (decision !== undefined) due = Math.min(due, renewAtMs(decision, entry));
    const cutoffMs = Math.ceil(listing.startMs + tuning.bidCutoff * listing.windowMs) + 1;
    if (cutoffMs > nowMs) due = Math.min(due, cutoffMs);
    return Math.max(due, nowMs + 1);
  }

  private price(entry: SeriesEntry, nowMs: number): Readonly<Priced> {
    const { before } = this;
    before.fairTicks = entry.fairTicks;
    before.freshness = entry.freshness;
    const priced = this.pricer.price(entry, nowMs);
    dominanceCaps(entry, this.columns, this.caps);
    if (priced.factors === undefined) {
      this.forgetPrice(entry);
      return priced;
    }
    entry.fairTicks = fairValueTicks(priced.factors);
    bookMove(entry, before, this.venue.totals);
    entry.capped = dominate(priced.factors, this.caps);
    return priced;
  }

  /** A series without a price passes on the caps it is under, so that those behind it stay under them. */
  private forgetPrice(entry: SeriesEntry): void {
    entry.capped = true;
    entry.rawAskTicks = 0;
    entry.rawBidTicks = 0;
    entry.capAskMicroPat = this.caps.askMicroPat;
    entry.capBidMicroPat = this.caps.bidMicroPat;
  }

  private judgeFills(entry: SeriesEntry, nowMs: number): void {
    if (entry.markouts.waiting === 0 || !(entry.fairTicks > 0)) return;
    const { markoutMs, markoutFills } = entry.tuning.parameters;
    const log = cleanLog(entry);
    for (;;) {
      const judged = entry.markouts.judge(nowMs, log, markoutMs);
      if (judged === undefined) return;
      entry.contract.markout = feedMarkout(entry.contract.markout, judged, markoutFills);
      entry.adversePnl -= judged.costMicroPat;
    }
  }

  private haltOf(entry: SeriesEntry, priced: Readonly<Priced>): HaltReason {
    if (this.venue.halt !== 'NONE') return this.venue.halt;
    if (priced.halt !== 'NONE') return priced.halt;
    if (entry.escrowedLots < entry.sellableLots) return 'ESCROW_MISMATCH';
    const { cap, prior } = entry.tuning.volatility;
    // A prior at the cap is what a released halt begins from: that is no volatility yet.
    const isMeasured = entry.variance + entry.jumpVariance > prior * prior;
    return entry.sigma >= cap && isMeasured ? 'VOLATILITY_CAP' : 'NONE';
  }

  /** Fills the scratch ladder for what the state allows. */
  private buildLadder(entry: SeriesEntry, priced: Readonly<Priced>, nowMs: number): void {
    this.askSizes.fill(0);
    this.bidSizes.fill(0);
    const { factors } = priced;
    if (factors === undefined) {
      this.budget.release(entry.slot);
      return;
    }
    this.priceLevels(entry, factors);
    const state = stateOf(entry, nowMs);
    if (state !== 'HALT') this.sizeAsks(entry, priced);
    const u = (nowMs - entry.listing.startMs) / entry.listing.windowMs;
    const bidding = (state === 'NORMAL' || state === 'WIDE') && u <= entry.tuning.bidCutoff;
    if (bidding && u >= 0) this.sizeBids(entry, priced, nowMs);
    else this.budget.release(entry.slot);
  }

  private priceLevels(entry: SeriesEntry, factors: QuoteFactors): void {
    const { tuning, fairTicks } = entry;
    const reservation = reservationTicks(factors);
    const lowest = fairTicks * tuning.ladderMin;
    const highest = fairTicks * tuning.ladderMax;
    for (let level = 0; level < LADDER_LEVELS; level += 1) {
      const ask = askTicksAt(factors, reservation, level);
      const bid = bidTicksAt(factors, reservation, level);
      this.askPrices[level] = ask <= highest && factors.dominancePpm > 0 ? ask : 0;
      this.bidPrices[level] = bid >= lowest && bid > 0 ? bid : 0;
    }
    const tick = entry.listing.tickMicroPat;
    entry.rawAskTicks = askPrice(factors, reservation, 0);
    // Without b: it answers mints at once, and what a mint causes is not volatility.
    entry.rawBidTicks = bidPrice(factors, reservation, 0) / (factors.bidFactorPpm / PPM);
    const ask = askTicksAt(factors, reservation, 0) * tick;
    const bid = Math.max(0, bidTicksAt(factors, reservation, 0)) * tick;
    entry.capAskMicroPat = Math.min(ask, this.caps.askMicroPat);
    entry.capBidMicroPat = Math.min(bid, this.caps.bidMicroPat);
  }

  private sizeAsks(entry: SeriesEntry, priced: Readonly<Priced>): void {
    const { ladder } = entry.tuning;
    wantedSizes(tiltSize('SELL', priced.tilt, ladder), ladder, this.askSizes);
    const sum = dropUnpriced(this.askSizes, this.askPrices, entry.listing.tickMicroPat);
    fitLots(this.askSizes, sum, Math.min(entry.sellableLots, entry.escrowedLots));
  }

  private sizeBids(entry: SeriesEntry, priced: Readonly<Priced>, nowMs: number): void {
    const { ladder, demand, inventory } = entry.tuning;
    const tick = entry.listing.tickMicroPat;
    const factor = tiltSize('BUY', priced.tilt, ladder) * slowBidSize(priced.pressure, demand);
    wantedSizes(factor, ladder, this.bidSizes);
    const sum = dropUnpriced(this.bidSizes, this.bidPrices, tick);
    const room = inventory.maxLots - entry.sellableLots - entry.promisedLots;
    fitLots(this.bidSizes, sum, Math.min(room, raisedRoomLots(entry, nowMs)));
    const need = ladderCost(this.bidSizes, this.bidPrices) * tick;
    const share = this.budget.share(entry.slot, need, this.bidPrices[0]! * tick);
    fitBudget(this.bidSizes, this.bidPrices, Math.floor(share / tick));
    this.budget.hold(entry.slot, ladderCost(this.bidSizes, this.bidPrices) * tick);
  }

  private decide(
    entry: SeriesEntry,
    factors: QuoteFactors | undefined,
    at: { readonly nowMs: number; readonly decayed: boolean },
  ): QuoteDecision | undefined {
    const { nowMs, decayed } = at;
    const { decision, tuning } = entry;
    const state = stateOf(entry, nowMs);
    const fair = entry.fairTicks > 0 ? markTicks(entry.fairTicks) : 0;
    const { quoteValidMs } = tuning.parameters;
    const unchanged =
      decision !== undefined &&
      !decayed &&
      decision.state === state &&
      decision.haltReason === entry.haltReason &&
      decision.fairValueTicks === fair &&
      nowMs < renewAtMs(decision, entry) &&
      near(decision.sigmaPpm, toPpm(entry.sigma)) &&
      near(decision.thinnessPpm, toPpm(entry.thinness)) &&
      decision.hasBids(this.bidPrices, this.bidSizes) &&
      decision.hasAsks(this.askPrices, this.askSizes);
    if (unchanged) return undefined;
    const standing = entry.standing;
    standing.state = state;
    standing.haltReason = entry.haltReason;
    standing.fairValueTicks = fair;
    standing.sigmaPpm = toPpm(entry.sigma);
    standing.thinnessPpm = toPpm(entry.thinness);
    standing.setFactors(factors);
    standing.setBids(this.bidPrices, this.bidSizes);
    standing.setAsks(this.askPrices, this.askSizes);
    standing.validUntilMs = Math.min(nowMs + quoteValidMs, entry.endMs);
    standing.nextRepriceAtMs = entry.nextDecayAtMs;
    entry.decision = standing;
    return standing;
  }

  /** Takes down what stands for a series that is not open. */
  private withdraw(entry: SeriesEntry): QuoteDecision | undefined {
    this.budget.release(entry.slot);
    const { decision } = entry;
    if (decision === undefined) return undefined;
    entry.decision = undefined;
    if (decision.isEmpty) return undefined;
    return { ...decision, bids: NO_LEVELS, asks: NO_LEVELS };
  }
}

/** When a quote is renewed: half-way to its end, unless it stands to the end of the window already. */
function renewAtMs(decision: QuoteDecision, entry: SeriesEntry): number {
  if (decision.validUntilMs >= entry.endMs) return entry.endMs;
  return decision.validUntilMs - entry.tuning.parameters.quoteValidMs / 2;
}

/** ln of fair value with decay and everything excluded from volatility taken out. */
export function cleanLog(entry: SeriesEntry): number {
  return Math.log(entry.fairTicks / entry.freshness) - entry.excludedTotal;
}

/** Zeroes sizes without a price or too large to be exact in money. Answers what is left in sum. */
function dropUnpriced(sizes: Int32Array, prices: Int32Array, tickMicroPat: number): number {
  let sum = 0;
  for (let level = 0; level < LADDER_LEVELS; level += 1) {
    const price = prices[level]!;
    const most = price > 0 ? Math.floor(MAX_EXACT / 8 / (price * tickMicroPat)) : 0;
    sizes[level] = Math.min(sizes[level]!, most);
    sum += sizes[level]!;
  }
  return sum;
}

function near(before: number, now: number): boolean {
  return Math.abs(now - before) <= RISK_STEP * before;
}
