/**
 * Whether an account may buy a listing: the one gate of every way in. A page, a route, a tool, a socket, a renewal: all end in
 * a command, and the command ends here.
 */
import { FIELD_ID, PRICE_KIND } from '../../../values/index.js';
import { isAccountStopped } from '../instruments/trading-status.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { ListingDesk } from './listing-desk.js';
import { LISTING_FIELD as L, LISTING_STATUS, REVISION_FIELD as R } from './listings.js';
import { MEMBER } from './members.js';
import { PROMISE, promiseOf } from './promises.js';
import { DOSSIER_FIELD as D, PURCHASE_FIELD as P } from './purchases.js';

const { LISTED, DEPRECATED } = LISTING_STATUS;

/** Why not, and which field says it; code 0: it may. */
export interface GateAnswer {
  readonly code: number;
  readonly field: number;
}

const OPEN: GateAnswer = { code: 0, field: 0 };
const no = (code: number, field: number = FIELD_ID.listing_id): GateAnswer => ({ code, field });

export class PurchaseGate {
  private readonly state: State;
  private readonly listings: ListingDesk;

  constructor(state: State, listings: ListingDesk) {
    this.state = state;
    this.listings = listings;
  }

  /**
   * Whether an account may buy a listing now.
   * @param dossier slot of its dossier, or 0
   * @param isSeat whether it subscribes to a feed, which nothing else does
   */
  problem(account: number, listing: number, dossier: number, isSeat = false): GateAnswer {
    const { listings, purchases, members, registry, timeMs } = this.state;
    if (registry.marketTerms === null) return no(CODE.MARKET_CLOSED, 0);
    if (!this.listings.isSeen(account, listing)) return no(CODE.UNKNOWN_LISTING);
    if (isAccountStopped(this.state, account)) return no(CODE.KILLED, 0);
    const get = (field: number): number => listings.get(listing, field);
    if (get(L.status) !== LISTED && get(L.status) !== DEPRECATED) return no(CODE.LISTING_STATE);
    if (get(L.salesPaused) === 1) return no(CODE.SALES_PAUSED);
    if (promiseOf(this.state, listing) === PROMISE.BROKEN) return no(CODE.PROMISE_BROKEN);
    if (this.isBelowFloor(listing)) return no(CODE.BELOW_FLOOR);
    if (!this.listings.isLetIn(account, listing)) return no(CODE.NOT_ADMITTED);
    if (members.isOneOwner(account, get(L.owner))) return no(CODE.OWN_LISTING);
    const isSubscribed = get(L.priceKind) === PRICE_KIND.SUBSCRIPTION;
    if (isSubscribed !== isSeat) return no(CODE.SUBSCRIBED_IN_BOOK);
    if (purchases.of(account, listing) !== 0) return no(CODE.ALREADY_HELD);
    if (!this.listings.hasGoods(listing)) return no(CODE.NO_REVISION);
    const isVerified = members.get(account, MEMBER.verifiedUntilMs) > timeMs;
    if (get(L.verifiedOnly) === 1 && !isVerified) return no(CODE.NOT_VERIFIED, 0);
    return this.policyProblem(account, listing, dossier);
  }

  /** Whether what is on sale was measured below what the market sells. */
  private isBelowFloor(listing: number): boolean {
    const { listings, registry } = this.state;
    const floor = registry.marketTerms?.minCompositePpm ?? 0;
    const live = listings.get(listing, L.liveRevision);
    return floor > 0 && live !== 0 && listings.revisions.get(live, R.compositePpm) < floor;
  }

  /** What the buyer's policy has against it; a renewal has the dossier of the purchase. */
  policyProblem(account: number, listing: number, dossier: number): GateAnswer {
    const { purchases, listings } = this.state;
    const { dossiers } = purchases;
    const policy = this.policyOf(account);
    if (policy === 0) return OPEN;
    if (!this.isGoodEnough(policy, listing)) return no(CODE.QUALITY_BELOW);
    const { members } = this.state;
    const steps = members.get(policy, MEMBER.policySteps);
    if (steps === 0) return OPEN;
    if (dossier === 0) return no(CODE.POLICY, FIELD_ID.dossier_id);
    if (dossiers.get(dossier, D.version) !== listings.get(listing, L.version)) {
      return no(CODE.STALE_VERSION, FIELD_ID.dossier_id);
    }
    const isOfPolicy = members.isHash(policy, MEMBER.policyHash, (i) =>
      dossiers.get(dossier, D.policyHash + i),
    );
    const isFilled = (steps & ~dossiers.get(dossier, D.stepsMask)) === 0;
    return isOfPolicy && isFilled ? OPEN : no(CODE.POLICY, FIELD_ID.dossier_id);
  }

  /** Whether the policy of a buyer, as it is now, allows what was bought under it to go on. */
  mayKeep(purchase: number): boolean {
    const { purchases, members } = this.state;
    const policy = this.policyOf(purchases.get(purchase, P.buyer));
    return (
      policy === 0 ||
      ((members.get(policy, MEMBER.policySteps) & ~purchases.get(purchase, P.stepsMask)) === 0 &&
        members.isHash(policy, MEMBER.policyHash, (i) =>
          purchases.get(purchase, P.policyHash + i),
        ) &&
        this.isGoodEnough(policy, purchases.get(purchase, P.listing)))
    );
  }

  /** Account whose policy an account is under: its own, or that of its owner; 0: none. */
  policyOf(account: number): number {
    const { members } = this.state;
    if (members.get(account, MEMBER.policyBy) !== 0) return account;
    const owner = members.ownerOf(account);
    return members.get(owner, MEMBER.policyBy) !== 0 ? owner : 0;
  }

  /** Quality that was not measured is below every demand. */
  isGoodEnough(policy: number, listing: number): boolean {
    const { listings, members } = this.state;
    const least = members.get(policy, MEMBER.policyCompositePpm);
    const revision = listings.get(listing, L.liveRevision);
    return (
      least === 0 || (revision !== 0 && listings.revisions.get(revision, R.compositePpm) >= least)
    );
  }
}
