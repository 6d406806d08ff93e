/** Catches times of answers that are off by more than two digits allow, told twice, or told of a period that still runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerTimes } from '../../src/gateway/index.js';

const NONE = { count: 0, p50: 0, p99: 0, p999: 0, max: 0 };
const MINUTE_MS = 60_000;

test('quantiles of a period are those of its values', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 300 }), (values) => {
      const times = new AnswerTimes(0);
      for (const value of values) times.record(value);
      const { count, ...found } = times.summary(MINUTE_MS);
      const sorted = values.map((value) => Math.max(1, value)).toSorted((a, b) => a - b);
      const exact = (quantile: number): number =>
        sorted[Math.ceil(quantile * sorted.length) - 1] as number;
      expect(count).toBe(values.length);
      for (const [name, wanted] of [
        ['p50', exact(0.5)],
        ['p99', exact(0.99)],
        ['p999', exact(0.999)],
        ['max', exact(1)],
      ] as const) {
        expect(Math.abs(found[name] - wanted), name).toBeLessThanOrEqual(0.01 * wanted + 1);
      }
    }),
    { numRuns: 50 },
  );
});

test('a period is told when it is over, until the next one is', () => {
  const times = new AnswerTimes(1_000);
  times.record(-5);
  times.record(1e15);
  expect(times.summary(MINUTE_MS)).toEqual(NONE);
  const first = times.summary(1_000 + MINUTE_MS);
  expect(first).toMatchObject({ count: 2, p50: 1 });
  expect(first.max).toBeGreaterThan(59_000_000);
  times.record(7);
  expect(times.summary(1_001 + MINUTE_MS)).toEqual(first);
  expect(times.summary(1_000 + 2 * MINUTE_MS)).toMatchObject({ count: 1, max: 7 });
  expect(times.summary(1_000 + 3 * MINUTE_MS)).toEqual(NONE);
});
