/** The market's desks put together: the commands they handle, what falls due of them, and the work they do bit by bit. */
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { EntitlementDesk } from '../rights/entitlement-desk.js';
import { FeedMarket } from './feeds/feed-market.js';
import { GovernanceDesk } from './governance-desk.js';
import { ListingDesk } from './listing-desk.js';
import { ListingDoor } from './listing-door.js';
import { MarketMoney } from './market-money.js';
import { ModerationDesk } from './moderation-desk.js';
import { PurchaseBook } from './purchase-book.js';
import { PurchaseDesk } from './purchase-desk.js';
import { PurchaseGate } from './purchase-gate.js';
import { PURCHASE_FIELD } from './purchases.js';
import { RequestDesk } from './request-desk.js';
import { RevisionDesk } from './revision-desk.js';
import { Sweeps } from './sweeps.js';
import { UsageDesk } from './usage-desk.js';

export class Market {
  readonly handlers;
  readonly listings: ListingDesk;
  readonly gate: PurchaseGate;
  private readonly state: State;
  private readonly purchases: PurchaseDesk;
  private readonly requests: RequestDesk;
  private readonly moderation: ModerationDesk;
  private readonly sweeps: Sweeps;
  private readonly feeds: FeedMarket;

  constructor(state: State, reports: EventWriter, entitlements: EntitlementDesk) {
    this.state = state;
    const money = new MarketMoney(state, reports);
    const book = new PurchaseBook({ state, reports, money, entitlements });
    const listings = new ListingDesk(state, reports);
    const gate = new PurchaseGate(state, listings);
    const purchases = new PurchaseDesk({ state, book, gate, money });
    const parts = { state, reports, money, book, gate, purchases, listings };
    this.listings = listings;
    this.gate = gate;
    this.purchases = purchases;
    this.sweeps = new Sweeps(state, book, money);
    this.requests = new RequestDesk(parts);
    this.moderation = new ModerationDesk(state, listings, this.sweeps);
    entitlements.door = new ListingDoor(state, gate);
    this.feeds = new FeedMarket({ ...parts, purchases, sweeps: this.sweeps });
    this.handlers = {
      ...this.feeds.handlers,
      ...listings.handlers,
      ...new RevisionDesk(state, listings, this.sweeps).handlers,
      ...this.moderation.handlers,
      ...purchases.handlers,
      ...new UsageDesk({ state, book, purchases, entitlements }).handlers,
      ...this.requests.handlers,
      ...new GovernanceDesk(parts).handlers,
    };
  }

  /** Whether there are purchases to be ended. */
  get isPending(): boolean {
    return this.sweeps.isWaiting;
  }

  /** Ends some of them. */
  stretch(stepsMax: number): void {
    this.sweeps.stretch(stepsMax);
  }

  /** A timer of the market fired. */
  expire(kind: number, reference: number): void {
    if (kind === TIMER.PURCHASE) {
      const slot = this.state.purchases.find(reference);
      if (slot === 0 || !this.feeds.seats.isSeat(slot)) return this.purchases.expire(reference);
      this.state.purchases.set(slot, PURCHASE_FIELD.timer, 0);
      return this.feeds.seats.expire(slot);
    }
    if (kind === TIMER.LISTING) return this.moderation.expire(reference);
    if (kind === TIMER.PROMISE) return this.listings.promises.expire(reference);
    check(kind === TIMER.REQUEST, 'I14: a timer of an unknown kind');
    this.requests.expire(reference);
  }
}
