/**
 * Catches reliability that counts what was not due or not observed, and a new revision whose lost columns, other types or shifted
 * values nobody is told of.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  observedCounts,
  observedReliability,
  RELIABILITY_WINDOW_MS,
  revisionChange,
  STABILITY_ALERT,
  stabilityIndex,
} from '../../src/quality/index.js';
import { csvOf, measure } from '../ingest/measured.js';
import { seeded } from '../ingest/seeded.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1_000 * DAY_MS;
const schedule = { sinceMs: NOW_MS - 10 * DAY_MS, everyMs: DAY_MS, graceMs: 3_600_000 };
const updatesAt = (...days: number[]) => days.map((day) => schedule.sinceMs + day * DAY_MS);

test('updates: on time, late, early, missing, not due yet', () => {
  const counts = (updatesMs: number[]) =>
    observedCounts({ schedule, updatesMs, probes: [] }, NOW_MS);
  // Ten days: nine are due, since the tenth has its hour of grace.
  expect(counts(updatesAt(1, 2, 3, 4, 5, 6, 7, 8, 9))).toMatchObject({ due: 9, onTime: 9 });
  expect(counts([])).toMatchObject({ due: 9, onTime: 0 });
  expect(counts(updatesAt(1.03, 2.5, 3))).toMatchObject({ onTime: 3 });
  expect(counts(updatesAt(0.2))).toMatchObject({ onTime: 1 });
  expect(counts(updatesAt(1.2))).toMatchObject({ onTime: 1 });
  expect(counts(updatesAt(11, 12))).toMatchObject({ onTime: 0 });
});

test('probes and what lies before the window do not count twice or at all', () => {
  const probes = [
    { atMs: NOW_MS - RELIABILITY_WINDOW_MS - 1, isUp: false },
    { atMs: NOW_MS - 5, isUp: true },
    { atMs: NOW_MS, isUp: false },
    { atMs: NOW_MS + 5, isUp: false },
  ];
  const observed = { schedule: { ...schedule, sinceMs: 0 }, updatesMs: [], probes };
  expect(observedCounts(observed, NOW_MS)).toEqual({ due: 90, onTime: 0, probes: 2, probesUp: 1 });
  expect(observedReliability(observed, NOW_MS)?.scorePpm).toBe(250_000);
  expect(observedReliability({ ...observed, probes: [] }, NOW_MS)).toBeUndefined();
});

test('counting is what a plain search over all updates says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { maxLength: 20 }),
      (days) => {
        const updatesMs = updatesAt(...days);
        const { due, onTime } = observedCounts({ schedule, updatesMs, probes: [] }, NOW_MS);
        const dueTimes = Array.from(
          { length: 10 },
          (_, i) => schedule.sinceMs + (i + 1) * DAY_MS,
        ).filter((ms) => ms + schedule.graceMs <= NOW_MS);
        const met = dueTimes.filter((dueMs) =>
          updatesMs.some(
            (ms) => ms <= NOW_MS && ms > dueMs - DAY_MS && ms <= dueMs + schedule.graceMs,
          ),
        );
        expect({ due, onTime }).toEqual({ due: dueTimes.length, onTime: met.length });
      },
    ),
  );
});

type Row = Record<string, string | number>;
const random = seeded(5);
const rows: Row[] = Array.from({ length: 600 }, (_, i) => ({
  id: i,
  price: 50 + random() * 10,
  kind: 'abc'.charAt(i % 3),
}));
const measured = (of: readonly Row[]) => measure(csvOf(of));

test('the same again has no change and no drift', async () => {
  const result = await measured(rows);
  const change = revisionChange(result, result);
  expect(change).toMatchObject({
    added: [],
    removed: [],
    retyped: [],
    isBreaking: false,
    rowsChange: 0,
  });
  for (const { stabilityIndex: index } of change.drift) expect(index ?? 0).toBe(0);
});

test('columns that come, go and change', async () => {
  const before = await measured(rows);
  const after = await measured(
    rows.map(({ kind: _, ...row }) => ({ ...row, price: `about ${row.price}`, more: 1 })),
  );
  expect(revisionChange(before, after)).toMatchObject({
    added: ['more'],
    removed: ['kind'],
    retyped: [{ column: 'price', before: 'number', after: 'string' }],
    isBreaking: true,
  });
  const grown = await measured(rows.map((row) => ({ ...row, more: 1 })));
  expect(revisionChange(before, grown)).toMatchObject({ added: ['more'], isBreaking: false });
});

test('values that shift are seen, a new draw of the same is not', async () => {
  const before = await measured(rows);
  const drawn = await measured(rows.map((row) => ({ ...row, price: 50 + random() * 10 })));
  const shifted = await measured(rows.map((row) => ({ ...row, price: 55 + random() * 10 })));
  const driftOf = (after: typeof before) =>
    revisionChange(before, after).drift.find(({ column }) => column === 'price')
      ?.stabilityIndex as number;
  expect(driftOf(drawn)).toBeLessThan(STABILITY_ALERT);
  expect(driftOf(shifted)).toBeGreaterThan(STABILITY_ALERT);
  const sparse = await measured(rows.map((row, i) => (i % 2 === 0 ? { ...row, price: '' } : row)));
  const found = revisionChange(before, sparse).drift.find(({ column }) => column === 'price');
  expect(found?.missingShareChange).toBeCloseTo(0.5, 12);
});

test('the index of known shares, whatever the widths', () => {
  const fine = { from: 0, width: 1, counts: [10, 10, 40, 40] };
  const coarse = { from: 0, width: 2, counts: [50, 50] };
  const [p, q] = [20.5 / 101, 50.5 / 101];
  const expected = (q - p) * Math.log(q / p) + (1 - q - (1 - p)) * Math.log((1 - q) / (1 - p));
  expect(stabilityIndex(fine, coarse)).toBeCloseTo(expected, 12);
  expect(stabilityIndex(coarse, fine)).toBeCloseTo(expected, 12);
});
