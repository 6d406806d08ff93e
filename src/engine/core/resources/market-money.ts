/**
 * The market's money: what waits for a purchase, a bounty or a revocation lies in one escrow, and counts as in escrow of the account
 * it comes from until it is paid on. Every movement is a posting and says whom it concerns.
 *
 * Invariant I40: the escrow is the sum of what purchases, requests and revocations hold, and each account's share of it counts into
 * what it has in escrow.
 */
import { ACCOUNT_FIELD as A, FEES_ACCOUNT } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import { BUCKET } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import { LISTING_FIELD, royaltiesAt } from './listings.js';
import { PURCHASE_FIELD as P } from './purchases.js';
import { ppmOf, sharesOf } from './royalties.js';

/** The escrow no series has: series count from 1. */
export const MARKET_ESCROW = 0;

/** Why money of the market moved. */
export const MONEY_CAUSE = {
  PURCHASE: 1,
  PAYOUT: 2,
  REFUND: 3,
  BOND: 4,
  BOUNTY: 5,
  REVOCATION: 6,
  SEAT: 7,
  SEAT_PAYOUT: 8,
  SEAT_REFUND: 9,
  SEAT_WITHHELD: 10,
  ENTRY: 11,
} as const;

/** What a movement is about. */
export interface Movement {
  /** One of MONEY_CAUSE. */
  readonly cause: number;
  /** The purchase or request. */
  readonly reference: number;
}

export class MarketMoney {
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  /** Whether an account may spend so much. */
  has(account: number, amountMicroPat: number): boolean {
    return this.state.ledger.spendable(account) >= amountMicroPat;
  }

  /** Sets an amount of an account aside; the caller has checked that it may spend it. */
  hold(account: number, amountMicroPat: number, movement: Movement): void {
    if (amountMicroPat === 0) return;
    const { ledger, accounts } = this.state;
    const from = ledger.bucket(account, BUCKET.AVAILABLE);
    ledger.post(from, ledger.escrow(MARKET_ESCROW), amountMicroPat);
    accounts.add(account, A.escrowMicroPat, amountMicroPat);
    this.tell(account, movement);
  }

  /** Pays what an account set aside to another, or back. */
  pay(holder: number, payee: number, amountMicroPat: number, movement: Movement): void {
    if (amountMicroPat === 0) return;
    const { ledger, accounts } = this.state;
    const to = ledger.bucket(payee, BUCKET.AVAILABLE);
    ledger.post(ledger.escrow(MARKET_ESCROW), to, amountMicroPat);
    accounts.add(holder, A.escrowMicroPat, 0 - amountMicroPat);
    this.tell(holder, movement);
    if (payee !== holder) this.tell(payee, movement);
  }

  /** Pays what a purchase earned on: the fee, the royalties named when it was made, and the rest to the provider. */
  payOut(purchase: number, amountMicroPat: number, movement: Movement): void {
    const { listings, purchases } = this.state;
    const buyer = purchases.get(purchase, P.buyer);
    const fee = ppmOf(amountMicroPat, purchases.get(purchase, P.feePpm));
    this.pay(buyer, FEES_ACCOUNT, fee, movement);
    const royalties = royaltiesAt(purchases, purchase, P.royalties);
    const { shares, rest } = sharesOf(amountMicroPat - fee, royalties);
    for (const { account, amountMicroPat: share } of shares) {
      this.pay(buyer, account, share, movement);
    }
    const provider = listings.get(purchases.get(purchase, P.listing), LISTING_FIELD.owner);
    this.pay(buyer, provider, rest, movement);
  }

  /** Says whom a movement concerns. */
  tell(account: number, { cause, reference }: Movement): void {
    this.reports.plain(EVENT.MARKET_MONEY, account, cause, reference);
  }
}
