/**
 * Seats of feeds: a subscription is a strip of monthly contracts, of which one at a time is held. It is a purchase with its one
 * entitlement; its price lies in escrow for 30 days and is paid on when they are over, and so on while it renews.
 *
 * Never more seats are held than the capacity carries, a tier has, or a tenth an owner. A payment that fails closes the door and
 * is tried again daily for a week; then the seat is free. What a delisted feed has not served comes back by whole days.
 */
import {
  type ColdBodies,
  FEED_DRIFT,
  FEED_STAGE,
  FEED_TIER,
  FIELD_ID,
} from '../../../../values/index.js';
import { isAccountStopped } from '../../instruments/trading-status.js';
import { check } from '../../kernel/check.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import type { MarketTerms } from '../../kernel/registry.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import { hexOf } from '../../rights/entitlement-desk.js';
import { LISTING_FIELD as L, LISTING_STATUS } from '../listings.js';
import { type MarketMoney, MONEY_CAUSE } from '../market-money.js';
import { PURCHASE_CAUSE, type PurchaseBook } from '../purchase-book.js';
import type { PurchaseDesk } from '../purchase-desk.js';
import type { PurchaseGate } from '../purchase-gate.js';
import { DEALING_FIELD, PURCHASE_FIELD as P, PURCHASE_STATUS } from '../purchases.js';
import { FEED_FIELD as F, PLAN_FIELD, planWord } from './feeds.js';
import { isFeedReady } from './readiness.js';
import type { SeatMoney } from './seat-money.js';

const DAY_MS = 86_400_000;
export const SEAT_DAYS = 30;
const SEAT_MS = SEAT_DAYS * DAY_MS;
const SEATS_PER_PURCHASE_MAX = 1_000;
const OWNER_SHARE_DIVISOR = 10;
const ATTEMPTS_MAX = 7;
const { SEATED, PAST_DUE } = PURCHASE_STATUS;

export class SeatDesk {
  readonly handlers = {
    subscribeFeed: (body, out, account) => this.subscribe(account, body, out),
    cancelSubscription: ({ purchaseId }, out, account) => this.cancel(account, purchaseId, out),
    renewSubscription: ({ purchaseId }, out, account) => this.renew(account, purchaseId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly book: PurchaseBook;
  private readonly gate: PurchaseGate;
  private readonly purchases: PurchaseDesk;
  private readonly money: MarketMoney;
  private readonly seatMoney: SeatMoney;

  constructor(parts: {
    state: State;
    book: PurchaseBook;
    gate: PurchaseGate;
    purchases: PurchaseDesk;
    money: MarketMoney;
    seatMoney: SeatMoney;
  }) {
    this.state = parts.state;
    this.book = parts.book;
    this.gate = parts.gate;
    this.purchases = parts.purchases;
    this.money = parts.money;
    this.seatMoney = parts.seatMoney;
    parts.book.seats = this;
  }

  /** Whether a purchase is one of seats. */
  isSeat(slot: number): boolean {
    return this.state.purchases.get(slot, P.seats) > 0;
  }

  private subscribe(account: number, body: ColdBodies['subscribeFeed'], out: Result): void {
    const { feeds, listings, purchases, registry } = this.state;
    const { listingId: listing, tier, seats } = body;
    const dossier = purchases.dossiers.find(body.dossierId);
    const isOwn = dossier !== 0 && dossier === purchases.dossier(account, listing);
    if (body.dossierId !== 0 && !isOwn) {
      return out.refuse(CODE.UNKNOWN_DOSSIER, FIELD_ID.dossier_id);
    }
    const answer = this.gate.problem(account, listing, dossier, true);
    if (answer.code !== 0) return out.refuse(answer.code, answer.field);
    const feed = feeds.of(listing);
    if (feed === 0) return out.refuse(CODE.SUBSCRIBED_IN_BOOK, FIELD_ID.listing_id);
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
    if (seats < 1 || seats > SEATS_PER_PURCHASE_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.seats);
    }
    const problem = this.saleProblem(feed, tier, seats);
    if (problem.code !== 0) return out.refuse(problem.code, problem.field);
    const owner = this.state.members.ownerOf(account);
    const full = this.purchases.roomProblem(account);
    if (full !== 0) return out.refuse(full);
    const before = purchases.dealing(owner, listing);
    const had = (field: number): number =>
      before === 0 ? 0 : purchases.dealings.get(before, field);
    const held = had(DEALING_FIELD.seats);
    const limit = feeds.get(feed, F.seatLimit);
    if (held + seats > Math.max(1, Math.floor(limit / OWNER_SHARE_DIVISOR))) {
      return out.refuse(CODE.OWNER_SEATS, FIELD_ID.seats);
    }
    const trialDays = feeds.get(feed, planWord(tier, PLAN_FIELD.trialDays));
    const hadTrial = had(DEALING_FIELD.trials) > 0;
    if (body.trial && (trialDays === 0 || hadTrial || seats > 1)) {
      return out.refuse(CODE.NO_TRIAL, FIELD_ID.trial);
    }
    const price = feeds.get(feed, planWord(tier, PLAN_FIELD.priceMicroPat));
    const amount = body.trial ? 0 : price * seats;
    const unpaid = this.paymentProblem(account, listing, amount);
    if (unpaid.code !== 0) return out.refuse(unpaid.code, unpaid.field);
    const dealing = this.purchases.dealing(owner, listing, out);
    if (dealing === 0) return;
    const slot = this.book.open({
      ...{ buyer: account, listing, revision: 0, status: SEATED },
      ...{ priceMicroPat: price, feePpm: terms.feePpm },
    });
    purchases.setHash(slot, P.rulesHash, body.rulesHash);
    if (dossier !== 0) this.purchases.keepDossier(slot, dossier, account);
    purchases.set(slot, P.tier, tier);
    purchases.set(slot, P.seats, seats);
    purchases.set(slot, P.seatOwner, owner);
    purchases.set(slot, P.renews, body.renews ? 1 : 0);
    purchases.set(slot, P.isTrial, body.trial ? 1 : 0);
    this.count(slot, seats);
    if (body.trial) purchases.dealings.add(dealing, DEALING_FIELD.trials, 1);
    this.begin(slot, amount, body.trial ? trialDays * DAY_MS : SEAT_MS);
    this.book.tell(slot, PURCHASE_CAUSE.BOUGHT, amount);
    out.done(purchases.idOf(slot), listings.get(listing, L.version));
  }

  /** Why an account, or the agent that acts for it, may not pay so much for seats of a listing. */
  private paymentProblem(
    account: number,
    listing: number,
    amountMicroPat: number,
  ): { code: number; field: number } {
    const { listings, spendBounds } = this.state;
    if (!spendBounds.maySell(listings.get(listing, L.owner), true)) {
      return { code: CODE.AGENT_NOT_ALLOWED, field: FIELD_ID.listing_id };
    }
    if (amountMicroPat > spendBounds.limitMicroPat) {
      return { code: CODE.AGENT_BUDGET, field: FIELD_ID.price_micro_pat };
    }
    const isThere = this.money.has(account, amountMicroPat);
    return { code: isThere ? 0 : CODE.INSUFFICIENT_PAT, field: FIELD_ID.price_micro_pat };
  }

  /** Why so many seats of a tier are not sold now. */
  private saleProblem(feed: number, tier: number, seats: number): { code: number; field: number } {
    const { feeds, serviceTimeMs } = this.state;
    const get = (field: number): number => feeds.get(feed, field);
    const no = (code: number, field: number) => ({ code, field });
    const isOrganisation = seats > 1 || tier === FEED_TIER.ENTERPRISE;
    if (feeds.stage === 0) return no(CODE.FEEDS_CLOSED, 0);
    if (isOrganisation && feeds.stage !== FEED_STAGE.GA) {
      return no(CODE.FEEDS_CLOSED, FIELD_ID.seats);
    }
    const cap = get(planWord(tier, PLAN_FIELD.seatCap));
    const isDown = get(F.drift) >= FEED_DRIFT.DOWNGRADED;
    if (isDown || cap === 0 || get(F.seatLimit) === 0) return no(CODE.NOT_ON_SALE, FIELD_ID.tier);
    if (serviceTimeMs < get(F.coolingUntilMs)) return no(CODE.COOLING_OFF, FIELD_ID.tier);
    const isFull =
      get(F.heldSeats) + seats > get(F.seatLimit) ||
      get(planWord(tier, PLAN_FIELD.heldSeats)) + seats > cap;
    return isFull ? no(CODE.SEATS_FULL, FIELD_ID.seats) : no(0, 0);
  }

  /** Seats are held from now on, or no longer. */
  private count(slot: number, change: number): void {
    const { feeds, purchases } = this.state;
    const listing = purchases.get(slot, P.listing);
    const feed = feeds.of(listing);
    const dealing = purchases.dealing(purchases.get(slot, P.seatOwner), listing);
    const held = planWord(purchases.get(slot, P.tier), PLAN_FIELD.heldSeats);
    check(feed !== 0 && dealing !== 0, 'I47: seats of no feed or no owner');
    feeds.add(feed, F.heldSeats, change);
    feeds.add(feed, held, change);
    purchases.dealings.add(dealing, DEALING_FIELD.seats, change);
    check(feeds.get(feed, held) >= 0, 'I47: fewer seats are held than given back');
  }

  /** What is paid for begins: its money is set aside, and it ends when its time is over. */
  private begin(slot: number, amountMicroPat: number, periodMs: number): void {
    const { purchases, serviceTimeMs } = this.state;
    const buyer = purchases.get(slot, P.buyer);
    this.money.hold(buyer, amountMicroPat, this.book.movement(slot, MONEY_CAUSE.SEAT));
    purchases.set(slot, P.heldMicroPat, amountMicroPat);
    purchases.set(slot, P.status, SEATED);
    purchases.set(slot, P.attempts, 0);
    purchases.set(slot, P.periodMs, periodMs);
    this.waitUntil(slot, serviceTimeMs + periodMs);
  }

  private waitUntil(slot: number, untilMs: number): void {
    this.state.purchases.set(slot, P.heldUntilMs, untilMs);
    this.book.wait(slot, untilMs);
  }

  private cancel(account: number, purchaseId: number, out: Result): void {
    const { purchases } = this.state;
    const slot = this.find(account, purchaseId, out);
    if (slot === 0) return;
    purchases.set(slot, P.renews, 0);
    if (purchases.get(slot, P.status) === PAST_DUE) this.book.close(slot, PURCHASE_CAUSE.ENDED);
    else this.book.tell(slot, PURCHASE_CAUSE.CANCELED);
    out.done(purchaseId);
  }

  private renew(account: number, purchaseId: number, out: Result): void {
    const { purchases } = this.state;
    const slot = this.find(account, purchaseId, out);
    if (slot === 0) return;
    if (purchases.get(slot, P.status) === PAST_DUE) {
      if (!this.canGoOn(slot)) return out.refuse(CODE.NOT_ON_SALE, FIELD_ID.purchase_id);
      const due = this.amountDue(slot);
      if (!this.money.has(account, due)) {
        return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.purchase_id);
      }
      this.goOn(slot, due);
    } else this.book.tell(slot, PURCHASE_CAUSE.CONTINUED);
    purchases.set(slot, P.renews, 1);
    out.done(purchaseId);
  }

  /** A subscription of an account; refuses and answers 0 where it is none. */
  private find(account: number, purchaseId: number, out: Result): number {
    const slot = this.purchases.find(account, purchaseId, out);
    if (slot === 0 || this.isSeat(slot)) return slot;
    out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    return 0;
  }

  /** What was paid for is over, or a payment is tried again. */
  expire(slot: number): void {
    const { purchases, listings, serviceTimeMs } = this.state;
    const get = (field: number): number => purchases.get(slot, field);
    if (listings.get(get(P.listing), L.status) === LISTING_STATUS.TAKEN_DOWN) {
      return this.waitUntil(slot, serviceTimeMs + DAY_MS);
    }
    this.seatMoney.earn(slot, get(P.heldMicroPat));
    if (!this.canGoOn(slot)) return this.book.close(slot, PURCHASE_CAUSE.ENDED);
    const due = this.amountDue(slot);
    const isPayable =
      !isAccountStopped(this.state, get(P.buyer)) && this.money.has(get(P.buyer), due);
    if (isPayable) return this.goOn(slot, due);
    if (get(P.attempts) >= ATTEMPTS_MAX) return this.book.close(slot, PURCHASE_CAUSE.ENDED);
    purchases.add(slot, P.attempts, 1);
    purchases.set(slot, P.status, PAST_DUE);
    this.waitUntil(slot, serviceTimeMs + DAY_MS);
    this.book.tell(slot, PURCHASE_CAUSE.PAST_DUE, due);
  }

  private goOn(slot: number, due: number): void {
    const { purchases } = this.state;
    purchases.set(slot, P.priceMicroPat, this.priceOf(slot));
    purchases.set(slot, P.isTrial, 0);
    this.book.keepRoyalties(slot);
    this.begin(slot, due, SEAT_MS);
    this.book.tell(slot, PURCHASE_CAUSE.RENEWED, due);
  }

  /**
   * A seat that is held goes on while a change cools off and after a downgrade. It ends with its feed, where it was canceled,
   * where its price rose and the time of the old one is over, and where the policy of its buyer no longer allows it.
   */
  private canGoOn(slot: number): boolean {
    const { purchases, listings, feeds, serviceTimeMs } = this.state;
    const get = (field: number): number => purchases.get(slot, field);
    const listing = get(P.listing);
    const status = listings.get(listing, L.status);
    const feed = feeds.of(listing);
    const plan = (field: number): number => feeds.get(feed, planWord(get(P.tier), field));
    const isPriced =
      plan(PLAN_FIELD.priceMicroPat) <= get(P.priceMicroPat) ||
      serviceTimeMs < plan(PLAN_FIELD.protectedUntilMs);
    return (
      get(P.renews) === 1 &&
      (status === LISTING_STATUS.LISTED || status === LISTING_STATUS.DEPRECATED) &&
      isFeedReady(this.state, listing) &&
      isPriced &&
      this.gate.mayKeep(slot)
    );
  }

  /** The lower of its own and the plan's price. */
  private priceOf(slot: number): number {
    const { purchases, feeds } = this.state;
    const feed = feeds.of(purchases.get(slot, P.listing));
    const plan = planWord(purchases.get(slot, P.tier), PLAN_FIELD.priceMicroPat);
    return Math.min(feeds.get(feed, plan), purchases.get(slot, P.priceMicroPat));
  }

  private amountDue(slot: number): number {
    return this.priceOf(slot) * this.state.purchases.get(slot, P.seats);
  }

  /** Before a refund: whole days a delisted feed has served are paid on; of one that was taken down, none. */
  earnServed(slot: number): void {
    const { purchases, feeds, serviceTimeMs } = this.state;
    const get = (field: number): number => purchases.get(slot, field);
    const feed = feeds.of(get(P.listing));
    if (get(P.status) !== SEATED || feeds.get(feed, F.drift) !== FEED_DRIFT.DELISTED) return;
    const begunMs = get(P.heldUntilMs) - get(P.periodMs);
    const days = Math.max(0, Math.floor((serviceTimeMs - begunMs) / DAY_MS));
    const periodDays = get(P.periodMs) / DAY_MS;
    const aDay = Math.floor(get(P.heldMicroPat) / periodDays);
    this.seatMoney.earn(slot, days >= periodDays ? get(P.heldMicroPat) : days * aDay);
  }

  /** A purchase of seats ends: they are free. */
  left(slot: number): void {
    this.count(slot, 0 - this.state.purchases.get(slot, P.seats));
  }
}
