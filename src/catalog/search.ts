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

const CANDIDATES_MAX = 2_000;
export const COUNT_MAX = 1_000;
const WORDS_MAX = 8;
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
  const cut = words.length === 0 ? everything(where) : candidates(words, asker);
  const page = pageOf(database, cut, where, terms);
  const isCut = words.length > 0 && page.count <= COUNT_MAX && isFull(database, words);
  return isCut ? pageOf(database, uncut(words, asker), where, terms) : page;
}

/** What is looked through: a table `hits` of ids and ranks, the lower the better. */
interface Hits {
  readonly sql: string;
  readonly values: readonly Value[];
}

function pageOf(database: Rows, hits: Hits, where: Condition, terms: SearchTerms): SearchPage {
  const from = `WITH hits AS (${hits.sql})`;
  const rest = `FROM hits JOIN market_listings l ON l.listing_id = hits.id WHERE ${where.sql}`;
  const values = [...hits.values, ...where.values];
  // A rank by words is negative; the better the quality, the more it counts.
  const order = 'ORDER BY hits.r * (500000 + l.composite_ppm), l.composite_ppm DESC, l.listing_id';
  const ids = database
    .prepare(`${from} SELECT l.listing_id ${rest} ${order} LIMIT ? OFFSET ?`)
    .rows([...values, terms.limit, terms.offset])
    .map(([id]) => Number(id));
  const columns = 'l.listing_id, l.kind, l.price_kind, l.licence';
  const found = database
    .prepare(`${from} SELECT ${columns} ${rest} LIMIT ?`)
    .rows([...values, CANDIDATES_MAX]);
  return {
    listingIds: ids,
    count: Math.min(found.length, COUNT_MAX + 1),
    facets: {
      kind: tally(found.map((row) => String(row[1]))),
      priceKind: tally(found.map((row) => String(row[2]))),
      licence: tally(found.map((row) => String(row[3]))),
      region: tally(
        regionsOf(
          database,
          found.map(([id]) => Number(id)),
        ),
      ),
    },
  };
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

function everything({ sql, values }: Condition): Hits {
  const best = 'ORDER BY l.composite_ppm DESC, l.listing_id';
  const rest = `FROM market_listings l WHERE ${sql} ${best} LIMIT ${CANDIDATES_MAX}`;
  return { sql: `SELECT l.listing_id AS id, -1.0 AS r ${rest}`, values };
}

function candidates(words: readonly string[], asker: Asker): Hits {
  const hidden = privateHits(words, asker);
  return {
    sql: `SELECT * FROM (SELECT rowid AS id, rank AS r FROM market_text WHERE market_text MATCH ?
      ORDER BY rank LIMIT ${CANDIDATES_MAX}) UNION ALL ${hidden.sql}`,
    values: [matchOf(words), ...hidden.values],
  };
}

function uncut(words: readonly string[], asker: Asker): Hits {
  const hidden = privateHits(words, asker);
  return {
    sql: `SELECT rowid AS id, rank AS r FROM market_text WHERE market_text MATCH ? UNION ALL ${hidden.sql}`,
    values: [matchOf(words), ...hidden.values],
  };
}

/** Private listings that are shown to whoever asks: few, and looked through without an index. */
function privateHits(words: readonly string[], asker: Asker): Hits {
  if (asker.accountId === 0) return { sql: 'SELECT 0, 0.0 WHERE 0', values: [] };
  const shown = shownTo(asker);
  const has = words.map(() => `instr(lower(l.document), ?) > 0`).join(' AND ');
  const rest = `l.visibility = ${LISTING_VISIBILITY.PRIVATE} AND ${shown.sql} AND ${has}`;
  return {
    sql: `SELECT * FROM (SELECT l.listing_id, -1.0 FROM market_listings l WHERE ${rest} LIMIT ${PRIVATE_MAX})`,
    values: [...shown.values, ...words.map((word) => word.toLowerCase())],
  };
}

function isFull(database: Rows, words: readonly string[]): boolean {
  const sql = 'SELECT rowid FROM market_text WHERE market_text MATCH ? LIMIT 1 OFFSET ?';
  return database.prepare(sql).row([matchOf(words), CANDIDATES_MAX]) !== undefined;
}

/** Rows of listings by their ids, in this order. */
export function listingsOf(database: Rows, ids: readonly number[], columns: readonly string[]) {
  const rest = 'FROM market_listings WHERE listing_id IN (SELECT value FROM json_each(?))';
  const rows = objects(database, ['listing_id', ...columns], rest, [JSON.stringify(ids)]);
  const byId = new Map(rows.map((row) => [Number(row.listing_id), row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}
