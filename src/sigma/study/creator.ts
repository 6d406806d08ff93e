/**
 * What a creator's model knows and what it says: a weight for each asset and day, which knows tomorrow's move with a given
 * correlation, the rest being noise. No skill is a correlation of 0.
 */
import { Chance } from '../../values/index.js';
import type { Signal, SignalEntry } from '../signals/index.js';
import { DAILY_VOLATILITY, DAY_MS, WORLD_ASSETS, WORLD_START_MS, type World } from './world.js';

/** Weight of a signal of one standard deviation. */
const WEIGHT = 0.3;
const COST_PPM = 200;
const SIX_HOURS_MS = 6 * 3_600_000;

/** Correlation of a day's signal with the move it foresees. */
export type Skill = (day: number) => number;

/** Weights by asset and day, whole millionths. */
export function weightsOf(
  world: World,
  { skill, seed, name }: { readonly skill: Skill; readonly seed: number; readonly name: string },
): readonly Float64Array[] {
  const chance = new Chance(seed, name);
  return world.moves.map((moves) =>
    Float64Array.from(moves, (move, day) => {
      const rho = skill(day);
      const seen = rho * move + Math.sqrt(1 - rho * rho) * chance.normal();
      return Math.round(1e6 * Math.max(-1, Math.min(1, WEIGHT * seen))) / 1e6;
    }),
  );
}

export interface DayResult {
  readonly gross: number;
  readonly fees: number;
  readonly turnover: number;
}

const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

/** What a creator's own backtest says of the days of a history: no impact, fees of the amount traded. */
export function backtestDays(
  world: World,
  weights: readonly Float64Array[],
  days: number,
): readonly DayResult[] {
  return Array.from({ length: days }, (_, day) => {
    let [gross, turnover] = [0, 0];
    for (const [asset, list] of weights.entries()) {
      const weight = list[day] as number;
      gross += weight * (world.moves[asset]?.[day] as number) * DAILY_VOLATILITY;
      turnover += Math.abs(weight - (day === 0 ? 0 : (list[day - 1] as number)));
    }
    return { gross: rounded(gross), fees: rounded((turnover * COST_PPM) / 1e6), turnover };
  });
}

/**
 * Signals from a day on, journaled at six in the morning, so that they are filled at noon.
 * @param lateDays how many days after their data they are sent
 */
export function entriesOf(
  weights: readonly Float64Array[],
  options: {
    readonly fromDay: number;
    readonly toDay: number;
    readonly modelId: string;
    readonly lateDays?: number;
    readonly assets?: number;
  },
): readonly SignalEntry[] {
  const { fromDay, toDay, modelId, lateDays = 0, assets = WORLD_ASSETS.length } = options;
  const entries: SignalEntry[] = [];
  for (let day = fromDay; day < toDay; day += 1) {
    const dataMs = WORLD_START_MS + day * DAY_MS + SIX_HOURS_MS;
    const journalAtMs = dataMs + lateDays * DAY_MS;
    for (const [at, asset] of WORLD_ASSETS.slice(0, assets).entries()) {
      const signal: Signal = {
        model_id: modelId,
        sequence: entries.length + 1,
        asset,
        target_weight: weights[at]?.[day] as number,
        horizon: DAY_MS,
        valid_until: journalAtMs + DAY_MS,
        data_as_of: dataMs,
        stamp: '0'.repeat(64),
      };
      entries.push({ signal, journalAtMs, previousSha: '', sha: '' });
    }
  }
  return entries;
}
