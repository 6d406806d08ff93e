/**
 * The market's rules, who is verified, the policies purchases are under, the dossiers filled before one, and ratings after it.
 */
import { ACCOUNT_ROLE, type ColdBodies, DOSSIER_STEP, FIELD_ID } from '../../../values/index.js';
import { ACCOUNT_FIELD as A, FIRST_OPEN_ACCOUNT } from '../kernel/accounts.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { checkDocument } from './document.js';
import type { ListingDesk } from './listing-desk.js';
import { LISTING_FIELD as L, royaltiesAt } from './listings.js';
import { MEMBER } from './members.js';
import { PURCHASE_CAUSE, type PurchaseBook } from './purchase-book.js';
import type { PurchaseDesk } from './purchase-desk.js';
import type { PurchaseGate } from './purchase-gate.js';
import {
  DOSSIER_FIELD as D,
  DEALING_FIELD,
  PURCHASE_FIELD as P,
  PURCHASE_STATUS,
} from './purchases.js';
import { HASH_WORDS } from './record-table.js';

const FEE_PPM_MAX = 200_000;
const WINDOW_MS_MAX = 90 * 86_400_000;
const PPM = 1_000_000;
const ALL_STEPS = 255;
const BY_ACCOUNT = 1;
const BY_OPERATOR = 2;
const STARS_MAX = 5;

export class GovernanceDesk {
  readonly handlers = {
    setMarketTerms: (body, out) => this.setTerms(body, out),
    verifyAccount: (body, out) => this.verify(body, out),
    setBuyerPolicy: (body, out, account) => this.setPolicy(account, body, out),
    draftPurchase: ({ listingId }, out, account) => this.draft(account, listingId, out),
    fillDossier: (body, out, account) => this.fill(account, body, out),
    rateListing: (body, out, account) => this.rate(account, body, out),
    answerRating: (body, out, account) => this.answer(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly listings: ListingDesk;
  private readonly gate: PurchaseGate;
  private readonly book: PurchaseBook;
  private readonly purchases: PurchaseDesk;

  constructor(parts: {
    state: State;
    listings: ListingDesk;
    gate: PurchaseGate;
    book: PurchaseBook;
    purchases: PurchaseDesk;
  }) {
    this.state = parts.state;
    this.listings = parts.listings;
    this.gate = parts.gate;
    this.book = parts.book;
    this.purchases = parts.purchases;
  }

  private setTerms(body: ColdBodies['setMarketTerms'], out: Result): void {
    const { feePpm, disputeWindowMs, bondPpm } = body;
    if (feePpm < 0 || feePpm > FEE_PPM_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.fee_ppm);
    if (disputeWindowMs < 0 || disputeWindowMs > WINDOW_MS_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.dispute_window_ms);
    }
    if (bondPpm < 0 || bondPpm > PPM) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.bond_ppm);
    const { minCompositePpm = 0 } = body;
    if (minCompositePpm < 0 || minCompositePpm > PPM) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.min_composite_ppm);
    }
    const checked = checkDocument(body.document, body.documentHash);
    if ('field' in checked) return out.refuse(checked.code, checked.field);
    const rulesHash = hexOf(body.documentHash);
    const terms = { feePpm, disputeWindowMs, bondPpm, minCompositePpm, rulesHash };
    this.state.registry.marketTerms = terms;
    out.done();
  }

  private verify(body: ColdBodies['verifyAccount'], out: Result): void {
    const { accounts, members } = this.state;
    const { targetAccountId: target } = body;
    if (!accounts.exists(target) || target < FIRST_OPEN_ACCOUNT) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    members.set(target, MEMBER.verifiedUntilMs, body.validToMs);
    members.setHash(target, MEMBER.evidenceHash, body.evidenceHash);
    out.done(target);
  }

  private setPolicy(account: number, body: ColdBodies['setBuyerPolicy'], out: Result): void {
    const { accounts, members } = this.state;
    const { targetAccountId: target, stepsMask, minCompositePpm } = body;
    const isOperator = accounts.get(account, A.role) === ACCOUNT_ROLE.OPERATOR;
    if (!accounts.exists(target)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    const isOfOperator = members.get(target, MEMBER.policyBy) === BY_OPERATOR;
    if (!isOperator && target !== account) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    if (!isOperator && isOfOperator) {
      return out.refuse(CODE.POLICY_LOCKED, FIELD_ID.target_account_id);
    }
    if (stepsMask > ALL_STEPS) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.steps_mask);
    if (minCompositePpm < 0 || minCompositePpm > PPM) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.min_composite_ppm);
    }
    const checked = checkDocument(body.document, body.documentHash);
    if ('field' in checked) return out.refuse(checked.code, checked.field);
    const isEmpty = stepsMask === 0 && minCompositePpm === 0;
    const author = isOperator ? BY_OPERATOR : BY_ACCOUNT;
    members.set(target, MEMBER.policySteps, stepsMask);
    members.set(target, MEMBER.policyCompositePpm, minCompositePpm);
    members.set(target, MEMBER.policyBy, isEmpty ? 0 : author);
    members.setHash(target, MEMBER.policyHash, body.documentHash);
    out.done(target);
  }

  private draft(account: number, listing: number, out: Result): void {
    const { purchases, listings, members, accounts } = this.state;
    if (!this.listings.isSeen(account, listing)) {
      return out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
    }
    const { dossiers } = purchases;
    const before = purchases.dossier(account, listing);
    if (before !== 0) {
      purchases.releaseDossier(before);
      members.add(account, MEMBER.dossiers, -1);
    }
    const own = members.get(account, MEMBER.dossiers);
    const problem = crowdProblem(dossiers, own, 1, accounts.count);
    if (problem !== 0) return out.refuse(problem);
    const slot = purchases.takeDossier(account, listing);
    members.add(account, MEMBER.dossiers, 1);
    dossiers.set(slot, D.version, listings.get(listing, L.version));
    const policy = this.gate.policyOf(account);
    for (let i = 0; policy !== 0 && i < HASH_WORDS; i += 1) {
      dossiers.set(slot, D.policyHash + i, members.get(policy, MEMBER.policyHash + i));
    }
    out.done(dossiers.idOf(slot));
  }

  private fill(account: number, body: ColdBodies['fillDossier'], out: Result): void {
    const { purchases, registry } = this.state;
    const { dossiers } = purchases;
    const slot = dossiers.find(body.dossierId);
    if (slot === 0 || purchases.dossierBuyer(slot) !== account) {
      return out.refuse(CODE.UNKNOWN_DOSSIER, FIELD_ID.dossier_id);
    }
    const checked = checkDocument(body.document, body.documentHash);
    if ('field' in checked) return out.refuse(checked.code, checked.field);
    const isVetting = body.step === DOSSIER_STEP.VETTING;
    const accepted = hexOf(body.acceptedHash);
    if (isVetting ? accepted !== registry.marketTerms?.rulesHash : accepted !== '') {
      return out.refuse(CODE.NOT_ACCEPTED, FIELD_ID.accepted_hash);
    }
    const isGovernance = body.step === DOSSIER_STEP.GOVERNANCE;
    if (!isGovernance && (body.deletionDueMs ?? 0) !== 0) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.deletion_due_ns);
    }
    if (isGovernance) dossiers.set(slot, D.deletionDueMs, body.deletionDueMs ?? 0);
    dossiers.set(slot, D.stepsMask, dossiers.get(slot, D.stepsMask) | (1 << (body.step - 1)));
    out.done(body.dossierId, dossiers.get(slot, D.stepsMask));
  }

  private rate(account: number, body: ColdBodies['rateListing'], out: Result): void {
    const { purchases, members, listings } = this.state;
    const slot = this.purchases.find(account, body.purchaseId, out);
    if (slot === 0) return;
    if (body.stars < 1 || body.stars > STARS_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.stars);
    }
    // A month of paid use that was paid on counts as paid.
    const isPaid =
      purchases.get(slot, P.status) === PURCHASE_STATUS.PAID ||
      (purchases.get(slot, P.status) === PURCHASE_STATUS.USED &&
        purchases.get(slot, P.paidMicroPat) > 0);
    if (!isPaid) return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    const checked = checkDocument(body.document, body.documentHash);
    if ('field' in checked) return out.refuse(checked.code, checked.field);
    const listing = purchases.get(slot, P.listing);
    const isPayee = royaltiesAt(purchases, slot, P.royalties).some((share) =>
      members.isOneOwner(share.account, account),
    );
    if (isPayee || members.isOneOwner(account, listings.get(listing, L.owner))) {
      return out.refuse(CODE.OWN_LISTING, FIELD_ID.purchase_id);
    }
    const dealing = this.purchases.dealing(members.ownerOf(account), listing, out);
    if (dealing === 0) return;
    if (purchases.dealings.get(dealing, DEALING_FIELD.rated) !== 0) {
      return out.refuse(CODE.OWNER_LIMIT, FIELD_ID.purchase_id);
    }
    purchases.dealings.set(dealing, DEALING_FIELD.rated, body.purchaseId);
    purchases.set(slot, P.stars, body.stars);
    this.book.tell(slot, PURCHASE_CAUSE.RATED, purchases.get(slot, P.paidMicroPat));
    out.done(body.purchaseId);
  }

  private answer(account: number, body: ColdBodies['answerRating'], out: Result): void {
    const { purchases, listings } = this.state;
    const slot = purchases.find(body.purchaseId);
    const isOwn = slot !== 0 && listings.get(purchases.get(slot, P.listing), L.owner) === account;
    if (!isOwn) return out.refuse(CODE.UNKNOWN_PURCHASE, FIELD_ID.purchase_id);
    if (purchases.get(slot, P.stars) === 0 || purchases.get(slot, P.answered) === 1) {
      return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.purchase_id);
    }
    const checked = checkDocument(body.document, body.documentHash);
    if ('field' in checked) return out.refuse(checked.code, checked.field);
    purchases.set(slot, P.answered, 1);
    this.book.tell(slot, PURCHASE_CAUSE.ANSWERED);
    out.done(body.purchaseId);
  }
}
