/**
 * Every movement of money of every account: what changed, why, and what it had then. Cash is what is available and what open
 * orders reserve; setting money aside for an order moves nothing.
 *
 * The core's events do not carry postings, so the balances of all accounts that a command may have touched are compared with
 * what they were. Invariant, checked after each frame: what the accounts have and what the escrows of all series hold is what
 * the ledger has in all. Were an account missed, that sum would not fit; then all accounts are looked at, and what they gained
 * is told with the cause OTHER. Should it still not fit, the history stops with HistoryError `history-incomplete`.
 */
import { BROKER_ACCOUNT, FEES_ACCOUNT, INSURANCE_ACCOUNT } from '../../engine/core/index.js';
import type { Database } from '../store/database.js';
import { HistoryError } from '../store/history-error.js';
import { RowBuffer } from '../store/row-buffer.js';
import type { AccountView, VenueView } from '../views/index.js';
import type { Moment } from './moment.js';

const CASH = 0;
const PENDING = 1;
const COLLATERAL = 2;
const ESCROW = 3;
const PARTS = 4;
const HOUSE = [BROKER_ACCOUNT, FEES_ACCOUNT, INSURANCE_ACCOUNT] as const;

const OTHER = `INSERT INTO movements VALUES (${Array(13).fill('?').join(',')})
  ON CONFLICT (account_id, sequence) DO UPDATE SET
    cash_micro_pat = cash_micro_pat + excluded.cash_micro_pat,
    pending_micro_pat = pending_micro_pat + excluded.pending_micro_pat,
    collateral_micro_pat = collateral_micro_pat + excluded.collateral_micro_pat,
    escrow_micro_pat = escrow_micro_pat + excluded.escrow_micro_pat,
    cash_after_micro_pat = excluded.cash_after_micro_pat,
    pending_after_micro_pat = excluded.pending_after_micro_pat,
    collateral_after_micro_pat = excluded.collateral_after_micro_pat,
    escrow_after_micro_pat = excluded.escrow_after_micro_pat`;

export class MoneyHistory {
  private readonly database: Database;
  private readonly accounts: AccountView;
  private readonly venue: VenueView;
  private readonly rows: RowBuffer;
  /** What each account had when it was looked at last. */
  private known: Float64Array;
  /** Σ of what the accounts have, escrow apart, which the series hold. */
  private sum = 0;
  private readonly now = new Float64Array(PARTS);
  private readonly touched = new Map<number, Set<string>>();
  private readonly causes = new Set<string>();
  private reference = 0;
  /** Movements no event told of, since the start. */
  unexplained = 0;

  /** Begins with the balances the core has. */
  constructor(database: Database, accounts: AccountView, venue: VenueView) {
    this.database = database;
    this.accounts = accounts;
    this.venue = venue;
    this.rows = new RowBuffer(database, 'INSERT INTO movements', 13);
    this.known = new Float64Array((accounts.count + 1) * 2 * PARTS);
    for (let id = 1; id <= accounts.count; id += 1) {
      this.read(id);
      this.known.set(this.now, id * PARTS);
      this.sum += this.own();
    }
  }

  /** Something happened that may have moved an account's money; 0 is nobody. */
  touch(accountId: number, cause: string, reference: number): void {
    this.causes.add(cause);
    if (reference !== 0) this.reference = reference;
    if (accountId === 0) return;
    const causes = this.touched.get(accountId);
    if (causes === undefined) this.touched.set(accountId, new Set([cause]));
    else causes.add(cause);
  }

  /** The command is over: what it moved becomes rows. */
  commandDone(moment: Moment): void {
    if (this.causes.size === 0) return;
    // Whoever pays or is paid beside the parties.
    for (const account of HOUSE) {
      if (!this.touched.has(account)) this.touched.set(account, this.causes);
    }
    for (const [account, causes] of this.touched) {
      if (!this.accounts.exists(account) || !this.hasMoved(account)) continue;
      this.rows.add(...this.movement(account, [...causes].join('+'), this.reference, moment));
    }
    this.touched.clear();
    this.causes.clear();
    this.reference = 0;
  }

  /** The frame is over: checks that no movement was missed. */
  frameDone(moment: Moment): void {
    if (this.isComplete()) return;
    this.rows.flush();
    for (let id = 1; id <= this.accounts.count; id += 1) {
      if (!this.hasMoved(id)) continue;
      this.unexplained += 1;
      this.database.prepare(OTHER).run(this.movement(id, 'OTHER', 0, moment));
    }
    if (this.isComplete()) return;
    throw new HistoryError(
      'history-incomplete',
      `at sequence ${moment.sequence} the accounts and escrows do not add up to the ledger's total`,
      'keep the data directory and run patx verify on it; the history is rebuilt by removing its file',
    );
  }

  flush(): void {
    this.rows.flush();
  }

  private isComplete(): boolean {
    return this.sum + this.venue.escrowMicroPat === this.venue.totalMicroPat;
  }

  /** Reads what an account has now; whether that is not what it had. */
  private hasMoved(account: number): boolean {
    this.read(account);
    const { known, now } = this;
    const at = account * PARTS;
    if (at + PARTS > known.length) this.grow(at + PARTS);
    for (let part = 0; part < PARTS; part += 1) {
      if (this.known[at + part] !== now[part]) return true;
    }
    return false;
  }

  /** The row of a movement that was just read; from now on it is known. */
  private movement(
    account: number,
    cause: string,
    reference: number,
    { sequence, timeMs }: Moment,
  ): (number | string)[] {
    const { known, now } = this;
    const at = account * PARTS;
    const moved = [...now].map((value, part) => value - (known[at + part] as number));
    this.sum +=
      (moved[CASH] as number) + (moved[PENDING] as number) + (moved[COLLATERAL] as number);
    known.set(now, at);
    return [account, sequence, timeMs, cause, reference, ...moved, ...now];
  }

  private read(account: number): void {
    const { now } = this;
    const balance = this.accounts.balance(account);
    // Margin is the account's own cash, set aside as what orders reserve.
    const { availableMicroPat, reservedMicroPat, marginMicroPat } = balance;
    now[CASH] = availableMicroPat + reservedMicroPat + marginMicroPat;
    now[PENDING] = balance.pendingMicroPat;
    now[COLLATERAL] = balance.collateralMicroPat;
    now[ESCROW] = balance.escrowMicroPat;
  }

  private own(): number {
    const { now } = this;
    return (now[CASH] as number) + (now[PENDING] as number) + (now[COLLATERAL] as number);
  }

  private grow(length: number): void {
    const grown = new Float64Array(Math.max(length, this.known.length * 2));
    grown.set(this.known);
    this.known = grown;
  }
}
