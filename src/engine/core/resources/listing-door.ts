/**
 * What opens a listing: the question behind `decide` for resources of the market, `listing:7` and, of one revision, `listing:7/3`.
 *
 * Deny by default. Its provider reads its own. A buyer reads by its purchase, a subscriber by the lots it exercised of the
 * listing's contract, whoever was granted by the grant; a listing that is down and a revision that is revoked open to none of them.
 */
import { ENTITLEMENT_STATUS } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { type Decision, type DenialCode, ENTITLEMENT_FIELD as E } from '../rights/entitlements.js';
import {
  LISTING_FIELD as L,
  LISTING_STATUS,
  REVISION_FIELD as R,
  REVISION_STATUS,
} from './listings.js';
import type { PurchaseGate } from './purchase-gate.js';
import { PURCHASE_FIELD as P, PURCHASE_STATUS } from './purchases.js';

/** Decides on one entitlement; the desk's own rule. */
export type DecideOne = (slot: number, action: string, nowMs: number) => Decision;

/** What a holder of a purchase may do; the action of buying is asked of the gate. */
export const LISTING_ACTIONS = 'read,preview';
const BUY = 'purchase';
const RESOURCE = /^listing:([1-9]\d{0,6})(?:\/([1-9]\d{0,6}))?$/;

/** Name of a listing, or of one of its revisions, as a resource. */
export function listingResource(listing: number, revision = 0): string {
  return revision === 0 ? `listing:${listing}` : `listing:${listing}/${revision}`;
}

export class ListingDoor {
  private readonly state: State;
  private readonly gate: PurchaseGate;

  constructor(state: State, gate: PurchaseGate) {
    this.state = state;
    this.gate = gate;
  }

  /** The answer of the market's own rules; undefined: the resource is none of the market's, or a grant may still open it. */
  decide(question: {
    holder: number;
    action: string;
    resource: string;
    nowMs: number;
    decideOne: DecideOne;
  }): Decision | undefined {
    const { holder, action, resource } = question;
    const match = RESOURCE.exec(resource);
    if (match === null) return undefined;
    const { listings, purchases } = this.state;
    const [listing, revision] = [Number(match[1]), Number(match[2] ?? 0)];
    if (!listings.isLive(listing)) return deny('NO_ENTITLEMENT');
    if (action === BUY) return this.decideBuying(holder, listing);
    if (listings.get(listing, L.owner) === holder) return { allow: true, entitlementId: 0 };
    const purchase = purchases.of(holder, listing);
    const isKnown = purchase !== 0;
    if (listings.get(listing, L.status) === LISTING_STATUS.TAKEN_DOWN) {
      return deny(isKnown ? 'TAKEN_DOWN' : 'NO_ENTITLEMENT');
    }
    if (!this.isReadable(listing, revision)) {
      return deny(isKnown ? 'REVISION_REVOKED' : 'NO_ENTITLEMENT');
    }
    if (purchase === 0) return this.decideSubscribed(listing, question);
    const entitlementId = purchases.get(purchase, P.entitlement);
    if (purchases.get(purchase, P.status) === PURCHASE_STATUS.DISPUTED) {
      return deny('SUSPENDED', entitlementId);
    }
    if (purchases.get(purchase, P.status) === PURCHASE_STATUS.PAST_DUE) {
      return deny('PAYMENT_DUE', entitlementId);
    }
    return question.decideOne(this.state.entitlements.find(entitlementId), action, question.nowMs);
  }

  /** Whether the buyer's policy and the market's rules allow it now. */
  private decideBuying(holder: number, listing: number): Decision {
    const dossier = this.state.purchases.dossier(holder, listing);
    const { code } = this.gate.problem(holder, listing, dossier);
    if (code === 0) return { allow: true, entitlementId: 0 };
    // What is not shown is not there.
    return deny(code === CODE.UNKNOWN_LISTING ? 'NO_ENTITLEMENT' : 'MAY_NOT_BUY');
  }

  /** A named revision must not be revoked; of a whole listing with revisions one must be left. */
  private isReadable(listing: number, number: number): boolean {
    const { listings } = this.state;
    if (number === 0) {
      return (
        listings.get(listing, L.revisions) === 0 || listings.get(listing, L.liveRevision) !== 0
      );
    }
    const slot = listings.revision(listing, number);
    return slot !== 0 && listings.revisions.get(slot, R.status) === REVISION_STATUS.LIVE;
  }

  private decideSubscribed(
    listing: number,
    {
      holder,
      action,
      nowMs,
      decideOne,
    }: { holder: number; action: string; nowMs: number; decideOne: DecideOne },
  ): Decision | undefined {
    const { accounts, entitlements, listings, series } = this.state;
    const contract = listings.get(listing, L.contract);
    if (contract === 0 || !accounts.exists(holder)) return undefined;
    let slot = accounts.get(holder, A.firstEntitlement);
    for (; slot !== 0; slot = entitlements.get(slot, E.holderNext)) {
      const of = entitlements.get(slot, E.series);
      if (of === 0 || series.get(of, S.contract) !== contract) continue;
      if (entitlements.get(slot, E.status) !== ENTITLEMENT_STATUS.ACTIVE) continue;
      const decision = decideOne(slot, action, nowMs);
      if (decision.allow) return decision;
    }
    return undefined;
  }
}

const deny = (code: DenialCode, entitlementId = 0): Decision => ({
  ...{ allow: false, code, entitlementId },
});
