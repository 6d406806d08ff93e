/** What is asked of the catalog beside the search: one listing with all that belongs to it, and what concerns one account. */
import { LISTING_STATUS, PURCHASE_STATUS, REQUEST_STATUS } from '../engine/core/index.js';
import { objects, type Rows, type Value } from './rows.js';

export type Cells = Readonly<Record<string, number | string | null>>;
type Columns = readonly string[];

const ROWS_MAX = 200;

/** Rows of a listing in one of its tables, the newest first. */
export function ofListing(
  database: Rows,
  table: 'market_listings' | 'market_revisions' | 'market_changes',
  columns: Columns,
  listingId: number,
): Cells[] {
  const order = {
    market_listings: 'listing_id',
    market_revisions: 'revision',
    market_changes: 'sequence DESC, ordinal',
  };
  const rest = `FROM ${table} WHERE listing_id = ? ORDER BY ${order[table]} DESC LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, [listingId]);
}

const PAID = 'stars > 0 AND price_micro_pat > 0';
/** Weight of the venue's mean in a rating, in ratings. */
const PRIOR_WEIGHT = 10;
/** What a buyer paid counts up to this. */
const WEIGHT_MICRO_PAT_MAX = 1_000_000_000;

/** Ratings of a listing by those who paid: what is shown, how many, and how many rated what cost nothing. */
export interface Rating {
  /** (m·C + Σ w·r ÷ w̄) ÷ (m + n), in hundredths of a star; C is the venue's mean, m ten. 0: nobody rated. */
  readonly hundredths: number;
  readonly count: number;
  readonly freeCount: number;
}

export function ratingOf(database: Rows, listingId: number): Rating {
  const weight = `min(paid_micro_pat, ${WEIGHT_MICRO_PAT_MAX})`;
  const sums = `count(*), coalesce(sum(stars * ${weight}), 0), coalesce(sum(${weight}), 0)`;
  const all = database.prepare(`SELECT ${sums} FROM market_purchases WHERE ${PAID}`).row([]) ?? [];
  const own = database
    .prepare(`SELECT ${sums} FROM market_purchases WHERE ${PAID} AND listing_id = ?`)
    .row([listingId]);
  const free = database
    .prepare(
      'SELECT count(*) FROM market_purchases WHERE stars > 0 AND price_micro_pat = 0 AND listing_id = ?',
    )
    .row([listingId]);
  const [count = 0, weighed = 0, weights = 0] = (own ?? []).map(Number);
  const [, venueWeighed = 0, venueWeights = 0] = all.map(Number);
  const freeCount = Number(free?.[0] ?? 0);
  if (count === 0 || weights === 0) return { hundredths: 0, count, freeCount };
  const mean = venueWeighed / venueWeights;
  const sum = PRIOR_WEIGHT * mean + (count * weighed) / weights;
  return { hundredths: Math.round((100 * sum) / (PRIOR_WEIGHT + count)), count, freeCount };
}

/** Reviews of a listing with their answers, the newest first. */
export function reviewsOf(database: Rows, columns: Columns, listingId: number): Cells[] {
  const rest = `FROM market_purchases WHERE listing_id = ? AND stars > 0
    ORDER BY purchase_id DESC LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, [listingId]);
}

/** Purchases of an account, the newest first. */
export function purchasesOf(
  database: Rows,
  columns: Columns,
  { buyerId, beforeId, limit }: { buyerId: number; beforeId: number; limit: number },
): Cells[] {
  const rest = `FROM market_purchases p JOIN market_listings l ON l.listing_id = p.listing_id
    WHERE p.buyer_id = ? AND p.purchase_id < ? ORDER BY p.purchase_id DESC LIMIT ?`;
  return objects(database, columns, rest, [buyerId, beforeId, limit]);
}

export function dossiersOf(database: Rows, columns: Columns, accountId: number): Cells[] {
  const rest = `FROM market_dossiers WHERE account_id = ? ORDER BY begun_ms DESC, dossier_id LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, [accountId]);
}

export function stepsOf(database: Rows, columns: Columns, dossierId: number): Cells[] {
  const rest = 'FROM market_dossier_steps WHERE dossier_id = ? ORDER BY step';
  return objects(database, columns, rest, [dossierId]);
}

/** Data that is to be deleted by then, of purchases that were made. */
export function remindersOf(
  database: Rows,
  columns: Columns,
  { accountId, untilMs }: { accountId: number; untilMs: number },
): Cells[] {
  const rest = `FROM market_dossiers d JOIN market_listings l ON l.listing_id = d.listing_id
    WHERE d.account_id = ? AND d.purchase_id > 0 AND d.deletion_due_ms > 0 AND d.deletion_due_ms <= ?
    ORDER BY d.deletion_due_ms, d.dossier_id LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, [accountId, untilMs]);
}

/** Listings of a provider, drafts too. */
export function salesOf(database: Rows, columns: Columns, ownerId: number): Cells[] {
  const rest = `FROM market_listings WHERE owner_id = ? ORDER BY listing_id DESC LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, [ownerId]);
}

/** Who read a listing, the last first; of one account where one is named. */
export function readsOf(
  database: Rows,
  columns: Columns,
  { listingId, accountId }: { listingId: number; accountId: number },
): Cells[] {
  const rest = `FROM market_reads WHERE listing_id = ? AND (account_id = ? OR ? = 0)
    ORDER BY last_ms DESC, account_id, revision LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, [listingId, accountId, accountId]);
}

/** Open requests for data, the highest bounty first. */
export function openRequests(database: Rows, columns: Columns): Cells[] {
  const { OPEN, JUDGED } = REQUEST_STATUS;
  // The first and the answered, and the refused, are open; the others are over.
  const rest = `FROM market_requests WHERE status IN (${OPEN}, ${JUDGED}) AND cause IN (1, 2, 4)
    ORDER BY bounty_micro_pat DESC, request_id LIMIT ${ROWS_MAX}`;
  return objects(database, columns, rest, []);
}

/** What waits for an operator, of each kind the oldest first. */
export function queueOf(database: Rows) {
  const of = (columns: Columns, rest: string, values: readonly Value[] = []): Cells[] =>
    objects(database, columns, `${rest} LIMIT ${ROWS_MAX}`, values);
  const listing = ['listing_id', 'version', 'title', 'owner_id', 'personal_data', 'updated_ms'];
  const byTime = 'ORDER BY updated_ms, listing_id';
  return {
    listings: of(
      [...listing, 'approver_id'],
      `FROM market_listings WHERE status = ${LISTING_STATUS.SUBMITTED} ${byTime}`,
    ),
    takedowns: of(
      listing,
      `FROM market_listings WHERE status = ${LISTING_STATUS.TAKEN_DOWN} ${byTime}`,
    ),
    disputes: of(
      ['purchase_id', 'listing_id', 'buyer_id', 'held_micro_pat', 'evidence_hash', 'reason'],
      `FROM market_purchases WHERE status = ${PURCHASE_STATUS.DISPUTED} AND ended_ms = 0
        ORDER BY updated_ms, purchase_id`,
    ),
    requests: of(
      ['request_id', 'listing_id', 'asker_id', 'bounty_micro_pat', 'updated_ms'],
      `FROM market_requests WHERE status = ${REQUEST_STATUS.JUDGED} AND cause = 2
        ORDER BY updated_ms, request_id`,
    ),
  };
}

/** The newest row of the market's rules; undefined: there are none. */
export function termsOf(database: Rows, columns: Columns): Cells | undefined {
  return objects(database, columns, 'FROM market_terms ORDER BY sequence DESC LIMIT 1', [])[0];
}

/** The record of a provider over all its listings. */
export function recordOf(database: Rows, ownerId: number, nowMs: number) {
  const sums = ['sales', 'used_units', 'refunds', 'disputes', 'upheld'];
  const columns = ['count(*)', ...sums.map((name) => `coalesce(sum(${name}), 0)`)].join(', ');
  const listed = `status IN (${LISTING_STATUS.LISTED}, ${LISTING_STATUS.DEPRECATED})`;
  const found = database
    .prepare(
      `SELECT ${columns} FROM market_listings WHERE owner_id = ? AND ${listed} AND visibility <> 2`,
    )
    .row([ownerId]);
  const [listings = 0, sales = 0, usedUnits = 0, refunds = 0, disputes = 0, upheld = 0] = (
    found ?? []
  ).map(Number);
  const verified = database
    .prepare(
      'SELECT valid_to_ms, evidence_hash FROM market_verifications WHERE account_id = ? ORDER BY sequence DESC LIMIT 1',
    )
    .row([ownerId]);
  const verifiedUntilMs = Number(verified?.[0] ?? 0);
  return {
    ...{ listings, sales, usedUnits, refunds, disputes, upheld, verifiedUntilMs },
    isVerified: verifiedUntilMs > nowMs,
    evidenceHash: String(verified?.[1] ?? ''),
  };
}
