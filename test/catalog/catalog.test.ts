/**
 * Catches a catalog that depends on where it was interrupted, money of the market that moves without a cause, a search that finds
 * what it must not or loses what it must find, and a count or facet that gives a private listing away.
 */
// Rows of docs/marketplace-rows.md: DM6, DM7, DM10, DM16, GV9, GV17.
import { beforeAll, describe, expect, test } from 'vitest';
import { listingsOf, type SearchTerms, search } from '../../src/catalog/index.js';
import type { HistoryReader } from '../../src/reader/index.js';
import { LISTING_KIND, PRICE_KIND } from '../../src/values/index.js';
import { digestOf, followed, newPath } from '../reader/histories.js';
import { journalOf, ListSource } from '../reader/journals.js';
import { START_MS } from '../support/venue.js';
import { type Days, playDays, SECRET } from './days.js';

let days: Days;
let reader: HistoryReader;
const frames = journalOf(() => {
  days = playDays();
});
beforeAll(async () => {
  reader = await followed(new ListSource(frames));
});

const NOBODY = { accountId: 0, seesAll: false };
const find = (terms: Partial<SearchTerms>, asker = NOBODY) =>
  search(reader.database, { offset: 0, limit: 10, ...terms }, asker);

test('followed in pieces equals rebuilt in one', async () => {
  const whole = await digestOf(new ListSource(frames));
  expect(whole.has('market_purchases')).toBe(true);
  for (const pieces of [2, 9]) {
    const path = newPath();
    for (let piece = 1; piece < pieces; piece += 1) {
      await digestOf(new ListSource(frames, Math.ceil((frames.length * piece) / pieces)), path);
    }
    expect(await digestOf(new ListSource(frames), path)).toEqual(whole);
  }
}, 60_000);

test('no movement of money is without its cause', () => {
  expect(reader.status().unexplainedMovements).toBe(0);
});

test('the rows say what happened', () => {
  const rows = (sql: string) => reader.database.prepare(sql).rows([]);
  const { open, secret, byRequest, use, revoked } = days;
  const causes = rows(
    'SELECT listing_id, cause, stars, used_units FROM market_purchases ORDER BY 1, 2',
  );
  // Bought and paid, rated; taken back; private; by bounty; used and renewed; revoked; upheld.
  expect(causes).toEqual(
    [
      [open, 3, 0, 0],
      [open, 12, 4, 0],
      [secret, 2, 0, 0],
      [byRequest, 2, 0, 0],
      [use, 7, 0, 7],
      [revoked, 5, 0, 0],
      [revoked, 9, 0, 0],
    ].sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number)),
  );
  expect(rows('SELECT cause, status FROM market_requests')).toEqual([[3, 2]]);
  expect(rows('SELECT step FROM market_dossier_steps ORDER BY 1')).toEqual([[1], [2], [6]]);
  expect(
    rows(`SELECT live_revision, timeliness_ppm FROM market_listings WHERE listing_id = ${open}`),
  ).toEqual([...[[2, 800_000]]]);
  const log = rows(`SELECT cause FROM market_changes WHERE listing_id = ${use} ORDER BY sequence`);
  expect(log.map(([cause]) => cause)).toEqual([1, 5, 6, 2, 3, 9, 10, 11]);
});

describe('search', () => {
  test('finds by words anywhere in the document, by their beginning, whatever is typed', () => {
    // All describe fuel; two have it in their title, and the better one comes first.
    expect(find({ text: 'fuel' }).listingIds).toEqual([days.open, days.byRequest, days.use]);
    expect(find({ text: 'gaug tide' }).listingIds).toEqual([days.use]);
    for (const text of [
      '',
      '""',
      '*',
      'NEAR(',
      'title:',
      '-',
      "'; DROP TABLE market_text",
      'a OR b',
    ]) {
      expect(find({ text }).listingIds).toEqual([]);
    }
  });

  test('filters by each facet, and what was not measured reaches no threshold', () => {
    const all = find({}).listingIds;
    expect(all).toEqual([days.open, days.byRequest, days.use]);
    expect(find({ licence: 'proprietary' }).listingIds).toEqual([days.byRequest]);
    expect(find({ region: 'EU' }).listingIds).toEqual([days.open]);
    expect(find({ priceKind: PRICE_KIND.USAGE }).listingIds).toEqual([days.use]);
    expect(find({ kind: LISTING_KIND.SERVICE }).listingIds).toEqual([]);
    expect(find({ maxPriceMicroPat: 5_000_000 }).listingIds).toEqual([days.byRequest, days.use]);
    expect(find({ providerId: 999 }).listingIds).toEqual([]);
    expect(find({ minCompositePpm: 930_000 }).listingIds).toEqual([days.open]);
    expect(find({ minDimensionPpm: { timeliness: 0 } }).listingIds).toEqual([days.open]);
    expect(find({ minDimensionPpm: { accuracy: 0 } }).listingIds).toEqual([]);
    expect(find({ measuredFromMs: START_MS + 1 }).listingIds).toEqual([days.open]);
    expect(find({ offset: 1, limit: 1 }).listingIds).toEqual([days.byRequest]);
  });

  test('counts and facets are of what is shown', () => {
    const { count, facets } = find({});
    expect(count).toBe(3);
    expect(facets).toEqual({
      kind: { '1': 3 },
      priceKind: { '1': 2, '2': 1 },
      licence: { 'CC-BY-4.0': 2, proprietary: 1 },
      region: { EU: 1 },
    });
  });

  test('a private listing is found by its provider, by those let in and by operators, and by nobody else', () => {
    const { provider, other, buyer } = days.market;
    const secret = { text: SECRET };
    const by = (accountId: number, seesAll = false) => find(secret, { accountId, seesAll });
    for (const accountId of [0, buyer]) {
      expect(by(accountId)).toEqual({ listingIds: [], count: 0, facets: expect.anything() });
      expect(find({}, { accountId, seesAll: false }).count).toBe(3);
    }
    for (const accountId of [provider, other]) {
      expect(by(accountId).listingIds).toEqual([days.secret]);
      expect(find({}, { accountId, seesAll: false }).count).toBe(4);
    }
    expect(by(2, true).listingIds).toEqual([days.secret]);
  });

  test('rows of several are in the order asked for, once each', () => {
    const rows = listingsOf(reader.database, [days.use, days.open, 999], ['title']);
    expect(rows.map(({ title }) => title)).toEqual(['Tide gauge service', 'Fuel of cars']);
  });
});
