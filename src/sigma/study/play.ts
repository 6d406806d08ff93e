/**
 * What each creator does, whatever the rules: its bundle, its signals in Sigma Sim, what they earn. Depends on kind and seed
 * alone. What becomes of it is decided apart, so that all sets of rules judge the very same creators.
 */
import type { KeyObject } from 'node:crypto';
import { type Bundle, type BundleReport, checkBundle } from '../bundle/index.js';
import { SIM_TERMS, type SimResult, simulateFeed } from '../sim/index.js';
import { type BundleCheat, studyBundle } from './bundles.js';
import { backtestDays, type DayResult, entriesOf, type Skill, weightsOf } from './creator.js';
import { ATTEMPTS, type CreatorKind, DECAY_WEEK, LIVE_WEEKS, REVIEW_DAYS } from './kinds.js';
import { DAY_MS, HISTORY_DAYS, WORLD_START_MS, type World, worldOf } from './world.js';

/** Correlation with tomorrow's move that makes a daily Sharpe ratio of about 0.17 after costs, 3.2 a year. */
const SKILL = 0.15;
const DAYS = HISTORY_DAYS + ATTEMPTS * REVIEW_DAYS + 7 * LIVE_WEEKS + 2;
const LIQUID = 5e8;
const THIN = 2e7;
const OVERFITTED_TRIALS = 200;
const COIN_MODELS = 200;

/** Cheats of the cheating kind, by seed in turn. */
export const CHEATS = ['LOOK_AHEAD', 'NO_FEES', 'HIDDEN_TRIALS', 'SENT_LATE'] as const;

export interface PlayedCreator {
  readonly kind: CreatorKind;
  readonly seed: number;
  readonly world: World;
  readonly bundle: Bundle;
  readonly report: BundleReport;
  /** In Sigma Sim from the entry on, by attempt: a decaying model decays after its listing, whenever that is. */
  readonly sims: readonly SimResult[];
  /** The same, had signals been filled at the time of their data. */
  readonly simsByDataTime: readonly SimResult[];
  /** Burn-ins of the owner's other models. */
  readonly otherSims: readonly SimResult[];
}

export function playCreator(kind: CreatorKind, seed: number, key: KeyObject): PlayedCreator {
  const dailyVolume = kind === 'over capacity' ? THIN : LIQUID;
  const world = worldOf({ seed, days: DAYS, dailyVolume });
  const cheat = kind === 'cheating' ? CHEATS[seed % CHEATS.length] : undefined;
  const trials = trialsOf(world, { kind, cheat, seed });
  const modelId = `${kind.replace(' ', '-')}-${seed}`;
  const bundleCheat: BundleCheat | undefined = cheat === 'SENT_LATE' ? undefined : cheat;
  const plan = { modelId, trials: trials.days };
  const bundle = studyBundle(
    bundleCheat === undefined ? plan : { ...plan, cheat: bundleCheat },
    key,
  );
  const lateDays = cheat === 'SENT_LATE' ? 1 : 0;
  const sims: SimResult[] = [];
  const simsByDataTime: SimResult[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const weights = weightsOf(world, { skill: skillOf(kind, cheat, attempt), seed, name: modelId });
    sims.push(
      simulated(world, entriesOf(weights, { ...spanOf(attempt), modelId, lateDays }), attempt),
    );
    simsByDataTime.push(
      lateDays === 0
        ? (sims[attempt] as SimResult)
        : simulated(world, entriesOf(weights, { ...spanOf(attempt), modelId }), attempt),
    );
  }
  const otherSims = kind === 'coin flips' ? coinSims(world, seed) : [];
  return {
    kind,
    seed,
    world,
    bundle,
    report: checkBundle(bundle),
    sims,
    simsByDataTime,
    otherSims,
  };
}

function entryDay(attempt: number): number {
  return HISTORY_DAYS + attempt * REVIEW_DAYS;
}

function spanOf(attempt: number): { readonly fromDay: number; readonly toDay: number } {
  const fromDay = entryDay(attempt);
  return { fromDay, toDay: fromDay + REVIEW_DAYS + 7 * LIVE_WEEKS };
}

function simulated(
  world: World,
  entries: ReturnType<typeof entriesOf>,
  attempt: number,
  days: number = REVIEW_DAYS + 7 * LIVE_WEEKS,
): SimResult {
  const fromMs = WORLD_START_MS + entryDay(attempt) * DAY_MS;
  const untilMs = fromMs + days * DAY_MS;
  return simulateFeed(entries, { source: world.source, terms: SIM_TERMS, fromMs, untilMs });
}

function skillOf(
  kind: CreatorKind,
  cheat: (typeof CHEATS)[number] | undefined,
  attempt: number,
): Skill {
  if (kind === 'overfitted' || kind === 'coin flips') return () => 0;
  // Sent late it is worth nothing; at the time it claims it would be the future itself.
  if (kind === 'cheating') return cheat === 'SENT_LATE' ? () => 0.5 : () => 0;
  if (kind !== 'decaying') return () => SKILL;
  const decayDay = entryDay(attempt) + REVIEW_DAYS + 7 * DECAY_WEEK;
  return (day) => (day < decayDay ? SKILL : 0);
}

/** Trials of the history; the one that is shown first. */
function trialsOf(
  world: World,
  {
    kind,
    cheat,
    seed,
  }: {
    readonly kind: CreatorKind;
    readonly cheat: (typeof CHEATS)[number] | undefined;
    readonly seed: number;
  },
): { readonly days: readonly (readonly DayResult[])[] } {
  const trial = (rho: number, name: string): readonly DayResult[] => {
    const weights = weightsOf(world, { skill: () => rho, seed, name });
    return backtestDays(world, weights, HISTORY_DAYS);
  };
  if (kind === 'overfitted' || cheat === 'HIDDEN_TRIALS' || cheat === 'NO_FEES') {
    const all = Array.from({ length: OVERFITTED_TRIALS }, (_, at) => trial(0, `trial ${at}`));
    return { days: all.toSorted((a, b) => sumOf(b) - sumOf(a)) };
  }
  // Whoever looks ahead or invents a backtest has one as good as it likes.
  const shown = cheat === 'LOOK_AHEAD' || kind === 'coin flips' ? 2 * SKILL : SKILL;
  return {
    days: [1, 0.9, 0.75, 0.6].map((share, at) => trial(shown * share, `trial ${at}`)),
  };
}

function sumOf(days: readonly DayResult[]): number {
  let sum = 0;
  for (const { gross, fees } of days) sum += gross - fees;
  return sum;
}

function coinSims(world: World, seed: number): readonly SimResult[] {
  return Array.from({ length: COIN_MODELS - 1 }, (_, at) => {
    const modelId = `coin-${at}`;
    const weights = weightsOf(world, { skill: () => 0, seed, name: modelId });
    const fromDay = entryDay(0);
    const entries = entriesOf(weights, {
      fromDay,
      toDay: fromDay + REVIEW_DAYS,
      modelId,
      assets: 1,
    });
    return simulated(world, entries, 0, REVIEW_DAYS);
  });
}
