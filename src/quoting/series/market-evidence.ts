/**
 * What a contract knows of its market by what others paid the broker and took from it: rates and price sensitivity of both sides,
 * lots a visit, and how much the price that balances them moves.
 *
 * Only trades at the broker's own price count, an owner's no more than its share (owner-shares); mints, resting orders and trades
 * among others never. All of it advances in journal time, lies in the contract's numbers, and is total.
 */
import { ewma, ewmaWeight } from '../formulas/estimator.js';
import { slewed } from '../formulas/fair-value.js';
import { clamp, MS_PER_DAY } from '../formulas/numbers.js';
import { visitRatio, visitVariance } from '../formulas/visit-rate.js';
import type { Tuning } from '../parameters/tuning.js';
import { numberRecord } from './number-record.js';
import { OwnerShares } from './owner-shares.js';

/** Sums are forgotten by the minute: in between a weight is within a thousandth of one. */
const FORGET_MS = 60_000;
/** How often a move of the balance is looked at. */
const MOVE_MS = 3_600_000;
const ELASTICITY_MIN = 2;
const ELASTICITY_MAX = 40;
/** Lots a visit is expected to trade, and the visits that expectation counts for. */
const LOTS_PRIOR = 2;

const SIDE_NUMBERS = [
  'fastVisits',
  'fastExpected',
  'slowVisits',
  'slowExpected',
  // Lots of the slow visits.
  'lots',
  // Elasticity less its prior, what is known of it, and the mean distance it is measured around.
  'elasticityMore',
  'elasticityKnown',
  'distance',
] as const;

const SHARED_NUMBERS = [
  'sumsAtMs',
  // Log of the balance when its move was last looked at, and when that was; 0 never.
  'balanceLog',
  'balanceAtMs',
  'balanceVariance',
  'balanceJumpVariance',
  'jumpAtMs',
] as const;

/** What demand has been for long: its log, and when it was last brought up to now; 0 never. */
const SETTLED_NUMBERS = ['log', 'atMs'] as const;

export class SideEvidence extends numberRecord(SIDE_NUMBERS) {}
class SharedEvidence extends numberRecord(SHARED_NUMBERS) {}
class SettledDemand extends numberRecord(SETTLED_NUMBERS) {}

/** Numbers of the evidence of a contract. */
export const EVIDENCE_FLOATS =
  SHARED_NUMBERS.length + 2 * SIDE_NUMBERS.length + SETTLED_NUMBERS.length;

/** A fill of the broker's quote. */
export interface Visit {
  readonly side: 'BUY' | 'SELL';
  readonly owner: number;
  readonly seriesId: number;
  readonly lots: number;
  readonly nowMs: number;
}

/** What is known of both sides, ready for prices. Rates are logs of lots a window at base times freshness. */
export interface MarketView {
  buyElasticity: number;
  sellElasticity: number;
  buyLotsLog: number;
  sellLotsLog: number;
  /** Of what others paid, by how much either side moves the price at which as many buy as sell. */
  demandLog: number;
  supplyLog: number;
}

/** A view is as good for so long, unless somebody trades. */
const VIEW_MS = 10_000;

export class MarketEvidence {
  private readonly known: MarketView = {
    buyElasticity: 0,
    sellElasticity: 0,
    buyLotsLog: 0,
    sellLotsLog: 0,
    demandLog: 0,
    supplyLog: 0,
  };
  private viewAtMs = Number.NEGATIVE_INFINITY;
  private viewTuning: Tuning | undefined = undefined;
  private readonly shared: SharedEvidence;
  /** Consumers who buy, and providers who sell. */
  readonly buys: SideEvidence;
  readonly sells: SideEvidence;
  private readonly settled: SettledDemand;
  private readonly owners = new OwnerShares();

  constructor(numbers: Float64Array, at: number) {
    this.shared = new SharedEvidence(numbers, at);
    this.buys = new SideEvidence(numbers, at + SHARED_NUMBERS.length);
    this.sells = new SideEvidence(numbers, at + SHARED_NUMBERS.length + SIDE_NUMBERS.length);
    this.settled = new SettledDemand(numbers, at + EVIDENCE_FLOATS - SETTLED_NUMBERS.length);
  }

  get jumpAtMs(): number {
    return this.shared.jumpAtMs;
  }

  /** What is known now; the same object every time. */
  view(nowMs: number, tuning: Tuning): Readonly<MarketView> {
    const { known, buys, sells } = this;
    if (this.viewTuning === tuning && nowMs - this.viewAtMs < VIEW_MS) return known;
    this.viewAtMs = nowMs;
    this.viewTuning = tuning;
    known.buyElasticity = this.elasticity(buys, tuning);
    known.sellElasticity = this.elasticity(sells, tuning);
    const both = known.buyElasticity + known.sellElasticity;
    const buyLog = this.visitsLog(buys, tuning);
    const sellLog = this.visitsLog(sells, tuning);
    const { buysPerWindow, sellsPerWindow } = tuning.evidence;
    // What is expected to be another than demand is scarcity, or plenty, from the beginning.
    const expected = Math.log(sellsPerWindow / buysPerWindow);
    known.demandLog = buyLog / both;
    this.settle(known.demandLog, nowMs, tuning);
    known.supplyLog = (sellLog + expected) / both;
    known.buyLotsLog = buyLog + Math.log(this.lotsPerVisit(buys, tuning) * buysPerWindow);
    known.sellLotsLog = sellLog + Math.log(this.lotsPerVisit(sells, tuning) * sellsPerWindow);
    return known;
  }

  /**
   * ln D as it has been for long: what is beyond it, sales have raised lately. A base value that is too low makes D high for good, and is
   * no raise once the evidence has lasted; who would feign that pays for it day after day.
   */
  get settledLog(): number {
    return this.settled.log;
  }

  private settle(demandLog: number, nowMs: number, { evidence }: Tuning): void {
    const { settled } = this;
    const elapsedMs = settled.atMs === 0 ? 0 : nowMs - settled.atMs;
    settled.atMs = Math.max(settled.atMs, nowMs);
    const limit = { maxPerUnit: evidence.settlesLogPerDay, elapsed: elapsedMs / MS_PER_DAY };
    settled.log = slewed(settled.log, demandLog, limit);
  }

  /** The numbers were set from outside. */
  forgetView(): void {
    this.viewTuning = undefined;
  }

  /** Counts a fill. `side` is the broker's. */
  visit({ side, owner, seriesId, lots, nowMs }: Visit, tuning: Tuning): void {
    const { evidence } = tuning;
    this.forget(nowMs, tuning);
    this.viewTuning = undefined;
    const of = side === 'SELL' ? this.buys : this.sells;
    const known = this.buys.fastVisits + this.sells.fastVisits + evidence.visits.fastPrior;
    const counted = this.owners.visit(owner, side === 'SELL' ? seriesId : -seriesId, {
      nowMs,
      tauMs: evidence.fastTauMs,
      limit: evidence.ownerShare * known,
    });
    of.fastVisits += counted;
    of.slowVisits += counted;
    of.lots += lots;
    this.judgeElasticity(of, counted, tuning);
  }

  /**
   * A price of a side stood for a time.
   * @param distance log by which it is worse for the customer than base times freshness
   * @param place distance from what the broker held for fair, a share of it
   */
  stood(
    side: 'BUY' | 'SELL',
    time: { readonly days: number; readonly nowMs: number; readonly windowDays: number },
    distance: { readonly fromBase: number; readonly fromFair: number },
    tuning: Tuning,
  ): void {
    const { days, nowMs, windowDays } = time;
    const { evidence } = tuning;
    this.forget(nowMs, tuning);
    const of = side === 'SELL' ? this.buys : this.sells;
    const k = this.elasticity(of, tuning);
    const visits = side === 'SELL' ? evidence.buysPerWindow : evidence.sellsPerWindow;
    const expected = ((visits * days) / windowDays) * Math.exp(-k * distance.fromBase);
    of.fastExpected += expected;
    of.slowExpected += expected;
    const live = expected * visitRatio(of, evidence.visits);
    // Around the mean distance, so that how many come and how they mind prices are told apart.
    const known = of.slowVisits + evidence.visits.slowPrior;
    of.distance += ((distance.fromFair - of.distance) * live) / (known + live);
    const away = distance.fromFair - of.distance;
    of.elasticityKnown += live * away * away;
    of.elasticityMore += (live * away) / (of.elasticityKnown + evidence.elasticityKnown);
    this.lastAway[side === 'SELL' ? 0 : 1] = away;
  }

  /** Distance from their mean of the prices that stood last, of asks and of bids. */
  private readonly lastAway: [number, number] = [0, 0];

  private judgeElasticity(of: SideEvidence, counted: number, { evidence }: Tuning): void {
    const away = this.lastAway[of === this.buys ? 0 : 1];
    of.elasticityMore -= (counted * away) / (of.elasticityKnown + evidence.elasticityKnown);
  }

  /** k of a side. */
  private elasticity(of: SideEvidence, { evidence }: Tuning): number {
    return clamp(evidence.elasticity + of.elasticityMore, ELASTICITY_MIN, ELASTICITY_MAX);
  }

  /** ln of how many times as many come as the prior says. */
  private visitsLog(of: SideEvidence, { evidence }: Tuning): number {
    return Math.log(visitRatio(of, evidence.visits));
  }

  private lotsPerVisit(of: SideEvidence, { evidence }: Tuning): number {
    const { slowPrior } = evidence.visits;
    return (of.lots + LOTS_PRIOR * slowPrior) / (of.slowVisits + slowPrior);
  }

  /** Looks once an hour how far the balance moved; that, and nothing quoted, is volatility. */
  look(nowMs: number, tuning: Tuning): void {
    const { shared } = this;
    if (nowMs - shared.balanceAtMs < MOVE_MS) return;
    const kBoth = this.elasticity(this.buys, tuning) + this.elasticity(this.sells, tuning);
    const log = (this.visitsLog(this.buys, tuning) - this.visitsLog(this.sells, tuning)) / kBoth;
    const elapsedMs = nowMs - shared.balanceAtMs;
    const { prior } = tuning.volatility;
    if (shared.balanceAtMs === 0) {
      shared.balanceVariance = prior * prior;
    } else {
      this.feed(log - shared.balanceLog, elapsedMs, this.noise(elapsedMs, kBoth, tuning), tuning);
    }
    shared.balanceLog = log;
    shared.balanceAtMs = nowMs;
  }

  /** Variance per day, and of jumps. */
  get variance(): number {
    return this.shared.balanceVariance;
  }

  get jumpVariance(): number {
    return this.shared.balanceJumpVariance;
  }

  /** What chance alone moves the balance by in a time, a variance. */
  private noise(elapsedMs: number, kBoth: number, { evidence }: Tuning): number {
    const both =
      visitVariance(this.buys, evidence.visits) + visitVariance(this.sells, evidence.visits);
    return (2 * both * Math.min(1, elapsedMs / evidence.fastTauMs)) / (kBoth * kBoth);
  }

  private feed(move: number, elapsedMs: number, noise: number, tuning: Tuning): void {
    const { shared } = this;
    const { jumpSigmas, cap, floor, prior } = tuning.volatility;
    const days = elapsedMs / MS_PER_DAY;
    const spread = Math.sqrt(Math.max(shared.balanceVariance, floor * floor) * days + noise);
    const kept = Math.min(Math.abs(move), jumpSigmas * spread);
    const excess = Math.abs(move) - kept;
    const weight = ewmaWeight(elapsedMs, tuning.evidence.volatilityHalfLifeMs);
    // Shrunk to the prior by as much as is forgotten, so that one busy day does not set it for good.
    const seen = Math.max(0, (kept * kept - noise) / days);
    const target = 0.5 * (seen + prior * prior);
    shared.balanceVariance = Math.min(cap * cap, ewma(shared.balanceVariance, target, weight));
    shared.balanceJumpVariance = ewma(shared.balanceJumpVariance, (excess * excess) / days, weight);
    if (excess > 0) shared.jumpAtMs = shared.balanceAtMs + elapsedMs;
  }

  private forget(nowMs: number, { evidence }: Tuning): void {
    const { shared } = this;
    const elapsedMs = nowMs - shared.sumsAtMs;
    if (elapsedMs < FORGET_MS) return;
    const hadNone = shared.sumsAtMs === 0;
    shared.sumsAtMs = nowMs;
    if (hadNone) return;
    const fast = Math.exp(-elapsedMs / evidence.fastTauMs);
    const slow = Math.exp(-elapsedMs / evidence.slowTauMs);
    for (const of of [this.buys, this.sells]) {
      of.fastVisits *= fast;
      of.fastExpected *= fast;
      of.slowVisits *= slow;
      of.slowExpected *= slow;
      of.lots *= slow;
      of.elasticityKnown *= slow;
    }
  }

  /** An outage is no time. */
  sitOut(lengthMs: number): void {
    if (this.shared.sumsAtMs > 0) this.shared.sumsAtMs += lengthMs;
    if (this.shared.balanceAtMs > 0) this.shared.balanceAtMs += lengthMs;
    if (this.settled.atMs > 0) this.settled.atMs += lengthMs;
  }
}
