/**
 * Keeps the estimators of a series and its contract up to date: flows, profile by age, exercised depth,
 * fills by level. Everything here advances in journal time and nothing reads a clock.
 */
import { decayRate, ewmaWeight, rateOf, shrunkRate } from '../formulas/estimator.js';
import { age } from '../formulas/freshness.js';
import { type FillIntensity, fitIntensity } from '../formulas/glft.js';
import { clamp, MS_PER_DAY, PPM } from '../formulas/numbers.js';
import type { Tuning } from '../parameters/tuning.js';
import { AGE_BUCKETS, bucketOf, type Flow, type ProfilePrior } from './age-profile.js';
import type { ContractEntry, LiveRate } from './contract-entry.js';
import type { SeriesEntry } from './series-entry.js';
import { ASKS_PLACE, BIDS_PLACE } from './series-numbers.js';
import { levelAt, lotsOf } from './standing-ladder.js';

const REFIT_FILLS = 10;
/** Least time of a price that is counted as having stood. */
const EXPOSED_MS = 5_000;

function advance(rate: LiveRate, nowMs: number, tauMs: number): void {
  rate.perDay = decayRate(rate.perDay, nowMs - rate.atMs, tauMs);
  rate.atMs = Math.max(rate.atMs, nowMs);
}

function tauOf(flow: Flow, tuning: Tuning): number {
  const { consumptionTauMs, burnTauMs, mintTauMs } = tuning.parameters;
  if (flow === 'consumed') return consumptionTauMs;
  return flow === 'burnt' ? burnTauMs : mintTauMs;
}

function rateFor(entry: SeriesEntry, flow: Flow): LiveRate {
  if (flow === 'consumed') return entry.consumption;
  return flow === 'burnt' ? entry.burn : entry.mint;
}

/** Starts the estimators of a series that opens from what its contract has seen at this age. */
export function inherit(entry: SeriesEntry, nowMs: number): void {
  const { profile } = entry.contract;
  const { prior } = entry;
  const u = age(nowMs, entry.listing.startMs, entry.listing.windowMs);
  entry.bucket = bucketOf(u);
  entry.profileAtMs = nowMs;
  for (const flow of ['consumed', 'burnt', 'minted'] as const) {
    const rate = rateFor(entry, flow);
    rate.perDay = profile.flowPerDay(u, flow, prior);
    rate.atMs = nowMs;
  }
  entry.variance = profile.variance(u, prior);
  entry.jumpVariance = 0;
  entry.logDemand = profile.logDemand(entry.bucket);
  entry.logScarcity = profile.logScarcity(entry.bucket);
  // A change on its way is on its way for the next start too; a value of one series alone is not.
  const { contract, tuning } = entry;
  if (contract.baseTargetMicroPat !== tuning.parameters.baseValueMicroPat) return;
  entry.baseMicroPat = contract.baseMicroPat;
  entry.baseAtMs = contract.baseAtMs;
}

/** Books the time since the last call into the contract's profile, and moves on to the age of now. */
export function accrueProfile(entry: SeriesEntry, nowMs: number): void {
  const days = (nowMs - entry.profileAtMs) / MS_PER_DAY;
  if (days > 0) {
    const visits = (days * AGE_BUCKETS) / entry.windowDays;
    const kept = Math.exp(entry.tuning.profileLogKept * visits);
    entry.contract.profile.addVisit(
      entry.bucket,
      {
        days,
        variance: entry.variance,
        logDemand: entry.logDemand,
        logScarcity: entry.logScarcity,
      },
      kept,
    );
    entry.profileAtMs = nowMs;
  }
  entry.bucket = bucketOf(age(nowMs, entry.listing.startMs, entry.listing.windowMs));
}

/** Counts lots of a flow, now. */
export function countFlow(entry: SeriesEntry, flow: Flow, lots: number, nowMs: number): void {
  const tauMs = tauOf(flow, entry.tuning);
  const rate = rateFor(entry, flow);
  advance(rate, nowMs, tauMs);
  rate.perDay += rateOf(lots, tauMs);
  entry.contract.profile.addFlow(entry.bucket, flow, lots);
}

/** The moment a flow is asked for, and what was expected before anything was known. */
export interface FlowMoment {
  nowMs: number;
  u: number;
  prior: ProfilePrior;
}

/** Lots a day of a flow: the live rate, pulled towards what is expected at age u. */
export function flowPerDay(entry: SeriesEntry, flow: Flow, at: FlowMoment): number {
  const rate = rateFor(entry, flow);
  const live = decayRate(rate.perDay, at.nowMs - rate.atMs, tauOf(flow, entry.tuning));
  const expected = entry.contract.profile.flowPerDay(at.u, flow, at.prior);
  return shrunkRate(live, expected, entry.tuning.priorShare);
}

/** Counts unaffiliated exercised notional, micro-PAT, towards the contract's depth L. */
export function countExercised(
  contract: ContractEntry,
  microPat: number,
  at: { readonly nowMs: number; readonly tauMs: number },
): void {
  advance(contract.exercised, at.nowMs, at.tauMs);
  contract.exercised.perDay += rateOf(microPat, at.tauMs);
}

/** L: notional exercised in a day, micro-PAT. */
export function exercisedMicroPat(contract: ContractEntry, nowMs: number, tauMs: number): number {
  return decayRate(contract.exercised.perDay, nowMs - contract.exercised.atMs, tauMs);
}

function agedLevels(contract: ContractEntry, nowMs: number, halfLifeMs: number): void {
  const elapsedMs = nowMs - contract.levelsAtMs;
  // Days standing are forgotten by the hour: the weight is within a thousandth of one in between.
  if (elapsedMs < 3_600_000) return;
  const kept = contract.levelsAtMs === 0 ? 1 : ewmaWeight(elapsedMs, halfLifeMs);
  contract.levelsAtMs = nowMs;
  for (let level = 0; level < contract.levelDays.length; level += 1) {
    contract.levelDays[level]! *= kept;
    contract.levelDistance[level]! *= kept;
    contract.levelFills[level]! *= kept;
  }
}

/** Books how long the levels of the decision that stands have stood, and how far from fair value. */
export function accrueExposure(entry: SeriesEntry, nowMs: number): void {
  const { decision, contract, fairTicks } = entry;
  const { isOptimal } = entry.tuning.evidence;
  // A moment more or less is no matter, and fills come by the thousand.
  if (isOptimal && nowMs - entry.exposedAtMs < EXPOSED_MS) return;
  const days = (nowMs - entry.exposedAtMs) / MS_PER_DAY;
  entry.exposedAtMs = nowMs;
  if (decision === undefined || !(days > 0) || !(fairTicks > 0)) return;
  const { cells, at, tuning } = entry;
  if (isOptimal) {
    const time = { days, nowMs, windowDays: entry.windowDays };
    const baseTicks = (entry.baseMicroPat / entry.listing.tickMicroPat) * entry.freshness;
    const bid = lotsOf(cells, at + BIDS_PLACE, 0) > 0 ? cells[at + BIDS_PLACE]! : 0;
    const ask = lotsOf(cells, at + ASKS_PLACE, 0) > 0 ? cells[at + ASKS_PLACE]! : 0;
    const { evidence } = contract;
    if (ask > 0) {
      const distance = { fromBase: Math.log(ask / baseTicks), fromFair: Math.log(ask / fairTicks) };
      evidence.stood('SELL', time, distance, tuning);
    }
    if (bid > 0) {
      const distance = { fromBase: Math.log(baseTicks / bid), fromFair: Math.log(fairTicks / bid) };
      evidence.stood('BUY', time, distance, tuning);
    }
    return;
  }
  agedLevels(contract, nowMs, tuning.parameters.intensityHalfLifeMs);
  exposeLevels(contract, cells, at + BIDS_PLACE, days, fairTicks);
  exposeLevels(contract, cells, at + ASKS_PLACE, days, fairTicks);
}

function exposeLevels(
  contract: ContractEntry,
  cells: Float64Array,
  at: number,
  days: number,
  fairTicks: number,
): void {
  for (let level = 0; lotsOf(cells, at, level) > 0; level += 1) {
    contract.levelDays[level]! += days;
    contract.levelDistance[level]! += days * Math.abs(cells[at + level]! / fairTicks - 1);
  }
}

/** Counts a fill of the broker's quote at the level that stood at this price. */
export function countFill(entry: SeriesEntry, side: 'BUY' | 'SELL', priceTicks: number): void {
  const { cells, at, contract, decision } = entry;
  contract.fills += 1;
  if (decision === undefined) return;
  const level = levelAt(cells, at + (side === 'BUY' ? BIDS_PLACE : ASKS_PLACE), priceTicks);
  if (level >= 0) contract.levelFills[level]! += 1;
}

/** The fitted intensity of a contract, refitted every few fills; undefined while there is no fit. */
export function intensityOf(contract: ContractEntry): FillIntensity | undefined {
  if (contract.fills < contract.intensityFills + REFIT_FILLS) return contract.intensity;
  contract.intensityFills = contract.fills;
  const levels = [];
  for (let level = 0; level < contract.levelDays.length; level += 1) {
    const exposureDays = contract.levelDays[level]!;
    levels.push({
      distance: exposureDays > 0 ? contract.levelDistance[level]! / exposureDays : 0,
      fills: contract.levelFills[level]!,
      exposureDays,
    });
  }
  contract.intensity = fitIntensity(levels);
  return contract.intensity;
}

/** ln D above what it has been for long, from which bids count as raised. */
const RAISED_LOG = 0.01;

/** By how much sales have raised ln D lately. */
export function raisedLog({ logDemand, contract }: SeriesEntry): number {
  return logDemand - contract.evidence.settledLog;
}

/**
 * Lots that bids of a series may still take at a price that sales have raised: what it sold lately, less what is in hand. Without
 * bound where nothing is raised.
 */
export function raisedRoomLots(entry: SeriesEntry, nowMs: number): number {
  const { evidence, parameters } = entry.tuning;
  if (!evidence.isOptimal || raisedLog(entry) < RAISED_LOG) return Number.MAX_SAFE_INTEGER;
  const { consumptionTauMs: tauMs } = parameters;
  const perDay = decayRate(entry.consumption.perDay, nowMs - entry.consumption.atMs, tauMs);
  const soldLots = Math.ceil((perDay * tauMs) / MS_PER_DAY);
  // Beyond that the price is not raised, and a lot at a time is bought at it.
  return Math.max(1, soldLots - entry.sellableLots);
}

/** Whether what is in hand is as much as sales that raised D were: bids are not raised by them any more. */
export function isRaiseSpent(entry: SeriesEntry, nowMs: number): boolean {
  return entry.sellableLots > 0 && raisedRoomLots(entry, nowMs) === 1;
}

/** A share of a limit that came in ppm, held in [0, 1]. */
export function limitShare(limitUsePpm: number): number {
  return clamp(limitUsePpm / PPM, 0, 1);
}
