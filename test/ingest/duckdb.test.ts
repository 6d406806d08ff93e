/**
 * Catches a figure that is not what the formulas say: every dimension of real files, and of copies with seeded faults, equals what
 * DuckDB computes of the same bytes.
 */
// Rows of docs/marketplace-rows.md: QL1, QL2, QL3, QL13, QL14.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import type { IngestResult } from '../../src/quality/index.js';
import { duckFigures, duckTimelinessPpm, sql } from './duckdb.js';
import { csvOf, DAY_MS, measure, memorySource, NOW_MS } from './measured.js';
import { seeded } from './seeded.js';
import { VEGA_FILES, vegaPath } from './vega.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-duckdb-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Measured in the long run only: minutes on a busy machine. */
const LARGE = ['flights-3m.parquet', 'flights-200k.json', 'zipcodes.csv'];
const isLong = process.env.PATX_SLOW !== undefined;

async function expectSame(path: string, result: IngestResult): Promise<void> {
  const names = result.profile.map(({ name }) => name);
  const duck = await duckFigures(path, result.format, names);
  const { completeness, consistency } = result.quality.dimensions;
  expect({
    rows: result.rows,
    duplicateRows: result.duplicateRows,
    completenessPpm: completeness?.scorePpm,
    consistencyPpm: consistency?.scorePpm,
    filled: result.profile.filter(({ isFilled }) => isFilled).map(({ name }) => name),
  }).toEqual({
    rows: duck.rows,
    duplicateRows: duck.duplicateRows,
    completenessPpm: duck.completenessPpm,
    consistencyPpm: duck.consistencyPpm,
    filled: duck.filled,
  });
  for (const [i, { distinct, distinctErrorPpm, name }] of result.profile.entries()) {
    const expected = duck.distinct[i] as number;
    if (distinctErrorPpm === 0) expect(distinct, name).toBe(expected);
    // Four standard errors of the estimate.
    else
      expect(Math.abs((distinct as number) - expected) / expected, name).toBeLessThan(
        (4 * distinctErrorPpm) / 1e6,
      );
  }
}

const all = VEGA_FILES.filter(({ isTable, name }) => isTable && (isLong || !LARGE.includes(name)));
/** A third of them; all with PATX_SLOW. */
const files = isLong ? all : all.filter((_, i) => i % 3 === 0);

test('there are files', () => expect(all.length).toBeGreaterThan(50));

test.each(files.map(({ name }) => name))('%s', async (name) => {
  await expectSame(vegaPath(name), await measure(readFileSync(vegaPath(name))));
});

const weather = parse(readFileSync(vegaPath('seattle-weather.csv')), { columns: true }) as Record<
  string,
  string
>[];
const eventTime = { column: 'date', halfLifeMs: 1_000 * DAY_MS };

test('timeliness of real times', async () => {
  const result = await measure(readFileSync(vegaPath('seattle-weather.csv')), { eventTime });
  await duckFigures(vegaPath('seattle-weather.csv'), 'csv', Object.keys(weather[0] as object));
  const duck = await duckTimelinessPpm(0, NOW_MS, eventTime.halfLifeMs);
  expect(
    Math.abs((result.quality.dimensions.timeliness?.scorePpm as number) - duck),
  ).toBeLessThanOrEqual(1);
  expect(duck).toBeGreaterThan(1_000);
});

test.each([
  [
    'nulls',
    (row, random) =>
      random() < 0.1
        ? { ...row, wind: ['', 'N/A', ' null ', 'NaN'][Math.floor(random() * 4)] }
        : row,
  ],
  ['duplicates', (row, random) => (random() < 0.2 ? weather[Math.floor(random() * 50)] : row)],
  [
    'wrong types',
    (row, random) => (random() < 0.03 ? { ...row, temp_max: 'warm', date: 'yesterday' } : row),
  ],
  ['stale times', (row, random) => ({ ...row, date: `19${10 + Math.floor(random() * 80)}-01-02` })],
  ['times to come', (row, random) => (random() < 0.3 ? { ...row, date: '2050-01-01' } : row)],
  ['a filled column', (row, random) => (random() < 0.98 ? { ...row, weather: 'sun' } : row)],
  [
    'all together',
    (row, random) =>
      random() < 0.1
        ? { ...row, wind: '-', temp_min: 'x', date: random() < 0.5 ? '2050-01-01' : '' }
        : row,
  ],
] as [
  string,
  (
    row: Record<string, string>,
    random: () => number,
  ) => Record<string, string | undefined> | undefined,
][])('a copy with seeded faults: %s', async (what, fault) => {
  const random = seeded(20261124);
  const rows = weather.map((row) => fault(row, random) as Record<string, string>);
  const path = join(scratch, `${what}.csv`);
  writeFileSync(path, csvOf(rows));
  const result = await measure(readFileSync(path), { eventTime });
  await expectSame(path, result);
  const duck = await duckTimelinessPpm(0, NOW_MS, eventTime.halfLifeMs);
  expect(
    Math.abs((result.quality.dimensions.timeliness?.scorePpm as number) - duck),
  ).toBeLessThanOrEqual(1);
  const before = (await measure(readFileSync(vegaPath('seattle-weather.csv')), { eventTime }))
    .quality;
  expect(result.quality.composite?.compositePpm).toBeLessThanOrEqual(
    before.composite?.compositePpm as number,
  );
});

test('accuracy against a reference', async () => {
  const reference = readFileSync(vegaPath('sp500.csv'), 'utf8');
  const rows = parse(reference, { columns: true }) as Record<string, string>[];
  const random = seeded(7);
  const copy = rows.map((row) =>
    random() < 0.25 ? { ...row, price: String(Number(row.price) + 1) } : row,
  );
  const path = join(scratch, 'accuracy.csv');
  writeFileSync(path, csvOf(copy.slice(10)));
  const accuracy = {
    source: memorySource(reference),
    options: { name: 'index', key: ['date'], columns: [{ name: 'price', tolerance: 0.5 }] },
  };
  const found = (await measure(readFileSync(path), {}, { accuracy })).quality.dimensions.accuracy;
  const [duck] = await sql(
    `SELECT count(*)::INT AS compared, count(*) FILTER (abs(a.price - b.price) <= 0.5)::INT AS matches
     FROM read_csv('${path}') a JOIN read_csv('${vegaPath('sp500.csv')}') b USING (date)`,
  );
  expect({ compared: found?.compared, matches: found?.matches }).toEqual(duck);
  expect(found?.scorePpm).toBeLessThan(900_000);
  expect(found?.lowerBoundPpm).toBeLessThan(found?.scorePpm as number);
});
