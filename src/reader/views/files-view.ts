/** What the store of files asks: the reader's core decides, its catalog knows what was read and what is measured. */
import { type Range, rangesOf } from '../../catalog/index.js';
import {
  type Decision,
  LISTING_FIELD as L,
  REVISION_FIELD as R,
  REVISION_STATUS,
} from '../../engine/core/index.js';
import { PRICE_KIND } from '../../values/index.js';
import type { HistoryReader } from '../follow/history-reader.js';

type DenialCode = (Decision & { readonly allow: false })['code'];

const NAMES = {
  REVOKED: 'ACCESS_ENDED',
  SUSPENDED: 'ACCESS_SUSPENDED',
  TAKEN_DOWN: 'TAKEN_DOWN',
  REVISION_REVOKED: 'REVISION_REVOKED',
} as const satisfies Partial<Record<DenialCode, string>>;
type DenialName = (typeof NAMES)[keyof typeof NAMES] | 'ACCESS_DENIED';

export class FilesView {
  private readonly reader: HistoryReader;

  constructor(reader: HistoryReader) {
    this.reader = reader;
  }

  get sequence(): number {
    return this.reader.sequence;
  }

  get isCaughtUp(): boolean {
    return this.reader.status().lagCommands === 0;
  }

  get timeMs(): number {
    return this.reader.core.state.timeMs;
  }

  revision(listingId: number, revision: number) {
    const { listings } = this.reader.core.state;
    const slot = listings.isLive(listingId) ? listings.revision(listingId, revision) : 0;
    if (slot === 0) return undefined;
    const { revisions } = listings;
    const isMeasured =
      revisions.get(slot, R.compositePpm) > 0 || revisions.get(slot, R.rowCount) > 0;
    return {
      ownerId: listings.get(listingId, L.owner),
      contentHash: hexOf(revisions.hash(slot, R.contentHash)),
      sizeBytes: revisions.get(slot, R.sizeBytes),
      isRevoked: revisions.get(slot, R.status) === REVISION_STATUS.REVOKED,
      resultHash: isMeasured ? hexOf(revisions.hash(slot, R.resultHash)) : '',
    };
  }

  /** Owner of a listing; 0: there is none. */
  ownerOf(listingId: number): number {
    const { listings } = this.reader.core.state;
    return listings.isLive(listingId) ? listings.get(listingId, L.owner) : 0;
  }

  /** Listings an account may read by something it holds, or that are its own, with the revision that is read now. */
  readable(accountId: number): { listingId: number; revision: number }[] {
    const { listings } = this.reader.core.state;
    const found: { listingId: number; revision: number }[] = [];
    for (let listingId = 1; listingId <= listings.highWater; listingId += 1) {
      if (!listings.isLive(listingId)) continue;
      const live = listings.get(listingId, L.liveRevision);
      const revision = live === 0 ? 0 : listings.revisions.get(live, R.number);
      if (revision === 0 || this.denial(accountId, listingId, revision) !== undefined) continue;
      found.push({ listingId, revision });
    }
    return found;
  }

  isPaidByUse(listingId: number): boolean {
    return this.reader.core.state.listings.get(listingId, L.priceKind) === PRICE_KIND.USAGE;
  }

  denial(accountId: number, listingId: number, revision: number): DenialName | undefined {
    const { entitlements } = this.reader.core;
    const resource = `listing:${listingId}/${revision}`;
    const decision = entitlements.decide(accountId, 'read', resource, this.timeMs);
    return decision.allow
      ? undefined
      : ((NAMES as Partial<Record<DenialCode, DenialName>>)[decision.code] ?? 'ACCESS_DENIED');
  }

  ranges(accountId: number, listingId: number, revision: number): readonly Range[] {
    return rangesOf(this.reader.database, { accountId, listingId, revision });
  }

  isNeeded(ownerId: number, contentHash: string): boolean {
    const row = this.reader.database
      .prepare(
        `SELECT 1 FROM market_revisions r JOIN market_listings l ON l.listing_id = r.listing_id
          WHERE l.owner_id = ? AND r.content_hash = ? AND r.status <> ${REVISION_STATUS.REVOKED}`,
      )
      .row([ownerId, contentHash]);
    return row !== undefined;
  }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
