/** What is asked of model feeds: one with its plans and records, those that fit a filter, signals, seats, creators. */
import { FEED_CAUSE, LISTING_STATUS } from '../../engine/core/index.js';
import { LISTING_VISIBILITY } from '../../values/index.js';
import type { Cells } from '../queries.js';
import { objects, type Rows, type Value } from '../rows.js';
import { type Asker, shownTo } from '../search.js';

type Columns = readonly string[];
const RECORDS_MAX = 200;
/** Movements of money by feeds; a command that moved for several reasons names them all. */
const BY_FEEDS = `('+' || cause LIKE '%+MARKET_SEAT%' OR '+' || cause LIKE '%+MARKET_ENTRY%')`;

/** The feed of a listing. */
export function feedOf(database: Rows, columns: Columns, listingId: number): Cells | undefined {
  return objects(database, columns, 'FROM feeds WHERE listing_id = ?', [listingId])[0];
}

/** The newest feed of a model: an owner may have entered it more than once. */
export function feedOfModel(database: Rows, modelHash: string): number {
  const sql = 'SELECT max(listing_id) FROM feeds WHERE model_hash = ?';
  return Number(database.prepare(sql).row([modelHash])?.[0] ?? 0);
}

/** Whether a feed is listed, and for everybody. */
export function isShownToAll(database: Rows, listingId: number): boolean {
  const { LISTED, DEPRECATED } = LISTING_STATUS;
  const sql = `SELECT 1 FROM market_listings WHERE listing_id = ? AND visibility = ?
    AND status IN (${LISTED}, ${DEPRECATED})`;
  return database.prepare(sql).row([listingId, LISTING_VISIBILITY.PUBLIC]) !== undefined;
}

export function plansOf(database: Rows, columns: Columns, listingId: number): Cells[] {
  const rest = 'FROM feed_plans WHERE listing_id = ? AND seat_cap > 0 ORDER BY tier';
  return objects(database, columns, rest, [listingId]);
}

/** The newest document the platform recorded of a feed, of a kind. */
export function newestRecord(
  database: Rows,
  columns: Columns,
  { listingId, cause }: { readonly listingId: number; readonly cause: number },
): Cells | undefined {
  const rest =
    'FROM feed_records WHERE listing_id = ? AND cause = ? ORDER BY sequence DESC LIMIT 1';
  return objects(database, columns, rest, [listingId, cause])[0];
}

/** What was recorded of a feed, the newest first. */
export function recordsOf(database: Rows, columns: Columns, listingId: number): Cells[] {
  const rest = `FROM feed_records WHERE listing_id = ? ORDER BY sequence DESC LIMIT ${RECORDS_MAX}`;
  return objects(database, columns, rest, [listingId]);
}

/** Which feeds are looked for; what is unrated reaches no least value. */
export interface FeedFilter {
  readonly listingIds?: readonly number[] | undefined;
  readonly riskBand?: string | undefined;
  readonly minFreeSeats?: number | undefined;
  readonly minTrustPpm?: number | undefined;
  readonly minRegimePpm?: number | undefined;
  readonly minDisclosurePpm?: number | undefined;
  readonly maxPriceMicroPat?: number | undefined;
  readonly afterId: number;
  readonly limit: number;
}

/** Feeds that are shown to whoever asks, by listing; of the alias `f`, and `l` for its listing. */
export function feedsBy(
  database: Rows,
  columns: Columns,
  filter: FeedFilter,
  asker: Asker,
): Cells[] {
  const shown = shownTo(asker);
  const { LISTED, DEPRECATED, DELISTED } = LISTING_STATUS;
  // A delisted feed stays visible, with its reason.
  const parts = [`l.status IN (${LISTED}, ${DEPRECATED}, ${DELISTED})`, shown.sql];
  parts.push('f.listing_id > ?');
  const values: Value[] = [...shown.values, filter.afterId];
  const add = (sql: string, value: Value | undefined): void => {
    if (value === undefined) return;
    parts.push(sql);
    values.push(value);
  };
  const ids = filter.listingIds;
  add('f.listing_id IN (SELECT value FROM json_each(?))', ids && JSON.stringify(ids));
  add('f.risk_band = ?', filter.riskBand);
  add('f.seat_limit - f.held_seats >= ?', filter.minFreeSeats);
  add('f.trust_ppm >= ?', filter.minTrustPpm);
  add('f.regime_ppm >= ?', filter.minRegimePpm);
  add('f.disclosure_ppm >= ?', filter.minDisclosurePpm);
  const priced = `EXISTS (SELECT 1 FROM feed_plans p
    WHERE p.listing_id = f.listing_id AND p.seat_cap > 0 AND p.price_micro_pat <= ?)`;
  add(priced, filter.maxPriceMicroPat);
  const rest = `FROM feeds f JOIN market_listings l ON l.listing_id = f.listing_id
    WHERE ${parts.join(' AND ')} ORDER BY f.listing_id LIMIT ?`;
  return objects(database, columns, rest, [...values, filter.limit]);
}

/** Signals of a feed after a sequence, until a time of the journal. */
export function signalsAfter(
  database: Rows,
  columns: Columns,
  asked: {
    readonly listingId: number;
    readonly after: number;
    readonly untilMs: number;
    readonly limit: number;
  },
): Cells[] {
  const rest = `FROM feed_signals WHERE listing_id = ? AND sequence > ? AND time_ms <= ?
    ORDER BY sequence LIMIT ?`;
  const { listingId, after, untilMs, limit } = asked;
  return objects(database, columns, rest, [listingId, after, untilMs, limit]);
}

/** Subscriptions of an account, the newest first; with the title of the alias `l`. */
export function seatsOf(
  database: Rows,
  columns: Columns,
  asked: { readonly buyerId: number; readonly beforeId: number; readonly limit: number },
): Cells[] {
  const rest = `FROM feed_seats s JOIN market_listings l ON l.listing_id = s.listing_id
    WHERE s.buyer_id = ? AND s.purchase_id < ? ORDER BY s.purchase_id DESC LIMIT ?`;
  return objects(database, columns, rest, [asked.buyerId, asked.beforeId, asked.limit]);
}

/** Seats of a feed by the owner's month they began and ended: what churn is counted of. */
export function seatSpans(database: Rows, listingId: number): Cells[] {
  const columns = ['buyer_id', 'begun_ms', 'ended_ms', 'is_trial', 'seats'];
  const rest = `FROM feed_seats WHERE listing_id = ? ORDER BY purchase_id LIMIT ${10_000}`;
  return objects(database, columns, rest, [listingId]);
}

export function creatorOf(database: Rows, columns: Columns, accountId: number): Cells | undefined {
  return objects(database, columns, 'FROM feed_creators WHERE account_id = ?', [accountId])[0];
}

/** Creators, those that wait longest first. */
export function creatorsBy(database: Rows, columns: Columns, limit: number): Cells[] {
  const rest = 'FROM feed_creators ORDER BY standing, applied_ms, account_id LIMIT ?';
  return objects(database, columns, rest, [limit]);
}

/** Feeds of an owner, the newest first, in whatever phase. */
export function feedsOfOwner(database: Rows, columns: Columns, ownerId: number): Cells[] {
  const rest = `FROM feeds f JOIN market_listings l ON l.listing_id = f.listing_id
    WHERE f.owner_id = ? ORDER BY f.listing_id DESC LIMIT ${RECORDS_MAX}`;
  return objects(database, columns, rest, [ownerId]);
}

/** What moved of an account's money by feeds, the newest first: its payout ledger. */
export function payoutsOf(
  database: Rows,
  columns: Columns,
  asked: { readonly accountId: number; readonly before: number; readonly limit: number },
): Cells[] {
  const rest = `FROM movements WHERE account_id = ? AND sequence < ?
    AND ${BY_FEEDS} ORDER BY sequence DESC LIMIT ?`;
  return objects(database, columns, rest, [asked.accountId, asked.before, asked.limit]);
}

/** The same within a time, in their order. */
export function feedMovementsOf(
  database: Rows,
  columns: Columns,
  asked: {
    readonly account: number;
    readonly fromMs: number;
    readonly toMs: number;
    readonly limit: number;
  },
): Cells[] {
  const rest = `FROM movements WHERE account_id = ? AND time_ms >= ? AND time_ms < ?
    AND ${BY_FEEDS} ORDER BY sequence LIMIT ?`;
  return objects(database, columns, rest, [
    ...[asked.account, asked.fromMs, asked.toMs, asked.limit],
  ]);
}

/** What feeds moved of an account's cash before a time, micro-PAT. */
export function feedCashBefore(database: Rows, account: number, beforeMs: number): number {
  const sql = `SELECT coalesce(sum(cash_micro_pat), 0) FROM movements
    WHERE account_id = ? AND time_ms < ? AND ${BY_FEEDS}`;
  return Number(database.prepare(sql).row([account, beforeMs])?.[0] ?? 0);
}

/** Causes whose records have a document of the platform. */
export const RECORD_CAUSES = FEED_CAUSE;

/** Entries of a listing's feed and how each ended, in their order: ENTERED, JUDGED, ABANDONED, and when its gates were recorded. */
export function entryRecordsOf(database: Rows, columns: Columns, listingId: number): Cells[] {
  const { ENTERED, GATES, JUDGED, ABANDONED } = FEED_CAUSE;
  const rest = `FROM feed_records WHERE listing_id = ?
    AND cause IN (${ENTERED}, ${GATES}, ${JUDGED}, ${ABANDONED}) ORDER BY sequence`;
  return objects(database, columns, rest, [listingId]);
}

/** Subscriptions of a feed that are not over. */
export function openSeatsOf(database: Rows, columns: Columns, listingId: number): Cells[] {
  const rest = 'FROM feed_seats WHERE listing_id = ? AND ended_ms = 0 ORDER BY purchase_id';
  return objects(database, columns, rest, [listingId]);
}

/** The text of a listing, canonical JSON; empty where there is none. */
export function listingDocumentOf(database: Rows, listingId: number): string {
  const rest = 'FROM market_listings WHERE listing_id = ?';
  return String(objects(database, ['document'], rest, [listingId])[0]?.document ?? '');
}
