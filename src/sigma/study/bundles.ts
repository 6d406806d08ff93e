/** The bundles creators of a study publish: honest ones, and ones that were tampered with. */
import type { KeyObject } from 'node:crypto';
import {
  type Bundle,
  type BundleParts,
  exampleParts,
  signStamp,
  sweepHash,
} from '../bundle/index.js';
import type { DayResult } from './creator.js';
import { DAY_MS, HISTORY_DAYS, SEAT_CAPITAL, WORLD_ASSETS, WORLD_START_MS } from './world.js';

export type BundleCheat = 'LOOK_AHEAD' | 'NO_FEES' | 'HIDDEN_TRIALS';

export interface BundlePlan {
  readonly modelId: string;
  /** Daily results of every trial; the selected one first. */
  readonly trials: readonly (readonly DayResult[])[];
  readonly cheat?: BundleCheat;
}

const TRAIN_DAYS = 200;
const FOLDS = 3;

export function studyBundle({ modelId, trials, cheat }: BundlePlan, key: KeyObject): Bundle {
  const base = exampleParts({ seed: 1, modelId });
  const feesOf = (day: DayResult): number => (cheat === 'NO_FEES' ? 0 : day.fees);
  const netsOf = (days: readonly DayResult[]): number[] =>
    days.map((day) => day.gross - feesOf(day));
  const windows = trials.map((_, at) => at + 1);
  const all = trials.map((days, at) => ({
    id: at + 1,
    params: { window: at + 1 },
    returns: netsOf(days),
  }));
  // Whoever hides trials still states the grid they were run on; stating less is what the burn-in is for.
  const shown = cheat === 'HIDDEN_TRIALS' ? all.slice(0, 5) : all;
  const parts: BundleParts = {
    ...base,
    model_config: { window: 1 },
    policy: { ...base.policy, assets: [...WORLD_ASSETS], capital_per_seat: SEAT_CAPITAL },
    sweep: { grid: { window: windows }, selected: 1, trials: shown, trials_sha: sweepHash(shown) },
    backtest: {
      period_ms: DAY_MS,
      folds: folds(),
      observations: (trials[0] ?? []).map((day, at) => {
        const atMs = WORLD_START_MS + at * DAY_MS;
        const ahead = cheat === 'LOOK_AHEAD' ? DAY_MS : -60_000;
        return {
          at_ms: atMs,
          data_as_of_ms: atMs + ahead,
          turnover: day.turnover,
          gross: day.gross,
          fees: feesOf(day),
          net: day.gross - feesOf(day),
        };
      }),
    },
  };
  return { ...parts, stamp: signStamp(parts, key) };
}

function folds(): BundleParts['backtest']['folds'] {
  const testMs = (HISTORY_DAYS / FOLDS) * DAY_MS;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const testFromMs = WORLD_START_MS + fold * testMs;
    return {
      train_from_ms: testFromMs - TRAIN_DAYS * DAY_MS,
      train_to_ms: testFromMs,
      test_from_ms: testFromMs,
      test_to_ms: testFromMs + testMs,
    };
  });
}
