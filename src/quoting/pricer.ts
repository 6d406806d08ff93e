/**
 * Prices one series at one moment: estimators in, integer factors out.
 *
 * The prices themselves are then computed from those integers by the function clients use, so a quote
 * and its explanation cannot differ. Reads and advances the series' own record, reads its substitutes'
 * supply, touches nothing else. Answers the reason when there is no usable price.
 */
import { demandPressure, slowClearingFactor } from './demand.js';
import {
  accrueProfile,
  exercisedMicroPat,
  flowPerDay,
  intensityOf,
  priorOf,
} from './estimators.js';
import { fairValueTicks, type QuoteFactors } from './explain.js';
import { pressureFactor, slewed } from './fair-value.js';
import { age, msToDecayStep, remainingDays } from './freshness.js';
import { glftHalfSpread } from './glft.js';
import type { ModelInputs, PriceModel } from './model.js';
import { clamp, MS_PER_DAY, PPM, toPpm } from './numbers.js';
import {
  clearingDiscount,
  inventorySkew,
  inventoryTarget,
  inventoryTilt,
  unclearedShare,
} from './reservation.js';
import type { SeriesEntry } from './series-entry.js';
import { halfSpread } from './spread.js';
import type { HaltReason } from './state.js';
import { thinness } from './thinness.js';
import { quotedSigma } from './volatility.js';

const HOUR_MS = 3_600_000;
const DECAY_MAX_INTERVAL_MS = HOUR_MS;
/** Fair values above this many ticks leave the range a ladder of five levels can be exact in. */
export const FAIR_TICKS_MAX = 2 ** 31 / 8;

/** What pricing a series leaves behind for the ladder and the state, beside the factors. */
export interface Priced {
  factors: QuoteFactors | undefined;
  halt: HaltReason;
  /** g in [−1, 1]. */
  pressure: number;
  /** q̃ in [−1, 1]. */
  tilt: number;
  /** How far ln(D·S) still has to fall to where it is heading; 0 or less. */
  falling: number;
}

export type PeerLookup = (entry: SeriesEntry) => Iterable<SeriesEntry>;

export class Pricer {
  private readonly model: PriceModel;
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
  };
  private readonly priced: Priced = {
    factors: undefined,
    halt: 'NONE',
    pressure: 0,
    tilt: 0,
    falling: 0,
  };

  constructor(model: PriceModel, peers: PeerLookup) {
    this.model = model;
    this.peers = peers;
  }

  /** Prices the series now. The answer is reused by the next call. */
  price(entry: SeriesEntry, nowMs: number): Readonly<Priced> {
    accrueProfile(entry, nowMs);
    this.look(entry, nowMs);
    this.priced.factors = undefined;
    this.priced.halt = this.movePrice(entry, nowMs);
    if (this.priced.halt !== 'NONE') return this.priced;
    const factors = this.factorsOf(entry, nowMs);
    const fair = fairValueTicks(factors);
    if (!isFinitePrice(factors, fair)) this.priced.halt = 'NOT_FINITE';
    else if (fair > FAIR_TICKS_MAX) this.priced.halt = 'PRICE_RANGE';
    else this.priced.factors = factors;
    return this.priced;
  }

  /** ln of the clamped product D·S the series is heading for. What a mint changes is this. */
  targetLog(entry: SeriesEntry, nowMs: number): number {
    if (entry.supplied === 0) return pressureLog(entry);
    this.look(entry, nowMs);
    const { tuning } = entry;
    const demand = this.model.demand(this.inputs, tuning);
    const scarcity = this.model.scarcity(this.inputs, tuning);
    return Math.log(pressureFactor(demand, scarcity, tuning.pressure));
  }

  private look(entry: SeriesEntry, nowMs: number): void {
    const { inputs } = this;
    const { windowMs, startMs } = entry.listing;
    inputs.u = age(nowMs, startMs, windowMs);
    inputs.windowDays = entry.windowDays;
    inputs.remainingDays = remainingDays(inputs.u, windowMs);
    inputs.unsoldLots = entry.unsoldLots;
    inputs.effectiveUnsoldLots = this.effectiveUnsold(entry);
    const at = { nowMs, u: inputs.u, prior: priorOf(entry.windowDays, entry.tuning) };
    inputs.consumptionPerDay = flowPerDay(entry, 'consumed', at);
    inputs.burnPerDay = flowPerDay(entry, 'burnt', at);
    inputs.mintPerDay = flowPerDay(entry, 'minted', at);
  }

  /** A_eff = A + Σ s·A over substitutes, lots. */
  private effectiveUnsold(entry: SeriesEntry): number {
    const { substituteBandPpm, substituteWindowPpm, substituteSegmentPpm } =
      entry.tuning.parameters;
    let weighted = 0;
    for (const other of entry.bandSubstitutes) weighted += substituteBandPpm * other.unsoldLots;
    for (const other of entry.windowSubstitutes) weighted += substituteWindowPpm * other.unsoldLots;
    if (substituteSegmentPpm > 0) {
      for (const other of this.peers(entry)) {
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
    const fresh = this.model.freshness(this.inputs.u, entry.tuning);
    let { logDemand, logScarcity } = entry;
    // Until something was minted there is nothing to compare: D and S stay where they started.
    if (entry.supplied > 0) {
      logDemand = Math.log(this.model.demand(this.inputs, entry.tuning));
      logScarcity = Math.log(this.model.scarcity(this.inputs, entry.tuning));
    }
    // Looked at before anything moves: an estimator that took a NaN in would never lose it.
    if (!(fresh > 0) || !Number.isFinite(fresh + logDemand + logScarcity)) return 'NOT_FINITE';
    this.moveBase(entry, base, nowMs);
    this.moveFreshness(entry, fresh, nowMs);
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
  }

  /** Freshness moves only at announced times. */
  private moveFreshness(entry: SeriesEntry, fresh: number, nowMs: number): void {
    if (nowMs < entry.nextDecayAtMs) return;
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
    entry.logDemand = slewed(entry.logDemand, target.logDemand, limit);
    entry.logScarcity = slewed(entry.logScarcity, target.logScarcity, limit);
    entry.slewAtMs = nowMs;
    const after = pressureLog(entry);
    const gap = target.logDemand + target.logScarcity - after;
    this.priced.falling = Math.min(0, gap);
    excludeKnownCauses(entry, after - before, gap);
  }

  private factorsOf(entry: SeriesEntry, nowMs: number): QuoteFactors {
    const { inputs } = this;
    const { tuning } = entry;
    const { parameters } = tuning;
    const sigma = quotedSigma(entry, tuning.volatility);
    const thin = thinness(
      {
        exercisedMicroPat: exercisedMicroPat(entry.contract, nowMs, parameters.exercisedTauMs),
        targetMicroPat: parameters.thinnessTargetMicroPat,
      },
      tuning.thinnessMax,
    );
    entry.sigma = sigma;
    entry.thinness = thin;
    const floor = this.spreadFloor(entry);
    const spread = halfSpread(
      {
        sigma,
        thinness: thin,
        markout: Math.max(0, entry.contract.markout),
        topLots: tuning.ladder.topLots,
        consumptionPerDay: inputs.consumptionPerDay,
        remainingDays: inputs.remainingDays,
        jump: nowMs < entry.wideUntilMs,
        floor,
      },
      tuning.spread,
    );
    const pressure = demandPressure(inputs, tuning.demand);
    const target = inventoryTarget(inputs.consumptionPerDay, tuning.inventory);
    const tilt = inventoryTilt(entry.sellableLots, target, tuning.inventory);
    const skew = inventorySkew(
      { tilt, sigma, remainingDays: inputs.remainingDays },
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
    const demandPpm = toPpm(Math.exp(entry.logDemand));
    const scarcityPpm = toPpm(Math.exp(entry.logScarcity));
    return {
      baseValuePpmTicks: Math.round((entry.baseMicroPat / entry.listing.tickMicroPat) * PPM),
      freshnessPpm: toPpm(entry.freshness),
      demandPpm,
      scarcityPpm,
      pressurePpm: toPpm(pressureFactor(demandPpm / PPM, scarcityPpm / PPM, tuning.pressure)),
      dominancePpm: PPM,
      dominanceBidPpm: PPM,
      inventorySkewPpm: toPpm(skew),
      clearingPpm: toPpm(entry.clearing),
      bidFactorPpm: toPpm(
        slowClearingFactor(pressure, tuning.demand) * Math.exp(this.priced.falling),
      ),
      spreadBasePpm: parameters.spreadBasePpm,
      spreadVolatilityPpm: toPpm(spread.volatility),
      spreadThinnessPpm: toPpm(spread.thinness),
      spreadMarkoutPpm: toPpm(spread.markout),
      spreadMultiplierPpm: toPpm(spread.multiplier),
      spreadFloorPpm: toPpm(floor),
      halfSpreadPpm: toPpm(spread.half),
      levelStepPpm: parameters.levelStepPpm,
    };
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

/** ln of the clamped D·S as the series stands. */
function pressureLog(entry: SeriesEntry): number {
  const { min, max } = entry.tuning.pressure;
  return clamp(entry.logDemand + entry.logScarcity, Math.log(min), Math.log(max));
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
