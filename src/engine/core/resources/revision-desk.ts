/**
 * Revisions: added by the hash of their content, measured by the platform, revoked.
 *
 * What was measured decides what is sold: the composite counts at most as far as it was measured. A revoked revision opens to
 * nobody. Where another one takes its place its buyers have that one; else they are refunded, out of what is held and out of what
 * the provider sets aside for those already paid out. Their purchases end some at a time, in the order they were made.
 */
import { ACCOUNT_ROLE, type ColdBodies, FIELD_ID } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { LISTING_CAUSE, type ListingDesk } from './listing-desk.js';
import {
  LISTING_FIELD as L,
  LISTING_STATUS,
  REVISION_FIELD as R,
  REVISION_STATUS,
} from './listings.js';
import { MEMBER } from './members.js';
import { isSameHash } from './record-table.js';
import type { Sweeps } from './sweeps.js';

const { UNMEASURED, LIVE, REVOKED } = REVISION_STATUS;
const PPM = 1_000_000;
const SIZE_BYTES_MAX = 1_000_000_000_000_000;
const FOUND = 2;
/** Revisions a listing may have: a chain is looked through. */
const REVISIONS_MAX = 1_024;

export class RevisionDesk {
  readonly handlers = {
    addRevision: (body, out, account) => this.add(account, body, out),
    recordQuality: (body, out) => this.measure(body, out),
    revokeRevision: (body, out, account) => this.revoke(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly desk: ListingDesk;
  private readonly sweeps: Sweeps;

  constructor(state: State, desk: ListingDesk, sweeps: Sweeps) {
    this.state = state;
    this.desk = desk;
    this.sweeps = sweeps;
  }

  private add(account: number, body: ColdBodies['addRevision'], out: Result): void {
    const { listings, members, accounts, timeMs } = this.state;
    const listing = this.desk.ownAt(account, body, out);
    if (listing === 0) return;
    const status = listings.get(listing, L.status);
    const isOpen =
      status !== LISTING_STATUS.DELISTED &&
      status !== LISTING_STATUS.DEPRECATED &&
      status !== LISTING_STATUS.TAKEN_DOWN;
    if (!isOpen) return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    if (body.contentHash.every((byte) => byte === 0)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.content_hash);
    }
    if (body.sizeBytes < 1 || body.sizeBytes > SIZE_BYTES_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.size_bytes);
    }
    const { revisions } = listings;
    const own = members.get(account, MEMBER.revisions);
    const problem = crowdProblem(revisions, own, 1, accounts.count);
    const isFull = listings.get(listing, L.revisions) >= REVISIONS_MAX;
    if (problem !== 0 || isFull) return out.refuse(isFull ? CODE.SHARE_USED : problem);
    const slot = revisions.take();
    members.add(account, MEMBER.revisions, 1);
    const number = listings.get(listing, L.revisions) + 1;
    revisions.set(slot, R.listing, listing);
    revisions.set(slot, R.number, number);
    revisions.set(slot, R.status, UNMEASURED);
    revisions.set(slot, R.sizeBytes, body.sizeBytes);
    revisions.set(slot, R.before, listings.get(listing, L.newestRevision));
    revisions.set(slot, R.createdAtMs, timeMs);
    revisions.setHash(slot, R.contentHash, body.contentHash);
    listings.set(listing, L.newestRevision, slot);
    listings.set(listing, L.revisions, number);
    listings.add(listing, L.version, 1);
    this.desk.tell(listing, LISTING_CAUSE.REVISION_ADDED, number);
    out.done(number, listings.get(listing, L.version));
  }

  private measure(body: ColdBodies['recordQuality'], out: Result): void {
    const { listings } = this.state;
    const { listingId: listing, compositePpm, coveragePpm } = body;
    const slot = this.find(listing, body.revision, out);
    if (slot === 0) return;
    const { revisions } = listings;
    if (revisions.get(slot, R.status) === REVOKED) {
      return out.refuse(CODE.NO_REVISION, FIELD_ID.revision);
    }
    if (!revisions.hasHash(slot, R.contentHash, body.contentHash)) {
      return out.refuse(CODE.HASH_MISMATCH, FIELD_ID.content_hash);
    }
    if (compositePpm < 0 || compositePpm > PPM) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.composite_ppm);
    }
    if (coveragePpm < 0 || coveragePpm > PPM) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.coverage_ppm);
    }
    if (!DIMENSIONS.every((name) => body[name] >= -1 && body[name] <= PPM)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.value);
    }
    if (body.rowCount < 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.min_row_count);
    const isOther = revisions.get(slot, R.status) === UNMEASURED && this.isOther(slot);
    revisions.set(slot, R.status, LIVE);
    revisions.set(slot, R.compositePpm, Math.min(compositePpm, coveragePpm));
    revisions.set(slot, R.coveragePpm, coveragePpm);
    revisions.set(slot, R.rowCount, body.rowCount);
    revisions.set(slot, R.ruleSetVersion, body.ruleSetVersion);
    revisions.setHash(slot, R.resultHash, body.resultHash);
    this.findLive(listing);
    listings.add(listing, L.version, 1);
    if (body.hasPersonalData) this.findPersonalData(listing);
    this.desk.tell(listing, LISTING_CAUSE.REVISION_MEASURED, body.revision);
    this.desk.promises.measured(listing, isOther);
    out.done(listing, listings.get(listing, L.version));
  }

  /** Whether no earlier revision has the content of this one. */
  private isOther(slot: number): boolean {
    const { revisions } = this.state.listings;
    for (let one = revisions.get(slot, R.before); one !== 0; one = revisions.get(one, R.before)) {
      if (isSameHash(revisions, one, slot, R.contentHash)) return false;
    }
    return true;
  }

  /** What nobody declared was found: it is reviewed, by two, before it is sold on. */
  private findPersonalData(listing: number): void {
    const { listings } = this.state;
    const before = listings.get(listing, L.personalData);
    listings.set(listing, L.personalData, before | FOUND);
    if (before !== 0) return;
    listings.set(listing, L.approver, 0);
    if (listings.get(listing, L.status) === LISTING_STATUS.LISTED) {
      listings.set(listing, L.status, LISTING_STATUS.SUBMITTED);
    }
  }

  private revoke(account: number, body: ColdBodies['revokeRevision'], out: Result): void {
    const { listings, accounts } = this.state;
    const isOperator = accounts.get(account, A.role) === ACCOUNT_ROLE.OPERATOR;
    const { listingId } = body;
    const listing = isOperator ? listingId : this.desk.own(account, listingId, out);
    if (listing === 0) return;
    const slot = this.find(listing, body.revision, out);
    if (slot === 0) return;
    const { revisions } = listings;
    const wasLive = revisions.get(slot, R.status) === LIVE;
    if (revisions.get(slot, R.status) === REVOKED) {
      return out.refuse(CODE.NO_REVISION, FIELD_ID.revision);
    }
    if (this.sweeps.isRunning(listing)) return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    if (body.replacedBy !== 0) {
      const next = listings.revision(listing, body.replacedBy);
      const isLater = next !== 0 && body.replacedBy > body.revision;
      if (!isLater || revisions.get(next, R.status) !== LIVE) {
        return out.refuse(CODE.NO_REVISION, FIELD_ID.replaced_by);
      }
    }
    const paid = revisions.get(slot, R.paidMicroPat);
    const owner = listings.get(listing, L.owner);
    const isEnding = wasLive && body.replacedBy === 0;
    const spendable = this.state.ledger.spendable(owner);
    if (isEnding && !isOperator && spendable < paid) return out.refuse(CODE.INSUFFICIENT_PAT);
    revisions.set(slot, R.status, REVOKED);
    this.findLive(listing);
    listings.add(listing, L.version, 1);
    this.desk.tell(listing, LISTING_CAUSE.REVISION_REVOKED, body.revision);
    this.desk.promises.revoked(listing);
    // An operator's revocation takes from the provider as much as is there.
    if (isEnding) this.sweeps.begin(listing, body.revision, Math.min(spendable, paid));
    out.done(listing, listings.get(listing, L.version));
  }

  private find(listingId: number, number: number, out: Result): number {
    const { listings } = this.state;
    if (!listings.isLive(listingId)) {
      out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
      return 0;
    }
    const slot = listings.revision(listingId, number);
    if (slot === 0) out.refuse(CODE.UNKNOWN_REVISION, FIELD_ID.revision);
    return slot;
  }

  /** The newest revision that can be bought. */
  private findLive(listing: number): void {
    const { listings } = this.state;
    let slot = listings.get(listing, L.newestRevision);
    while (slot !== 0 && listings.revisions.get(slot, R.status) !== LIVE) {
      slot = listings.revisions.get(slot, R.before);
    }
    listings.set(listing, L.liveRevision, slot);
  }
}

const DIMENSIONS = [
  ...(['completenessPpm', 'timelinessPpm', 'consistencyPpm'] as const),
  ...(['accuracyPpm', 'reliabilityPpm'] as const),
] as const;
