/** Rows of model feeds, their plans, records, signals, seats and creators: as the core has them when something happened. */
import {
  CREATOR_FIELD as C,
  type Core,
  FEED_FIELD as F,
  FEED_CAUSE,
  PURCHASE_FIELD as P,
  PLAN_FIELD,
  PURCHASE_CAUSE,
  planWord,
} from '../../engine/core/index.js';
import { type ColdBodies, type Command, FEED_TIER } from '../../values/index.js';
import type { PurchaseFact } from '../purchase-rows.js';
import { change, hexOf, type Moment, objects, put, type Row, type Rows } from '../rows.js';
import { factsOf, modelIdOf } from './documents.js';

/** Something happened to a feed. */
export interface FeedFact {
  readonly listingId: number;
  readonly phase: number;
  readonly drift: number;
  readonly cause: number;
  readonly reference: number;
}

/** A creator is another one now. */
export interface CreatorFact {
  readonly accountId: number;
  readonly standing: number;
  readonly cause: number;
}

const ENDS: readonly number[] = [
  ...[PURCHASE_CAUSE.REFUNDED, PURCHASE_CAUSE.ENDED, PURCHASE_CAUSE.REVOKED],
];
const UNKNOWN = { model_id: '', risk_band: '', regime_ppm: -1, disclosure_ppm: -1 };

export class FeedRows {
  private readonly core: Core;
  private readonly database: Rows;

  constructor(core: Core, database: Rows) {
    this.core = core;
    this.database = database;
  }

  changed(fact: FeedFact, command: Command, moment: Moment): void {
    const { listingId, cause, reference, phase, drift } = fact;
    const body = (command.body ?? {}) as Partial<ColdBodies['recordFeedScore']>;
    const { document = '', documentHash } = body;
    put(this.database, 'feed_records', {
      ...{ listing_id: listingId, sequence: moment.sequence, cause, time_ms: moment.timeMs },
      ...{ account_id: command.accountId, phase, drift, reference, document },
      document_hash: documentHash === undefined ? '' : hexOf(documentHash),
    });
    this.write(listingId, moment, this.said(fact, document));
    if (cause === FEED_CAUSE.ENTERED) this.entry(listingId, moment);
  }

  /** What a document of the platform says beyond what the core has. */
  private said({ cause, listingId }: FeedFact, document: string): Row {
    if (cause === FEED_CAUSE.SCORED) return factsOf(document);
    if (cause !== FEED_CAUSE.GATES) return {};
    const { feeds } = this.core.state;
    const modelHash = hexOf(feeds.hash(feeds.of(listingId), F.modelHash));
    return { model_id: modelIdOf(document, modelHash) };
  }

  signal(listingId: number, sequence: number, command: Command, moment: Moment): void {
    const { sealed, stamp, dataAsOfMs, validUntilMs } = command.body as ColdBodies['publishSignal'];
    const { feeds } = this.core.state;
    const feed = feeds.of(listingId);
    put(this.database, 'feed_signals', {
      ...{ listing_id: listingId, sequence, journal_sequence: moment.sequence },
      ...{ time_ms: moment.timeMs, data_as_of_ms: dataAsOfMs, valid_until_ms: validUntilMs },
      ...{ stamp: hexOf(stamp), sealed: Buffer.from(sealed).toString('base64') },
      sealed_hash: hexOf(feeds.hash(feed, F.sealedHash)),
      chain_hash: hexOf(feeds.hash(feed, F.chainHash)),
    });
    this.write(listingId, moment, { last_signal_ms: moment.timeMs });
  }

  creator({ accountId, standing }: CreatorFact, command: Command, { timeMs }: Moment): void {
    const { creators } = this.core.state.feeds;
    const slot = this.core.state.feeds.creator(accountId);
    const get = (field: number): number => creators.get(slot, field);
    const key = { account_id: accountId };
    const { reason } = (command.body ?? {}) as { readonly reason?: string };
    const [before] = objects(
      ...([
        this.database,
        ['reason', 'applied_ms'],
        'FROM feed_creators WHERE account_id = ?',
      ] as const),
      [accountId],
    );
    put(this.database, 'feed_creators', {
      ...{ ...key, standing, payouts_held: get(C.payoutsHeld), tax_form: get(C.taxForm) },
      ...{ tax_until_ms: get(C.taxUntilMs), tax_hash: hexOf(creators.hash(slot, C.taxHash)) },
      ...{ payable_micro_pat: get(C.payableMicroPat), entries: get(C.entries) },
      reason: reason ?? String(before?.reason ?? ''),
      applied_ms: Number(before?.applied_ms ?? timeMs),
      updated_ms: timeMs,
    });
  }

  /** A subscription is another one, if the purchase is one. */
  purchase(fact: PurchaseFact, moment: Moment): void {
    const { purchases, registry } = this.core.state;
    const { purchaseId, listingId, buyerId, status, cause } = fact;
    const slot = purchases.find(purchaseId);
    const key = { purchase_id: purchaseId };
    if (slot !== 0 && purchases.get(slot, P.seats) > 0) {
      const get = (field: number): number => purchases.get(slot, field);
      const untilMs = get(P.heldUntilMs) + registry.outageMs;
      put(this.database, 'feed_seats', {
        ...{ ...key, listing_id: listingId, buyer_id: buyerId, tier: get(P.tier) },
        ...{ seats: get(P.seats), is_trial: get(P.isTrial), renews: get(P.renews) },
        ...{ attempts: get(P.attempts), price_micro_pat: get(P.priceMicroPat) },
        ...{ begun_ms: get(P.boughtServiceMs) + registry.outageMs, until_ms: untilMs },
        ...{ ended_ms: 0, status, cause },
      });
    }
    if (ENDS.includes(cause)) {
      change(this.database, 'feed_seats', key, { ended_ms: moment.timeMs, status, cause });
    }
    if (this.core.state.feeds.of(listingId) !== 0) this.write(listingId, moment, {});
  }

  /** Money of an account moved: what waits for a creator may be more or less. */
  moved(accountId: number): void {
    const { feeds } = this.core.state;
    const slot = feeds.creator(accountId);
    if (slot === 0) return;
    const payable = feeds.creators.get(slot, C.payableMicroPat);
    change(...([this.database, 'feed_creators', { account_id: accountId }] as const), {
      payable_micro_pat: payable,
    });
  }

  private entry(listingId: number, moment: Moment): void {
    const { feeds, listings } = this.core.state;
    const owner = listings.get(listingId, 2);
    const slot = feeds.creator(owner);
    const standing = feeds.creators.get(slot, C.standing);
    this.creator({ accountId: owner, standing, cause: 0 }, { body: {} } as Command, moment);
  }

  /** What the core has of a feed and its plans, and what a document said of it now or before. */
  private write(listingId: number, { timeMs }: Moment, said: Row): void {
    const { feeds, listings, registry } = this.core.state;
    const feed = feeds.of(listingId);
    const get = (field: number): number => feeds.get(feed, field);
    const kept = [...Object.keys(UNKNOWN), 'entered_ms', 'last_signal_ms'];
    const rest = 'FROM feeds WHERE listing_id = ?';
    const [before] = objects(this.database, kept, rest, [listingId]);
    const known = (before ?? { ...UNKNOWN, entered_ms: timeMs, last_signal_ms: 0 }) as Row;
    const onWall = (ms: number): number => (ms === 0 ? 0 : ms + registry.outageMs);
    put(this.database, 'feeds', {
      ...{ listing_id: listingId, owner_id: listings.get(listingId, 2), phase: get(F.phase) },
      ...{ drift: get(F.drift), review_at_ms: get(F.reviewAtMs), gates_mask: get(F.gatesMask) },
      ...{ deposit_micro_pat: get(F.depositMicroPat), seat_limit: get(F.seatLimit) },
      ...{ held_seats: get(F.heldSeats), signals_per_day_max: get(F.signalsPerDayMax) },
      ...{ last_sequence: get(F.lastSequence), cooling_until_ms: onWall(get(F.coolingUntilMs)) },
      ...{ week: get(F.week), trust_ppm: get(F.trustPpm), drift_week: get(F.driftWeek) },
      model_hash: hexOf(feeds.hash(feed, F.modelHash)),
      pack_hash: hexOf(feeds.hash(feed, F.packHash)),
      stamp: hexOf(feeds.hash(feed, F.stamp)),
      chain_hash: hexOf(feeds.hash(feed, F.chainHash)),
      ...{ ...known, ...said, updated_ms: timeMs },
    });
    for (const tier of Object.values(FEED_TIER)) {
      const plan = (field: number): number => get(planWord(tier, field));
      put(this.database, 'feed_plans', {
        ...{ listing_id: listingId, tier, price_micro_pat: plan(PLAN_FIELD.priceMicroPat) },
        ...{ seat_cap: plan(PLAN_FIELD.seatCap), trial_days: plan(PLAN_FIELD.trialDays) },
        held_seats: plan(PLAN_FIELD.heldSeats),
        protected_until_ms: onWall(plan(PLAN_FIELD.protectedUntilMs)),
      });
    }
  }
}
