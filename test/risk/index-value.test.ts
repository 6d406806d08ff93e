/**
 * Catches an index that is computed otherwise than its page says, that one owner or a pair moves beyond what the others paid, or
 * that has a value on too little; and settlement prices that fall back otherwise than they are named.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshness } from '../../src/quoting/formulas/freshness.js';
import {
  ageFactorPpm,
  type IndexPrint,
  indexValue,
  type Minute,
  SETTLEMENT,
  settlementPrice,
} from '../../src/risk/index.js';
import { INDEX_STATE } from '../../src/values/index.js';
import { recompute } from './naive-index.js';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const NONE = { valueMicroPat: 0, atMs: 0 };

const CURVE = {
  ...({ shape: 'halflife', start: 1.25, end: 0.2, halfLife: 0.35 } as const),
  ...{ steepness: 10, midpoint: 0.6, terminalStart: 0.9, terminalCut: 0.5 },
};

test('the age curve is the published one', () => {
  for (let i = 0; i <= 1_000; i += 1) {
    const found = ageFactorPpm(i * 1_000);
    const exact = freshness(i / 1_000, CURVE) * 1e6;
    expect(Math.abs(found - exact)).toBeLessThan(700);
  }
  expect([ageFactorPpm(-5), ageFactorPpm(0)]).toEqual([1_250_000, 1_250_000]);
  expect([ageFactorPpm(1_000_000), ageFactorPpm(2_000_000)]).toEqual([100_000, 100_000]);
});

const printArb: fc.Arbitrary<IndexPrint> = fc.record({
  enteredAtMs: fc.integer({ min: NOW - 40 * MINUTE, max: NOW }),
  buyer: fc.integer({ min: 1, max: 14 }),
  seller: fc.integer({ min: 0, max: 14 }),
  priceMicroPat: fc.integer({ min: 1, max: 10_000_000_000 }),
  weightMilliLots: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 1e12 })),
  isBroker: fc.boolean(),
});
const lastArb = fc.option(
  fc.record({
    valueMicroPat: fc.integer({ min: 1, max: 10_000_000_000 }),
    atMs: fc.integer({ min: NOW - 20 * MINUTE, max: NOW }),
  }),
);

test('agrees with whoever computes it anew', () => {
  let valid = 0;
  const property = fc.property(
    fc.array(printArb, { maxLength: 120, size: 'max' }),
    lastArb,
    (prints, last) => {
      const found = indexValue(prints, NOW, last ?? NONE);
      const channel = prints.map(({ enteredAtMs, isBroker, ...print }) => ({
        ...{ ...print, enteredTimeMs: enteredAtMs, broker: isBroker },
      }));
      const big =
        last === null ? undefined : { ...last, valueMicroPat: BigInt(last.valueMicroPat) };
      const anew = recompute(channel, NOW, big);
      expect(found.state === INDEX_STATE.VALID).toBe(anew !== undefined);
      if (anew === undefined) return;
      valid += 1;
      const { valueMicroPat, buyers, sellers, trimmedPpm, brokerPpm } = found;
      expect(BigInt(valueMicroPat)).toBe(anew.valueMicroPat);
      expect({ buyers, sellers }).toEqual({ buyers: anew.buyers, sellers: anew.sellers });
      expect([BigInt(trimmedPpm), BigInt(brokerPpm)]).toEqual([anew.trimmedPpm, anew.brokerPpm]);
    },
  );
  fc.assert(property, { numRuns: Number(process.env.PATX_RUNS ?? 300), seed: 7 });
  expect(valid).toBeGreaterThan(50);
});

/** Ten owners a side that trade a lot each with their neighbours, at one price. */
const honest = (price: number): IndexPrint[] =>
  Array.from({ length: 10 }, (_, i) => ({
    ...{ enteredAtMs: NOW - MINUTE, buyer: i + 1, seller: 101 + i, priceMicroPat: price },
    ...{ weightMilliLots: 10_000, isBroker: false },
  }));

describe('who cheats', () => {
  test('four owners that trade without end, at any prices, move nothing beyond what ten others paid', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 1e10 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 20 }),
      (prices, liars, sellers) => {
        const wash = prices.map((priceMicroPat, i) => ({
          ...{
            enteredAtMs: NOW,
            buyer: 201 + (i % liars),
            seller: 301 + (i % sellers),
            priceMicroPat,
          },
          ...{ weightMilliLots: 1_000_000_000, isBroker: false },
        }));
        // However much they trade, they have no more than their share of what is left.
        const found = indexValue([...honest(100_000), ...wash], NOW, NONE);
        expect(found.state).toBe(INDEX_STATE.VALID);
        expect(found.valueMicroPat).toBe(100_000);
      },
    );
    fc.assert(property, { numRuns: 200, seed: 11 });
  });

  test('one owner of ordinary size, at any price, moves it by nothing', () => {
    for (const priceMicroPat of [1, 99_000, 5_000_000_000]) {
      const liar = { enteredAtMs: NOW, buyer: 50, seller: 150, priceMicroPat };
      const prints = [...honest(100_000), { ...liar, weightMilliLots: 20_000, isBroker: false }];
      expect(indexValue(prints, NOW, NONE).valueMicroPat).toBe(100_000);
    }
  });

  test('a jump is held to five percent a minute of the last valid value', () => {
    const last = { valueMicroPat: 100_000, atMs: NOW - 10_000 };
    expect(indexValue(honest(900_000), NOW, last).valueMicroPat).toBe(100_833);
    expect(indexValue(honest(1), NOW, last).valueMicroPat).toBe(99_167);
  });
});

test('there is none with nothing, with the broker alone, and with seven owners a side', () => {
  const states = (prints: readonly IndexPrint[]): number => indexValue(prints, NOW, NONE).state;
  expect(states([])).toBe(INDEX_STATE.NO_PRINTS);
  expect(states(honest(5).map((one) => ({ ...one, enteredAtMs: NOW - 30 * MINUTE })))).toBe(
    INDEX_STATE.NO_PRINTS,
  );
  expect(states(honest(5).map((one) => ({ ...one, isBroker: true })))).toBe(
    INDEX_STATE.BROKER_ONLY,
  );
  expect(states(honest(5).map((one) => ({ ...one, buyer: one.buyer % 7 })))).toBe(
    INDEX_STATE.FEW_BUYERS,
  );
  expect(states(honest(5).map((one) => ({ ...one, seller: one.seller % 7 })))).toBe(
    INDEX_STATE.FEW_SELLERS,
  );
  expect(states(honest(5))).toBe(INDEX_STATE.VALID);
});

describe('a settlement price', () => {
  const DUE = Math.floor(NOW / MINUTE) * MINUTE;
  const due = DUE / MINUTE;
  /** Minutes from one to another before the due one, each with six samples. */
  const minutes = (from: number, to: number, price: number): Minute[] =>
    Array.from({ length: from - to }, (_, i) => ({
      ...{ minute: due - from + i, count: 6, sumMicroPat: 6 * price },
    }));

  test('is the mean of the last hour', () => {
    const found = settlementPrice([...minutes(60, 30, 100), ...minutes(30, 0, 200)], DUE, DUE);
    expect(found).toEqual({ source: SETTLEMENT.HOUR, priceMicroPat: 150, samples: 360 });
  });

  test('is the same for whoever asks, however late', () => {
    // What is published after the due minute must not move it: a future and an option settle minutes apart.
    const all = [...minutes(60, 0, 100), ...minutes(0, -600, 900)];
    const found = [0, 1, 7, 600].map((late) => settlementPrice(all, DUE, DUE + late * MINUTE));
    for (const one of found) expect(one).toEqual(found[0]);
    expect(found[0]).toEqual({ source: SETTLEMENT.HOUR, priceMicroPat: 100, samples: 360 });
    // Of one that was postponed: the first hour that had enough, not the last.
    const gap = [...minutes(-20, -90, 200), ...minutes(-90, -400, 700)];
    const late = [70, 71, 300].map((one) => settlementPrice(gap, DUE, DUE + one * MINUTE));
    for (const one of late) expect(one).toMatchObject({ priceMicroPat: 200, samples: 300 });
  });

  test('else of the last day, where the hour lacks samples', () => {
    const found = settlementPrice(minutes(1_440, 30, 100), DUE, DUE);
    expect(found).toMatchObject({ source: SETTLEMENT.DAY, priceMicroPat: 100 });
  });

  test('else it waits for seven days, and takes what comes', () => {
    expect(settlementPrice(minutes(500, 300, 100), DUE, DUE).source).toBe(SETTLEMENT.POSTPONED);
    const later = [...minutes(500, 300, 100), ...minutes(-100, -160, 130)];
    const found = settlementPrice(later, DUE, DUE + 160 * MINUTE);
    expect(found).toMatchObject({ source: SETTLEMENT.HOUR, priceMicroPat: 130 });
  });

  test('else it is the median of a day that ended an hour before the index failed', () => {
    const before = [...minutes(3_600, 2_400, 100), ...minutes(2_400, 2_000, 900)];
    const found = settlementPrice(before, DUE, DUE + 7 * 86_400_000);
    // What was printed in the hour before it failed is not looked at.
    expect(found).toMatchObject({ source: SETTLEMENT.LAST_VALID, priceMicroPat: 100 });
    const starved = [...minutes(3_600, 2_060, 100), ...minutes(2_060, 2_000, 900_000)];
    expect(settlementPrice(starved, DUE, DUE + 7 * 86_400_000).priceMicroPat).toBe(100);
  });

  test('and there is none where there never was one', () => {
    const late = DUE + 7 * 86_400_000;
    expect(settlementPrice([], DUE, late).source).toBe(SETTLEMENT.NONE);
    expect(settlementPrice(minutes(3_000, 2_900, 5), DUE, late).source).toBe(SETTLEMENT.NONE);
  });
});
