/**
 * What was read of listings, and by whom: sums for both sides, and the ranges an account has had, so that what it has had costs
 * nothing again. Folded from the store's leases; ranges that touch are one.
 */
import type { ColdBodies } from '../values/index.js';
import type { Moment, Rows } from './rows.js';

type Lease = ColdBodies['leaseRead'];

/** Bytes [from, to). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export class ReadRows {
  private readonly database: Rows;

  constructor(database: Rows) {
    this.database = database;
  }

  leased(lease: Lease, { timeMs }: Moment): void {
    const { targetAccountId, listingId, revision, fromByte, toByte, units } = lease;
    const key = [listingId, targetAccountId, revision];
    this.database
      .prepare(
        `INSERT INTO market_reads VALUES (?, ?, ?, 1, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET leases = leases + 1, bytes = bytes + excluded.bytes,
            units = units + excluded.units, last_ms = excluded.last_ms`,
      )
      .run([...key, toByte - fromByte, units, timeMs, timeMs]);
    const touched = `listing_id = ? AND account_id = ? AND revision = ? AND from_byte <= ? AND to_byte >= ?`;
    const [from, to] = this.database
      .prepare(`SELECT min(from_byte), max(to_byte) FROM market_ranges WHERE ${touched}`)
      .row([...key, toByte, fromByte]) ?? [null, null];
    this.database
      .prepare(`DELETE FROM market_ranges WHERE ${touched}`)
      .run([...key, toByte, fromByte]);
    const joined = [
      Math.min(fromByte, Number(from ?? fromByte)),
      Math.max(toByte, Number(to ?? toByte)),
    ];
    this.database
      .prepare('INSERT INTO market_ranges VALUES (?, ?, ?, ?, ?)')
      .run([...key, ...joined]);
  }
}

/** Ranges an account has had of a revision, in order. */
export function rangesOf(
  database: Rows,
  { listingId, accountId, revision }: { listingId: number; accountId: number; revision: number },
): Range[] {
  return database
    .prepare(
      `SELECT from_byte, to_byte FROM market_ranges
        WHERE listing_id = ? AND account_id = ? AND revision = ? ORDER BY from_byte`,
    )
    .rows([listingId, accountId, revision])
    .map(([from, to]) => ({ from: Number(from), to: Number(to) }));
}

/** Its tables; what each column means is in docs/history.md. */
export const READS_SCHEMA = `
CREATE TABLE market_reads (
  listing_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  leases INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  units INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (listing_id, account_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_ranges (
  listing_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  from_byte INTEGER NOT NULL,
  to_byte INTEGER NOT NULL,
  PRIMARY KEY (listing_id, account_id, revision, from_byte)
) STRICT, WITHOUT ROWID;
`;
