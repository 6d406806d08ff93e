// Goal: catch volatility that learns from a jump, ignores one, leaves its bounds, or takes decay over the tick grid for
// a move of the market.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everydaySigma, feedReturn, quotedSigma } from '../../src/quoting/formulas/volatility.js';
import { DEFAULT_PARAMETERS } from '../../src/quoting/parameters/parameter-table.js';
import { tuningOf } from '../../src/quoting/parameters/tuning.js';
import { beyondGrid } from '../../src/quoting/series/sampler.js';

const { volatility } = tuningOf(DEFAULT_PARAMETERS);
const fresh = () => ({ variance: 0.08 * 0.08, jumpVariance: 0 });
const MINUTE = 60_000;

describe('volatility', () => {
  it('feeds an everyday return into σ² by its half-life', () => {
    const state = fresh();
    expect(feedReturn(state, { logReturn: 0.001, elapsedMs: MINUTE }, volatility)).toBe(false);
    expect(state.variance).toBeCloseTo(0.006385695624539563, 15);
    expect(state.jumpVariance).toBe(0);
  });

  it('winsorises a jump: four deviations to σ², the excess to σ_J²', () => {
    const state = fresh();
    expect(feedReturn(state, { logReturn: -0.05, elapsedMs: MINUTE }, volatility)).toBe(true);
    expect(state.variance).toBeCloseTo(0.0066768588798794375, 14);
    expect(state.jumpVariance).toBeCloseTo(0.007175505530569032, 14);
    expect(quotedSigma(state, volatility)).toBeCloseTo(0.11769606794811996, 12);
  });

  it('calls a return of just under four deviations no jump', () => {
    const limit = 4 * 0.08 * Math.sqrt(MINUTE / 86_400_000);
    expect(feedReturn(fresh(), { logReturn: limit * 0.999, elapsedMs: MINUTE }, volatility)).toBe(
      false,
    );
    expect(feedReturn(fresh(), { logReturn: limit * 1.001, elapsedMs: MINUTE }, volatility)).toBe(
      true,
    );
  });

  it('changes nothing for no time or a return that is not finite', () => {
    for (const sample of [
      { logReturn: 0.1, elapsedMs: 0 },
      { logReturn: 0.1, elapsedMs: -5 },
      { logReturn: Number.NaN, elapsedMs: MINUTE },
      { logReturn: Number.NEGATIVE_INFINITY, elapsedMs: MINUTE },
    ]) {
      const state = fresh();
      expect(feedReturn(state, sample, volatility)).toBe(false);
      expect(state).toEqual(fresh());
    }
  });

  it('stays within floor and cap whatever it is fed', () => {
    const samples = fc.array(
      fc.record({
        logReturn: fc.double({ min: -20, max: 20, noNaN: true }),
        elapsedMs: fc.integer({ min: 1, max: 4 * 3_600_000 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(samples, (list) => {
        const state = fresh();
        for (const sample of list) feedReturn(state, sample, volatility);
        expect(everydaySigma(state, volatility)).toBeGreaterThanOrEqual(0.03);
        expect(quotedSigma(state, volatility)).toBeLessThanOrEqual(1);
        expect(quotedSigma(state, volatility)).toBeGreaterThanOrEqual(
          everydaySigma(state, volatility) - 1e-12,
        );
      }),
    );
  });

  it('finds the volatility of a random walk', () => {
    const state = fresh();
    // A walk of fixed steps, up and down in turn, of 20 % per √day.
    const step = 0.2 * Math.sqrt(MINUTE / 86_400_000);
    for (let minute = 0; minute < 3 * 1440; minute += 1) {
      feedReturn(
        state,
        { logReturn: minute % 2 === 0 ? step : -step, elapsedMs: MINUTE },
        volatility,
      );
    }
    expect(quotedSigma(state, volatility)).toBeCloseTo(0.2, 3);
  });
});

describe('beyondGrid', () => {
  it('takes the uncertainty of the grid off a return and never turns its sign', () => {
    expect(beyondGrid(0.05, 0.02)).toBeCloseTo(0.03, 12);
    expect(beyondGrid(-0.05, 0.02)).toBeCloseTo(-0.03, 12);
    expect(beyondGrid(0.015, 0.02)).toBe(0);
    expect(beyondGrid(0.05, 0)).toBe(0.05);
  });
});
