/** Rows of purchases, dossiers and requests for data, and what they add to the record of a listing. */
import {
  type Core,
  DOSSIER_FIELD as D,
  PURCHASE_FIELD as P,
  PURCHASE_CAUSE,
  REQUEST_FIELD as Q,
  REQUEST_CAUSE,
} from '../engine/core/index.js';
import { type ColdBodies, type Command, COMMAND_KIND as K } from '../values/index.js';
import type { ListingRows } from './listing-rows.js';
import { change, hexOf, type Moment, put, type Row, type Rows } from './rows.js';

/** Something happened to a purchase. */
export interface PurchaseFact {
  readonly purchaseId: number;
  readonly buyerId: number;
  readonly listingId: number;
  readonly status: number;
  readonly cause: number;
  readonly amount: number;
}

/** Something happened to a request for data. */
export interface RequestFact {
  readonly requestId: number;
  readonly askerId: number;
  readonly status: number;
  readonly cause: number;
  readonly listingId: number;
}

const ENDS: readonly number[] = [
  PURCHASE_CAUSE.REFUNDED,
  PURCHASE_CAUSE.UPHELD,
  PURCHASE_CAUSE.ENDED,
  PURCHASE_CAUSE.REVOKED,
];

export class PurchaseRows {
  private readonly core: Core;
  private readonly database: Rows;
  private readonly listings: ListingRows;

  constructor(core: Core, database: Rows, listings: ListingRows) {
    this.core = core;
    this.database = database;
    this.listings = listings;
  }

  changed(fact: PurchaseFact, command: Command, { timeMs }: Moment): void {
    const { purchaseId, listingId, cause, amount } = fact;
    if (cause === PURCHASE_CAUSE.BOUGHT) this.bought(fact, command, timeMs);
    const key = { purchase_id: purchaseId };
    if (ENDS.includes(cause)) {
      // An amount that came back was not paid; a rating of it is void.
      const isVoid = cause !== PURCHASE_CAUSE.ENDED;
      const nothing = { held_micro_pat: 0, reserved_micro_pat: 0 };
      const ended = {
        ...nothing,
        cause,
        status: fact.status,
        ended_ms: timeMs,
        updated_ms: timeMs,
      };
      change(this.database, 'market_purchases', key, isVoid ? { ...ended, stars: 0 } : ended);
    } else change(this.database, 'market_purchases', key, this.row(fact, timeMs));
    if (cause === PURCHASE_CAUSE.USED) this.listings.count(listingId, { used_units: amount });
    else if (cause === PURCHASE_CAUSE.DISPUTED) this.disputed(key, listingId, command);
    else if (cause === PURCHASE_CAUSE.UPHELD) this.listings.count(listingId, { upheld: 1 });
    else if (cause === PURCHASE_CAUSE.REFUNDED) this.listings.count(listingId, { refunds: 1 });
    else if (cause === PURCHASE_CAUSE.RATED || cause === PURCHASE_CAUSE.ANSWERED) {
      const { document } = command.body as ColdBodies['rateListing'];
      const isRating = cause === PURCHASE_CAUSE.RATED;
      change(this.database, 'market_purchases', key, {
        [isRating ? 'rating' : 'answer']: document,
      });
    }
  }

  private bought(
    { purchaseId, buyerId, listingId, amount }: PurchaseFact,
    command: Command,
    timeMs: number,
  ): void {
    const { purchases } = this.core.state;
    const slot = purchases.find(purchaseId);
    put(this.database, 'market_purchases', {
      ...{ purchase_id: purchaseId, buyer_id: buyerId, listing_id: listingId, revision: 0 },
      ...{ status: 0, cause: 0, price_micro_pat: 0, held_micro_pat: 0, reserved_micro_pat: 0 },
      ...{ paid_micro_pat: 0, used_units: 0, steps_mask: 0, refund_until_ms: 0, held_until_ms: 0 },
      licence_hash: hexOf(purchases.hash(slot, P.licenceHash)),
      rules_hash: hexOf(purchases.hash(slot, P.rulesHash)),
      ...{ bought_ms: timeMs, updated_ms: timeMs, ended_ms: 0 },
      ...{ stars: 0, rating: '', answer: '', evidence_hash: '', reason: '' },
    });
    this.listings.count(listingId, { sales: 1, sold_micro_pat: amount });
    if (command.kind !== K.PURCHASE_LISTING) return;
    const { dossierId } = command.body as ColdBodies['purchaseListing'];
    const key = { dossier_id: dossierId };
    change(this.database, 'market_dossiers', key, { purchase_id: purchaseId });
  }

  private row({ purchaseId, status, cause }: PurchaseFact, timeMs: number): Row {
    const { purchases, registry } = this.core.state;
    const slot = purchases.find(purchaseId);
    // Of a purchase that ended with the same command nothing is left to be read.
    if (slot === 0) return { status, cause, updated_ms: timeMs };
    const get = (field: number): number => purchases.get(slot, field);
    return {
      ...{ status, cause, updated_ms: timeMs, revision: get(P.revision), stars: get(P.stars) },
      ...{ price_micro_pat: get(P.priceMicroPat), held_micro_pat: get(P.heldMicroPat) },
      ...{ reserved_micro_pat: get(P.reservedMicroPat), paid_micro_pat: get(P.paidMicroPat) },
      ...{ used_units: get(P.usedUnits), steps_mask: get(P.stepsMask) },
      // Deadlines are on the service clock; this is when they are due if there is no outage until then.
      refund_until_ms: get(P.refundUntilMs) === 0 ? 0 : get(P.refundUntilMs) + registry.outageMs,
      held_until_ms: get(P.heldUntilMs) + registry.outageMs,
    };
  }

  private disputed(key: Row, listingId: number, { body }: Command): void {
    const { evidenceHash, reason } = body as ColdBodies['disputePurchase'];
    const row = { evidence_hash: hexOf(evidenceHash), reason };
    change(this.database, 'market_purchases', key, row);
    this.listings.count(listingId, { disputes: 1 });
  }

  dossierBegun(dossierId: number, accountId: number, listingId: number, { timeMs }: Moment): void {
    const { dossiers } = this.core.state.purchases;
    const slot = dossiers.find(dossierId);
    // One that was not bought with is begun anew in its place.
    this.database
      .prepare(
        `DELETE FROM market_dossier_steps WHERE dossier_id IN
          (SELECT dossier_id FROM market_dossiers
            WHERE account_id = ? AND listing_id = ? AND purchase_id = 0)`,
      )
      .run([accountId, listingId]);
    this.database
      .prepare(
        'DELETE FROM market_dossiers WHERE account_id = ? AND listing_id = ? AND purchase_id = 0',
      )
      .run([accountId, listingId]);
    put(this.database, 'market_dossiers', {
      ...{ dossier_id: dossierId, account_id: accountId, listing_id: listingId },
      ...{ version: dossiers.get(slot, D.version), steps_mask: 0, deletion_due_ms: 0 },
      ...{ purchase_id: 0, begun_ms: timeMs },
    });
  }

  dossierFilled(
    { dossierId, step, document }: ColdBodies['fillDossier'],
    { timeMs }: Moment,
  ): void {
    const { dossiers } = this.core.state.purchases;
    const slot = dossiers.find(dossierId);
    const row = {
      steps_mask: dossiers.get(slot, D.stepsMask),
      deletion_due_ms: dossiers.get(slot, D.deletionDueMs),
    };
    change(this.database, 'market_dossiers', { dossier_id: dossierId }, row);
    const filled = { dossier_id: dossierId, step, time_ms: timeMs, document };
    put(this.database, 'market_dossier_steps', filled);
  }

  request(fact: RequestFact, command: Command, { timeMs }: Moment): void {
    const { requestId, askerId, status, cause, listingId } = fact;
    const { requests } = this.core.state.purchases;
    if (cause === REQUEST_CAUSE.POSTED) {
      const slot = requests.find(requestId);
      const { document, deadlineMs } = command.body as ColdBodies['postRequest'];
      put(this.database, 'market_requests', {
        ...{ request_id: requestId, asker_id: askerId, status, cause, document },
        bounty_micro_pat: requests.get(slot, Q.bountyMicroPat),
        ...{ deadline_ms: deadlineMs, min_row_count: requests.get(slot, Q.minRowCount) },
        min_composite_ppm: requests.get(slot, Q.minCompositePpm),
        schema_hash: hexOf(requests.hash(slot, Q.schemaHash)),
        ...{ listing_id: 0, posted_ms: timeMs, updated_ms: timeMs },
      });
      return;
    }
    const row = { status, cause, listing_id: listingId, updated_ms: timeMs };
    change(this.database, 'market_requests', { request_id: requestId }, row);
  }
}
