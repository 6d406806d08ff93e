/** Would catch: a product or quotient of money that is off by one unit, or out of the exact range and not said to be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INEXACT, mulDivDown, mulDivUp, multiply } from '../../src/values/money.js';

const MAX = Number.MAX_SAFE_INTEGER;
const PPM = 1_000_000;

/** Of every size, and often beside a power of two or of ten, where rounding shows. */
const amount = fc.oneof(
  fc.maxSafeNat(),
  fc.nat({ max: 10_000 }),
  fc
    .tuple(fc.constantFrom(2, 10), fc.nat({ max: 53 }), fc.integer({ min: -2, max: 2 }))
    .map(([base, power, near]) => Math.min(MAX, Math.max(0, Math.trunc(base ** power) + near)))
    .filter(Number.isSafeInteger),
);
const divisor = fc.oneof(
  fc.constant(PPM),
  amount.filter((value) => value > 0),
);

const within = (value: bigint): number => (value <= BigInt(MAX) ? Number(value) : INEXACT);

test('a product over a divisor, rounded either way, is what big integers say', () => {
  fc.assert(
    fc.property(amount, amount, divisor, (a, b, c) => {
      const product = BigInt(a) * BigInt(b);
      const down = product / BigInt(c);
      const up = down * BigInt(c) === product ? down : down + 1n;
      expect(mulDivDown(a, b, c)).toBe(within(down));
      expect(mulDivUp(a, b, c)).toBe(within(up));
      expect(multiply(a, b)).toBe(within(product));
    }),
    { numRuns: 20_000 },
  );
});

test.each([
  [MAX, MAX, MAX, MAX, MAX],
  [MAX, PPM, PPM, MAX, MAX],
  [MAX, PPM + 1, PPM, INEXACT, INEXACT],
  [MAX, 1, 2, 2 ** 52 - 1, 2 ** 52],
  [MAX - 1, 1, PPM, 9_007_199_254, 9_007_199_255],
  [0, MAX, 1, 0, 0],
])('%d × %d / %d is %d rounded down, %d rounded up', (a, b, c, down, up) => {
  expect([mulDivDown(a, b, c), mulDivUp(a, b, c)]).toEqual([down, up]);
});
