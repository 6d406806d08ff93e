/**
 * Listings of the market and their revisions: what decides money and permission. Texts are in the catalog.
 *
 * Listing ids count from 1 and are never used again. A listing's version counts its changes; a command names the one it is based
 * on. Revisions of a listing are chained, the newest first, and count from 1. Fails by answering 0 when a table is full.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import { PairIndex, pairKey } from '../kernel/pair-index.js';
import { HASH_WORDS, OWN_WORDS, RecordTable } from './record-table.js';

/** Life of a listing. */
export const LISTING_STATUS = {
  DRAFT: 1,
  SUBMITTED: 2,
  LISTED: 3,
  DEPRECATED: 4,
  DELISTED: 5,
  TAKEN_DOWN: 6,
} as const;

/** Life of a revision. */
export const REVISION_STATUS = { UNMEASURED: 1, LIVE: 2, REVOKED: 3 } as const;

export const ROYALTIES_MAX = 8;
const HASH = HASH_WORDS;
const OWN = OWN_WORDS;
const PROMISE = OWN + 30 + 2 * HASH + 2 * ROYALTIES_MAX;

/** Fields of a listing, in words. */
export const LISTING_FIELD = {
  owner: OWN,
  kind: OWN + 1,
  status: OWN + 2,
  version: OWN + 3,
  visibility: OWN + 4,
  priceKind: OWN + 5,
  /** Of the licence, or of a unit. */
  priceMicroPat: OWN + 6,
  freeQuotaUnits: OWN + 7,
  refundWindowMs: OWN + 8,
  contract: OWN + 9,
  verifiedOnly: OWN + 10,
  /** Number of FIELD_ID that compliance misses; 0: none. */
  missingField: OWN + 11,
  /** 1: the document declares personal data; 2: it was found in a revision. */
  personalData: OWN + 12,
  /** Who approved first, where it takes two. */
  approver: OWN + 13,
  salesPaused: OWN + 14,
  /** Newest revision, its number, and the newest that can be bought; slots. */
  newestRevision: OWN + 15,
  revisions: OWN + 16,
  liveRevision: OWN + 17,
  /** What it was before it was taken down, who did it, and whether its provider appealed. */
  statusBefore: OWN + 18,
  takenDownBy: OWN + 19,
  appealed: OWN + 20,
  timer: OWN + 21,
  firstPurchase: OWN + 22,
  /** While its purchases are ended: of which revision (0: of all), the next one, and what is there for those already paid out. */
  sweep: OWN + 23,
  sweepRevision: OWN + 24,
  sweepCursor: OWN + 25,
  sweepFundMicroPat: OWN + 26,
  sweepPayer: OWN + 27,
  /** The next listing whose purchases are ended. */
  sweepNext: OWN + 28,
  /** Until when subscribers keep the old price after a rise. */
  protectedUntilMs: OWN + 29,
  documentHash: OWN + 30,
  licenceHash: OWN + 30 + HASH,
  /** Pairs of account and share in hundredths of a percent. */
  royalties: OWN + 30 + 2 * HASH,
  /** What is promised: another content in every period, a least quality, and money back while it is broken. */
  updateEveryMs: PROMISE,
  promisedCompositePpm: PROMISE + 1,
  refundsWhenBroken: PROMISE + 2,
  /** How it stands: periods in a row without another content, and whether what is on sale is below. */
  periodsMissed: PROMISE + 3,
  belowPromise: PROMISE + 4,
  /** Whether there was another content in this period; periods that are over, and those kept. */
  isUpdated: PROMISE + 5,
  periods: PROMISE + 6,
  periodsKept: PROMISE + 7,
  promiseTimer: PROMISE + 8,
  /** End of the period that runs, on the service clock. */
  periodEndMs: PROMISE + 9,
} as const;
const LISTING_WORDS = 74;

/** Fields of a revision, in words. */
export const REVISION_FIELD = {
  listing: OWN,
  number: OWN + 1,
  status: OWN + 2,
  sizeBytes: OWN + 3,
  rowCount: OWN + 4,
  compositePpm: OWN + 5,
  coveragePpm: OWN + 6,
  /** The one before; a slot. */
  before: OWN + 7,
  createdAtMs: OWN + 8,
  /** Paid out for purchases of it that are live. */
  paidMicroPat: OWN + 9,
  ruleSetVersion: OWN + 10,
  contentHash: OWN + 11,
  resultHash: OWN + 11 + HASH,
} as const;
const REVISION_WORDS = 32;

/** Fields of an account's admission to a listing. */
/** `payer` is whoever asked for the place, whose share it counts into. */
export const MEMBER_FIELD = { key: OWN, keyNext: OWN + 1, state: OWN + 2, payer: OWN + 3 } as const;
export const MEMBER_STATE = { ASKED: 1, ADMITTED: 2 } as const;
const MEMBER_WORDS = 6;

/** A pair's second number is below 2^17. */
export const LISTINGS_MAX = 2 ** 17 - 1;
const REVISIONS_PER_LISTING = 4;
const MEMBERS_PER_LISTING = 4;

export class Listings extends RecordTable {
  readonly revisions: RecordTable;
  readonly members: RecordTable;
  private readonly memberIndex: PairIndex;
  /** Listings whose purchases are ended, first and last. */
  readonly sweeps: Int32Array;

  constructor(alloc: ColumnAllocator, listingsMax: number) {
    super(alloc, 'listings', LISTING_WORDS, listingsMax);
    const revisionsMax = listingsMax * REVISIONS_PER_LISTING;
    this.revisions = new RecordTable(alloc, 'revisions', REVISION_WORDS, revisionsMax);
    const membersMax = listingsMax * MEMBERS_PER_LISTING;
    this.members = new RecordTable(alloc, 'members', MEMBER_WORDS, membersMax);
    const records = {
      ...{ f: this.members.f, words: MEMBER_WORDS },
      ...{ key: MEMBER_FIELD.key, next: MEMBER_FIELD.keyNext },
    };
    this.memberIndex = new PairIndex(alloc, 'members.index', records, membersMax);
    this.sweeps = alloc.i32('listings.sweeps', 2);
  }

  /** Slot of a revision of a listing by its number, or 0. */
  revision(listing: number, number: number): number {
    let slot = this.get(listing, LISTING_FIELD.newestRevision);
    while (slot !== 0 && this.revisions.get(slot, REVISION_FIELD.number) !== number) {
      slot = this.revisions.get(slot, REVISION_FIELD.before);
    }
    return slot;
  }

  /** One of MEMBER_STATE; 0: the account is not known to the listing. */
  memberState(account: number, listing: number): number {
    const slot = this.memberIndex.get(account, listing);
    return slot === 0 ? 0 : this.members.get(slot, MEMBER_FIELD.state);
  }

  /** Record of an account's admission, or 0. */
  member(account: number, listing: number): number {
    return this.memberIndex.get(account, listing);
  }

  /** Makes an admission; the caller has checked that there is room. */
  addMember(account: number, listing: number, payer: number): number {
    const slot = this.members.take();
    this.members.set(slot, MEMBER_FIELD.key, pairKey(account, listing));
    this.members.set(slot, MEMBER_FIELD.payer, payer);
    this.memberIndex.add(slot);
    return slot;
  }

  removeMember(slot: number): void {
    this.memberIndex.remove(slot);
    this.members.release(slot);
  }

  /** Takes in an admission that was written. */
  carryInMember(slot: number): void {
    this.memberIndex.add(slot);
  }
}

/** Shares that are written from a field of a record on, as they were named. */
export function royaltiesAt(
  table: RecordTable,
  slot: number,
  field: number,
): { readonly account: number; readonly shareBps: number }[] {
  const shares: { account: number; shareBps: number }[] = [];
  for (let i = 0; i < ROYALTIES_MAX; i += 1) {
    const account = table.get(slot, field + 2 * i);
    if (account === 0) break;
    shares.push({ account, shareBps: table.get(slot, field + 2 * i + 1) });
  }
  return shares;
}
