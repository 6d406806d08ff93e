/**
 * The catalog: documents, revisions, purchases and what people said of them, folded from the journal into the history's file.
 *
 * Nothing in it is truth: removed, it is rebuilt to the same rows. It keeps nothing in memory but which rules it wrote last, which
 * are those the core has at a cursor. Texts come from commands, numbers from the core as it is when the command was applied.
 */
import type { Core, OperatorAction } from '../engine/core/index.js';
import { type ColdBodies, type Command, COMMAND_KIND as K } from '../values/index.js';
import { type CreatorFact, type FeedFact, FeedRows } from './feeds/feed-rows.js';
import { type ListingFact, ListingRows } from './listing-rows.js';
import { type PurchaseFact, PurchaseRows, type RequestFact } from './purchase-rows.js';
import { ReadRows } from './read-rows.js';
import { hexOf, type Moment, put, type Rows } from './rows.js';

export class CatalogFold {
  private readonly core: Core;
  private readonly database: Rows;
  private readonly listings: ListingRows;
  private readonly purchases: PurchaseRows;
  private readonly reads: ReadRows;
  private readonly feeds: FeedRows;

  constructor(core: Core, database: Rows) {
    this.core = core;
    this.database = database;
    this.listings = new ListingRows(core, database);
    this.purchases = new PurchaseRows(core, database, this.listings);
    this.reads = new ReadRows(database);
    this.feeds = new FeedRows(core, database);
  }

  listing(fact: ListingFact, command: Command, moment: Moment): void {
    this.listings.changed(fact, command, moment);
  }

  purchase(fact: PurchaseFact, command: Command, moment: Moment): void {
    this.purchases.changed(fact, command, moment);
    this.feeds.purchase(fact, moment);
  }

  request(fact: RequestFact, command: Command, moment: Moment): void {
    this.purchases.request(fact, command, moment);
  }

  feed(fact: FeedFact, command: Command, moment: Moment): void {
    this.feeds.changed(fact, command, moment);
  }

  signal(listingId: number, sequence: number, command: Command, moment: Moment): void {
    this.feeds.signal(listingId, sequence, command, moment);
  }

  creator(fact: CreatorFact, command: Command, moment: Moment): void {
    this.feeds.creator(fact, command, moment);
  }

  /** Money of an account moved in the market. */
  moved(accountId: number): void {
    this.feeds.moved(accountId);
  }

  /** A command was done, for the first time; what it made has this number. */
  done(command: Command, reference: number, moment: Moment): void {
    const { kind, accountId } = command;
    const body = command.body as never;
    if (kind === K.DRAFT_PURCHASE) {
      const { listingId } = body as ColdBodies['draftPurchase'];
      this.purchases.dossierBegun(reference, accountId, listingId, moment);
    } else if (kind === K.LEASE_READ) this.reads.leased(body, moment);
    else if (kind === K.FILL_DOSSIER) this.purchases.dossierFilled(body, moment);
    else if (kind === K.VERIFY_ACCOUNT) this.verified(body, accountId, moment);
    else if (kind === K.SET_BUYER_POLICY) this.policySet(body, accountId, moment);
    else if (kind === K.SET_MARKET_TERMS) {
      this.termsSet((body as ColdBodies['setMarketTerms']).document, moment);
    }
  }

  /** A command that waited for a second person was done. */
  approved(action: OperatorAction, moment: Moment): void {
    if (action.kind !== K.SET_MARKET_TERMS) return;
    this.termsSet((JSON.parse(action.body) as { readonly document: string }).document, moment);
  }

  private verified(body: ColdBodies['verifyAccount'], operatorId: number, moment: Moment): void {
    const { targetAccountId, validToMs, evidenceHash } = body;
    put(this.database, 'market_verifications', {
      ...{ account_id: targetAccountId, sequence: moment.sequence, time_ms: moment.timeMs },
      ...{ valid_to_ms: validToMs, evidence_hash: hexOf(evidenceHash), operator_id: operatorId },
    });
  }

  private policySet(
    body: ColdBodies['setBuyerPolicy'],
    authorId: number,
    { timeMs }: Moment,
  ): void {
    put(this.database, 'market_policies', {
      ...{ account_id: body.targetAccountId, steps_mask: body.stepsMask },
      ...{ min_composite_ppm: body.minCompositePpm, document: body.document },
      ...{ document_hash: hexOf(body.documentHash), author_id: authorId, time_ms: timeMs },
    });
  }

  /** Two persons may be asked for: then it is a request first, and nothing has changed yet. */
  private termsSet(document: string, { sequence, timeMs }: Moment): void {
    const { marketTerms } = this.core.state.registry;
    if (marketTerms === null) return;
    const { feePpm, disputeWindowMs, bondPpm, minCompositePpm, rulesHash } = marketTerms;
    put(this.database, 'market_terms', {
      ...{ sequence, time_ms: timeMs, fee_ppm: feePpm, dispute_window_ms: disputeWindowMs },
      ...{ bond_ppm: bondPpm, min_composite_ppm: minCompositePpm },
      ...{ rules_hash: rulesHash, document },
    });
  }
}
