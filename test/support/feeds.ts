/** A market with model feeds for tests: a creator with everything it needs, and commands with their defaults. */
import { ALL_GATES, FEED_FIELD, FEED_RULE, LISTING_FIELD } from '../../src/engine/core/index.js';
import {
  type ColdBodies,
  CREATOR_STANDING,
  FEED_DRIFT,
  FEED_STAGE,
  FEED_TIER,
  LISTING_KIND,
  PRICE_KIND,
  TAX_FORM,
} from '../../src/values/index.js';
import {
  type Answer,
  documentOf,
  EVIDENCE,
  LICENCE,
  OPERATOR,
  PAT,
  RULES_HASH,
  registerScorer,
  sha,
  TestMarket,
} from './market.js';
import { DAY_MS, SMALL_LIMITS, START_MS } from './venue.js';

export const STAMP = sha('stamp');
export const CARD = { title: 'Momentum', description: 'Follows trends', licence: 'as is' };
export const SEALED = new Uint8Array([1, 2, 3]);
export const DEPOSIT = 500 * PAT;
export const RETAIL_PRICE = 30 * PAT;
const FAR_MS = START_MS + 10_000 * DAY_MS;
const WEEK_MS = 7 * DAY_MS;

export class TestFeeds extends TestMarket {
  /** The venue's own scorer. */
  readonly scorer: number;

  constructor(stage: number = FEED_STAGE.GA, limits = SMALL_LIMITS) {
    super(limits);
    this.scorer = registerScorer(this);
    this.rules(stage);
    this.admit(this.creator);
    this.taxForm(this.creator);
  }

  rules(stage: number, entryDepositMicroPat = DEPOSIT): Answer {
    return this.ask(OPERATOR, 'setFeedRules', { stage, entryDepositMicroPat, reason: 'opens' });
  }

  admit(account: number, more: Partial<ColdBodies['admitCreator']> = {}): Answer {
    return this.ask(OPERATOR, 'admitCreator', {
      ...{ targetAccountId: account, standing: CREATOR_STANDING.ADMITTED, payoutsHeld: false },
      ...{ evidenceHash: EVIDENCE, reason: 'known' },
      ...more,
    });
  }

  taxForm(account: number, validToMs = FAR_MS): Answer {
    const form = { taxForm: TAX_FORM.W9, formHash: EVIDENCE };
    return this.ask(OPERATOR, 'recordTaxForm', { targetAccountId: account, validToMs, ...form });
  }

  draft(account = this.creator, document: unknown = CARD): Answer {
    const terms = { priceKind: PRICE_KIND.SUBSCRIPTION, priceMicroPat: 0, refundWindowMs: 0 };
    const listing = { listingId: 0, account, listingKind: LISTING_KIND.FEED };
    return this.publish(terms, document, listing);
  }

  ownerOf(listingId: number): number {
    return this.core.state.listings.get(listingId, LISTING_FIELD.owner);
  }

  enter(listingId: number, more: Partial<ColdBodies['enterFeed']> = {}): Answer {
    return this.ask(this.ownerOf(listingId), 'enterFeed', {
      ...{ listingId, basedOnVersion: this.version(listingId), stamp: STAMP },
      ...{ modelHash: sha(`model ${listingId}`), packHash: sha(`pack ${listingId}`) },
      ...{ reviewAtMs: this.timeMs + 30 * DAY_MS, signalsPerDayMax: 3 },
      ...more,
    });
  }

  gates(listingId: number, more: Partial<ColdBodies['recordFeedGates']> = {}): Answer {
    const listingDocumentHash = this.core.state.listings.hash(
      listingId,
      LISTING_FIELD.documentHash,
    );
    return this.ask(this.scorer, 'recordFeedGates', {
      ...{ listingId, stamp: STAMP, gatesMask: ALL_GATES, listingDocumentHash },
      ...documentOf({ gates: 'all' }),
      ...more,
    });
  }

  judge(listingId: number, passed = true, seatLimit = 20): Answer {
    const report = documentOf({ passed });
    return this.ask(this.scorer, 'judgeFeed', { listingId, passed, seatLimit, ...report });
  }

  plan(listingId: number, more: Partial<ColdBodies['setFeedPlan']> = {}): Answer {
    return this.ask(this.ownerOf(listingId), 'setFeedPlan', {
      ...{ listingId, basedOnVersion: this.version(listingId), tier: FEED_TIER.RETAIL },
      ...{ priceMicroPat: RETAIL_PRICE, seatCap: 20, trialDays: 7, performanceFeeBps: 0 },
      ...more,
    });
  }

  /** A feed on sale: entered, gated, judged after its burn-in, priced, listed. */
  feed(seatLimit = 20, account = this.creator): number {
    const { id } = this.draft(account);
    this.enter(id);
    this.gates(id);
    this.advance(30 * DAY_MS);
    this.judge(id, true, seatLimit);
    this.plan(id);
    this.submit(id);
    if (this.core.state.feeds.rules[FEED_RULE.stage] === FEED_STAGE.ALPHA) this.review(id);
    return id;
  }

  subscribe(
    account: number,
    listingId: number,
    more: Partial<ColdBodies['subscribeFeed']> = {},
  ): Answer {
    return this.ask(account, 'subscribeFeed', {
      ...{ listingId, basedOnVersion: this.version(listingId), tier: FEED_TIER.RETAIL },
      ...{ seats: 1, trial: false, renews: true, dossierId: 0 },
      ...{ licenceHash: LICENCE, rulesHash: RULES_HASH },
      ...more,
    });
  }

  cancelSeats(account: number, purchaseId: number): Answer {
    return this.ask(account, 'cancelSubscription', { purchaseId });
  }

  renew(account: number, purchaseId: number): Answer {
    return this.ask(account, 'renewSubscription', { purchaseId });
  }

  signal(listingId: number, more: Partial<ColdBodies['publishSignal']> = {}): Answer {
    const feed = this.core.state.feeds.of(listingId);
    const last = this.core.state.feeds.get(feed, FEED_FIELD.lastSequence);
    return this.ask(this.ownerOf(listingId), 'publishSignal', {
      ...{ listingId, sequence: last + 1, dataAsOfMs: this.timeMs, stamp: STAMP },
      ...{ validUntilMs: this.timeMs + DAY_MS, sealed: SEALED },
      ...more,
    });
  }

  get week(): number {
    return Math.floor(this.timeMs / WEEK_MS);
  }

  drift(listingId: number, drift: number, week = this.week): Answer {
    const report = documentOf({ drift });
    return this.ask(this.scorer, 'recordDrift', { listingId, week, drift, ...report });
  }

  /** Two alarms in a row. */
  delist(listingId: number): Answer {
    this.drift(listingId, FEED_DRIFT.DOWNGRADED, this.week - 1);
    return this.drift(listingId, FEED_DRIFT.DELISTED);
  }
}
