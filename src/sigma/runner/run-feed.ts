/**
 * Sigma Sim on the journal: a feed's opened signals and a recorded price source in; its judgement, the score of a week and what
 * drift makes of it out. Pure: time is an input, and what comes out depends on nothing after it.
 *
 * Void signals are not traded. The expectation drift is measured against is that of the backtest and of the burn-in alone.
 */
import type { Bundle, BundleReport } from '../bundle/index.js';
import {
  DRIFT_START,
  type DriftEvidence,
  type DriftLevel,
  type DriftState,
  driftStep,
  expectationOf,
  standardisedWeek,
} from '../drift/index.js';
import {
  type CapacityUse,
  type PairedFill,
  type PairedReturns,
  sharpeRatio,
} from '../measures/index.js';
import { type FeedScores, scoreFeed } from '../scores/index.js';
import type { Signal, SignalEntry } from '../signals/index.js';
import {
  burnInReport,
  type PriceSource,
  SIM_TERMS,
  type SimResult,
  type SimTerms,
  simulateFeed,
  simulationSha,
  weeklyReturns,
} from '../sim/index.js';
import { type RecordedDocument, recorded } from './documents.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const TRUST_SCALE = 1_000_000;
const UNRATED = -1;
const SEATS_MAX = 100_000;
const SHARPE_SCALE = 10_000;
/** Changes of level that a document of drift has, the newest ones. */
const EVIDENCE_MAX = 30;
const CURVE_POINTS = 60;
const CURVE_DIGITS = 6;

/** A signal of the journal that was opened and is not void. */
export interface JournaledSignal {
  readonly journalAtMs: number;
  readonly signal: Signal;
  /** Of the core's chain, hex. */
  readonly chainSha: string;
}

export interface FeedRun {
  readonly bundle: Bundle;
  readonly report: BundleReport;
  readonly signals: readonly JournaledSignal[];
  readonly enteredMs: number;
  readonly reviewMs: number;
  readonly source: PriceSource;
  /** SHA-256 of the price source's file. */
  readonly sourceSha: string;
  /** Daily Sharpe ratios of every other entry of the owner, abandoned ones too. */
  readonly ownersSharpes: readonly number[];
  readonly use: CapacityUse;
  readonly verified: PairedReturns;
  readonly reported: PairedReturns;
  readonly fills: readonly PairedFill[];
  readonly terms?: SimTerms;
}

export interface Judgement extends RecordedDocument {
  readonly isPassed: boolean;
  readonly seatLimit: number;
}

export interface WeekScore extends RecordedDocument {
  readonly week: number;
  readonly trustPpm: number;
  readonly seatLimit: number;
  readonly scores: FeedScores;
}

export interface WeekDrift extends RecordedDocument {
  readonly week: number;
  readonly state: DriftState;
  readonly evidence: readonly DriftEvidence[];
}

/** Number of the week a time is in, as the core counts it: of 7 days from 1970. */
export const weekOf = (atMs: number): number => Math.floor(atMs / WEEK_MS);

/** The paper trading of a feed until a time: whole days from the entry on. */
export function simulated(
  run: Pick<FeedRun, 'signals' | 'enteredMs' | 'source' | 'terms'>,
  untilMs: number,
): SimResult {
  const entries = run.signals
    .filter(({ journalAtMs }) => journalAtMs >= run.enteredMs && journalAtMs <= untilMs)
    .map(({ journalAtMs, signal, chainSha }): SignalEntry => {
      return { journalAtMs, signal, sha: chainSha, previousSha: '' };
    });
  const { source, terms = SIM_TERMS } = run;
  const fromMs = Math.ceil(run.enteredMs / DAY_MS) * DAY_MS;
  return simulateFeed(entries, { source, terms, fromMs, untilMs });
}

/** The one review of an entry, of what was there at the time it named. */
export function judgementOf(run: FeedRun): Judgement {
  const sim = simulated(run, run.reviewMs);
  const burnIn = burnInReport(sim, run.ownersSharpes);
  const isPassed = burnIn.isPassed && run.report.isPassed;
  const seatLimit = seatsOf(scoresOf(run, sim));
  const said = { burnIn, isPassed, seatLimit, dailySharpe: sharpeOf(sim) };
  const document = recorded({ ...provenance(run, sim, run.reviewMs), ...said });
  return { ...document, isPassed, seatLimit };
}

/** The review of an entry whose bundle never came: nothing was checked, so nothing is passed. */
export function judgementWithoutBundle(facts: {
  readonly stamp: string;
  readonly enteredMs: number;
  readonly reviewMs: number;
}): Judgement {
  const said = { isPassed: false, seatLimit: 0, dailySharpe: 0 };
  return { ...recorded({ ...facts, ...said, missing: 'BUNDLE' }), isPassed: false, seatLimit: 0 };
}

/** What another entry of the owner earned until a time: the daily Sharpe ratio that counts against all of them. */
export function entrySharpe(
  run: Pick<FeedRun, 'signals' | 'enteredMs' | 'source' | 'terms'>,
  untilMs: number,
): number {
  return sharpeOf(simulated(run, untilMs));
}

/** Rounded as documents have it, so that whoever computes again from a document computes the same; 0 where there is none. */
function sharpeOf({ days }: SimResult): number {
  const sharpe = sharpeRatio(days.map((day) => day.return));
  return sharpe.status === 'RATED' ? roundedSharpe(sharpe.value) : 0;
}

/** To four places. */
export const roundedSharpe = (sharpe: number): number =>
  Math.round(sharpe * SHARPE_SCALE) / SHARPE_SCALE + 0;

/** Everything the market says of a feed at the end of a week. */
export function scoreOfWeek(run: FeedRun, week: number): WeekScore {
  const untilMs = (week + 1) * WEEK_MS;
  const sim = simulated(run, untilMs);
  const scores = scoresOf(run, sim);
  const { trust } = scores;
  const trustPpm = trust.status === 'RATED' ? Math.round(trust.value * TRUST_SCALE) : UNRATED;
  const { gates, ...rest } = scores;
  const said = gates.map(({ gate, state }) => ({ gate, state }));
  const document = recorded({
    ...{ ...provenance(run, sim, untilMs), ...rest, gates: said, week },
    curve: curveOf(sim),
  });
  return { ...document, week, trustPpm, seatLimit: seatsOf(scores), scores };
}

/** What drift makes of a feed until the end of a week: the weeks after its review, each once. */
export function driftOfWeek(run: FeedRun, week: number): WeekDrift {
  const untilMs = (week + 1) * WEEK_MS;
  const burnIn = weeklyReturns(simulated(run, run.reviewMs).days);
  const sim = simulated(run, untilMs);
  const all = weeklyReturns(sim.days);
  const expected = expectationOf(weeklyOf(run.bundle), burnIn);
  let state = DRIFT_START;
  const evidence: DriftEvidence[] = [];
  for (const weekly of expected === undefined ? [] : all.slice(burnIn.length)) {
    const z = standardisedWeek(weekly, expected as NonNullable<typeof expected>);
    if (z.status !== 'RATED') continue;
    const step = driftStep(state, z.value);
    state = step.state;
    if (step.evidence !== undefined) evidence.push(step.evidence);
  }
  const said = { week, state, evidence: evidence.slice(-EVIDENCE_MAX), expected: expected ?? null };
  return { ...recorded({ ...provenance(run, sim, untilMs), ...said }), week, state, evidence };
}

/** The first week of these at whose end the level is another one than was recorded, if there is one. */
export function driftChange(
  run: FeedRun,
  { fromWeek, toWeek, level }: { fromWeek: number; toWeek: number; level: DriftLevel },
): WeekDrift | undefined {
  for (let week = fromWeek; week <= toWeek; week += 1) {
    const drift = driftOfWeek(run, week);
    if (drift.state.level !== level) return drift;
  }
  return undefined;
}

function scoresOf(run: FeedRun, sim: SimResult): FeedScores {
  const { bundle, report, ownersSharpes, source, verified, reported, fills, use } = run;
  const { terms = SIM_TERMS } = run;
  return scoreFeed({
    ...{ bundle, report, ownersSharpes, sim, terms, source, verified, reported, fills, use },
    hasChangeLog: true,
  });
}

/** Unknown capacity is no seat. */
function seatsOf({ seats }: FeedScores): number {
  return seats.status === 'RATED' ? Math.min(SEATS_MAX, Math.max(0, Math.floor(seats.value))) : 0;
}

/** Equity at the ends of days, of a capital of 1, as a page draws it. */
function curveOf({ days }: SimResult): readonly (readonly [atMs: number, equity: number])[] {
  const step = Math.max(1, Math.ceil(days.length / CURVE_POINTS));
  const capital = (days[0]?.equity ?? 1) / (1 + (days[0]?.return ?? 0));
  return days
    .filter((_, at) => at % step === 0 || at === days.length - 1)
    .map(({ atMs, equity }) => [atMs, Number((equity / capital).toFixed(CURVE_DIGITS))]);
}

/** What a simulation was made of: with these anybody who may read the feed makes it again. */
function provenance(run: FeedRun, sim: SimResult, untilMs: number) {
  const { enteredMs, sourceSha, signals, terms = SIM_TERMS, ownersSharpes } = run;
  const { use, verified, reported, fills: paired } = run;
  const last = signals.filter(({ journalAtMs }) => journalAtMs <= untilMs).at(-1);
  const facts = { days: sim.days.length, fills: sim.fills.length, signals: sim.signals };
  return {
    sim: {
      ...{ enteredMs, untilMs, sourceSha, terms, ...facts, unfilled: sim.unfilled },
      ...{ lastChainSha: last?.chainSha ?? '', sha: simulationSha(sim) },
    },
    inputs: {
      ...{ stamp: run.bundle.stamp.stamp_sha, reviewMs: run.reviewMs, ownersSharpes, use },
      ...{ verified, reported, fills: paired },
    },
  };
}

/** Weekly returns of the backtest. */
function weeklyOf({ backtest }: Bundle): readonly number[] {
  const perWeek = Math.max(1, Math.round(WEEK_MS / backtest.period_ms));
  const weeks: number[] = [];
  const { observations } = backtest;
  for (let from = 0; from + perWeek <= observations.length; from += perWeek) {
    let growth = 1;
    for (const { net } of observations.slice(from, from + perWeek)) growth *= 1 + net;
    weeks.push(growth - 1);
  }
  return weeks;
}
