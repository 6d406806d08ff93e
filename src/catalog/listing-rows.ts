/** Rows of listings, their revisions, their change log and whom they let in: as the core has them when something happened. */
import {
  type Core,
  LISTING_FIELD as L,
  LISTING_CAUSE,
  LISTING_STATUS,
  promiseOf,
  REVISION_FIELD as R,
  royaltiesAt,
} from '../engine/core/index.js';
import {
  type ColdBodies,
  type Command,
  COMMAND_KIND as K,
  LISTING_VISIBILITY,
} from '../values/index.js';
import { change, hexOf, type Moment, objects, put, type Row, type Rows } from './rows.js';
import { textsOf } from './texts.js';

/** Something happened to a listing. */
export interface ListingFact {
  readonly listingId: number;
  readonly version: number;
  readonly status: number;
  readonly cause: number;
  readonly revision: number;
}

export const DIMENSIONS = [
  ...['completeness', 'timeliness', 'consistency', 'accuracy', 'reliability'],
] as const;
const NOT_MEASURED = -1;
const UNMEASURED: Row = Object.fromEntries(DIMENSIONS.map((one) => [`${one}_ppm`, NOT_MEASURED]));
const QUALITY = ['composite_ppm', 'coverage_ppm', 'measured_ms', ...Object.keys(UNMEASURED)];
const NO_QUALITY: Row = { composite_ppm: 0, coverage_ppm: 0, measured_ms: 0, ...UNMEASURED };
const NO_TEXTS = { title: '', licence: '', document: '{}', document_hash: '' };
const NO_COUNTS = {
  sales: 0,
  sold_micro_pat: 0,
  used_units: 0,
  refunds: 0,
  disputes: 0,
  upheld: 0,
};

const BY_TIMER: readonly number[] = [LISTING_CAUSE.PROMISE_LATE, LISTING_CAUSE.PROMISE_BROKEN];

export class ListingRows {
  private readonly core: Core;
  private readonly database: Rows;

  constructor(core: Core, database: Rows) {
    this.core = core;
    this.database = database;
  }

  changed(fact: ListingFact, command: Command, moment: Moment): void {
    const { listingId, cause, revision } = fact;
    if (cause === LISTING_CAUSE.PUBLISHED) this.published(listingId, command, moment);
    if (cause === LISTING_CAUSE.REVISION_ADDED) this.revisionAdded(listingId, revision, moment);
    if (cause === LISTING_CAUSE.REVISION_MEASURED) this.measured(listingId, command, moment);
    if (cause === LISTING_CAUSE.REVISION_REVOKED) this.revoked(listingId, revision);
    if (cause === LISTING_CAUSE.ACCESS) this.member(listingId, command);
    this.write(listingId, moment);
    // What a timer did has no author: the command it came with is somebody else's.
    const isTimed =
      BY_TIMER.includes(cause) || (cause === LISTING_CAUSE.RULED && command.kind !== K.RULE_APPEAL);
    const { reason = '', evidenceHash } = (isTimed ? {} : (command.body ?? {})) as {
      readonly reason?: string;
      readonly evidenceHash?: Uint8Array;
    };
    put(this.database, 'market_changes', {
      ...{ listing_id: listingId, sequence: moment.sequence, ordinal: moment.ordinal },
      ...{ time_ms: moment.timeMs, version: fact.version, status: fact.status, cause, revision },
      account_id: isTimed ? 0 : command.accountId,
      ...{ reason, evidence_hash: evidenceHash === undefined ? '' : hexOf(evidenceHash) },
    });
  }

  /** Adds to the counts of a listing. */
  count(listingId: number, counts: Partial<typeof NO_COUNTS>): void {
    const sets = Object.keys(counts).map((name) => `${name} = ${name} + ?`);
    const sql = `UPDATE market_listings SET ${sets.join(', ')} WHERE listing_id = ?`;
    this.database.prepare(sql).run([...Object.values(counts), listingId]);
  }

  private published(listingId: number, command: Command, { timeMs }: Moment): void {
    const { document, documentHash } = command.body as ColdBodies['publishListing'];
    const { title, licence, regions } = textsOf(document);
    const texts = { title, licence, document, document_hash: hexOf(documentHash) };
    const isThere = this.find(listingId, ['listing_id']) !== undefined;
    if (isThere) change(this.database, 'market_listings', { listing_id: listingId }, texts);
    else {
      put(this.database, 'market_listings', {
        ...{ listing_id: listingId, ...this.terms(listingId), ...NO_TEXTS, ...texts },
        ...{ ...NO_QUALITY, ...NO_COUNTS, created_ms: timeMs, updated_ms: timeMs },
      });
    }
    this.database.prepare('DELETE FROM market_regions WHERE listing_id = ?').run([listingId]);
    for (const region of regions) {
      put(this.database, 'market_regions', { listing_id: listingId, region });
    }
  }

  private revisionAdded(listingId: number, revision: number, { timeMs }: Moment): void {
    const { listings } = this.core.state;
    const slot = listings.revision(listingId, revision);
    put(this.database, 'market_revisions', {
      ...{ listing_id: listingId, revision, status: listings.revisions.get(slot, R.status) },
      content_hash: hexOf(listings.revisions.hash(slot, R.contentHash)),
      size_bytes: listings.revisions.get(slot, R.sizeBytes),
      ...{ created_ms: timeMs, result_hash: '', rule_set_version: 0, row_count: 0, ...NO_QUALITY },
    });
  }

  private measured(listingId: number, command: Command, { timeMs }: Moment): void {
    const body = command.body as ColdBodies['recordQuality'];
    const { listings } = this.core.state;
    const { revision } = body;
    const slot = listings.revision(listingId, revision);
    const get = (field: number): number => listings.revisions.get(slot, field);
    change(
      this.database,
      'market_revisions',
      { listing_id: listingId, revision },
      {
        ...{ status: get(R.status), measured_ms: timeMs, result_hash: hexOf(body.resultHash) },
        ...{ rule_set_version: body.ruleSetVersion, row_count: body.rowCount },
        ...{ composite_ppm: get(R.compositePpm), coverage_ppm: get(R.coveragePpm) },
        ...{ completeness_ppm: body.completenessPpm, timeliness_ppm: body.timelinessPpm },
        ...{ consistency_ppm: body.consistencyPpm, accuracy_ppm: body.accuracyPpm },
        reliability_ppm: body.reliabilityPpm,
      },
    );
  }

  private revoked(listingId: number, revision: number): void {
    const { listings } = this.core.state;
    const status = listings.revisions.get(listings.revision(listingId, revision), R.status);
    change(this.database, 'market_revisions', { listing_id: listingId, revision }, { status });
  }

  private member(listingId: number, command: Command): void {
    const isAsked = command.kind === K.REQUEST_LISTING_ACCESS;
    const body = command.body as ColdBodies['setListingAccess'];
    const accountId = isAsked ? command.accountId : body.targetAccountId;
    const state = this.core.state.listings.memberState(accountId, listingId);
    const row = { account_id: accountId, listing_id: listingId };
    if (state !== 0) return put(this.database, 'market_members', { ...row, state });
    this.database
      .prepare('DELETE FROM market_members WHERE account_id = ? AND listing_id = ?')
      .run([accountId, listingId]);
  }

  /** What the core has of it, and what can be found of it. */
  private write(listingId: number, { timeMs }: Moment): void {
    const { listings } = this.core.state;
    const live = listings.get(listingId, L.liveRevision);
    const revision = live === 0 ? 0 : listings.revisions.get(live, R.number);
    const key = { listing_id: listingId, revision };
    const [quality = NO_QUALITY] = objects(
      ...([this.database, QUALITY] as const),
      'FROM market_revisions WHERE listing_id = ? AND revision = ?',
      Object.values(key),
    ) as Row[];
    change(
      this.database,
      'market_listings',
      { listing_id: listingId },
      {
        ...{ ...this.terms(listingId), live_revision: revision, ...quality, updated_ms: timeMs },
      },
    );
    this.index(listingId);
  }

  private terms(listingId: number): Row {
    const { listings } = this.core.state;
    const get = (field: number): number => listings.get(listingId, field);
    return {
      ...{ owner_id: get(L.owner), kind: get(L.kind), status: get(L.status) },
      ...{ version: get(L.version), visibility: get(L.visibility), price_kind: get(L.priceKind) },
      ...{ price_micro_pat: get(L.priceMicroPat), free_quota_units: get(L.freeQuotaUnits) },
      ...{ refund_window_ms: get(L.refundWindowMs), contract_id: get(L.contract) },
      ...{ verified_only: get(L.verifiedOnly), sales_paused: get(L.salesPaused) },
      ...{ missing_field: get(L.missingField), personal_data: get(L.personalData) },
      ...{
        approver_id: get(L.approver),
        licence_hash: hexOf(listings.hash(listingId, L.licenceHash)),
      },
      update_every_ms: get(L.updateEveryMs),
      promised_composite_ppm: get(L.promisedCompositePpm),
      refunds_when_broken: get(L.refundsWhenBroken),
      promise: promiseOf(this.core.state, listingId),
      ...{ periods: get(L.periods), periods_kept: get(L.periodsKept) },
      royalties: JSON.stringify(royaltiesAt(listings, listingId, L.royalties)),
      live_revision: 0,
    };
  }

  /** Only what somebody can buy is found by its words. */
  private index(listingId: number): void {
    const { database } = this;
    const { listings } = this.core.state;
    const status = listings.get(listingId, L.status);
    const isFound =
      (status === LISTING_STATUS.LISTED || status === LISTING_STATUS.DEPRECATED) &&
      listings.get(listingId, L.visibility) !== LISTING_VISIBILITY.PRIVATE;
    database.prepare('DELETE FROM market_text WHERE rowid = ?').run([listingId]);
    if (!isFound) return;
    const { title, body } = textsOf(String(this.find(listingId, ['document'])?.document ?? '{}'));
    database
      .prepare('INSERT INTO market_text (rowid, title, body) VALUES (?, ?, ?)')
      .run([listingId, title, body]);
  }

  private find(listingId: number, columns: readonly string[]) {
    const rest = 'FROM market_listings WHERE listing_id = ?';
    return objects(this.database, columns, rest, [listingId])[0];
  }
}
