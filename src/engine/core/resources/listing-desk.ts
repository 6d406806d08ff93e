/**
 * A listing's way: published as a draft, handed in, reviewed, listed, changed, deprecated, delisted.
 *
 * Every command names the version it is based on; another one is refused, so that nobody decides on what he has not read. A listing
 * is not there for whom it is not shown to. What has another document, or turns out to have personal data, is reviewed anew.
 */
import {
  ACCOUNT_ROLE,
  type ColdBodies,
  FIELD_ID,
  LISTING_CHANGE,
  LISTING_KIND,
  LISTING_VISIBILITY,
  PRICE_KIND,
} from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { checkDocument, hasPersonalData, type Json, missingField } from './document.js';
import { isFeedReady, isSelfServed } from './feeds/readiness.js';
import { setTerms, termsProblem } from './listing-terms.js';
import { LISTING_FIELD as L, LISTING_STATUS, MEMBER_FIELD, MEMBER_STATE } from './listings.js';
import { MEMBER } from './members.js';
import { PromiseDesk, promiseProblem } from './promises.js';

const { DRAFT, SUBMITTED, LISTED, DEPRECATED, DELISTED } = LISTING_STATUS;
const DECLARED = 1;
const NO_VERSION = 0;

/** What happened to a listing, for whoever follows. */
export const LISTING_CAUSE = {
  PUBLISHED: 1,
  SUBMITTED: 2,
  REVIEWED: 3,
  CHANGED: 4,
  REVISION_ADDED: 5,
  REVISION_MEASURED: 6,
  REVISION_REVOKED: 7,
  ACCESS: 8,
  TAKEN_DOWN: 9,
  APPEALED: 10,
  RULED: 11,
  PROMISE_LATE: 12,
  PROMISE_BROKEN: 13,
  PROMISE_KEPT: 14,
} as const;

export class ListingDesk {
  readonly handlers = {
    publishListing: (body, out, account) => this.publish(account, body, out),
    submitListing: (body, out, account) => this.submit(account, body, out),
    reviewListing: (body, out, account) => this.review(account, body, out),
    changeListing: (body, out, account) => this.change(account, body, out),
    setListingAccess: (body, out, account) => this.setAccess(account, body, out),
    requestListingAccess: ({ listingId }, out, account) => this.ask(account, listingId, out),
  } satisfies SomeHandlers;
  readonly promises: PromiseDesk;
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
    this.promises = new PromiseDesk(state, this);
  }

  /** Whether an account may know that a listing is there. */
  isSeen(account: number, listing: number): boolean {
    const { listings, accounts, members } = this.state;
    if (!listings.isLive(listing)) return false;
    const role = accounts.get(account, A.role);
    if (role === ACCOUNT_ROLE.OPERATOR || role === ACCOUNT_ROLE.AUDITOR) return true;
    if (members.isOneOwner(listings.get(listing, L.owner), account)) return true;
    const status = listings.get(listing, L.status);
    if (status === DRAFT || status === SUBMITTED)
      return this.state.purchases.of(account, listing) !== 0;
    const visibility = listings.get(listing, L.visibility);
    return visibility !== LISTING_VISIBILITY.PRIVATE || this.isLetIn(account, listing);
  }

  /** Whether an account may have a listing, as far as its provider decides that. */
  isLetIn(account: number, listing: number): boolean {
    const { listings } = this.state;
    return (
      listings.get(listing, L.visibility) === LISTING_VISIBILITY.PUBLIC ||
      listings.memberState(account, listing) === MEMBER_STATE.ADMITTED
    );
  }

  /** A listing of an account at a version; refuses and answers 0 where it is none. */
  ownAt(account: number, { listingId, basedOnVersion }: Based, out: Result): number {
    const listing = this.own(account, listingId, out);
    return listing !== 0 && this.isAt(listing, basedOnVersion, out) ? listing : 0;
  }

  own(account: number, listingId: number, out: Result): number {
    const { listings } = this.state;
    if (listings.isLive(listingId) && listings.get(listingId, L.owner) === account)
      return listingId;
    out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    return 0;
  }

  isAt(listing: number, version: number, out: Result): boolean {
    if (this.state.listings.get(listing, L.version) === version) return true;
    out.refuse(CODE.STALE_VERSION, FIELD_ID.based_on_version);
    return false;
  }

  /** Another state, or something new about it. */
  tell(listing: number, cause: number, revision = 0): void {
    const { listings } = this.state;
    const version = listings.get(listing, L.version);
    this.reports.plain(
      ...([
        EVENT.MARKET_LISTING,
        listing,
        version,
        listings.get(listing, L.status),
        cause,
      ] as const),
      revision,
    );
  }

  /** The next version, in a state. */
  move(listing: number, status: number, cause: number): void {
    const { listings } = this.state;
    listings.set(listing, L.status, status);
    listings.add(listing, L.version, 1);
    this.tell(listing, cause);
  }

  private publish(account: number, body: ColdBodies['publishListing'], out: Result): void {
    const { listings, registry } = this.state;
    if (registry.marketTerms === null) return out.refuse(CODE.MARKET_CLOSED);
    const isNew = body.listingId === 0;
    if (isNew && body.basedOnVersion !== NO_VERSION) {
      return out.refuse(CODE.STALE_VERSION, FIELD_ID.based_on_version);
    }
    let listing = isNew ? 0 : this.ownAt(account, body, out);
    if (!isNew && listing === 0) return;
    const status = isNew ? DRAFT : listings.get(listing, L.status);
    const isChangeable = status === DRAFT || status === SUBMITTED || status === LISTED;
    if (!isChangeable) return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    if (!isNew && listings.get(listing, L.kind) !== body.listingKind) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.listing_kind);
    }
    const checked = checkDocument(body.document, body.documentHash);
    if (checked.code !== 0) return out.refuse(checked.code, 'field' in checked ? checked.field : 0);
    const { terms } = body;
    if (terms === null) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.terms);
    const problem =
      termsProblem(this.state, account, terms, body.listingKind) ??
      promiseProblem(this.state, listing, terms);
    if (problem !== undefined) return out.refuse(problem.code, problem.field);
    if (isNew) listing = this.create(account, body.listingKind, out);
    if (listing === 0) return;
    const isOther =
      isNew ||
      !listings.hasHash(listing, L.documentHash, body.documentHash) ||
      !listings.hasHash(listing, L.licenceHash, terms.licenceHash);
    const json = 'json' in checked ? checked.json : {};
    this.setDocument(listing, body.documentHash, json);
    setTerms(this.state, listing, terms);
    this.promises.set(listing, terms);
    // What nobody has read yet goes back to its author; what was listed goes to whoever reviews.
    const isWhole = listings.get(listing, L.missingField) === 0;
    const reviewed = !isOther ? LISTED : isWhole ? SUBMITTED : DRAFT;
    this.move(listing, status === LISTED ? reviewed : DRAFT, LISTING_CAUSE.PUBLISHED);
    out.done(listing, listings.get(listing, L.version));
  }

  private setDocument(listing: number, hash: Uint8Array, json: Json): void {
    const { listings } = this.state;
    const found = listings.get(listing, L.personalData) & ~DECLARED;
    listings.set(listing, L.personalData, (hasPersonalData(json) ? DECLARED : 0) | found);
    listings.set(listing, L.missingField, missingField(listings.get(listing, L.kind), json));
    listings.setHash(listing, L.documentHash, hash);
    listings.set(listing, L.approver, 0);
  }

  /** A new listing; refuses and answers 0 where there is no room. */
  private create(account: number, kind: number, out: Result): number {
    const { listings, members, accounts } = this.state;
    const own = members.get(account, MEMBER.listings);
    const problem = crowdProblem(listings, own, 1, accounts.count);
    if (problem !== 0) {
      out.refuse(problem);
      return 0;
    }
    const listing = listings.take();
    members.add(account, MEMBER.listings, 1);
    listings.set(listing, L.owner, account);
    listings.set(listing, L.kind, kind);
    return listing;
  }

  private submit(account: number, body: ColdBodies['submitListing'], out: Result): void {
    const { listings, members, timeMs } = this.state;
    const listing = this.ownAt(account, body, out);
    if (listing === 0) return;
    if (listings.get(listing, L.status) !== DRAFT) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    const missing = listings.get(listing, L.missingField);
    if (missing !== 0) return out.refuse(CODE.LISTING_INCOMPLETE, missing);
    if (members.get(account, MEMBER.verifiedUntilMs) <= timeMs) {
      return out.refuse(CODE.NOT_VERIFIED);
    }
    if (!this.hasGoods(listing)) return out.refuse(CODE.NO_REVISION, FIELD_ID.revision);
    const next = isSelfServed(this.state, listing) ? LISTED : SUBMITTED;
    this.move(listing, next, LISTING_CAUSE.SUBMITTED);
    out.done(listing, listings.get(listing, L.version));
  }

  /** Whether there is something to sell: of a data set a measured revision, of a feed one that passed its gates. */
  hasGoods(listing: number): boolean {
    const { listings } = this.state;
    const kind = listings.get(listing, L.kind);
    if (kind === LISTING_KIND.DATASET) return listings.get(listing, L.liveRevision) !== 0;
    const isOfPlans =
      listings.get(listing, L.priceKind) === PRICE_KIND.SUBSCRIPTION &&
      listings.get(listing, L.contract) === 0;
    return kind !== LISTING_KIND.FEED || !isOfPlans || isFeedReady(this.state, listing);
  }

  private review(account: number, body: ColdBodies['reviewListing'], out: Result): void {
    const { listings, members } = this.state;
    const { listingId: listing, approved } = body;
    if (!listings.isLive(listing)) return out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    if (!this.isAt(listing, body.basedOnVersion, out)) return;
    if (listings.get(listing, L.status) !== SUBMITTED) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    if (members.isOneOwner(account, listings.get(listing, L.owner))) {
      return out.refuse(CODE.OWN_LISTING, FIELD_ID.listing_id);
    }
    if (approved && !this.hasGoods(listing)) return out.refuse(CODE.NO_REVISION, FIELD_ID.revision);
    const first = listings.get(listing, L.approver);
    const takesTwo = listings.get(listing, L.personalData) !== 0;
    if (approved && takesTwo && first === 0) {
      listings.set(listing, L.approver, account);
      this.move(listing, SUBMITTED, LISTING_CAUSE.REVIEWED);
      return out.done(listing, listings.get(listing, L.version));
    }
    if (approved && takesTwo && members.isOneOwner(first, account)) {
      return out.refuse(CODE.SECOND_PERSON, FIELD_ID.approved);
    }
    listings.set(listing, L.approver, 0);
    this.move(listing, approved ? LISTED : DRAFT, LISTING_CAUSE.REVIEWED);
    out.done(listing, listings.get(listing, L.version));
  }

  private change(account: number, body: ColdBodies['changeListing'], out: Result): void {
    const { listings, accounts } = this.state;
    const { change } = body;
    const isOperator = accounts.get(account, A.role) === ACCOUNT_ROLE.OPERATOR;
    const isOfSales =
      change === LISTING_CHANGE.PAUSE_SALES || change === LISTING_CHANGE.RESUME_SALES;
    if (isOfSales !== isOperator) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.change);
    const listing = isOperator ? body.listingId : this.own(account, body.listingId, out);
    if (listing === 0) return;
    if (!listings.isLive(listing)) return out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    if (!this.isAt(listing, body.basedOnVersion, out)) return;
    const status = listings.get(listing, L.status);
    if (isOfSales) {
      const isPaused = change === LISTING_CHANGE.PAUSE_SALES;
      if ((listings.get(listing, L.salesPaused) === 1) === isPaused) {
        return out.refuse(CODE.LISTING_STATE, FIELD_ID.change);
      }
      listings.set(listing, L.salesPaused, isPaused ? 1 : 0);
      this.move(listing, status, LISTING_CAUSE.CHANGED);
      return out.done(listing, listings.get(listing, L.version));
    }
    const isDelisted = change === LISTING_CHANGE.DELIST;
    const isOpen = status === LISTED || (isDelisted && status !== DELISTED);
    if (!isOpen || status === LISTING_STATUS.TAKEN_DOWN) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.change);
    }
    this.move(listing, isDelisted ? DELISTED : DEPRECATED, LISTING_CAUSE.CHANGED);
    out.done(listing, listings.get(listing, L.version));
  }

  private setAccess(account: number, body: ColdBodies['setListingAccess'], out: Result): void {
    const { listings, accounts } = this.state;
    const listing = this.own(account, body.listingId, out);
    if (listing === 0) return;
    const { targetAccountId: target, allowed } = body;
    if (!accounts.exists(target)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    if (!this.admit(target, listing, allowed ? MEMBER_STATE.ADMITTED : 0, account, out)) return;
    this.tell(listing, LISTING_CAUSE.ACCESS);
    out.done(listing, listings.get(listing, L.version));
  }

  private ask(account: number, listingId: number, out: Result): void {
    const { listings } = this.state;
    const isOpen =
      this.isSeen(account, listingId) &&
      listings.get(listingId, L.visibility) === LISTING_VISIBILITY.BY_REQUEST;
    if (!isOpen) return out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    if (listings.memberState(account, listingId) !== 0) return out.done(listingId);
    if (!this.admit(account, listingId, MEMBER_STATE.ASKED, account, out)) return;
    this.tell(listingId, LISTING_CAUSE.ACCESS);
    out.done(listingId);
  }

  /** Sets an admission; the place counts for whoever asks for it. */
  private admit(
    target: number,
    listing: number,
    state: number,
    payer: number,
    out: Result,
  ): boolean {
    const { listings, members, accounts } = this.state;
    let slot = listings.member(target, listing);
    if (state === 0) {
      if (slot === 0) return true;
      members.add(listings.members.get(slot, MEMBER_FIELD.payer), MEMBER.admissions, -1);
      listings.removeMember(slot);
      return true;
    }
    if (slot === 0) {
      const own = members.get(payer, MEMBER.admissions);
      const { room, capacity } = listings.members;
      const problem = crowdProblem({ room, capacity }, own, 1, accounts.count);
      if (problem !== 0) {
        out.refuse(problem);
        return false;
      }
      members.add(payer, MEMBER.admissions, 1);
      slot = listings.addMember(target, listing, payer);
    }
    listings.members.set(slot, MEMBER_FIELD.state, state);
    return true;
  }
}

interface Based {
  readonly listingId: number;
  readonly basedOnVersion: number;
}
