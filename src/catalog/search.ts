/**
 * Search: words, then facets, with quality in the rank.
 *
 * Candidates are the best by the words alone, at most CANDIDATES_MAX; filters, facets and the rank by quality look at these. Where
 * the cut was felt, the filters come first. Counts above COUNT_MAX are said as "1,000+". A listing that is not shown to whoever
 * asks is in no result, count or facet: private ones are not in the index of words at all, and are looked through one by one for
 * those who were let in.
 */
import { LISTING_STATUS, MEMBER_STATE } from '../engine/core/index.js';
import { LISTING_KIND, LISTING_VISIBILITY } from '../values/index.js';
import { DIMENSIONS } from './listing-rows.js';
import { objects, type Rows, type Value } from './rows.js';

export const COUNT_MAX = 1_000;
/** One more than is counted. */
const CANDIDATES_MAX = COUNT_MAX + 1;
const WORDS_MAX = 8;
/** What a listing of no quality at all still counts in the rank. */
const QUALITY_FLOOR_PPM = 500_000;
const PRIVATE_MAX = 1_000;
export const PAGE_MAX = 100;

/** Who asks: his account, 0 for nobody, and whether he sees everything. */
export interface Asker {
  readonly accountId: number;
  readonly seesAll: boolean;
}

export interface SearchTerms {
  readonly text?: string | undefined;
  readonly kind?: number | undefined;
  readonly priceKind?: number | undefined;
  readonly licence?: string | undefined;
  readonly region?: string | undefined;
  readonly providerId?: number | undefined;
  readonly maxPriceMicroPat?: number | undefined;
  readonly measuredFromMs?: number | undefined;
  readonly minCompositePpm?: number | undefined;
  /** Least of each dimension; what was not measured reaches none. */
  readonly minDimensionPpm?: Readonly<Partial<Record<(typeof DIMENSIONS)[number], number>>>;
  readonly offset: number;
  readonly limit: number;
}

export interface SearchPage {
  readonly listingIds: readonly number[];
  /** At most COUNT_MAX + 1. */
  readonly count: number;
  /** By facet and value, how many of the candidates. */
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Condition under which a listing is shown to somebody, of the alias `l`. */
export function shownTo({ accountId, seesAll }: Asker): Condition {
  if (seesAll) return { sql: '1', values: [] };
  const sql = `(l.visibility <> ${LISTING_VISIBILITY.PRIVATE} OR l.owner_id = ? OR EXISTS (
    SELECT 1 FROM market_members m
    WHERE m.account_id = ? AND m.listing_id = l.listing_id AND m.state = ${MEMBER_STATE.ADMITTED}))`;
  return { sql, values: [accountId, accountId] };
}

export function search(database: Rows, terms: SearchTerms, asker: Asker): SearchPage {
  const where = filters(terms, asker);
  const words = wordsOf(terms.text ?? '');
  if (terms.text !== undefined && words.length === 0)
    return { listingIds: [], count: 0, facets: {} };
  const found =
    words.length === 0 ? best(database, where) : matching(database, words, where, asker);
  found.sort((a, b) => a.score - b.score || b.composite - a.composite || a.id - b.id);
  const ids = found.map(({ id }) => id);
  return {
    listingIds: ids.slice(terms.offset, terms.offset + terms.limit),
    count: Math.min(found.length, COUNT_MAX + 1),
    facets: {
      kind: tally(found.map(({ kind }) => kind)),
      priceKind: tally(found.map(({ priceKind }) => priceKind)),
      licence: tally(found.map(({ licence }) => licence)),
      region: tally(regionsOf(database, ids)),
    },
  };
}

/** A listing that was found, with what facets and rank need of it. */
interface Found {
  readonly id: number;
  readonly kind: string;
  readonly priceKind: string;
  readonly licence: string;
  readonly composite: number;
  /** The lower the better. */
  readonly score: number;
}

const FOUND = 'l.listing_id, l.kind, l.price_kind, l.licence, l.composite_ppm';
const NO_RANK = -1;

/** A rank by words is negative; the better the quality, the more it counts. */
function foundOf(row: readonly (number | string | null)[], rank: number): Found {
  const composite = Number(row[4]);
  return {
    ...{ id: Number(row[0]), kind: String(row[1]), priceKind: String(row[2]) },
    ...{ licence: String(row[3]), composite, score: rank * (QUALITY_FLOOR_PPM + composite) },
  };
}

/** The best by quality. */
function best(database: Rows, { sql, values }: Condition, of = ''): Found[] {
  const order = `ORDER BY l.composite_ppm DESC, l.listing_id LIMIT ${CANDIDATES_MAX}`;
  return database
    .prepare(`SELECT ${FOUND} FROM market_listings l WHERE ${sql}${of} ${order}`)
    .rows(values)
    .map((row) => foundOf(row, NO_RANK));
}

/** The best by words; where these were cut and filters left little of them, the best by quality of all that match. */
function matching(
  database: Rows,
  words: readonly string[],
  where: Condition,
  asker: Asker,
): Found[] {
  const match = matchOf(words);
  const hits = database.prepare(CANDIDATES).rows([match]);
  const ranks = new Map(hits.map(([id, rank]) => [Number(id), Number(rank)]));
  const isCut = hits.length === CANDIDATES_MAX;
  for (const id of privateHits(database, words, asker)) ranks.set(id, NO_RANK);
  const given = JSON.stringify([...ranks.keys()]);
  const found = database
    .prepare(
      `SELECT ${FOUND} FROM json_each(?) j JOIN market_listings l ON l.listing_id = j.value WHERE ${where.sql}`,
    )
    .rows([given, ...where.values])
    .map((row) => foundOf(row, ranks.get(Number(row[0])) ?? NO_RANK));
  if (!isCut || found.length > COUNT_MAX) return found;
  const of = ' AND l.listing_id IN (SELECT rowid FROM market_text WHERE market_text MATCH ?)';
  return best(database, { sql: where.sql, values: [...where.values, match] }, of);
}

function regionsOf(database: Rows, ids: readonly number[]): string[] {
  return database
    .prepare(
      'SELECT region FROM market_regions WHERE listing_id IN (SELECT value FROM json_each(?))',
    )
    .rows([JSON.stringify(ids)])
    .map(([region]) => String(region));
}

function tally(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const best = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, PAGE_MAX);
  return Object.fromEntries(best);
}

function filters(terms: SearchTerms, asker: Asker): Condition {
  const shown = shownTo(asker);
  const parts = [`l.status IN (${LISTING_STATUS.LISTED}, ${LISTING_STATUS.DEPRECATED})`, shown.sql];
  // A data set without a revision to read cannot be bought.
  parts.push(`(l.live_revision > 0 OR l.kind <> ${LISTING_KIND.DATASET})`);
  const values: Value[] = [...shown.values];
  const add = (sql: string, value: Value | undefined): void => {
    if (value === undefined) return;
    parts.push(sql);
    values.push(value);
  };
  add('l.kind = ?', terms.kind);
  add('l.price_kind = ?', terms.priceKind);
  add('l.licence = ?', terms.licence);
  add('l.owner_id = ?', terms.providerId);
  add('l.price_micro_pat <= ?', terms.maxPriceMicroPat);
  add('l.measured_ms >= ?', terms.measuredFromMs);
  add('l.composite_ppm >= ?', terms.minCompositePpm);
  for (const name of DIMENSIONS) add(`l.${name}_ppm >= ?`, terms.minDimensionPpm?.[name]);
  const region =
    'EXISTS (SELECT 1 FROM market_regions g WHERE g.listing_id = l.listing_id AND g.region = ?)';
  add(region, terms.region);
  return { sql: parts.join(' AND '), values };
}

/** Words of a query, each as the beginning of one; no operator of the index gets through. */
function wordsOf(text: string): string[] {
  return (text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, WORDS_MAX);
}

const matchOf = (words: readonly string[]): string =>
  words.map((word) => `"${word}"*`).join(' AND ');

const CANDIDATES = `SELECT rowid, rank FROM market_text WHERE market_text MATCH ?
  ORDER BY rank LIMIT ${CANDIDATES_MAX}`;

/** Private listings that are shown to whoever asks: few, and looked through without an index. */
function privateHits(database: Rows, words: readonly string[], asker: Asker): number[] {
  if (asker.accountId === 0) return [];
  const shown = shownTo(asker);
  const has = words.map(() => 'instr(lower(l.document), ?) > 0').join(' AND ');
  const where = `l.visibility = ${LISTING_VISIBILITY.PRIVATE} AND ${shown.sql} AND ${has}`;
  return database
    .prepare(`SELECT l.listing_id FROM market_listings l WHERE ${where} LIMIT ${PRIVATE_MAX}`)
    .rows([...shown.values, ...words.map((word) => word.toLowerCase())])
    .map(([id]) => Number(id));
}

/** Rows of listings by their ids, in this order. */
export function listingsOf(database: Rows, ids: readonly number[], columns: readonly string[]) {
  const rest = 'FROM market_listings WHERE listing_id IN (SELECT value FROM json_each(?))';
  const rows = objects(database, ['listing_id', ...columns], rest, [JSON.stringify(ids)]);
  const byId = new Map(rows.map((row) => [Number(row.listing_id), row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}
