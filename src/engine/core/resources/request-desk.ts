/**
 * Requests for data that is not there, with a bounty that is held. What is offered has to be measured and to reach what was asked
 * for before anybody judges it; while the first is judged the bounty stays; once one was
 * refused its asker may take it back at any time, and whose was refused last does not answer again. Accepted, it is a purchase with the bounty as its price.
 */
import { type ColdBodies, FIELD_ID } from '../../../values/index.js';
import { isAccountStopped } from '../instruments/trading-status.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { checkDocument } from './document.js';
import type { ListingDesk } from './listing-desk.js';
import {
  LISTING_FIELD as L,
  LISTING_STATUS,
  REVISION_FIELD as R,
  REVISION_STATUS,
} from './listings.js';
import { type MarketMoney, MONEY_CAUSE } from './market-money.js';
import { MEMBER } from './members.js';
import { PURCHASE_CAUSE, type PurchaseBook } from './purchase-book.js';
import type { PurchaseDesk } from './purchase-desk.js';
import type { PurchaseGate } from './purchase-gate.js';
import {
  PURCHASE_FIELD as P,
  PURCHASE_STATUS,
  REQUEST_FIELD as Q,
  REQUEST_STATUS,
} from './purchases.js';

const { OPEN, JUDGED } = REQUEST_STATUS;
const BOUNTY_MICRO_PAT_MAX = 1_000_000_000_000_000;
const LONGEST_MS = 365 * 86_400_000;
const PPM = 1_000_000;
/** How long a judgement may take before the answer counts as refused. */
const JUDGEMENT_MS = 7 * 86_400_000;

/** What happened to a request, for whoever follows. */
export const REQUEST_CAUSE = {
  POSTED: 1,
  ANSWERED: 2,
  ACCEPTED: 3,
  REFUSED: 4,
  CANCELED: 5,
  EXPIRED: 6,
} as const;

export class RequestDesk {
  readonly handlers = {
    postRequest: (body, out, account) => this.post(account, body, out),
    answerRequest: (body, out, account) => this.answer(account, body, out),
    judgeRequest: (body, out) => this.judge(body, out),
    cancelRequest: ({ requestId }, out, account) => this.cancel(account, requestId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly money: MarketMoney;
  private readonly book: PurchaseBook;
  private readonly gate: PurchaseGate;
  private readonly purchases: PurchaseDesk;
  private readonly listings: ListingDesk;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    money: MarketMoney;
    book: PurchaseBook;
    gate: PurchaseGate;
    purchases: PurchaseDesk;
    listings: ListingDesk;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.money = parts.money;
    this.book = parts.book;
    this.gate = parts.gate;
    this.purchases = parts.purchases;
    this.listings = parts.listings;
  }

  private get requests() {
    return this.state.purchases.requests;
  }

  private post(account: number, body: ColdBodies['postRequest'], out: Result): void {
    const { members, accounts, registry, timeMs, serviceTimeMs } = this.state;
    const { bountyMicroPat: bounty, deadlineMs } = body;
    if (registry.marketTerms === null) return out.refuse(CODE.MARKET_CLOSED);
    if (isAccountStopped(this.state, account)) return out.refuse(CODE.KILLED);
    if (bounty < 1 || bounty > BOUNTY_MICRO_PAT_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.bounty_micro_pat);
    }
    if (deadlineMs <= timeMs || deadlineMs > timeMs + LONGEST_MS) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.deadline_ns);
    }
    if (body.minRowCount < 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.min_row_count);
    const { minCompositePpm } = body;
    if (minCompositePpm < 0 || minCompositePpm > PPM) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.min_composite_ppm);
    }
    const checked = checkDocument(body.document, body.documentHash);
    if ('field' in checked) return out.refuse(checked.code, checked.field);
    if (!this.money.has(account, bounty)) {
      return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.bounty_micro_pat);
    }
    const { requests } = this;
    const own = members.get(account, MEMBER.requests);
    const problem = crowdProblem(requests, own, 1, accounts.count);
    if (problem !== 0) return out.refuse(problem);
    const slot = requests.take();
    members.add(account, MEMBER.requests, 1);
    requests.set(slot, Q.asker, account);
    requests.set(slot, Q.status, OPEN);
    requests.set(slot, Q.bountyMicroPat, bounty);
    requests.set(slot, Q.deadlineMs, serviceTimeMs + (deadlineMs - timeMs));
    requests.set(slot, Q.minRowCount, body.minRowCount);
    requests.set(slot, Q.minCompositePpm, minCompositePpm);
    requests.setHash(slot, Q.schemaHash, body.schemaHash);
    this.wait(slot, requests.get(slot, Q.deadlineMs));
    const reference = requests.idOf(slot);
    this.money.hold(account, bounty, { cause: MONEY_CAUSE.BOUNTY, reference });
    this.tell(slot, REQUEST_CAUSE.POSTED);
    out.done(reference);
  }

  private answer(account: number, body: ColdBodies['answerRequest'], out: Result): void {
    const { listings, members, purchases } = this.state;
    const slot = this.find(body.requestId, out);
    if (slot === 0) return;
    const listing = this.listings.own(account, body.listingId, out);
    if (listing === 0) return;
    const { requests } = this;
    if (requests.get(slot, Q.status) !== OPEN) {
      return out.refuse(CODE.REQUEST_STATE, FIELD_ID.request_id);
    }
    const asker = requests.get(slot, Q.asker);
    if (members.isOneOwner(asker, account)) {
      return out.refuse(CODE.OWN_LISTING, FIELD_ID.request_id);
    }
    // Nobody keeps a bounty from its asker, and others from answering, by what is refused again and again.
    if (members.ownerOf(account) === requests.get(slot, Q.refusedOwner)) {
      return out.refuse(CODE.OWNER_LIMIT, FIELD_ID.request_id);
    }
    if (listings.get(listing, L.status) !== LISTING_STATUS.LISTED) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    if (purchases.of(asker, listing) !== 0) {
      return out.refuse(CODE.ALREADY_HELD, FIELD_ID.listing_id);
    }
    const revision = listings.revision(listing, body.revision);
    if (revision === 0) return out.refuse(CODE.UNKNOWN_REVISION, FIELD_ID.revision);
    const { revisions } = listings;
    if (revisions.get(revision, R.status) !== REVISION_STATUS.LIVE) {
      return out.refuse(CODE.NO_REVISION, FIELD_ID.revision);
    }
    const isGood =
      revisions.get(revision, R.compositePpm) >= requests.get(slot, Q.minCompositePpm) &&
      revisions.get(revision, R.rowCount) >= requests.get(slot, Q.minRowCount);
    if (!isGood) return out.refuse(CODE.QUALITY_BELOW, FIELD_ID.revision);
    requests.set(slot, Q.status, JUDGED);
    requests.set(slot, Q.listing, listing);
    requests.set(slot, Q.revision, revision);
    this.wait(slot, this.state.serviceTimeMs + JUDGEMENT_MS);
    this.tell(slot, REQUEST_CAUSE.ANSWERED);
    out.done(body.requestId);
  }

  private judge({ requestId, accepted }: ColdBodies['judgeRequest'], out: Result): void {
    const { listings, purchases } = this.state;
    const slot = this.find(requestId, out);
    if (slot === 0) return;
    const { requests } = this;
    if (requests.get(slot, Q.status) !== JUDGED) {
      return out.refuse(CODE.REQUEST_STATE, FIELD_ID.request_id);
    }
    if (!accepted) {
      this.refuseAnswer(slot);
      return out.done(requestId);
    }
    const asker = requests.get(slot, Q.asker);
    const [listing, revision] = [requests.get(slot, Q.listing), requests.get(slot, Q.revision)];
    // What changed since it was offered is looked at again.
    const isThere =
      listings.get(listing, L.status) === LISTING_STATUS.LISTED &&
      listings.revisions.get(revision, R.status) === REVISION_STATUS.LIVE;
    if (!isThere) return out.refuse(CODE.NO_REVISION, FIELD_ID.request_id);
    if (purchases.of(asker, listing) !== 0) return out.refuse(CODE.ALREADY_HELD);
    const dossier = purchases.dossier(asker, listing);
    const answer = this.gate.policyProblem(asker, listing, dossier);
    if (answer.code !== 0) return out.refuse(answer.code, answer.field);
    const full = this.purchases.roomProblem(asker);
    if (full !== 0) return out.refuse(full);
    out.done(this.buy(slot, asker, listing, revision));
  }

  /** The bounty becomes the price of a purchase: it stays where it is, and waits for disputes. */
  private buy(slot: number, buyer: number, listing: number, revision: number): number {
    const { purchases, registry, serviceTimeMs } = this.state;
    const { feePpm, disputeWindowMs } = registry.marketTerms ?? { feePpm: 0, disputeWindowMs: 0 };
    const price = this.requests.get(slot, Q.bountyMicroPat);
    const status = PURCHASE_STATUS.HELD;
    const purchase = this.book.open({
      ...{ buyer, listing, revision, status, priceMicroPat: price, feePpm },
    });
    purchases.set(purchase, P.heldMicroPat, price);
    purchases.set(purchase, P.isBounty, 1);
    this.requests.set(slot, Q.bountyMicroPat, 0);
    this.book.tell(purchase, PURCHASE_CAUSE.BOUGHT, price);
    this.purchases.holdUntil(purchase, serviceTimeMs + disputeWindowMs);
    this.end(slot, REQUEST_CAUSE.ACCEPTED);
    return purchases.idOf(purchase);
  }

  private cancel(account: number, requestId: number, out: Result): void {
    const slot = this.find(requestId, out);
    if (slot === 0) return;
    if (this.requests.get(slot, Q.asker) !== account) {
      return out.refuse(CODE.UNKNOWN_REQUEST, FIELD_ID.request_id);
    }
    // After one that was refused the next answer holds its bounty no longer than it likes.
    const isHeld = this.requests.get(slot, Q.refusedOwner) === 0;
    if (this.requests.get(slot, Q.status) !== OPEN && isHeld) {
      return out.refuse(CODE.REQUEST_STATE, FIELD_ID.request_id);
    }
    this.end(slot, REQUEST_CAUSE.CANCELED);
    out.done(requestId);
  }

  /** Its time is over; or that of a judgement. */
  expire(requestId: number): void {
    const slot = this.requests.find(requestId);
    check(slot !== 0, 'I14: a deadline of a request that is over');
    this.requests.set(slot, Q.timer, 0);
    if (this.requests.get(slot, Q.status) === JUDGED) this.refuseAnswer(slot);
    else this.end(slot, REQUEST_CAUSE.EXPIRED);
  }

  private refuseAnswer(slot: number): void {
    const { requests } = this;
    const { listings, members } = this.state;
    const provider = listings.get(requests.get(slot, Q.listing), L.owner);
    requests.set(slot, Q.refusedOwner, members.ownerOf(provider));
    requests.set(slot, Q.status, OPEN);
    requests.set(slot, Q.listing, 0);
    requests.set(slot, Q.revision, 0);
    this.tell(slot, REQUEST_CAUSE.REFUSED);
    const deadlineMs = requests.get(slot, Q.deadlineMs);
    if (deadlineMs <= this.state.serviceTimeMs) this.end(slot, REQUEST_CAUSE.EXPIRED);
    else this.wait(slot, deadlineMs);
  }

  /** The request is over; what is left of its bounty comes back. */
  private end(slot: number, cause: number): void {
    const { members } = this.state;
    const { requests } = this;
    const asker = requests.get(slot, Q.asker);
    const bounty = requests.get(slot, Q.bountyMicroPat);
    const reference = requests.idOf(slot);
    requests.set(slot, Q.bountyMicroPat, 0);
    this.money.pay(asker, asker, bounty, { cause: MONEY_CAUSE.BOUNTY, reference });
    this.wait(slot, 0);
    this.tell(slot, cause);
    members.add(asker, MEMBER.requests, -1);
    requests.release(slot);
  }

  private find(requestId: number, out: Result): number {
    const slot = this.requests.find(requestId);
    if (slot === 0) out.refuse(CODE.UNKNOWN_REQUEST, FIELD_ID.request_id);
    return slot;
  }

  private wait(slot: number, untilServiceMs: number): void {
    const { requests } = this;
    const { serviceTimers } = this.state;
    const before = requests.get(slot, Q.timer);
    if (before !== 0) serviceTimers.cancel(before);
    const reference = requests.idOf(slot);
    const timer =
      untilServiceMs === 0 ? 0 : serviceTimers.set(untilServiceMs, TIMER.REQUEST, reference);
    requests.set(slot, Q.timer, timer);
  }

  private tell(slot: number, cause: number): void {
    const { requests } = this;
    const [asker, status] = [requests.get(slot, Q.asker), requests.get(slot, Q.status)];
    const listing = requests.get(slot, Q.listing);
    this.reports.plain(EVENT.DATA_REQUEST, requests.idOf(slot), asker, status, cause, listing);
  }
}
