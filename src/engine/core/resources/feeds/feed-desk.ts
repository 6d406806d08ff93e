/**
 * A feed's way: entered into Sigma Sim for a deposit, its bundle's gates recorded, judged once at the review it named, priced by
 * tiers, scored and watched for drift. What is measured comes from the platform with all its inputs, by their hash; the core
 * holds what follows from it for permission and money.
 *
 * A model belongs to the owner that entered it first. A deposit comes back with a passed review and is kept otherwise.
 */
import {
  type ColdBodies,
  FEED_DRIFT,
  FEED_STAGE,
  FEED_TIER,
  FIELD_ID,
  LISTING_KIND,
} from '../../../../values/index.js';
import { FEES_ACCOUNT } from '../../kernel/accounts.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import { CODE, type Result } from '../../kernel/reject.js';
import { crowdProblem } from '../../kernel/shares.js';
import type { State } from '../../kernel/state.js';
import { checkDocument } from '../document.js';
import { LISTING_CAUSE, type ListingDesk } from '../listing-desk.js';
import { LISTING_FIELD as L, LISTING_STATUS } from '../listings.js';
import { type MarketMoney, MONEY_CAUSE } from '../market-money.js';
import type { Sweeps } from '../sweeps.js';
import { type CreatorDesk, DEPOSIT_MICRO_PAT_MAX } from './creator-desk.js';
import {
  CREATOR_FIELD as C,
  FEED_FIELD as F,
  FEED_PHASE,
  FEED_RULE,
  PLAN_FIELD,
  planWord,
} from './feeds.js';
import { ALL_GATES } from './readiness.js';

const DAY_MS = 86_400_000;
const REVIEW_DAYS_MIN = 30;
const REVIEW_DAYS_MAX = 730;
const SIGNALS_PER_DAY_MAX = 10_000;
const SEATS_MAX = 100_000;
const TRIAL_DAYS_MAX = 30;
const COOLING_OFF_MS = 7 * DAY_MS;
const OLD_TERMS_MS = 90 * DAY_MS;
const TRUST_PPM_MAX = 100_000_000;
const UNRATED = -1;
/** Claims of an entry: the model and its pack. */
const CLAIMS = 2;
const { ENTERED, PASSED, FAILED, ABANDONED } = FEED_PHASE;
const { DRAFT, SUBMITTED, LISTED, DEPRECATED, DELISTED, TAKEN_DOWN } = LISTING_STATUS;

/** What happened to a feed, for whoever follows. */
export const FEED_CAUSE = {
  ENTERED: 1,
  GATES: 2,
  JUDGED: 3,
  ABANDONED: 4,
  PLANNED: 5,
  SCORED: 6,
  DRIFTED: 7,
} as const;

export class FeedDesk {
  readonly handlers = {
    enterFeed: (body, out, account) => this.enter(account, body, out),
    recordFeedGates: (body, out, account) => this.recordGates(account, body, out),
    judgeFeed: (body, out, account) => this.judge(account, body, out),
    abandonFeed: ({ listingId }, out, account) => this.abandon(account, listingId, out),
    setFeedPlan: (body, out, account) => this.setPlan(account, body, out),
    recordFeedScore: (body, out, account) => this.recordScore(account, body, out),
    recordDrift: (body, out, account) => this.recordDrift(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly listings: ListingDesk;
  private readonly money: MarketMoney;
  private readonly creators: CreatorDesk;
  private readonly sweeps: Sweeps;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    listings: ListingDesk;
    money: MarketMoney;
    creators: CreatorDesk;
    sweeps: Sweeps;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.listings = parts.listings;
    this.money = parts.money;
    this.creators = parts.creators;
    this.sweeps = parts.sweeps;
  }

  private enter(account: number, body: ColdBodies['enterFeed'], out: Result): void {
    const { feeds, listings, timeMs } = this.state;
    const problem = this.creators.problem(account);
    if (problem !== 0) return out.refuse(problem);
    const listing = this.listings.ownAt(account, body, out);
    if (listing === 0) return;
    const isFeed = listings.get(listing, L.kind) === LISTING_KIND.FEED;
    // A feed whose seats are sold in the book of a contract has none here.
    const isSold = listings.get(listing, L.contract) !== 0;
    if (!isFeed || isSold || listings.get(listing, L.status) !== DRAFT) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    const days = (body.reviewAtMs - timeMs) / DAY_MS;
    if (days < REVIEW_DAYS_MIN || days > REVIEW_DAYS_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.review_at_ns);
    }
    if (body.signalsPerDayMax < 1 || body.signalsPerDayMax > SIGNALS_PER_DAY_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.signals_per_day_max);
    }
    const before = feeds.of(listing);
    const phase = before === 0 ? 0 : feeds.get(before, F.phase);
    if (phase === ENTERED || phase === PASSED) {
      return out.refuse(CODE.FEED_PHASE, FIELD_ID.listing_id);
    }
    for (const [field, hash] of [
      [FIELD_ID.model_hash, body.modelHash],
      [FIELD_ID.pack_hash, body.packHash],
    ] as const) {
      if (this.isOthers(account, hash)) return out.refuse(CODE.MODEL_CLAIMED, field);
    }
    const deposit = feeds.rules[FEED_RULE.entryDepositMicroPat] as number;
    if (!this.money.has(account, deposit)) {
      return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.entry_deposit_micro_pat);
    }
    const creator = this.roomFor(account, before === 0 ? 1 : 0, out);
    if (creator === 0) return;
    for (const hash of [body.modelHash, body.packHash]) {
      if (feeds.claimant(hash) === 0) feeds.claim(account, hash);
    }
    const feed = before === 0 ? feeds.make(listing) : before;
    feeds.creators.add(creator, C.entries, 1);
    this.begin(feed, body, deposit);
    this.money.hold(account, deposit, { cause: MONEY_CAUSE.ENTRY, reference: listing });
    this.tell(feed, FEED_CAUSE.ENTERED);
    out.done(listing, feeds.creators.get(creator, C.entries));
  }

  /** Another owner has it; its own accounts share what they claimed. */
  private isOthers(account: number, hash: Uint8Array): boolean {
    const claimant = this.state.feeds.claimant(hash);
    return claimant !== 0 && !this.state.members.isOneOwner(claimant, account);
  }

  /** The creator's record, if there is room for another entry of it. */
  private roomFor(account: number, more: number, out: Result): number {
    const { feeds, accounts } = this.state;
    const creator = this.creators.record(account, out);
    if (creator === 0) return 0;
    const entries = feeds.creators.get(creator, C.entries);
    const ofFeeds = { room: feeds.room, capacity: feeds.capacity };
    const { room, capacity } = feeds.claims;
    const problem =
      crowdProblem(ofFeeds, entries, more, accounts.count) ||
      crowdProblem({ room, capacity }, CLAIMS * entries, CLAIMS, accounts.count);
    if (problem === 0) return creator;
    out.refuse(problem);
    return 0;
  }

  private begin(feed: number, body: ColdBodies['enterFeed'], deposit: number): void {
    const { feeds } = this.state;
    feeds.set(feed, F.phase, ENTERED);
    feeds.set(feed, F.reviewAtMs, body.reviewAtMs);
    feeds.set(feed, F.depositMicroPat, deposit);
    feeds.set(feed, F.gatesMask, 0);
    feeds.set(feed, F.seatLimit, 0);
    feeds.set(feed, F.trustPpm, UNRATED);
    feeds.set(feed, F.signalsPerDayMax, body.signalsPerDayMax);
    feeds.setHash(feed, F.modelHash, body.modelHash);
    feeds.setHash(feed, F.packHash, body.packHash);
    feeds.setHash(feed, F.stamp, body.stamp);
  }

  /** The feed of a listing that is not the platform's own and whose document is what it says; refuses and answers 0. */
  private judged(
    account: number,
    body: { listingId: number; document: string; documentHash: Uint8Array },
    out: Result,
  ): number {
    const { feeds, listings, members } = this.state;
    const listing = body.listingId;
    const feed = listings.isLive(listing) ? feeds.of(listing) : 0;
    if (feed === 0) {
      out.refuse(CODE.UNKNOWN_LISTING, FIELD_ID.listing_id);
      return 0;
    }
    if (members.isOneOwner(account, listings.get(listing, L.owner))) {
      out.refuse(CODE.OWN_LISTING, FIELD_ID.listing_id);
      return 0;
    }
    const checked = checkDocument(body.document, body.documentHash);
    if (checked.code === 0) return feed;
    out.refuse(checked.code, 'field' in checked ? checked.field : 0);
    return 0;
  }

  private recordGates(account: number, body: ColdBodies['recordFeedGates'], out: Result): void {
    const { feeds, listings } = this.state;
    const feed = this.judged(account, body, out);
    if (feed === 0) return;
    if (!feeds.hasHash(feed, F.stamp, body.stamp)) {
      return out.refuse(CODE.WRONG_STAMP, FIELD_ID.stamp);
    }
    if (body.gatesMask > ALL_GATES) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.gates_mask);
    const phase = feeds.get(feed, F.phase);
    if (phase !== ENTERED && phase !== PASSED) {
      return out.refuse(CODE.FEED_PHASE, FIELD_ID.listing_id);
    }
    const isFailing = body.gatesMask !== ALL_GATES && this.isServed(body.listingId);
    if (isFailing && this.isBusy(body.listingId)) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    feeds.set(feed, F.gatesMask, body.gatesMask);
    feeds.setHash(feed, F.listingHash, body.listingDocumentHash);
    this.tell(feed, FEED_CAUSE.GATES, body.gatesMask);
    if (isFailing) this.delist(feed);
    out.done(body.listingId, listings.get(body.listingId, L.version));
  }

  private judge(account: number, body: ColdBodies['judgeFeed'], out: Result): void {
    const { feeds, listings, timeMs } = this.state;
    const feed = this.judged(account, body, out);
    if (feed === 0) return;
    const isDue = timeMs >= feeds.get(feed, F.reviewAtMs);
    if (feeds.get(feed, F.phase) !== ENTERED || !isDue) {
      return out.refuse(CODE.FEED_PHASE, FIELD_ID.listing_id);
    }
    if (body.seatLimit > SEATS_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.seat_limit);
    if (body.passed && feeds.get(feed, F.gatesMask) !== ALL_GATES) {
      return out.refuse(CODE.GATES_OPEN, FIELD_ID.passed);
    }
    feeds.set(feed, F.phase, body.passed ? PASSED : FAILED);
    feeds.set(feed, F.seatLimit, body.passed ? body.seatLimit : 0);
    this.endDeposit(feed, body.passed);
    this.tell(feed, FEED_CAUSE.JUDGED, body.seatLimit);
    out.done(body.listingId, listings.get(body.listingId, L.version));
  }

  private abandon(account: number, listingId: number, out: Result): void {
    const { feeds } = this.state;
    const listing = this.listings.own(account, listingId, out);
    if (listing === 0) return;
    const feed = feeds.of(listing);
    if (feed === 0 || feeds.get(feed, F.phase) !== ENTERED) {
      return out.refuse(CODE.FEED_PHASE, FIELD_ID.listing_id);
    }
    feeds.set(feed, F.phase, ABANDONED);
    this.endDeposit(feed, false);
    this.tell(feed, FEED_CAUSE.ABANDONED);
    out.done(listing);
  }

  private endDeposit(feed: number, isReturned: boolean): void {
    const { feeds, listings } = this.state;
    const listing = feeds.get(feed, F.listing);
    const owner = listings.get(listing, L.owner);
    const amount = feeds.get(feed, F.depositMicroPat);
    feeds.set(feed, F.depositMicroPat, 0);
    const movement = { cause: MONEY_CAUSE.ENTRY, reference: listing };
    this.money.pay(owner, isReturned ? owner : FEES_ACCOUNT, amount, movement);
  }

  private setPlan(account: number, body: ColdBodies['setFeedPlan'], out: Result): void {
    const { feeds, listings, serviceTimeMs } = this.state;
    const { tier } = body;
    const listing = this.listings.ownAt(account, body, out);
    if (listing === 0) return;
    const feed = feeds.of(listing);
    const status = listings.get(listing, L.status);
    if (feed === 0 || status === DELISTED || status === TAKEN_DOWN) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    if (body.performanceFeeBps !== 0) {
      return out.refuse(CODE.PERFORMANCE_FEE, FIELD_ID.performance_fee_bps);
    }
    if (tier === FEED_TIER.ENTERPRISE && feeds.stage !== FEED_STAGE.GA) {
      return out.refuse(CODE.FEEDS_CLOSED, FIELD_ID.tier);
    }
    const { priceMicroPat: price, seatCap, trialDays } = body;
    if (price < 0 || price > DEPOSIT_MICRO_PAT_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.price_micro_pat);
    }
    if (seatCap > SEATS_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.seat_cap);
    if (trialDays > TRIAL_DAYS_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.trial_days);
    const at = (field: number): number => planWord(tier, field);
    const isRise = price > feeds.get(feed, at(PLAN_FIELD.priceMicroPat));
    const isOther = (feeds.get(feed, at(PLAN_FIELD.seatCap)) === 0) !== (seatCap === 0);
    // What nobody can buy and nobody holds cools nothing off.
    const isPublic = status === LISTED || status === DEPRECATED || feeds.get(feed, F.heldSeats) > 0;
    if (isPublic && (isRise || isOther)) {
      feeds.set(feed, F.coolingUntilMs, serviceTimeMs + COOLING_OFF_MS);
      feeds.set(feed, at(PLAN_FIELD.protectedUntilMs), serviceTimeMs + OLD_TERMS_MS);
    }
    feeds.set(feed, at(PLAN_FIELD.priceMicroPat), price);
    feeds.set(feed, at(PLAN_FIELD.seatCap), seatCap);
    feeds.set(feed, at(PLAN_FIELD.trialDays), trialDays);
    this.listings.move(listing, status, LISTING_CAUSE.CHANGED);
    this.tell(feed, FEED_CAUSE.PLANNED, tier);
    out.done(listing, listings.get(listing, L.version));
  }

  private recordScore(account: number, body: ColdBodies['recordFeedScore'], out: Result): void {
    const { feeds } = this.state;
    const feed = this.judged(account, body, out);
    if (feed === 0) return;
    if (body.week <= feeds.get(feed, F.week) || body.week > this.thisWeek) {
      return out.refuse(CODE.DRIFT_ORDER, FIELD_ID.week);
    }
    if (body.trustPpm < UNRATED || body.trustPpm > TRUST_PPM_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.trust_ppm);
    }
    if (body.seatLimit > SEATS_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.seat_limit);
    feeds.set(feed, F.week, body.week);
    feeds.set(feed, F.trustPpm, body.trustPpm);
    if (feeds.get(feed, F.phase) === PASSED) feeds.set(feed, F.seatLimit, body.seatLimit);
    this.tell(feed, FEED_CAUSE.SCORED, body.week);
    out.done(body.listingId);
  }

  private recordDrift(account: number, body: ColdBodies['recordDrift'], out: Result): void {
    const { feeds } = this.state;
    const feed = this.judged(account, body, out);
    if (feed === 0) return;
    const before = feeds.get(feed, F.drift);
    const isDelisted = body.drift === FEED_DRIFT.DELISTED;
    const follows =
      body.week > feeds.get(feed, F.driftWeek) &&
      body.week <= this.thisWeek &&
      feeds.get(feed, F.phase) === PASSED &&
      before !== FEED_DRIFT.DELISTED &&
      // One alarm downgrades, the second in a row delists.
      (!isDelisted || before === FEED_DRIFT.DOWNGRADED);
    if (!follows) return out.refuse(CODE.DRIFT_ORDER, FIELD_ID.drift);
    if (isDelisted && this.isBusy(body.listingId)) {
      return out.refuse(CODE.LISTING_STATE, FIELD_ID.listing_id);
    }
    feeds.set(feed, F.driftWeek, body.week);
    feeds.set(feed, F.drift, body.drift);
    this.tell(feed, FEED_CAUSE.DRIFTED, body.week);
    if (isDelisted) this.delist(feed);
    out.done(body.listingId);
  }

  /** It is over: nothing is sold or sent any more, and what is not served yet comes back. */
  private delist(feed: number): void {
    const { feeds } = this.state;
    const listing = feeds.get(feed, F.listing);
    feeds.set(feed, F.drift, FEED_DRIFT.DELISTED);
    this.listings.move(listing, DELISTED, LISTING_CAUSE.CHANGED);
    this.sweeps.begin(listing, 0, 0);
  }

  private isServed(listing: number): boolean {
    const status = this.state.listings.get(listing, L.status);
    return status !== DRAFT && status !== SUBMITTED;
  }

  /** A takedown waits for its ruling, or purchases are being ended already. */
  private isBusy(listing: number): boolean {
    const isDown = this.state.listings.get(listing, L.status) === TAKEN_DOWN;
    return isDown || this.sweeps.isRunning(listing);
  }

  private get thisWeek(): number {
    return Math.floor(this.state.timeMs / (7 * DAY_MS));
  }

  private tell(feed: number, cause: number, reference = 0): void {
    const { feeds } = this.state;
    const [phase, drift] = [feeds.get(feed, F.phase), feeds.get(feed, F.drift)];
    this.reports.plain(
      ...([EVENT.FEED, feeds.get(feed, F.listing), phase, drift, cause] as const),
      reference,
    );
  }
}
