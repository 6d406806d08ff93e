/** Catches a histogram whose quantiles are off by more than its buckets are wide: against a sorted list. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatencyHistogram } from '../../src/gateway/index.js';
import { lowerBoundMicros } from '../../src/gateway/latency-histogram.js';

test('a quantile is at least the exact one and at most an eighth above', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 300 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, quantile) => {
        const histogram = new LatencyHistogram();
        for (const value of values) histogram.record(value);
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(quantile * values.length) - 1] as number;
        const found = histogram.quantileMicros(quantile);
        expect(found).toBeGreaterThan(exact);
        expect(found).toBeLessThanOrEqual(exact * 1.125 + 1);
      },
    ),
  );
});

test('every value lies in the bucket that begins at or below it', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (value) => {
      const histogram = new LatencyHistogram();
      histogram.record(value);
      const bucket = histogram.counts.indexOf(1);
      expect(lowerBoundMicros(bucket)).toBeLessThanOrEqual(value);
      expect(lowerBoundMicros(bucket + 1)).toBeGreaterThan(value);
    }),
  );
});

test('times outside the range count as its ends, and nothing counts as nothing', () => {
  const histogram = new LatencyHistogram();
  expect(histogram.quantileMicros(0.5)).toBe(0);
  histogram.record(-5);
  histogram.record(1e15);
  expect(histogram.count).toBe(2);
  expect(histogram.quantileMicros(0.5)).toBe(1);
  expect(histogram.quantileMicros(1)).toBeGreaterThan(2 ** 30);
  histogram.reset();
  expect(histogram.count).toBe(0);
});
