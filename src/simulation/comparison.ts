/**
 * Brokers side by side: of each scenario the mean and the standard error of a broker over its seeds, and of its difference to
 * the first one on the same seeds. Differences are paired: the seeds' own luck is in both and drops out.
 */
import { gridOf, PLAIN_KINDS, type PlainKind } from './plain-rules.js';
import type { Scenario } from './scenario.js';
import { plainPlan, type SimulationJob, type SimulationRow } from './simulate.js';

export interface Estimate {
  readonly mean: number;
  /** Standard error of the mean; 0 of a single value. */
  readonly error: number;
}

export interface ComparedBroker {
  readonly broker: string;
  readonly trueTotalPat: Estimate;
  /** The first broker's less this one's, by seed. */
  readonly behindPat: Estimate;
  /** Seeds in which this one ends with more. */
  readonly ahead: number;
}

export interface ComparedScenario {
  readonly scenario: string;
  readonly seeds: number;
  readonly rows: readonly SimulationRow[];
  readonly brokers: readonly ComparedBroker[];
}

export function estimateOf(values: readonly number[]): Estimate {
  const n = values.length;
  if (n === 0) return { mean: 0, error: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, error: 0 };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

/** Compares rows, every broker with the one named, scenario by scenario in the order they come. */
export function compare(rows: readonly SimulationRow[], first: string): ComparedScenario[] {
  const scenarios = [...new Set(rows.map(({ scenario }) => scenario))];
  return scenarios.map((scenario) => {
    const mine = rows.filter((row) => row.scenario === scenario);
    const names = [...new Set(mine.map(({ broker }) => broker))];
    const of = (name: string): ReadonlyMap<number, number> =>
      new Map(mine.flatMap((r) => (r.broker === name ? [[r.seed, r.trueTotalPat]] : [])));
    const base = of(first);
    const brokers = names.map((broker) => {
      const values = of(broker);
      const behind = [...values].map(([seed, value]) => (base.get(seed) ?? Number.NaN) - value);
      return {
        broker,
        trueTotalPat: estimateOf([...values.values()]),
        behindPat: estimateOf(behind),
        ahead: behind.filter((difference) => difference < 0).length,
      };
    });
    return { scenario, seeds: base.size, rows: mine, brokers };
  });
}

/** All markets of the grids of the baselines. */
export function tuningJobs(
  scenarios: readonly Scenario[],
  seeds: readonly number[],
): SimulationJob[] {
  return PLAIN_KINDS.flatMap((kind) =>
    gridOf(kind).flatMap((settings) =>
      scenarios.flatMap((scenario) =>
        seeds.map((seed) => ({ scenario, seed, plan: plainPlan(kind, settings) })),
      ),
    ),
  );
}

export interface TunedFamily {
  readonly kind: PlainKind;
  /** The best over all scenarios together, and its mean PAT at true value. */
  readonly pooled: { readonly settings: readonly number[]; readonly meanPat: number };
  /** The best of each scenario, for information. */
  readonly byScenario: readonly {
    readonly scenario: string;
    readonly settings: readonly number[];
    readonly meanPat: number;
  }[];
}

/** Of each family the settings that ended with most, over all scenarios and in each. */
export function tunedOf(rows: readonly SimulationRow[]): TunedFamily[] {
  const scenarios = [...new Set(rows.map(({ scenario }) => scenario))];
  return PLAIN_KINDS.map((kind) => {
    const best = (mine: readonly SimulationRow[]): TunedFamily['pooled'] => {
      let found: TunedFamily['pooled'] = { settings: [], meanPat: Number.NEGATIVE_INFINITY };
      for (const settings of gridOf(kind)) {
        const { name } = plainPlan(kind, settings);
        const values = mine.flatMap((row) => (row.broker === name ? [row.trueTotalPat] : []));
        const { mean } = estimateOf(values);
        if (values.length > 0 && mean > found.meanPat) found = { settings, meanPat: mean };
      }
      return found;
    };
    return {
      kind,
      pooled: best(rows),
      byScenario: scenarios.map((scenario) => ({
        scenario,
        ...best(rows.filter((row) => row.scenario === scenario)),
      })),
    };
  });
}
