/**
 * Catches a formula that is not the documented one, a rounding that lifts a score, an unmeasured dimension that counts, a sketch
 * that misses a copy, and a signature that fits something else.
 */
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accuracy,
  canonicalJson,
  checkResult,
  completeness,
  composite,
  consistency,
  DIMENSIONS,
  distinctRows,
  freshness,
  highestBand,
  type IngestResult,
  type MeasuredDimensions,
  overlap,
  PPM,
  publicKeyHex,
  ratingOf,
  reliability,
  SKETCH_SIZE,
  shortfalls,
  signResult,
  timeliness,
  WEIGHTS,
  wilsonLower,
} from '../../src/quality/index.js';

const scored = (scores: Partial<Record<(typeof DIMENSIONS)[number], number>>): MeasuredDimensions =>
  Object.fromEntries(
    Object.entries(scores).map(([name, scorePpm]) => [name, { scorePpm }]),
  ) as never;

test('completeness, timeliness, consistency, accuracy, reliability of known counts', () => {
  const counts = { rows: 10, columns: 4, missing: 6, unflaggedColumns: 3, unflaggedMissing: 6 };
  expect(completeness(counts)?.scorePpm).toBe(800_000);
  expect(completeness({ ...counts, rows: 0 })).toBeUndefined();
  expect(completeness({ ...counts, unflaggedColumns: 0 })).toBeUndefined();
  expect([freshness(0, 0, 10), freshness(0, 10, 10), freshness(0, 20, 10)]).toEqual([1, 0.5, 0.25]);
  expect(freshness(1, 0, 10)).toBe(0);
  const rows = { rows: 4, failed: 1, halfLifeMs: 10, newestMs: 0, oldestMs: 0 };
  expect(timeliness(1.75, rows)?.scorePpm).toBe(437_500);
  expect(consistency(3, 1)?.scorePpm).toBe(666_666);
  expect(consistency(0, 0)).toBeUndefined();
  expect(accuracy(29, 29, 'x')).toBeUndefined();
  expect(accuracy(100, 90, 'x')).toMatchObject({ scorePpm: 900_000, lowerBoundPpm: 825_634 });
  const observed = { due: 90, onTime: 81, probes: 1_000, probesUp: 990 };
  expect(reliability(observed)?.scorePpm).toBe(945_000);
  expect(reliability({ ...observed, probes: 0, probesUp: 0 })).toBeUndefined();
});

test("Wilson's lower bound against published values", () => {
  // Wilson 95 % intervals of 0/10, 5/10, 9/10, 10/10 (Brown, Cai, DasGupta 2001).
  const found = [0, 5, 9, 10].map((one) => wilsonLower(one, 10).toFixed(4));
  expect(found).toEqual(['0.0000', '0.2366', '0.5958', '0.7225']);
});

test('the composite is the weighted geometric mean of what is measured', () => {
  expect(composite({})).toBeUndefined();
  expect(composite(scored({ completeness: 900_000 }))).toEqual({
    compositePpm: 900_000,
    coveragePpm: 200_000,
    countedPpm: 200_000,
  });
  const all = composite(
    scored({
      completeness: 1e6,
      timeliness: 5e5,
      consistency: 1e6,
      accuracy: 1e6,
      reliability: 1e6,
    }),
  );
  expect(all?.compositePpm).toBe(Math.floor(0.5 ** 0.2 * 1e6));
  expect(DIMENSIONS.reduce((sum, name) => sum + WEIGHTS[name], 0)).toBeCloseTo(1, 12);
});

const scores = fc.record(
  Object.fromEntries(DIMENSIONS.map((name) => [name, fc.integer({ min: 0, max: PPM })])) as Record<
    (typeof DIMENSIONS)[number],
    fc.Arbitrary<number>
  >,
  { requiredKeys: [] },
);

test('measuring less never counts for more than what is covered, and a worse score never helps', () => {
  fc.assert(
    fc.property(scores, fc.constantFrom(...DIMENSIONS), fc.nat(PPM), (given, name, drop) => {
      const before = composite(scored(given));
      if (before === undefined) return;
      expect(before.countedPpm).toBeLessThanOrEqual(before.coveragePpm);
      expect(before.countedPpm).toBeLessThanOrEqual(before.compositePpm);
      const score = given[name];
      if (score === undefined) return;
      const worse = composite(scored({ ...given, [name]: Math.max(0, score - drop) }));
      expect(worse?.compositePpm).toBeLessThanOrEqual(before.compositePpm + 1);
      const { [name]: _, ...without } = given;
      const hidden = composite(scored(without));
      expect(hidden?.countedPpm ?? 0).toBeLessThanOrEqual(before.coveragePpm - 200_000 + 1);
    }),
  );
});

test('bands and thresholds need what they ask for to be measured', () => {
  const bands = [0, 5e5, 7e5, 9e5].map((loPpm) => ({ loPpm, hiPpm: loPpm + 1e5 }));
  const good = scored({ completeness: 1e6, timeliness: 1e6, consistency: 1e6 });
  // Three of five are measured: 60 points at most.
  expect(highestBand(composite(good), bands)?.loPpm).toBe(5e5);
  expect(highestBand(composite({}), bands)).toBeUndefined();
  expect(highestBand(composite(good), bands.slice(2))).toBeUndefined();
  expect(shortfalls(good, { completeness: 9e5, accuracy: 1, composite: 7e5 })).toEqual([
    { dimension: 'accuracy', wantedPpm: 1, scorePpm: undefined },
    { dimension: 'composite', wantedPpm: 7e5, scorePpm: 6e5 },
  ]);
});

test('ratings: ten of the mean come first, fees weigh, free ones weigh nothing', () => {
  expect(ratingOf([], 4)).toBe(4);
  const full = { stars: 1, feesMicroPat: 50_000_000 };
  expect(ratingOf([full], 4)).toBeCloseTo((10 * 4 + 1) / 11, 12);
  expect(ratingOf(Array(1_000).fill({ stars: 5, feesMicroPat: 0 }), 3)).toBe(3);
});

test('a sketch finds copies, parts and strangers', () => {
  let state = 1n;
  const next = (): number => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return Number(state >> 11n);
  };
  const rows = Array.from({ length: 20_000 }, next);
  const sketch = (of: number[]) => [...of].sort((a, b) => a - b).slice(0, SKETCH_SIZE);
  const [whole, first, second] = [rows, rows.slice(0, 10_000), rows.slice(10_000)].map(sketch);
  expect(Math.abs(distinctRows(whole as number[]) / 20_000 - 1)).toBeLessThan(0.1);
  expect(overlap(whole as number[], whole as number[])).toMatchObject({
    jaccard: 1,
    needsReview: true,
  });
  expect(overlap(whole as number[], first as number[]).containment).toBeGreaterThan(0.85);
  expect(overlap(first as number[], second as number[])).toEqual({
    jaccard: 0,
    containment: 0,
    needsReview: false,
  });
  const third = sketch([...rows.slice(0, 4_000), ...Array.from({ length: 6_000 }, next)]);
  const part = overlap(first as number[], third);
  expect(Math.abs(part.containment - 0.4)).toBeLessThan(0.08);
  expect(part.needsReview).toBe(true);
  expect(overlap([1, 2, 3], [3, 4])).toMatchObject({ jaccard: 0.25, containment: 0.5 });
  expect(overlap([], [])).toMatchObject({ jaccard: 0, needsReview: false });
});

test('canonical JSON as RFC 8785 has it', () => {
  expect(canonicalJson({ b: [1e30, 4.5, 2e-3, 1e-27, 0], a: '€$\u000f\nA\'B"\\\\"/' })).toBe(
    '{"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/","b":[1e+30,4.5,0.002,1e-27,0]}',
  );
  expect(() => canonicalJson({ a: Number.NaN })).toThrow('NaN');
});

test('a signature fits one result, one key and one rule set', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const result = {
    contentHash: 'a',
    quality: { ruleSetVersion: 'patx-quality-1', dimensions: {}, composite: null },
  } as unknown as IngestResult;
  const signed = signResult(result, privateKey);
  const trusted = [publicKeyHex(privateKey)];
  expect(checkResult(JSON.parse(JSON.stringify(signed)), trusted)).toEqual(result);
  const other = signResult({ ...result, contentHash: 'b' }, privateKey);
  const old = signResult(
    { ...result, quality: { ...result.quality, ruleSetVersion: 'patx-quality-0' } },
    privateKey,
  );
  const cases = {
    'hash-differs': { ...signed, result: other.result },
    'wrong-signature': { ...signed, result: other.result, resultHash: other.resultHash },
    'other-rule-set': old,
  };
  for (const [code, one] of Object.entries(cases))
    expect(() => checkResult(one, trusted)).toThrow(code);
  expect(() => checkResult(signed, [])).toThrow('wrong-key');
});
