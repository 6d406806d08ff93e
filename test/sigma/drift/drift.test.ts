// Catches a CUSUM whose run lengths differ from published tables or from simulation, levels that rise without evidence or fall without
// recovery, a delisting after one alarm, and a false-alarm rate that would delist models that never drifted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alarmProbability,
  averageRunLength,
  cusumStep,
  DRIFT_LEVELS,
  DRIFT_START,
  driftStep,
  expectationOf,
  simulateFalseAlarms,
  standardisedWeek,
} from '../../../src/sigma/drift/index.js';
import { Chance } from '../../../src/values/index.js';

const run = (scores: readonly number[]): { levels: string[]; moves: string[] } => {
  let state = DRIFT_START;
  const levels: string[] = [];
  const moves: string[] = [];
  for (const z of scores) {
    const step = driftStep(state, z);
    state = step.state;
    levels.push(state.level);
    if (step.evidence) moves.push(`${step.evidence.week} ${step.evidence.to}`);
  }
  return { levels, moves };
};

describe('CUSUM', () => {
  // Montgomery, Introduction to Statistical Quality Control, table of average run lengths of a two-sided CUSUM with k 0.5 and h 5:
  // 465 in control, where the one-sided one has twice that; beyond half a standard deviation the other side adds nothing.
  it.each([
    [0, 930, 0.01],
    [0.5, 38, 0.03],
    [0.75, 17, 0.02],
    [1, 10.4, 0.01],
    [1.5, 5.75, 0.01],
    [2, 4.01, 0.01],
    [3, 2.57, 0.01],
  ])('average run length at a shift of %d', (shift, weeks, within) => {
    expect(Math.abs(averageRunLength(shift) / weeks - 1)).toBeLessThan(within);
  });
  it('run lengths agree with simulation', () => {
    const chance = new Chance(5, 'arl');
    for (const shift of [0.4, 1]) {
      let weeks = 0;
      const runs = 3_000;
      for (let i = 0; i < runs; i += 1) {
        let step = { sum: 0, isAlarm: false };
        while (!step.isAlarm) {
          step = cusumStep(step.sum, chance.normal() - shift);
          weeks += 1;
        }
      }
      expect(weeks / runs / averageRunLength(shift)).toBeGreaterThan(0.94);
      expect(weeks / runs / averageRunLength(shift)).toBeLessThan(1.06);
    }
  });
  it('alarm probabilities agree with simulated false alarms; delisting without drift is rare', () => {
    const { downgradedShare, delistedShare } = simulateFalseAlarms({
      runs: 10_000,
      weeks: 52,
      seed: 3,
    });
    expect(Math.abs(downgradedShare - alarmProbability(0, 52))).toBeLessThan(0.008);
    expect(downgradedShare).toBeLessThan(0.07);
    expect(delistedShare).toBeLessThan(0.01);
  });
});

describe('levels', () => {
  it('watch, downgrade, delist after two alarms in a row, with evidence', () => {
    expect(run([-2, -2, -2, -2, -2, -2, -2, -2, -9]).moves).toEqual([
      '2 WATCH',
      '4 DOWNGRADED',
      '8 DELISTED',
    ]);
  });
  it('a watch ends when the sum is back at 0', () => {
    expect(run([-3.2, 0.4, 3]).levels).toEqual(['WATCH', 'WATCH', 'NORMAL']);
  });
  it('recovery takes 13 weeks of what was expected; then one more alarm delists nobody', () => {
    const alarm = [-6];
    const weeks = new Array<number>(13).fill(0.1);
    expect(run([...alarm, ...weeks.slice(1)]).levels.at(-1)).toBe('DOWNGRADED');
    expect(run([...alarm, ...weeks]).levels.at(-1)).toBe('NORMAL');
    expect(run([...alarm, ...weeks, -6]).levels.at(-1)).toBe('DOWNGRADED');
    expect(run([...alarm, ...weeks.map((z) => -z), -6]).levels.at(-1)).toBe('DELISTED');
  });
  it('is final, and every change has its evidence', () => {
    const scores = fc.array(fc.double({ min: -4, max: 3, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(scores, (zs) => {
        let state = DRIFT_START;
        for (const z of zs) {
          const { state: next, evidence } = driftStep(state, z);
          expect(evidence !== undefined).toBe(next.level !== state.level);
          if (evidence?.to === 'DELISTED') expect(evidence.alarms).toBe(2);
          if (state.level === 'DELISTED') expect(next).toBe(state);
          expect(DRIFT_LEVELS).toContain(next.level);
          state = next;
        }
      }),
    );
  });
});

describe('what is expected', () => {
  it('is the lower mean and the larger spread', () => {
    const expected = expectationOf([0.02, 0.04, 0.02, 0.04], [0.01, 0.02, 0.01, 0.02]);
    expect(expected?.mean).toBeCloseTo(0.015, 12);
    expect(expected?.standardDeviation).toBeCloseTo(Math.sqrt(0.0004 / 3), 12);
    const week = standardisedWeek(0.015, expected as NonNullable<typeof expected>);
    expect(week).toMatchObject({ status: 'RATED' });
    expect(standardisedWeek(Number.NaN, { mean: 0, standardDeviation: 1 })).toMatchObject({
      reason: 'NOT_FINITE',
    });
  });
  it('is unknown of short, constant or broken series', () => {
    expect(expectationOf([1, 2, 3], [1, 2, 3, 4])).toBeUndefined();
    expect(expectationOf([1, 1, 1, 1], [1, 2, 3, 4])).toBeUndefined();
    expect(expectationOf([1, 2, Number.NaN, 4], [1, 2, 3, 4])).toBeUndefined();
  });
});
