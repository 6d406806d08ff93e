/**
 * Buying, taking back, disputing. The price waits in escrow until the right to a refund and the window for disputes are over; then
 * it is paid on. A refund is a right: within its window, before a twentieth of the bytes has left, and as long as nothing was read but
 * what anybody may look at (usage-desk.ts); once an owner and listing, and five times a month. A dispute suspends access and takes a bond; without a ruling the meter decides.
 */
import { type ColdBodies, FIELD_ID, PRICE_KIND } from '../../../values/index.js';
import { isAccountStopped } from '../instruments/trading-status.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import type { MarketTerms } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { LISTING_FIELD as L, LISTING_STATUS } from './listings.js';
import { type MarketMoney, MONEY_CAUSE } from './market-money.js';
import { MEMBER } from './members.js';
import { PROMISE, promiseOf } from './promises.js';
import { PURCHASE_CAUSE, type PurchaseBook } from './purchase-book.js';
import type { PurchaseGate } from './purchase-gate.js';
import {
  DOSSIER_FIELD as D,
  DEALING_FIELD,
  PURCHASE_FIELD as P,
  PURCHASE_STATUS,
} from './purchases.js';
import { HASH_WORDS } from './record-table.js';
import { ppmOf } from './royalties.js';

const { HELD, USED, DISPUTED } = PURCHASE_STATUS;
export const MONTH_MS = 30 * 86_400_000;
/** How long a ruling may take. */
const RULING_MS = 7 * 86_400_000;
/** What is held of a listing that is taken down waits for the ruling, and is looked at again then. */
const LOOK_AGAIN_MS = 86_400_000;
/** One of so many parts of the bytes ends the right to a refund. */
const REFUND_PARTS = 20;
const REFUNDS_A_MONTH = 5;
const CAP_MICRO_PAT_MAX = 1_000_000_000_000_000;
const OPEN_DISPUTES_MAX = 16;

export class PurchaseDesk {
  readonly handlers = {
    purchaseListing: (body, out, account) => this.buy(account, body, out),
    refundPurchase: ({ purchaseId }, out, account) => this.refund(account, purchaseId, out),
    disputePurchase: ({ purchaseId }, out, account) => this.dispute(account, purchaseId, out),
    rulePurchase: (body, out) => this.rule(body, out),
    endPurchase: ({ purchaseId }, out, account) => this.end(account, purchaseId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly book: PurchaseBook;
  private readonly gate: PurchaseGate;
  private readonly money: MarketMoney;

  constructor(parts: {
    state: State;
    book: PurchaseBook;
    gate: PurchaseGate;
    money: MarketMoney;
  }) {
    this.state = parts.state;
    this.book = parts.book;
    this.gate = parts.gate;
    this.money = parts.money;
  }

  /** A purchase of an account; refuses and answers 0 where there is none. */
  find(account: number, purchaseId: number, out: Result): number {
    const { purchases } = this.state;
    const slot = purchases.find(purchaseId);
    if (slot !== 0 && purchases.get(slot, P.buyer) === account) return slot;
    out.refuse(CODE.UNKNOWN_PURCHASE, FIELD_ID.purchase_id);
    return 0;
  }

  /** Why there is no room for another purchase of an account, or 0. */
  roomProblem(account: number): number {
    const { purchases, members, accounts, entitlements, timeMs } = this.state;
    const own = members.get(account, MEMBER.purchases);
    const { room, capacity } = purchases;
    const problem = crowdProblem({ room, capacity }, own, 1, accounts.count);
    return problem === 0 ? entitlements.problem(account, 1, timeMs) : problem;
  }

  private buy(account: number, body: ColdBodies['purchaseListing'], out: Result): void {
    const { listings, purchases, registry } = this.state;
    const { listingId: listing, capMicroPat } = body;
    const dossier = purchases.dossiers.find(body.dossierId);
    const isOwn = dossier !== 0 && dossier === purchases.dossier(account, listing);
    if (body.dossierId !== 0 && !isOwn) {
      return out.refuse(CODE.UNKNOWN_DOSSIER, FIELD_ID.dossier_id);
    }
    const answer = this.gate.problem(account, listing, dossier);
    if (answer.code !== 0) return out.refuse(answer.code, answer.field);
    if (listings.get(listing, L.version) !== body.basedOnVersion) {
      return out.refuse(CODE.STALE_VERSION, FIELD_ID.based_on_version);
    }
    const terms = registry.marketTerms as MarketTerms;
    if (!listings.hasHash(listing, L.licenceHash, body.licenceHash)) {
      return out.refuse(CODE.NOT_ACCEPTED, FIELD_ID.licence_hash);
    }
    if (hexOf(body.rulesHash) !== terms.rulesHash) {
      return out.refuse(CODE.NOT_ACCEPTED, FIELD_ID.rules_hash);
    }
    const isUsage = listings.get(listing, L.priceKind) === PRICE_KIND.USAGE;
    const price = listings.get(listing, L.priceMicroPat);
    const isCap = isUsage
      ? capMicroPat >= 0 && capMicroPat <= CAP_MICRO_PAT_MAX
      : capMicroPat === 0 && !body.renews;
    if (!isCap) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.cap_micro_pat);
    const amount = isUsage ? capMicroPat : price;
    const { spendBounds } = this.state;
    if (!spendBounds.maySell(listings.get(listing, L.owner), !isUsage)) {
      return out.refuse(CODE.AGENT_NOT_ALLOWED, FIELD_ID.listing_id);
    }
    if (amount > spendBounds.limitMicroPat) {
      return out.refuse(CODE.AGENT_BUDGET, FIELD_ID.price_micro_pat);
    }
    if (!this.money.has(account, amount)) {
      return out.refuse(
        CODE.INSUFFICIENT_PAT,
        isUsage ? FIELD_ID.cap_micro_pat : FIELD_ID.price_micro_pat,
      );
    }
    const full = this.roomProblem(account);
    if (full !== 0) return out.refuse(full);
    const slot = this.book.open({
      ...{ buyer: account, listing, revision: listings.get(listing, L.liveRevision) },
      ...{ priceMicroPat: price, feePpm: terms.feePpm, status: isUsage ? USED : HELD },
    });
    purchases.setHash(slot, P.rulesHash, body.rulesHash);
    if (dossier !== 0) this.keepDossier(slot, dossier, account);
    this.money.hold(account, amount, this.book.movement(slot, MONEY_CAUSE.PURCHASE));
    if (isUsage) this.beginMonths(slot, capMicroPat, body.renews);
    else this.holdPrice(slot, price, terms);
    out.done(purchases.idOf(slot), listings.get(listing, L.version));
  }

  keepDossier(slot: number, dossier: number, account: number): void {
    const { purchases, members } = this.state;
    const { dossiers } = purchases;
    purchases.set(slot, P.stepsMask, dossiers.get(dossier, D.stepsMask));
    for (let i = 0; i < HASH_WORDS; i += 1) {
      purchases.set(slot, P.policyHash + i, dossiers.get(dossier, D.policyHash + i));
    }
    purchases.releaseDossier(dossier);
    members.add(account, MEMBER.dossiers, -1);
  }

  private beginMonths(slot: number, capMicroPat: number, renews: boolean): void {
    const { purchases, serviceTimeMs } = this.state;
    purchases.set(slot, P.reservedMicroPat, capMicroPat);
    purchases.set(slot, P.capMicroPat, capMicroPat);
    purchases.set(slot, P.renews, renews ? 1 : 0);
    purchases.set(slot, P.heldUntilMs, serviceTimeMs + MONTH_MS);
    this.book.wait(slot, serviceTimeMs + MONTH_MS);
    this.book.tell(slot, PURCHASE_CAUSE.BOUGHT, capMicroPat);
  }

  private holdPrice(slot: number, price: number, { disputeWindowMs }: MarketTerms): void {
    const { purchases, listings, serviceTimeMs } = this.state;
    const windowMs = listings.get(purchases.get(slot, P.listing), L.refundWindowMs);
    purchases.set(slot, P.heldMicroPat, price);
    purchases.set(slot, P.refundUntilMs, serviceTimeMs + windowMs);
    this.holdUntil(slot, serviceTimeMs + Math.max(windowMs, disputeWindowMs));
    this.book.tell(slot, PURCHASE_CAUSE.BOUGHT, price);
    if (price === 0 || purchases.get(slot, P.heldUntilMs) === serviceTimeMs) this.settleNow(slot);
  }

  /** A price waits until then. */
  holdUntil(slot: number, untilServiceMs: number): void {
    this.state.purchases.set(slot, P.heldUntilMs, untilServiceMs);
    this.book.wait(slot, untilServiceMs);
  }

  private settleNow(slot: number): void {
    this.book.wait(slot, 0);
    this.book.settle(slot);
  }

  private refund(account: number, purchaseId: number, out: Result): void {
    const { purchases, members, serviceTimeMs } = this.state;
    const slot = this.find(account, purchaseId, out);
    if (slot === 0) return;
    const get = (field: number): number => purchases.get(slot, field);
    if (get(P.status) !== HELD) return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    const left = get(P.usedUnits) + get(P.drawnUnits);
    const isRead = left > 0 && left >= get(P.sizeBytes) / REFUND_PARTS;
    const isOwed = this.isBrokenPromise(get(P.listing));
    if (!isOwed && (serviceTimeMs >= get(P.refundUntilMs) || isRead)) {
      return out.refuse(CODE.REFUND_ENDED, FIELD_ID.purchase_id);
    }
    const owner = members.ownerOf(account);
    const month = Math.floor(serviceTimeMs / MONTH_MS);
    const isThisMonth = members.get(owner, MEMBER.refundMonth) === month;
    const refunds = isThisMonth ? members.get(owner, MEMBER.refunds) : 0;
    const dealing = this.dealing(owner, get(P.listing), out);
    if (dealing === 0) return;
    const isRepeated = purchases.dealings.get(dealing, DEALING_FIELD.refunds) > 0;
    if (isRepeated || refunds >= REFUNDS_A_MONTH) {
      return out.refuse(CODE.REFUND_LIMIT, FIELD_ID.purchase_id);
    }
    members.set(owner, MEMBER.refundMonth, month);
    members.set(owner, MEMBER.refunds, refunds + 1);
    purchases.dealings.add(dealing, DEALING_FIELD.refunds, 1);
    this.book.refund(slot, PURCHASE_CAUSE.REFUNDED);
    out.done(purchaseId);
  }

  /** Whether the terms give money back for a promise that is broken now: as long as it is held, whatever was read. */
  private isBrokenPromise(listing: number): boolean {
    const { listings } = this.state;
    return (
      listings.get(listing, L.refundsWhenBroken) === 1 &&
      promiseOf(this.state, listing) === PROMISE.BROKEN
    );
  }

  /** What an owner has had of a listing; refuses and answers 0 where there is no room to remember it. */
  dealing(owner: number, listing: number, out: Result): number {
    const { purchases, members, accounts } = this.state;
    const found = purchases.dealing(owner, listing);
    if (found !== 0) return found;
    const own = members.get(owner, MEMBER.dealings);
    const { room, capacity } = purchases.dealings;
    const problem = crowdProblem({ room, capacity }, own, 1, accounts.count);
    if (problem !== 0) {
      out.refuse(problem);
      return 0;
    }
    members.add(owner, MEMBER.dealings, 1);
    return purchases.dealing(owner, listing, true);
  }

  private dispute(account: number, purchaseId: number, out: Result): void {
    const { purchases, accounts, registry, serviceTimeMs } = this.state;
    const slot = this.find(account, purchaseId, out);
    if (slot === 0) return;
    const status = purchases.get(slot, P.status);
    const held = purchases.get(slot, P.heldMicroPat);
    if ((status !== HELD && status !== USED) || held === 0) {
      return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    }
    if (accounts.get(account, A.disputes) >= OPEN_DISPUTES_MAX) {
      return out.refuse(CODE.OPEN_DISPUTES, FIELD_ID.purchase_id);
    }
    const bond = ppmOf(held, registry.marketTerms?.bondPpm ?? 0);
    if (!this.money.has(account, bond)) {
      return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.purchase_id);
    }
    this.money.hold(account, bond, this.book.movement(slot, MONEY_CAUSE.BOND));
    purchases.set(slot, P.bondMicroPat, bond);
    purchases.set(slot, P.statusBefore, status);
    purchases.set(slot, P.status, DISPUTED);
    accounts.add(account, A.disputes, 1);
    this.book.wait(slot, serviceTimeMs + RULING_MS);
    this.book.tell(slot, PURCHASE_CAUSE.DISPUTED, bond);
    out.done(purchaseId);
  }

  private rule({ purchaseId, upheld }: ColdBodies['rulePurchase'], out: Result): void {
    const { purchases } = this.state;
    const slot = purchases.find(purchaseId);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_PURCHASE, FIELD_ID.purchase_id);
    if (purchases.get(slot, P.status) !== DISPUTED) {
      return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    }
    this.decide(slot, upheld);
    out.done(purchaseId);
  }

  private decide(slot: number, isUpheld: boolean): void {
    if (isUpheld) {
      this.book.refund(slot, PURCHASE_CAUSE.UPHELD);
      return;
    }
    const { purchases, listings } = this.state;
    const listing = purchases.get(slot, P.listing);
    this.book.endDispute(slot, listings.get(listing, L.owner));
    this.book.tell(slot, PURCHASE_CAUSE.REJECTED);
    if (purchases.get(slot, P.status) === USED) this.endMonths(slot, PURCHASE_CAUSE.ENDED);
    else if (listings.get(listing, L.status) === LISTING_STATUS.TAKEN_DOWN) this.lookAgain(slot);
    else this.settleNow(slot);
  }

  private end(account: number, purchaseId: number, out: Result): void {
    const slot = this.find(account, purchaseId, out);
    if (slot === 0) return;
    const { purchases } = this.state;
    if (purchases.get(slot, P.status) !== USED) {
      return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    }
    if (purchases.get(slot, P.drawnUnits) + purchases.get(slot, P.freeUnits) > 0) {
      return out.refuse(CODE.USAGE_CAP, FIELD_ID.purchase_id);
    }
    const listing = purchases.get(slot, P.listing);
    if (this.state.listings.get(listing, L.status) === LISTING_STATUS.TAKEN_DOWN) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.purchase_id);
    }
    this.endMonths(slot, PURCHASE_CAUSE.ENDED);
    out.done(purchaseId);
  }

  /** A month is over: what was drawn and not reported was used; what was charged is paid on. */
  private closeMonth(slot: number): void {
    const { purchases } = this.state;
    const drawn = purchases.get(slot, P.drawnUnits) * purchases.get(slot, P.priceMicroPat);
    purchases.add(slot, P.reservedMicroPat, 0 - drawn);
    purchases.add(slot, P.heldMicroPat, drawn);
    purchases.add(
      slot,
      P.usedUnits,
      purchases.get(slot, P.drawnUnits) + purchases.get(slot, P.freeUnits),
    );
    purchases.set(slot, P.drawnUnits, 0);
    purchases.set(slot, P.freeUnits, 0);
    this.book.payOut(slot);
    this.book.giveBack(slot);
  }

  private endMonths(slot: number, cause: number): void {
    this.closeMonth(slot);
    this.book.close(slot, cause);
  }

  private lookAgain(slot: number): void {
    this.book.wait(slot, this.state.serviceTimeMs + LOOK_AGAIN_MS);
  }

  /** The timer of a purchase fired. */
  expire(purchaseId: number): void {
    const { purchases, listings } = this.state;
    const slot = purchases.find(purchaseId);
    purchases.set(slot, P.timer, 0);
    const get = (field: number): number => purchases.get(slot, field);
    const listing = get(P.listing);
    if (get(P.status) === DISPUTED)
      return this.decide(slot, get(P.usedUnits) + get(P.drawnUnits) === 0);
    if (listings.get(listing, L.status) === LISTING_STATUS.TAKEN_DOWN) return this.lookAgain(slot);
    if (get(P.status) === HELD) return this.book.settle(slot);
    this.closeMonth(slot);
    if (!this.canRenew(slot)) return this.book.close(slot, PURCHASE_CAUSE.ENDED);
    const { serviceTimeMs } = this.state;
    const cap = get(P.capMicroPat);
    this.money.hold(get(P.buyer), cap, this.book.movement(slot, MONEY_CAUSE.PURCHASE));
    purchases.set(slot, P.reservedMicroPat, cap);
    purchases.set(slot, P.chargedUnits, 0);
    const price = Math.min(get(P.priceMicroPat), listings.get(listing, L.priceMicroPat));
    purchases.set(slot, P.priceMicroPat, price);
    this.book.keepRoyalties(slot);
    purchases.set(slot, P.heldUntilMs, serviceTimeMs + MONTH_MS);
    this.book.wait(slot, serviceTimeMs + MONTH_MS);
    this.book.tell(slot, PURCHASE_CAUSE.RENEWED, cap);
  }

  /** The old terms are kept for a while after a rise; what changed otherwise is bought anew. */
  private canRenew(slot: number): boolean {
    const { purchases, listings, members, serviceTimeMs } = this.state;
    const get = (field: number): number => purchases.get(slot, field);
    const [listing, buyer] = [get(P.listing), get(P.buyer)];
    const status = listings.get(listing, L.status);
    const isOpen = status === LISTING_STATUS.LISTED || status === LISTING_STATUS.DEPRECATED;
    const price = listings.get(listing, L.priceMicroPat);
    const isProtected = serviceTimeMs < listings.get(listing, L.protectedUntilMs);
    const policy = this.gate.policyOf(buyer);
    const isAllowed =
      policy === 0 ||
      ((members.get(policy, MEMBER.policySteps) & ~get(P.stepsMask)) === 0 &&
        members.isHash(policy, MEMBER.policyHash, (i) => get(P.policyHash + i)) &&
        this.gate.isGoodEnough(policy, listing));
    return (
      get(P.renews) === 1 &&
      isOpen &&
      isAllowed &&
      listings.get(listing, L.priceKind) === PRICE_KIND.USAGE &&
      (price <= get(P.priceMicroPat) || isProtected) &&
      !isAccountStopped(this.state, buyer) &&
      this.money.has(buyer, get(P.capMicroPat))
    );
  }
}
