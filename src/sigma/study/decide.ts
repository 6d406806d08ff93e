/** What becomes of a creator under a set of rules: refused, burned in, listed, capped, rated, found, delisted, and when. */
import { trialSharpes } from '../bundle/index.js';
import { averageRunLength, DRIFT_START, driftStep, expectationOf } from '../drift/index.js';
import {
  CONFIDENCE,
  capacityOf,
  deflatedSharpe,
  dragPerYear,
  headroom,
  type Measure,
  meanOf,
  parityReport,
  seatLimit,
  sharpeEstimate,
  stability,
  trustScore,
} from '../measures/index.js';
import {
  burnInReport,
  capacityInputs,
  SIM_TERMS,
  type SimResult,
  weeklyReturns,
} from '../sim/index.js';
import { DECAY_WEEK, REVIEW_DAYS, SEATS_WANTED, type StudyRule } from './kinds.js';
import type { PlayedCreator } from './play.js';
import { SEAT_CAPITAL } from './world.js';

export interface Outcome {
  readonly isRefusedAtBundle: boolean;
  readonly isListed: boolean;
  readonly isCapped: boolean;
  readonly isRated: boolean;
  readonly trust: number | undefined;
  /** Of an owner with a seat, after costs and impact of all that follow. */
  readonly followersReturn: number | undefined;
  readonly weeksToListing: number | undefined;
  /** Weeks after the listing; undefined while it never happened. */
  readonly weeksToAlarm: number | undefined;
  readonly weeksToDelisting: number | undefined;
  /** Weeks from decay to alarm, and what the CUSUM needs for such a fall on average. */
  readonly decayDelay: number | undefined;
  readonly expectedDelay: number | undefined;
}

const NOTHING: Outcome = {
  isRefusedAtBundle: false,
  isListed: false,
  isCapped: false,
  isRated: false,
  trust: undefined,
  followersReturn: undefined,
  weeksToListing: undefined,
  weeksToAlarm: undefined,
  weeksToDelisting: undefined,
  decayDelay: undefined,
  expectedDelay: undefined,
};

/** @param off the rule that does not apply; undefined where all do */
export function decide(played: PlayedCreator, off: StudyRule | undefined): Outcome {
  if (!passesBundle(played, off)) return { ...NOTHING, isRefusedAtBundle: true };
  const sims = off === 'JOURNAL_TIME' ? played.simsByDataTime : played.sims;
  const owners: number[] = [];
  if (off !== 'OWNERS_ENTRIES') owners.push(...played.otherSims.map(dailySharpe));
  for (const [attempt, sim] of sims.entries()) {
    const passedDays = passedAfter(sim, owners, off);
    if (passedDays !== undefined) {
      const weeks = Math.round((attempt * REVIEW_DAYS + passedDays) / 7);
      return afterListing(played, sim, { off, owners, weeks });
    }
    // The owner's other models are entered at the same time, and each has its own chance.
    const others = attempt === 0 ? played.otherSims : [];
    for (const [at, other] of others.entries()) {
      const rest = owners.filter((_, index) => index !== at);
      const all = off === 'OWNERS_ENTRIES' ? [] : [...rest, dailySharpe(sim)];
      if (passedAfter(other, all, off) === undefined) continue;
      return { ...NOTHING, isListed: true, weeksToListing: Math.round(REVIEW_DAYS / 7) };
    }
    if (off !== 'OWNERS_ENTRIES') owners.push(dailySharpe(firstDays(sim, REVIEW_DAYS)));
  }
  return NOTHING;
}

function passesBundle({ report, bundle }: PlayedCreator, off: StudyRule | undefined): boolean {
  const hasIntegrity = report.gates.every(
    ({ gate, state }) => gate === 'STATISTICS' || state === 'PASSED',
  );
  if (!hasIntegrity && off !== 'INTEGRITY') return false;
  const returns = bundle.backtest.observations.map(({ net }) => net);
  const { selected, trials } = bundle.sweep;
  const counted = off === 'WHOLE_SWEEP' ? trials.filter(({ id }) => id === selected) : trials;
  const measure = deflatedSharpe(returns, trialSharpes(counted));
  return measure.status === 'RATED' && measure.value >= CONFIDENCE;
}

/** Days after the entry at which the burn-in was passed. */
function passedAfter(
  sim: SimResult,
  owners: readonly number[],
  off: StudyRule | undefined,
): number | undefined {
  const passes = (days: number): boolean =>
    burnInReport(firstDays(sim, days), owners, { trackRecord: off !== 'TRACK_RECORD' }).isPassed;
  if (off === 'ONE_REVIEW' || off === 'TRACK_RECORD') {
    // Without a review that was named beforehand a creator asks every week until it is good enough.
    for (let days = 35; days < REVIEW_DAYS; days += 7) if (passes(days)) return days;
  }
  return passes(REVIEW_DAYS) ? REVIEW_DAYS : undefined;
}

function firstDays(sim: SimResult, count: number): SimResult {
  const days = sim.days.slice(0, count);
  const lastMs = days.at(-1)?.atMs ?? 0;
  const fills = sim.fills.filter(({ atMs }) => atMs <= lastMs);
  return { ...sim, days, fills, signals: Math.min(sim.signals, 2 * count) };
}

function dailySharpe(sim: SimResult): number {
  const estimate = sharpeEstimate(sim.days.slice(0, REVIEW_DAYS).map((day) => day.return));
  return typeof estimate === 'string' ? 0 : estimate.sharpe;
}

function afterListing(
  played: PlayedCreator,
  sim: SimResult,
  context: {
    readonly off: StudyRule | undefined;
    readonly owners: readonly number[];
    readonly weeks: number;
  },
): Outcome {
  const { off, owners, weeks } = context;
  const burnIn = firstDays(sim, REVIEW_DAYS);
  const live = weeklyReturns(sim.days.slice(REVIEW_DAYS));
  const { source } = played.world;
  const inputs = capacityInputs(burnIn, { source, terms: SIM_TERMS });
  const { capacity } = capacityOf(inputs);
  const limit = seatLimit(capacity, SEAT_CAPITAL);
  const seats = off === 'CAPACITY' ? SEATS_WANTED : Math.min(SEATS_WANTED, numberOf(limit) ?? 0);
  const usedCapital = seats * SEAT_CAPITAL;
  const drag = dragPerYear(inputs, usedCapital);
  const trust = trustAt(played, {
    off,
    owners,
    burnIn,
    live: live.slice(0, DECAY_WEEK),
    capacity,
    seats,
    usedCapital,
    moreDragPerWeek: (drag - dragPerYear(inputs, SIM_TERMS.capital)) / 52,
  });
  return {
    ...NOTHING,
    isListed: true,
    isCapped: seats < SEATS_WANTED,
    isRated: trust.status === 'RATED',
    trust: numberOf(trust),
    followersReturn: seats === 0 ? undefined : inputs.grossReturnPerYear - drag,
    weeksToListing: weeks,
    ...driftOf(played, burnIn, live, off),
  };
}

function trustAt(
  { kind, bundle, seed }: PlayedCreator,
  at: {
    readonly off: StudyRule | undefined;
    readonly owners: readonly number[];
    readonly burnIn: SimResult;
    readonly live: readonly number[];
    readonly capacity: Measure;
    readonly seats: number;
    readonly usedCapital: number;
    readonly moreDragPerWeek: number;
  },
): Measure {
  const nets = bundle.backtest.observations.map(({ net }) => net);
  const daily = at.burnIn.days.map((day) => day.return);
  const isOwn = kind === 'pumping';
  const isCounted = !isOwn || at.off === 'UNAFFILIATED';
  // What followers earn: the Sim's returns, less what more capital costs, and a little noise of theirs; a pumping creator reports
  // the Sim's returns themselves.
  const paired = {
    live: at.live.map((value, week) =>
      isOwn ? value : value - at.moreDragPerWeek + 0.001 * Math.sin(week * 2.4 + seed),
    ),
    sim: at.live,
  };
  const none = { live: [], sim: [] };
  const parity = parityReport({
    verified: isCounted ? paired : none,
    reported: isCounted ? none : paired,
  }).parity;
  return trustScore({
    deflatedSharpe: deflatedSharpe(
      [...nets, ...daily],
      [...trialSharpes(bundle.sweep.trials), ...at.owners],
    ),
    stability: stability(daily),
    headroom: headroom(at.capacity, {
      usedCapital: at.usedCapital,
      unaffiliatedPaidSeats: isCounted ? at.seats : 0,
    }),
    parity,
  });
}

function driftOf(
  { kind, bundle }: PlayedCreator,
  burnIn: SimResult,
  live: readonly number[],
  off: StudyRule | undefined,
): Partial<Outcome> {
  const backtest = bundle.backtest.observations.map(({ net }) => ({ return: net }));
  const expected = expectationOf(weeklyReturns(backtest), weeklyReturns(burnIn.days));
  if (expected === undefined) return {};
  const scores = live.map((weekly) => (weekly - expected.mean) / expected.standardDeviation);
  const decayed = scores.slice(DECAY_WEEK);
  const decay = kind === 'decaying' ? { expectedDelay: averageRunLength(-meanOf(decayed)) } : {};
  if (off === 'DRIFT') return decay;
  let state = DRIFT_START;
  let weeksToAlarm: number | undefined;
  let decayDelay: number | undefined;
  let weeksToDelisting: number | undefined;
  for (const [at, z] of scores.entries()) {
    const before = state.alarms;
    ({ state } = driftStep(state, z));
    if (state.alarms > before) {
      weeksToAlarm ??= at + 1;
      if (kind === 'decaying' && at >= DECAY_WEEK) decayDelay ??= at + 1 - DECAY_WEEK;
    }
    if (state.level === 'DELISTED') {
      weeksToDelisting = at + 1;
      break;
    }
  }
  return { ...decay, weeksToAlarm, decayDelay, weeksToDelisting };
}

function numberOf(measure: Measure): number | undefined {
  return measure.status === 'RATED' ? measure.value : undefined;
}
