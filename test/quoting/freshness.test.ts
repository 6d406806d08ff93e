// Goal: catch a decay curve that differs from its formula, rises, or leaves its bounds, and a decay schedule that
// stands still or runs away.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  age,
  FRESHNESS_SHAPES,
  freshness,
  msToDecayStep,
  remainingDays,
  terminalFactor,
} from '../../src/quoting/formulas/freshness.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';

const DAY = 86_400_000;
const curveOf = (shape: (typeof FRESHNESS_SHAPES)[number]) => ({
  ...tuningOf(DEFAULT_PARAMETERS).curve,
  shape,
});

/** Worked from the formulas in another language. Ages 0, 0.35, 0.5, 0.9, 0.95 and 1. */
const GOLDEN = {
  linear: [1.25, 0.8825, 0.725, 0.305, 0.2209375, 0.1],
  halflife: [1.25, 0.64094337, 0.484414077, 0.236819099, 0.190311474, 0.1],
  logistic: [1.25, 1.171335787, 0.964363982, 0.231557271, 0.185623118, 0.1],
  exp: [1.25, 0.658191102, 0.5, 0.240224887, 0.19179269, 0.1],
} as const;
const AGES = [0, 0.35, 0.5, 0.9, 0.95, 1];

describe('freshness', () => {
  it.each(FRESHNESS_SHAPES)('gives the worked values of the %s curve', (shape) => {
    const values = AGES.map((u) => freshness(u, curveOf(shape)));
    for (const [index, expected] of GOLDEN[shape].entries()) {
      expect(values[index]).toBeCloseTo(expected, 8);
    }
  });

  it('takes half off at the end and nothing before nine tenths', () => {
    const curve = curveOf('linear');
    expect(terminalFactor(0.9, curve)).toBe(1);
    expect(terminalFactor(0.95, curve)).toBeCloseTo(0.875, 12);
    expect(terminalFactor(1, curve)).toBe(0.5);
    expect(terminalFactor(1, { ...curve, terminalStart: 1 })).toBe(1);
  });

  it('never rises with age and stays between its ends, on every curve', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FRESHNESS_SHAPES),
        fc.double({ min: -1, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 2, noNaN: true }),
        (shape, a, b) => {
          const curve = curveOf(shape);
          const young = freshness(Math.min(a, b), curve);
          const old = freshness(Math.max(a, b), curve);
          expect(old).toBeLessThanOrEqual(young + 1e-12);
          expect(young).toBeLessThanOrEqual(curve.start + 1e-12);
          expect(old).toBeGreaterThanOrEqual(curve.end * (1 - curve.terminalCut) - 1e-12);
        },
      ),
    );
  });

  it('answers NaN to NaN and holds ages outside the window at its edges', () => {
    expect(freshness(Number.NaN, curveOf('halflife'))).toBeNaN();
    expect(freshness(-5, curveOf('exp'))).toBe(1.25);
    expect(freshness(7, curveOf('exp'))).toBeCloseTo(0.1, 12);
  });
});

describe('age', () => {
  it('runs from 0 to 1 over the window and is over for a window that is none', () => {
    expect(age(0, 10, 100)).toBe(0);
    expect(age(60, 10, 100)).toBe(0.5);
    expect(age(500, 10, 100)).toBe(1);
    expect(age(5, 0, 0)).toBe(1);
    expect(age(5, 0, Number.NaN)).toBe(1);
  });

  it('leaves at least an hour', () => {
    expect(remainingDays(0.5, 7 * DAY)).toBe(3.5);
    expect(remainingDays(1, 7 * DAY)).toBeCloseTo(1 / 24, 12);
  });
});

describe('msToDecayStep', () => {
  it('waits until the value has fallen by about the step', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FRESHNESS_SHAPES),
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        (shape, u) => {
          const curve = curveOf(shape);
          const windowMs = 7 * DAY;
          const wait = msToDecayStep(curve, {
            u,
            windowMs,
            step: 0.001,
            minIntervalMs: 1,
            maxIntervalMs: 10 * DAY,
          });
          const fall = 1 - freshness(u + wait / windowMs, curve) / freshness(u, curve);
          expect(fall).toBeGreaterThan(0.0005);
          expect(fall).toBeLessThan(0.003);
        },
      ),
    );
  });

  it('keeps its bounds on a flat or absurd curve', () => {
    const at = { u: 0.2, windowMs: DAY, step: 0.001, minIntervalMs: 1_000, maxIntervalMs: 5_000 };
    expect(msToDecayStep({ ...curveOf('linear'), end: 1.25 }, at)).toBe(5_000);
    expect(msToDecayStep({ ...curveOf('linear'), start: Number.NaN }, at)).toBe(5_000);
    expect(msToDecayStep(curveOf('linear'), { ...at, windowMs: 10 })).toBe(1_000);
  });
});
