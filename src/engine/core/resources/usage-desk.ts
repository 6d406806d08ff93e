/**
 * Use is drawn before it leaves: the core sets units aside, the platform's meter reports what left, and the rest goes back. What
 * nobody drew is not served, so nothing leaves unpaid; what is neither reported nor given back by the end of the month was used.
 *
 * Free units count by owner and month over all its accounts. Of a licence that was bought once, units are bytes and cost nothing:
 * they decide how long there is a right to a refund.
 */
import { type ColdBodies, FIELD_ID } from '../../../values/index.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { EntitlementDesk } from '../rights/entitlement-desk.js';
import type { DenialCode } from '../rights/entitlements.js';
import { listingResource } from './listing-door.js';
import { LISTING_FIELD as L, LISTING_STATUS, REVISION_FIELD as R } from './listings.js';
import { PURCHASE_CAUSE, type PurchaseBook } from './purchase-book.js';
import { MONTH_MS, type PurchaseDesk } from './purchase-desk.js';
import { DEALING_FIELD, PURCHASE_FIELD as P, PURCHASE_STATUS } from './purchases.js';

const UNITS_MAX = 1_000_000_000_000_000;
const LEASE_BYTES_MAX = 16_777_216;
/**
 * What may be read of a file and given back: of its first twentieth, and of its last hundredth, where formats keep their index.
 * The same for everybody, so that many who each read another twentieth do not have the whole of it together.
 */
const SAMPLE_PARTS = { front: 20, back: 100 };
const { USED, DISPUTED } = PURCHASE_STATUS;
/** Why a range does not leave. */
const DENIED: Partial<Record<DenialCode, number>> = {
  REVOKED: CODE.ACCESS_ENDED,
  SUSPENDED: CODE.ACCESS_SUSPENDED,
  TAKEN_DOWN: CODE.TAKEN_DOWN,
  REVISION_REVOKED: CODE.REVISION_REVOKED,
};

export class UsageDesk {
  readonly handlers = {
    drawUsage: (body, out, account) => this.draw(account, body, out),
    reportUsage: (body, out) => this.report(body, out),
    leaseRead: (body, out) => this.lease(body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly book: PurchaseBook;
  private readonly desk: PurchaseDesk;
  private readonly entitlements: EntitlementDesk;

  constructor(parts: {
    state: State;
    book: PurchaseBook;
    purchases: PurchaseDesk;
    entitlements: EntitlementDesk;
  }) {
    this.state = parts.state;
    this.book = parts.book;
    this.desk = parts.purchases;
    this.entitlements = parts.entitlements;
  }

  private draw(account: number, body: ColdBodies['drawUsage'], out: Result): void {
    const { purchases, listings } = this.state;
    const slot = this.desk.find(account, body.purchaseId, out);
    if (slot === 0) return;
    const { units } = body;
    if (units < 1 || units > UNITS_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.units);
    const status = purchases.get(slot, P.status);
    const listing = purchases.get(slot, P.listing);
    if (status === DISPUTED) return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    if (listings.get(listing, L.status) === LISTING_STATUS.TAKEN_DOWN) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.purchase_id);
    }
    if (status !== USED) {
      if (purchases.get(slot, P.drawnUnits) + units > UNITS_MAX) {
        return out.refuse(CODE.INVALID_FIELD, FIELD_ID.units);
      }
      purchases.add(slot, P.drawnUnits, units);
      this.book.tell(slot, PURCHASE_CAUSE.DRAWN, units);
      return out.done(body.purchaseId, units);
    }
    const free = Math.min(units, this.freeUnits(account, listing));
    const dealing = free === 0 ? 0 : this.dealing(account, listing, out);
    if (free > 0 && dealing === 0) return;
    if (units - free > this.unitsLeft(slot)) return out.refuse(CODE.USAGE_CAP, FIELD_ID.units);
    if (free > 0) {
      purchases.dealings.add(dealing, DEALING_FIELD.freeUnits, free);
      purchases.add(slot, P.freeUnits, free);
    }
    purchases.add(slot, P.drawnUnits, units - free);
    this.book.tell(slot, PURCHASE_CAUSE.DRAWN, units);
    out.done(body.purchaseId, units);
  }

  /** A range leaves only after this: access is decided here, and what is new of it is used at once. */
  private lease(body: ColdBodies['leaseRead'], out: Result): void {
    const { listings, purchases, accounts, timeMs } = this.state;
    const { targetAccountId: holder, listingId, revision, fromByte, toByte, units } = body;
    const found = listings.isLive(listingId) ? listings.revision(listingId, revision) : 0;
    if (found === 0) return out.refuse(CODE.UNKNOWN_REVISION, FIELD_ID.revision);
    if (!accounts.exists(holder)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    const sizeBytes = listings.revisions.get(found, R.sizeBytes);
    const length = toByte - fromByte;
    const isRange = fromByte >= 0 && length >= 1 && length <= LEASE_BYTES_MAX;
    if (!isRange || toByte > sizeBytes) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.to_byte);
    }
    if (units < 0 || units > length) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.units);
    const resource = listingResource(listingId, revision);
    const decision = this.entitlements.decide(holder, 'read', resource, timeMs);
    if (!decision.allow) return out.refuse(DENIED[decision.code] ?? CODE.ACCESS_DENIED);
    const slot = listings.get(listingId, L.owner) === holder ? 0 : purchases.of(holder, listingId);
    if (slot === 0) return out.done(0, units);
    if (purchases.get(slot, P.status) === USED && !this.charge(slot, units, out)) return;
    if (!isSample(fromByte, toByte, sizeBytes)) purchases.set(slot, P.refundUntilMs, 0);
    purchases.add(slot, P.usedUnits, units);
    this.book.tell(slot, PURCHASE_CAUSE.USED, units);
    out.done(purchases.idOf(slot), units);
  }

  /** Free units first, then out of what is reserved; refuses and answers false where neither is enough. */
  private charge(slot: number, units: number, out: Result): boolean {
    const { purchases } = this.state;
    const get = (field: number): number => purchases.get(slot, field);
    const [buyer, listing, price] = [get(P.buyer), get(P.listing), get(P.priceMicroPat)];
    const free = Math.min(units, this.freeUnits(buyer, listing));
    const paid = units - free;
    if (paid > this.unitsLeft(slot)) {
      out.refuse(CODE.USAGE_CAP, FIELD_ID.units);
      return false;
    }
    const dealing = free === 0 ? 0 : this.dealing(buyer, listing, out);
    if (free > 0 && dealing === 0) return false;
    if (free > 0) purchases.dealings.add(dealing, DEALING_FIELD.freeUnits, free);
    purchases.add(slot, P.chargedUnits, paid);
    purchases.add(slot, P.reservedMicroPat, 0 - paid * price);
    purchases.add(slot, P.heldMicroPat, paid * price);
    return true;
  }

  /** Units that what is reserved and not drawn pays for. */
  private unitsLeft(slot: number): number {
    const { purchases } = this.state;
    const price = purchases.get(slot, P.priceMicroPat);
    const drawn = purchases.get(slot, P.drawnUnits);
    return Math.floor((purchases.get(slot, P.reservedMicroPat) - drawn * price) / price);
  }

  private report(body: ColdBodies['reportUsage'], out: Result): void {
    const { purchases } = this.state;
    const slot = purchases.find(body.purchaseId);
    if (slot === 0) return out.refuse(CODE.UNKNOWN_PURCHASE, FIELD_ID.purchase_id);
    const { usedUnits: used, unusedUnits: unused } = body;
    const get = (field: number): number => purchases.get(slot, field);
    const [drawn, free] = [get(P.drawnUnits), get(P.freeUnits)];
    if (used < 0 || unused < 0 || used + unused > drawn + free) {
      return out.refuse(CODE.USAGE_CAP, FIELD_ID.used_units);
    }
    const usedFree = Math.min(used, free);
    const usedPaid = used - usedFree;
    const backPaid = Math.min(unused, drawn - usedPaid);
    const backFree = unused - backPaid;
    purchases.set(slot, P.drawnUnits, drawn - usedPaid - backPaid);
    purchases.set(slot, P.freeUnits, free - usedFree - backFree);
    purchases.add(slot, P.usedUnits, used);
    if (backFree > 0) this.giveBackFree(slot, backFree);
    if (get(P.status) === USED || (get(P.status) === DISPUTED && get(P.statusBefore) === USED)) {
      const charge = usedPaid * get(P.priceMicroPat);
      purchases.add(slot, P.chargedUnits, usedPaid);
      purchases.add(slot, P.reservedMicroPat, 0 - charge);
      purchases.add(slot, P.heldMicroPat, charge);
    }
    this.book.tell(slot, PURCHASE_CAUSE.USED, used);
    out.done(body.purchaseId, used);
  }

  /** Free units an owner has left of a listing this month. */
  private freeUnits(account: number, listing: number): number {
    const { purchases, listings, members } = this.state;
    const quota = listings.get(listing, L.freeQuotaUnits);
    const dealing = purchases.dealing(members.ownerOf(account), listing);
    if (dealing === 0) return quota;
    const { dealings } = purchases;
    const isThisMonth = dealings.get(dealing, DEALING_FIELD.month) === this.month;
    return Math.max(0, quota - (isThisMonth ? dealings.get(dealing, DEALING_FIELD.freeUnits) : 0));
  }

  /** What an owner has had of a listing, in this month; 0 where there is no room. */
  private dealing(account: number, listing: number, out: Result): number {
    const { purchases, members } = this.state;
    const { dealings } = purchases;
    const dealing = this.desk.dealing(members.ownerOf(account), listing, out);
    if (dealing !== 0 && dealings.get(dealing, DEALING_FIELD.month) !== this.month) {
      dealings.set(dealing, DEALING_FIELD.month, this.month);
      dealings.set(dealing, DEALING_FIELD.freeUnits, 0);
    }
    return dealing;
  }

  /** Free units of a month that is over are gone. */
  private giveBackFree(slot: number, units: number): void {
    const { purchases, members } = this.state;
    const owner = members.ownerOf(purchases.get(slot, P.buyer));
    const dealing = purchases.dealing(owner, purchases.get(slot, P.listing));
    const { dealings } = purchases;
    if (dealing === 0 || dealings.get(dealing, DEALING_FIELD.month) !== this.month) return;
    const drawn = dealings.get(dealing, DEALING_FIELD.freeUnits);
    dealings.set(dealing, DEALING_FIELD.freeUnits, Math.max(0, drawn - units));
  }

  private get month(): number {
    return Math.floor(this.state.serviceTimeMs / MONTH_MS);
  }
}

/** Whether a range lies where a purchase may be looked at and still be given back. */
function isSample(fromByte: number, toByte: number, sizeBytes: number): boolean {
  const isFront = toByte * SAMPLE_PARTS.front <= sizeBytes;
  return isFront || (sizeBytes - fromByte) * SAMPLE_PARTS.back <= sizeBytes;
}
