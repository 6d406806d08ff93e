/**
 * Prices one series at one moment: estimators in, integer factors out.
 *
 * The prices themselves are then computed from those integers by the function clients use, so a quote
 * and its explanation cannot differ. Reads and advances the series' own record, reads its substitutes'
 * supply, touches nothing else. Answers the reason when there is no usable price.
 */
import { carryFactor, waitDays } from './formulas/carry.js';
import { demandPressure, slowClearingFactor } from './formulas/demand.js';
import {
  fairValueTicks,
  type MutableFactors,
  newFactors,
  type QuoteFactors,
} from './formulas/explain.js';
import { pressureFactor, slewed } from './formulas/fair-value.js';
import { age, msToDecayStep, remainingDays } from './formulas/freshness.js';
import { glftHalfSpread } from './formulas/glft.js';
import { clamp, MS_PER_DAY, PPM, toPpm } from './formulas/numbers.js';
import {
  clearingDiscount,
  inventorySkew,
  inventorySlope,
  inventoryTarget,
  inventoryTilt,
  unclearedShare,
} from './formulas/reservation.js';
import { halfSpread, type SpreadInputs } from './formulas/spread.js';
import type { HaltReason } from './formulas/state.js';
import { thinness } from './formulas/thinness.js';
import { quotedSigma } from './formulas/volatility.js';
import type { ModelInputs, PriceModel } from './model.js';
import { Optimum, type SizeCurve } from './optimum.js';
import {
  accrueProfile,
  exercisedMicroPat,
  type FlowMoment,
  flowPerDay,
  intensityOf,
} from './series/estimators.js';
import type { SeriesColumns } from './series/series-columns.js';
import type { SeriesEntry } from './series/series-entry.js';

const HOUR_MS = 3_600_000;
const DECAY_MAX_INTERVAL_MS = HOUR_MS;
/** Fair values above this many ticks leave the range a ladder of five levels can be exact in. */
const FAIR_TICKS_MAX = 2 ** 31 / 8;

/** What pricing a series leaves behind for the ladder and the state, beside the factors. */
export interface Priced {
  factors: MutableFactors | undefined;
  halt: HaltReason;
  /** g in [−1, 1]. */
  pressure: number;
  /** q̃ in [−1, 1]. */
  tilt: number;
}

/** Finds the series of other segments that are alike. An object and no closure, so that a copy asks the copy. */
export interface PeerLookup {
  peersOf(entry: SeriesEntry): Iterable<SeriesEntry>;
}

export class Pricer {
  private readonly model: PriceModel;
  private readonly columns: SeriesColumns;
  private readonly peers: PeerLookup;
  private readonly inputs: ModelInputs = {
    u: 0,
    windowDays: 0,
    remainingDays: 0,
    unsoldLots: 0,
    effectiveUnsoldLots: 0,
    consumptionPerDay: 0,
    burnPerDay: 0,
    mintPerDay: 0,
    demandLog: 0,
    supplyLog: 0,
  };
  private readonly moment: FlowMoment = {
    nowMs: 0,
    u: 0,
    prior: { flowPerDay: 0, variance: 0, exposureDays: 0 },
  };
  private readonly spread: SpreadInputs = {
    sigma: 0,
    thinness: 1,
    markout: 0,
    topLots: 0,
    consumptionPerDay: 0,
    remainingDays: 0,
    jump: false,
    floor: 0,
  };
  private readonly factors = newFactors();
  /** How far ln(D·S) still has to fall to where it is heading; 0 or less. */
  private falling = 0;
  private readonly priced: Priced = {
    factors: undefined,
    halt: 'NONE',
    pressure: 0,
    tilt: 0,
  };

  readonly optimum = new Optimum();

  constructor(model: PriceModel, columns: SeriesColumns, peers: PeerLookup) {
    this.model = model;
    this.columns = columns;
    this.peers = peers;
  }

  /** Prices the series now. The answer is reused by the next call. */
  price(entry: SeriesEntry, nowMs: number): Readonly<Priced> {
    accrueProfile(entry, nowMs);
    if (entry.tuning.evidence.isOptimal) takeVolatility(entry, nowMs);
    this.look(entry, nowMs);
    this.priced.factors = undefined;
    this.priced.halt = this.movePrice(entry, nowMs);
    if (this.priced.halt !== 'NONE') return this.priced;
    const { factors } = this;
    this.fillFactors(entry, nowMs);
    const fair = fairValueTicks(factors);
    if (!isFinitePrice(factors, fair)) this.priced.halt = 'NOT_FINITE';
    else if (fair > FAIR_TICKS_MAX) this.priced.halt = 'PRICE_RANGE';
    else this.priced.factors = factors;
    return this.priced;
  }

  /** ln of the clamped product D·S the series is heading for. What a mint changes is this. */
  targetLog(entry: SeriesEntry, nowMs: number): number {
    const { isOptimal } = entry.tuning.evidence;
    if (entry.supplied === 0 && !isOptimal) return pressureLog(entry);
    this.look(entry, nowMs);
    const { tuning } = entry;
    const demand = this.model.demand(this.inputs, tuning);
    const scarcity = this.model.scarcity(this.inputs, tuning);
    return Math.log(pressureFactor(demand, scarcity, tuning.pressure));
  }

  /** What a request for quote is priced by beside the factors of the quote, now. */
  curve(entry: SeriesEntry, nowMs: number): SizeCurve {
    this.look(entry, nowMs);
    const { consumptionPerDay, remainingDays } = this.inputs;
    const { inventory } = entry.tuning;
    const optimal = this.optimum.curve(entry, nowMs);
    if (optimal !== undefined) return optimal;
    return {
      targetLots: inventoryTarget(consumptionPerDay, inventory),
      skewSlope: inventorySlope(entry.sigma, remainingDays, inventory),
      clearingPpm: undefined,
      carry: (lots) => this.carry(entry, lots),
    };
  }

  private look(entry: SeriesEntry, nowMs: number): void {
    const { inputs } = this;
    const { windowMs, startMs } = entry.listing;
    inputs.u = age(nowMs, startMs, windowMs);
    inputs.windowDays = entry.windowDays;
    inputs.remainingDays = remainingDays(inputs.u, windowMs);
    // What others minted and nobody bought says nothing.
    const { isOptimal } = entry.tuning.evidence;
    inputs.unsoldLots = isOptimal ? entry.sellableLots : entry.unsoldLots;
    inputs.effectiveUnsoldLots = this.effectiveUnsold(entry);
    const { moment } = this;
    moment.nowMs = nowMs;
    moment.u = inputs.u;
    moment.prior = entry.prior;
    inputs.consumptionPerDay = flowPerDay(entry, 'consumed', moment);
    inputs.burnPerDay = flowPerDay(entry, 'burnt', moment);
    inputs.mintPerDay = flowPerDay(entry, 'minted', moment);
    if (!isOptimal) return;
    const view = entry.contract.evidence.view(nowMs, entry.tuning);
    inputs.demandLog = view.demandLog;
    inputs.supplyLog = view.supplyLog;
  }

  /** A_eff = A + Σ s·A over substitutes, lots. */
  private effectiveUnsold(entry: SeriesEntry): number {
    const { substituteBandPpm, substituteWindowPpm, substituteSegmentPpm } =
      entry.tuning.parameters;
    let weighted = 0;
    const { unsoldLots } = this.columns;
    for (const slot of entry.bandSubstitutes) weighted += substituteBandPpm * unsoldLots[slot]!;
    for (const slot of entry.windowSubstitutes) weighted += substituteWindowPpm * unsoldLots[slot]!;
    if (substituteSegmentPpm > 0) {
      for (const other of this.peers.peersOf(entry)) {
        if (other.listing.segment !== entry.listing.segment) {
          weighted += substituteSegmentPpm * other.unsoldLots;
        }
      }
    }
    return entry.unsoldLots + weighted / PPM;
  }

  /** Moves B, F, D and S of the series to now. */
  private movePrice(entry: SeriesEntry, nowMs: number): HaltReason {
    const base = this.model.base(this.inputs, entry.tuning);
    if (base === 0) return 'NO_BASE_VALUE';
    if (!(base > 0) || base === Number.POSITIVE_INFINITY) return 'NOT_FINITE';
    const decays = nowMs >= entry.nextDecayAtMs;
    const fresh = decays ? this.model.freshness(this.inputs.u, entry.tuning) : entry.freshness;
    let { logDemand, logScarcity } = entry;
    // Until something was minted there is nothing to compare: D and S stay where they started.
    if (entry.supplied > 0 || entry.tuning.evidence.isOptimal) {
      logDemand = Math.log(this.model.demand(this.inputs, entry.tuning));
      logScarcity = Math.log(this.model.scarcity(this.inputs, entry.tuning));
    }
    // Looked at before anything moves: an estimator that took a NaN in would never lose it.
    if (!(fresh > 0) || !Number.isFinite(fresh + logDemand + logScarcity)) return 'NOT_FINITE';
    this.moveBase(entry, base, nowMs);
    if (decays) this.moveFreshness(entry, fresh, nowMs);
    this.falling = 0;
    this.movePressure(entry, { logDemand, logScarcity }, nowMs);
    return 'NONE';
  }

  private moveBase(entry: SeriesEntry, governed: number, nowMs: number): void {
    if (entry.baseMicroPat === 0) {
      entry.baseMicroPat = governed;
    } else if (entry.baseMicroPat !== governed) {
      const before = Math.log(entry.baseMicroPat);
      const after = slewed(before, Math.log(governed), {
        maxPerUnit: entry.tuning.baseLogPerDay,
        elapsed: (nowMs - entry.baseAtMs) / MS_PER_DAY,
      });
      entry.excludedTotal += after - before;
      const arrived = Math.abs(after - Math.log(governed)) < 1e-12;
      entry.baseMicroPat = arrived ? governed : Math.exp(after);
    }
    entry.baseAtMs = nowMs;
    entry.contract.baseMicroPat = entry.baseMicroPat;
    entry.contract.baseAtMs = nowMs;
    entry.contract.baseTargetMicroPat = governed;
  }

  /** Freshness moves only at announced times. */
  private moveFreshness(entry: SeriesEntry, fresh: number, nowMs: number): void {
    const { tuning } = entry;
    const { windowMs } = entry.listing;
    const { u } = this.inputs;
    entry.decayU = u;
    entry.freshness = fresh;
    const wait = msToDecayStep(tuning.curve, {
      u,
      windowMs,
      step: tuning.decayStep,
      minIntervalMs: tuning.parameters.decayMinIntervalMs,
      maxIntervalMs: DECAY_MAX_INTERVAL_MS,
    });
    entry.nextDecayAtMs = nowMs >= entry.endMs ? Number.MAX_SAFE_INTEGER : nowMs + wait;
  }

  private movePressure(
    entry: SeriesEntry,
    target: { readonly logDemand: number; readonly logScarcity: number },
    nowMs: number,
  ): void {
    const { tuning } = entry;
    const limit = {
      maxPerUnit: tuning.pressureLogPerHour,
      elapsed: entry.slewAtMs === 0 ? 0 : (nowMs - entry.slewAtMs) / HOUR_MS,
    };
    const before = pressureLog(entry);
    // The estimators are the contract's: a new series begins where they are.
    const starts = entry.slewAtMs === 0 && tuning.evidence.isOptimal;
    if (starts) limit.elapsed = Number.POSITIVE_INFINITY;
    entry.logDemand = slewed(entry.logDemand, target.logDemand, limit);
    entry.logScarcity = slewed(entry.logScarcity, target.logScarcity, limit);
    entry.slewAtMs = nowMs;
    const after = pressureLog(entry);
    const gap = target.logDemand + target.logScarcity - after;
    this.falling = Math.min(0, gap);
    excludeKnownCauses(entry, after - before, gap);
  }

  /** Fills in the factors of the series as it stands now, dominance not yet in them. */
  private fillFactors(entry: SeriesEntry, nowMs: number): void {
    const { factors, inputs } = this;
    const { tuning } = entry;
    this.fillPrice(entry);
    entry.sigma = quotedSigma(entry, tuning.volatility);
    entry.thinness = thinness(
      {
        exercisedMicroPat: exercisedMicroPat(
          entry.contract,
          nowMs,
          tuning.parameters.exercisedTauMs,
        ),
        targetMicroPat: tuning.parameters.thinnessTargetMicroPat,
      },
      tuning.thinnessMax,
    );
    factors.levelStepPpm = tuning.parameters.levelStepPpm;
    if (this.optimum.fill(entry, factors, nowMs)) {
      this.priced.pressure = 0;
      this.priced.tilt = this.tiltOf(entry);
      return;
    }
    this.fillSpread(entry, nowMs);
    const pressure = demandPressure(inputs, tuning.demand);
    const tilt = this.tiltOf(entry);
    const skew = inventorySkew(
      { tilt, sigma: entry.sigma, remainingDays: inputs.remainingDays },
      tuning.inventory,
    );
    const uncleared = unclearedShare(
      inputs.consumptionPerDay,
      inputs.remainingDays,
      inputs.unsoldLots,
    );
    entry.clearing = clearingDiscount(uncleared, entry.decayU, tuning.inventory);
    this.priced.pressure = pressure;
    this.priced.tilt = tilt;
    factors.inventorySkewPpm = toPpm(skew);
    factors.clearingPpm = toPpm(entry.clearing);
    factors.bidFactorPpm = toPpm(
      slowClearingFactor(pressure, tuning.demand) *
        Math.exp(this.falling) *
        this.carry(entry, entry.sellableLots),
    );
  }

  /** What the bids leave out because the lot bought next will have aged when it is sold. */
  private carry(entry: SeriesEntry, heldLots: number): number {
    const { carry } = entry.tuning;
    if (carry.weight === 0) return 1;
    const { remainingDays } = this.inputs;
    const lots = heldLots + 1;
    // Demand that could not be served was not seen: the less is in hand, the more what was expected counts.
    const unseen = entry.prior.flowPerDay / lots;
    const consumptionPerDay = Math.max(this.inputs.consumptionPerDay, unseen);
    const wait = waitDays({ lots, consumptionPerDay, remainingDays });
    const later = Math.min(1, entry.decayU + wait / entry.windowDays);
    const kept = this.model.freshness(later, entry.tuning) / entry.freshness;
    return carryFactor(wait / remainingDays, kept, carry);
  }

  private tiltOf(entry: SeriesEntry): number {
    const { inventory } = entry.tuning;
    const target = inventoryTarget(this.inputs.consumptionPerDay, inventory);
    return inventoryTilt(entry.sellableLots, target, inventory);
  }

  private fillPrice(entry: SeriesEntry): void {
    const { factors } = this;
    factors.baseValuePpmTicks = Math.round((entry.baseMicroPat / entry.listing.tickMicroPat) * PPM);
    factors.freshnessPpm = toPpm(entry.freshness);
    factors.demandPpm = toPpm(Math.exp(entry.logDemand));
    factors.scarcityPpm = toPpm(Math.exp(entry.logScarcity));
    factors.pressurePpm = toPpm(
      pressureFactor(factors.demandPpm / PPM, factors.scarcityPpm / PPM, entry.tuning.pressure),
    );
  }

  private fillSpread(entry: SeriesEntry, nowMs: number): void {
    const { factors, inputs, spread } = this;
    const { tuning } = entry;
    spread.sigma = entry.sigma;
    spread.thinness = entry.thinness;
    spread.markout = Math.max(0, entry.contract.markout);
    spread.topLots = tuning.ladder.topLots;
    spread.consumptionPerDay = inputs.consumptionPerDay;
    spread.remainingDays = inputs.remainingDays;
    spread.jump = nowMs < entry.wideUntilMs;
    spread.floor = this.spreadFloor(entry);
    const parts = halfSpread(spread, tuning.spread);
    factors.spreadBasePpm = tuning.parameters.spreadBasePpm;
    factors.spreadVolatilityPpm = toPpm(parts.volatility);
    factors.spreadThinnessPpm = toPpm(parts.thinness);
    factors.spreadMarkoutPpm = toPpm(parts.markout);
    factors.spreadMultiplierPpm = toPpm(parts.multiplier);
    factors.spreadFloorPpm = toPpm(spread.floor);
    factors.halfSpreadPpm = toPpm(parts.half);
  }

  /** The least half-spread fitted fills allow; 0 while too little is known or nothing fits. */
  private spreadFloor(entry: SeriesEntry): number {
    const { contract, tuning } = entry;
    if (contract.fills < tuning.parameters.glftFills) return 0;
    const intensity = intensityOf(contract);
    if (intensity === undefined) return 0;
    const bound = glftHalfSpread({
      ...intensity,
      riskAversion: tuning.glftRiskAversion,
      sigma: entry.sigma,
    });
    return Number.isFinite(bound) ? clamp(bound, 0, tuning.spread.max) : 0;
  }
}

/** Takes over how much what others paid moves, which all series of a contract share. */
function takeVolatility(entry: SeriesEntry, nowMs: number): void {
  const { evidence } = entry.contract;
  evidence.look(nowMs, entry.tuning);
  entry.variance = evidence.variance;
  entry.jumpVariance = evidence.jumpVariance;
}

/** ln of the clamped D·S as the series stands. */
function pressureLog(entry: SeriesEntry): number {
  const { pressureLogMin, pressureLogMax } = entry.tuning;
  return clamp(entry.logDemand + entry.logScarcity, pressureLogMin, pressureLogMax);
}

/**
 * Of a move of ln(D·S), books the part a mint or a parameter caused as no volatility. `gap` is what is
 * still to come, and never less than the part of it so caused.
 */
function excludeKnownCauses(entry: SeriesEntry, move: number, gap: number): void {
  const pool = entry.excludedPool;
  if (pool === 0) return;
  if (pool * move > 0) {
    const part = Math.sign(move) * Math.min(Math.abs(move), Math.abs(pool));
    entry.excludedTotal += part;
    entry.excludedPool -= part;
  }
  entry.excludedPool =
    gap > 0 ? clamp(entry.excludedPool, 0, gap) : clamp(entry.excludedPool, gap, 0);
}

function isFinitePrice(factors: QuoteFactors, fair: number): boolean {
  return (
    Number.isFinite(fair) &&
    fair > 0 &&
    Number.isFinite(factors.halfSpreadPpm) &&
    Number.isFinite(factors.inventorySkewPpm + factors.clearingPpm + factors.bidFactorPpm)
  );
}
