/**
 * Ends the purchases of a listing, or of one of its revisions, some at a time: after a revocation, and after a takedown that
 * stands. It is state, so every replica ends the same ones at the same sequence; access has ended before, with the revocation.
 */
import { check } from '../kernel/check.js';
import type { State } from '../kernel/state.js';
import { LISTING_FIELD as L } from './listings.js';
import { type MarketMoney, MONEY_CAUSE } from './market-money.js';
import { PURCHASE_CAUSE, type PurchaseBook } from './purchase-book.js';
import { PURCHASE_FIELD as P } from './purchases.js';

const FIRST = 0;
const LAST = 1;
const RUNNING = 1;

export class Sweeps {
  private readonly state: State;
  private readonly book: PurchaseBook;
  private readonly money: MarketMoney;

  constructor(state: State, book: PurchaseBook, money: MarketMoney) {
    this.state = state;
    this.book = book;
    this.money = money;
  }

  get isWaiting(): boolean {
    return this.state.listings.sweeps[FIRST] !== 0;
  }

  isRunning(listing: number): boolean {
    return this.state.listings.get(listing, L.sweep) === RUNNING;
  }

  /**
   * Begins to end purchases.
   * @param revision their revision; 0: all of the listing
   * @param fundMicroPat what its provider gives back to those already paid out, which it may spend
   */
  begin(listing: number, revision: number, fundMicroPat: number): void {
    const { listings } = this.state;
    check(!this.isRunning(listing), 'I41: purchases of a listing are ended twice');
    const payer = listings.get(listing, L.owner);
    listings.set(listing, L.sweep, RUNNING);
    listings.set(listing, L.sweepRevision, revision);
    listings.set(listing, L.sweepCursor, listings.get(listing, L.firstPurchase));
    listings.set(listing, L.sweepFundMicroPat, fundMicroPat);
    listings.set(listing, L.sweepPayer, payer);
    this.money.hold(payer, fundMicroPat, { cause: MONEY_CAUSE.REVOCATION, reference: listing });
    const last = listings.sweeps[LAST] as number;
    if (last === 0) listings.sweeps[FIRST] = listing;
    else listings.set(last, L.sweepNext, listing);
    listings.sweeps[LAST] = listing;
  }

  /** Goes on, a bounded amount. */
  stretch(stepsMax: number): void {
    const { listings, purchases } = this.state;
    for (let steps = 0; steps < stepsMax && this.isWaiting; steps += 1) {
      const listing = listings.sweeps[FIRST] as number;
      const slot = listings.get(listing, L.sweepCursor);
      if (slot === 0) {
        this.end(listing);
        continue;
      }
      const revision = listings.get(listing, L.sweepRevision);
      const isMeant = revision === 0 || purchases.get(slot, P.revision) === revision;
      listings.set(listing, L.sweepCursor, purchases.get(slot, P.listingNext));
      if (isMeant) this.endOne(listing, slot);
    }
  }

  /** What is held comes back; what was paid out, as far as there is something for it. */
  private endOne(listing: number, slot: number): void {
    const { listings, purchases } = this.state;
    const buyer = purchases.get(slot, P.buyer);
    const fund = listings.get(listing, L.sweepFundMicroPat);
    const back = Math.min(fund, purchases.get(slot, P.paidMicroPat));
    listings.set(listing, L.sweepFundMicroPat, fund - back);
    const movement = this.book.movement(slot, MONEY_CAUSE.REVOCATION);
    this.money.pay(listings.get(listing, L.sweepPayer), buyer, back, movement);
    this.book.refund(slot, PURCHASE_CAUSE.REVOKED);
  }

  private end(listing: number): void {
    const { listings } = this.state;
    const payer = listings.get(listing, L.sweepPayer);
    const left = listings.get(listing, L.sweepFundMicroPat);
    listings.set(listing, L.sweepFundMicroPat, 0);
    this.money.pay(payer, payer, left, { cause: MONEY_CAUSE.REVOCATION, reference: listing });
    const next = listings.get(listing, L.sweepNext);
    for (const field of [L.sweep, L.sweepRevision, L.sweepPayer, L.sweepNext]) {
      listings.set(listing, field, 0);
    }
    listings.sweeps[FIRST] = next;
    if (next === 0) listings.sweeps[LAST] = 0;
  }
}
