// Goal: catch a comparison that is not paired by seed, errs in its standard error, or takes a setting that did worse; and
// threads whose rows differ from those played alone.
import { describe, expect, it } from 'vitest';
import {
  compare,
  PATX_PLAN,
  plainPlan,
  SCENARIOS,
  type SimulationRow,
  SMALL_SCENARIO,
  simulate,
  tunedOf,
} from '../../src/simulation/index.js';

const played = simulate({
  scenario: { ...SMALL_SCENARIO, days: 1 },
  seed: 1,
  plan: plainPlan('fixed', [0.25]),
});
const row = (broker: string, seed: number, trueTotalPat: number): SimulationRow => ({
  ...played,
  broker,
  seed,
  trueTotalPat,
});

describe('the comparison', () => {
  it('pairs by seed', () => {
    const rows = [
      row(PATX_PLAN.name, 1, 100),
      row('other', 1, 90),
      row(PATX_PLAN.name, 2, 1_100),
      row('other', 2, 1_094),
    ];
    const [scenario] = compare(rows, PATX_PLAN.name);
    const other = scenario?.brokers[1];
    expect(scenario?.seeds).toBe(2);
    expect(other?.behindPat.mean).toBe(8);
    // Differences 10 and 6: standard deviation √8, of the mean √8/√2.
    expect(other?.behindPat.error).toBeCloseTo(2, 12);
    expect(other?.trueTotalPat.error).toBeCloseTo(502, 0);
    expect(other?.ahead).toBe(0);
  });

  it('takes of a family what did best in the sum, and names the best of each scenario', () => {
    const rows = [
      { ...row(plainPlan('fixed', [0.5]).name, 1, 50), scenario: 'a' },
      { ...row(plainPlan('fixed', [0.6]).name, 1, 40), scenario: 'a' },
      { ...row(plainPlan('fixed', [0.5]).name, 1, -50), scenario: 'b' },
      { ...row(plainPlan('fixed', [0.6]).name, 1, 0), scenario: 'b' },
    ];
    const [fixed] = tunedOf(rows);
    expect(fixed?.pooled).toEqual({ settings: [0.6], meanPat: 20 });
    expect(fixed?.byScenario.map(({ settings }) => settings)).toEqual([[0.5], [0.6]]);
  });

  it('has a second market maker and providers who undercut in every scenario', () => {
    for (const { rivalLots, undercutShare } of SCENARIOS) {
      expect(rivalLots).toBeGreaterThan(0);
      expect(undercutShare).toBeGreaterThan(0);
    }
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });
});
