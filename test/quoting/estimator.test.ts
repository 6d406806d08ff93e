// Goal: catch an estimator that forgets at the wrong speed, runs backwards, or starts a new series from nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decayRate,
  ewma,
  ewmaWeight,
  rateOf,
  shrunkRate,
} from '../../src/quoting/formulas/estimator.js';
import { AGE_BUCKETS, AgeProfile, bucketOf } from '../../src/quoting/series/age-profile.js';

const HOUR = 3_600_000;

describe('averages by half-life', () => {
  it('keeps half after one half-life and a quarter after two', () => {
    expect(ewmaWeight(HOUR, HOUR)).toBe(0.5);
    expect(ewma(8, 0, ewmaWeight(2 * HOUR, HOUR))).toBe(2);
  });

  it('keeps as little after as many days as RiskMetrics tabulates for its decay factors', () => {
    // RiskMetrics Technical Document, 4th edition (1996), section 5.3, pages 93 and 94: days after which 1 % of the weight is
    // left, by decay factor a day.
    for (const [decay, days] of [
      [0.94, 74],
      [0.97, 151],
      [0.99, 458],
    ] as const) {
      const halfLifeMs = (24 * HOUR * Math.log(0.5)) / Math.log(decay);
      expect(ewmaWeight(24 * HOUR, halfLifeMs)).toBeCloseTo(decay, 12);
      const left = (after: number): number => ewmaWeight(after * 24 * HOUR, halfLifeMs);
      expect(left(days - 0.5)).toBeGreaterThan(0.01);
      expect(left(days + 0.5)).toBeLessThan(0.01);
    }
  });

  it('keeps all when no time passed or it ran backwards, nothing without a half-life', () => {
    expect(ewmaWeight(0, HOUR)).toBe(1);
    expect(ewmaWeight(-5, HOUR)).toBe(1);
    expect(ewmaWeight(HOUR, 0)).toBe(0);
    expect(ewmaWeight(HOUR, Number.NaN)).toBe(0);
  });
});

describe('rates by time constant', () => {
  it('adds n/τ and decays by e over τ', () => {
    expect(rateOf(5, 6 * HOUR)).toBe(20);
    expect(decayRate(20, 6 * HOUR, 6 * HOUR)).toBeCloseTo(20 / Math.E, 12);
    expect(decayRate(20, -1, 6 * HOUR)).toBe(20);
    expect(decayRate(20, 1, 0)).toBe(0);
    expect(rateOf(5, 0)).toBe(0);
  });

  it('settles at the true rate of a steady flow', () => {
    let rate = 0;
    for (let minute = 0; minute < 5 * 1440; minute += 1) {
      rate = decayRate(rate, 60_000, 6 * HOUR) + rateOf(1, 6 * HOUR);
    }
    expect(rate).toBeGreaterThan(1435);
    expect(rate).toBeLessThan(1447);
  });

  it('pulls the live rate towards what is expected, never past either', () => {
    expect(shrunkRate(0, 10, 0.25)).toBe(2);
    expect(shrunkRate(20, 10, 0)).toBe(20);
    const rate = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0, max: 10, noNaN: true }), (live, prior, share) => {
        const value = shrunkRate(live, prior, share);
        expect(value).toBeGreaterThanOrEqual(Math.min(live, prior) * (1 - 1e-12));
        expect(value).toBeLessThanOrEqual(Math.max(live, prior) * (1 + 1e-12));
      }),
    );
  });
});

describe('profile by age', () => {
  const prior = { flowPerDay: 10, variance: 0.0064, exposureDays: 7 / AGE_BUCKETS };

  const middleOf = (bucket: number) => (bucket + 0.5) / AGE_BUCKETS;

  it('answers the prior before anything is known', () => {
    const profile = new AgeProfile();
    expect(profile.flowPerDay(0.4, 'consumed', prior)).toBe(10);
    expect(profile.variance(0, prior)).toBeCloseTo(0.0064, 15);
    expect(profile.logDemand(0)).toBe(0);
  });

  it('learns each age and each flow apart, with the prior worth one visit', () => {
    const profile = new AgeProfile();
    const visit = { days: 7 / AGE_BUCKETS, variance: 0.0256, logDemand: 0.1, logScarcity: -0.2 };
    profile.addVisit(2, visit, 0.8);
    profile.addFlow(2, 'minted', 26.25);
    const u = middleOf(2);
    expect(profile.flowPerDay(u, 'minted', prior)).toBeCloseTo(20, 12);
    expect(profile.flowPerDay(u, 'consumed', prior)).toBeCloseTo(5, 12);
    expect(profile.flowPerDay(middleOf(1), 'minted', prior)).toBe(10);
    expect(profile.variance(u, prior)).toBeCloseTo(0.016, 12);
    expect([profile.logDemand(2), profile.logScarcity(2)]).toEqual([0.1, -0.2]);
  });

  it('has no step between ages', () => {
    const profile = new AgeProfile();
    profile.addVisit(2, { days: 5, variance: 0.02, logDemand: 0, logScarcity: 0 }, 0.8);
    profile.addFlow(2, 'burnt', 500);
    const at = (u: number) => profile.flowPerDay(u, 'burnt', prior);
    expect(at(3 / 8)).toBeCloseTo((at(middleOf(2)) + at(middleOf(3))) / 2, 9);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (u) => {
        expect(Math.abs(at(u + 1e-6) - at(u))).toBeLessThan(0.01);
      }),
    );
    expect(at(1)).toBe(10);
  });

  it('forgets its past over the visits of later series', () => {
    const profile = new AgeProfile();
    for (let visit = 0; visit < 200; visit += 1) {
      profile.addVisit(0, { days: 1, variance: 0.01, logDemand: 0, logScarcity: 0 }, 0.8);
      profile.addFlow(0, 'burnt', visit < 100 ? 50 : 5);
    }
    expect(profile.flowPerDay(0, 'burnt', prior)).toBeCloseTo((5 * 5 + 8.75) / (5 + 0.875), 6);
  });

  it('puts every age in a bucket', () => {
    expect([0, 0.1249, 0.125, 0.999, 1, 2, -1].map(bucketOf)).toEqual([0, 0, 1, 7, 7, 7, 0]);
  });
});
