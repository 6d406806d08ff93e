/**
 * What seats earn is paid on: the fee at once, royalties to whoever's identity was checked, the rest to the creator, or into its payable while it has no
 * valid identity, no tax form, or its payouts are held. Postings as for every purchase; conserved with the market's escrow (I40).
 */
import { ACCOUNT_FIELD as A, FEES_ACCOUNT } from '../../kernel/accounts.js';
import { check } from '../../kernel/check.js';
import type { State } from '../../kernel/state.js';
import { LISTING_FIELD as L, royaltiesAt } from '../listings.js';
import { type MarketMoney, MONEY_CAUSE, type Movement } from '../market-money.js';
import { MEMBER } from '../members.js';
import type { PurchaseBook } from '../purchase-book.js';
import { PURCHASE_FIELD as P } from '../purchases.js';
import { ppmOf, sharesOf } from '../royalties.js';
import { CREATOR_FIELD as C } from './feeds.js';

export class SeatMoney {
  private readonly state: State;
  private readonly money: MarketMoney;
  private readonly book: PurchaseBook;

  constructor(state: State, money: MarketMoney, book: PurchaseBook) {
    this.state = state;
    this.money = money;
    this.book = book;
  }

  /** Whether an account may be paid what it earns as a creator. */
  isPayable(account: number): boolean {
    const { feeds, members, timeMs } = this.state;
    const creator = feeds.creator(account);
    return (
      creator !== 0 &&
      feeds.creators.get(creator, C.payoutsHeld) === 0 &&
      feeds.creators.get(creator, C.taxUntilMs) > timeMs &&
      members.get(account, MEMBER.verifiedUntilMs) > timeMs
    );
  }

  /** Pays on so much of what is held for seats. */
  earn(slot: number, amountMicroPat: number): void {
    if (amountMicroPat === 0) return;
    const { purchases, listings } = this.state;
    const buyer = purchases.get(slot, P.buyer);
    const owner = listings.get(purchases.get(slot, P.listing), L.owner);
    const movement = this.book.movement(slot, MONEY_CAUSE.SEAT_PAYOUT);
    purchases.add(slot, P.heldMicroPat, 0 - amountMicroPat);
    purchases.add(slot, P.paidMicroPat, amountMicroPat);
    const fee = ppmOf(amountMicroPat, purchases.get(slot, P.feePpm));
    this.money.pay(buyer, FEES_ACCOUNT, fee, movement);
    const royalties = royaltiesAt(purchases, slot, P.royalties);
    const { shares, rest } = sharesOf(amountMicroPat - fee, royalties);
    let own = rest;
    for (const share of shares) {
      if (this.isOthers(share.account, owner)) {
        this.money.pay(buyer, share.account, share.amountMicroPat, movement);
      } else own += share.amountMicroPat;
    }
    if (this.isPayable(owner)) this.money.pay(buyer, owner, own, movement);
    else this.withhold(buyer, owner, own, movement.reference);
  }

  /** Whether a share is paid to somebody else, whose identity was checked: else holds could be gone around by it. */
  private isOthers(account: number, owner: number): boolean {
    const { members, timeMs } = this.state;
    return (
      members.get(account, MEMBER.verifiedUntilMs) > timeMs && !members.isOneOwner(account, owner)
    );
  }

  /** It stays in the escrow, and counts for the creator from now on. */
  private withhold(buyer: number, owner: number, amount: number, reference: number): void {
    const { accounts, feeds } = this.state;
    const creator = feeds.creator(owner);
    check(creator !== 0, 'I75: seats of a feed whose owner has no record as a creator');
    accounts.add(buyer, A.escrowMicroPat, 0 - amount);
    accounts.add(owner, A.escrowMicroPat, amount);
    feeds.creators.add(creator, C.payableMicroPat, amount);
    const movement: Movement = { cause: MONEY_CAUSE.SEAT_WITHHELD, reference };
    this.money.tell(buyer, movement);
    this.money.tell(owner, movement);
  }

  /** Pays out what was held back; answers how much. */
  collect(account: number): number {
    const { feeds } = this.state;
    const creator = feeds.creator(account);
    check(creator !== 0, 'I75: a payout to an account that has no record as a creator');
    const amount = feeds.creators.get(creator, C.payableMicroPat);
    feeds.creators.set(creator, C.payableMicroPat, 0);
    this.money.pay(account, account, amount, {
      ...{ cause: MONEY_CAUSE.SEAT_PAYOUT, reference: account },
    });
    return amount;
  }
}
