/** Catches amounts of PAT that are read or written as another amount, or rounded instead of refused. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPat, microPatOf, notionalMicroPat } from '../../src/client/index.js';

const { MAX_SAFE_INTEGER } = Number;

it('writes every amount so that it is read back', () => {
  const amount = fc.integer({ min: -MAX_SAFE_INTEGER, max: MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(amount, (micro) => {
      const text = formatPat(micro);
      expect(microPatOf(text)).toBe(micro);
      // Against the same division done by hand in bigint.
      const part = (BigInt(Math.abs(micro)) % 1_000_000n).toString().padStart(6, '0');
      const whole = BigInt(Math.abs(micro)) / 1_000_000n;
      expect(Number.parseFloat(text)).toBe(
        Number.parseFloat(`${micro < 0 ? '-' : ''}${whole}.${part}`),
      );
      expect(text).toMatch(/^-?\d+(\.\d{0,5}[1-9])?$/);
    }),
  );
});

it('reads what people write', () => {
  expect(microPatOf('250.5')).toBe(250_500_000);
  expect(microPatOf(' 0.000001 ')).toBe(1);
  expect(microPatOf('-1')).toBe(-1_000_000);
  expect(Object.is(microPatOf('-0'), 0)).toBe(true);
  expect(formatPat(-500_000)).toBe('-0.5');
});

it('refuses what is no exact amount', () => {
  for (const text of ['', '1e3', '1,5', '.5', '5.', '1.0000001', '0x10', '99999999999', 'PAT']) {
    expect(() => microPatOf(text), text).toThrow(RangeError);
  }
  expect(() => formatPat(0.5)).toThrow(RangeError);
  expect(() => formatPat(2 ** 53)).toThrow(RangeError);
});

it('multiplies exactly or not at all', () => {
  expect(notionalMicroPat({ priceTicks: 12_500, quantityLots: 3, tickValueMicroPat: 10_000 })).toBe(
    375_000_000,
  );
  const huge = { priceTicks: 2 ** 30, quantityLots: 2 ** 20, tickValueMicroPat: 10_000 };
  expect(() => notionalMicroPat(huge)).toThrow(RangeError);
});
