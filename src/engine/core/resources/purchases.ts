/**
 * Purchases, dossiers, dealings and requests for data: the records of the buying side.
 *
 * A purchase is live as long as its entitlement is. Of a buyer and a listing there is at most one, found by both; those of a
 * listing are chained. A dealing remembers what an owner has had of a listing once. Fails by answering 0 when a table is full.
 */
import type { ColumnAllocator } from '../kernel/columns.js';
import { firstOf, PairIndex, pairKey, secondOf } from '../kernel/pair-index.js';
import { HASH_WORDS, OWN_WORDS, RecordTable } from './record-table.js';

/**
 * HELD: the price waits. USED: a month of paid use. DISPUTED: it waits for a ruling. PAID: the money has gone to the seller.
 * SEATED: seats of a feed, paid for a while. PAST_DUE: seats whose next payment failed.
 */
export const PURCHASE_STATUS = {
  ...{ HELD: 1, USED: 2, DISPUTED: 3, PAID: 4 },
  ...{ SEATED: 5, PAST_DUE: 6 },
} as const;

const OWN = OWN_WORDS;

/** Fields of a purchase, in words. */
export const PURCHASE_FIELD = {
  /** Buyer and listing as one number, and the next in the chain of its bucket. */
  key: OWN,
  keyNext: OWN + 1,
  buyer: OWN + 2,
  listing: OWN + 3,
  status: OWN + 4,
  revision: OWN + 5,
  /** Price of the licence or of a unit, when it was bought. */
  priceMicroPat: OWN + 6,
  /** In the market's escrow for it: what is earned and held, what is reserved for use, the bond of a dispute. */
  heldMicroPat: OWN + 7,
  reservedMicroPat: OWN + 8,
  bondMicroPat: OWN + 9,
  capMicroPat: OWN + 10,
  renews: OWN + 11,
  /** On the service clock. */
  boughtServiceMs: OWN + 12,
  refundUntilMs: OWN + 13,
  heldUntilMs: OWN + 14,
  /** Distinct bytes or units that left; drawn and not yet reported; charged for this month. */
  usedUnits: OWN + 15,
  drawnUnits: OWN + 16,
  chargedUnits: OWN + 17,
  sizeBytes: OWN + 18,
  entitlement: OWN + 19,
  timer: OWN + 20,
  listingNext: OWN + 21,
  listingPrevious: OWN + 22,
  /** What its dossier had, and of which policy. */
  stepsMask: OWN + 23,
  /** 1 to 5; 0: not rated. */
  stars: OWN + 24,
  answered: OWN + 25,
  feePpm: OWN + 26,
  /** Paid out in all; what a revocation gives back. */
  paidMicroPat: OWN + 27,
  /** Free units this month had drawn. */
  freeUnits: OWN + 28,
  /** It was bought for a request. */
  isBounty: OWN + 29,
  statusBefore: OWN + 30,
  policyHash: OWN + 31,
  licenceHash: OWN + 31 + HASH_WORDS,
  rulesHash: OWN + 31 + 2 * HASH_WORDS,
  /** Shares of the listing when it was bought, as in its record. */
  royalties: OWN + 31 + 3 * HASH_WORDS,
  /** Of seats of a feed: tier, how many, whose they count for, payments tried in vain, whether they are a trial, how long. */
  tier: OWN + 71,
  seats: OWN + 72,
  seatOwner: OWN + 73,
  attempts: OWN + 74,
  isTrial: OWN + 75,
  periodMs: OWN + 76,
} as const;
const PURCHASE_WORDS = 80;

/** Fields of a dealing: an owner, known by its first account, and a listing. */
export const DEALING_FIELD = {
  key: OWN,
  keyNext: OWN + 1,
  /** Month of the free units, counted in 30 days of the service clock, and how many were drawn. */
  month: OWN + 2,
  freeUnits: OWN + 3,
  refunds: OWN + 4,
  /** Purchase that was rated; 0 is none. */
  rated: OWN + 5,
  /** Seats of the feed it holds, and trials it had. */
  seats: OWN + 6,
  trials: OWN + 7,
} as const;
const DEALING_WORDS = 10;

/** Fields of a dossier. */
export const DOSSIER_FIELD = {
  key: OWN,
  keyNext: OWN + 1,
  stepsMask: OWN + 2,
  /** Newest version of the listing when it was begun. */
  version: OWN + 3,
  deletionDueMs: OWN + 4,
  policyHash: OWN + 5,
} as const;
const DOSSIER_WORDS = 16;

/** OPEN; JUDGED: an answer waits for its judgement. */
export const REQUEST_STATUS = { OPEN: 1, JUDGED: 2 } as const;

/** Fields of a request for data. */
export const REQUEST_FIELD = {
  asker: OWN,
  status: OWN + 1,
  bountyMicroPat: OWN + 2,
  deadlineMs: OWN + 3,
  minRowCount: OWN + 4,
  minCompositePpm: OWN + 5,
  listing: OWN + 6,
  revision: OWN + 7,
  timer: OWN + 8,
  schemaHash: OWN + 9,
  /** Owner of the last answer that was refused; 0: none was. */
  refusedOwner: OWN + 17,
} as const;
const REQUEST_WORDS = 20;

export class Purchases extends RecordTable {
  readonly dealings: RecordTable;
  readonly dossiers: RecordTable;
  readonly requests: RecordTable;
  private readonly index: PairIndex;
  private readonly dealingIndex: PairIndex;
  private readonly dossierIndex: PairIndex;

  constructor(alloc: ColumnAllocator, purchasesMax: number, accountsMax: number) {
    super(alloc, 'purchases', PURCHASE_WORDS, purchasesMax);
    this.dealings = new RecordTable(alloc, 'dealings', DEALING_WORDS, purchasesMax);
    this.dossiers = new RecordTable(alloc, 'dossiers', DOSSIER_WORDS, 2 * accountsMax);
    this.requests = new RecordTable(alloc, 'requests', REQUEST_WORDS, accountsMax);
    const of = (table: RecordTable, { key, keyNext }: { key: number; keyNext: number }) => ({
      ...{ f: table.f, words: table.words, key, next: keyNext },
    });
    this.index = new PairIndex(alloc, 'purchases.index', of(this, PURCHASE_FIELD), purchasesMax);
    this.dealingIndex = new PairIndex(
      ...([alloc, 'dealings.index'] as const),
      of(this.dealings, DEALING_FIELD),
      purchasesMax,
    );
    this.dossierIndex = new PairIndex(
      ...([alloc, 'dossiers.index'] as const),
      of(this.dossiers, DOSSIER_FIELD),
      this.dossiers.capacity,
    );
  }

  /** The live purchase of a buyer and a listing, or 0. */
  of(buyer: number, listing: number): number {
    return this.index.get(buyer, listing);
  }

  /** A purchase whose buyer and listing are set becomes the one of both. */
  enter(slot: number): void {
    const { buyer, listing, key } = PURCHASE_FIELD;
    this.set(slot, key, pairKey(this.get(slot, buyer), this.get(slot, listing)));
    this.index.add(slot);
  }

  unindex(slot: number): void {
    this.index.remove(slot);
  }

  /** The dealing of an owner and a listing; made if asked for. 0: there is none, or no room. */
  dealing(owner: number, listing: number, isMade = false): number {
    const found = this.dealingIndex.get(owner, listing);
    if (found !== 0 || !isMade) return found;
    const slot = this.dealings.take();
    if (slot === 0) return 0;
    this.dealings.set(slot, DEALING_FIELD.key, pairKey(owner, listing));
    this.dealingIndex.add(slot);
    return slot;
  }

  dealingOwner(slot: number): number {
    return firstOf(this.dealings.get(slot, DEALING_FIELD.key));
  }

  dealingListing(slot: number): number {
    return secondOf(this.dealings.get(slot, DEALING_FIELD.key));
  }

  releaseDealing(slot: number): void {
    this.dealingIndex.remove(slot);
    this.dealings.release(slot);
  }

  dossier(buyer: number, listing: number): number {
    return this.dossierIndex.get(buyer, listing);
  }

  /** Begins a dossier; 0: no room. */
  takeDossier(buyer: number, listing: number): number {
    const slot = this.dossiers.take();
    if (slot === 0) return 0;
    this.dossiers.set(slot, DOSSIER_FIELD.key, pairKey(buyer, listing));
    this.dossierIndex.add(slot);
    return slot;
  }

  dossierBuyer(slot: number): number {
    return firstOf(this.dossiers.get(slot, DOSSIER_FIELD.key));
  }

  releaseDossier(slot: number): void {
    this.dossierIndex.remove(slot);
    this.dossiers.release(slot);
  }

  carryInDealing(slot: number): void {
    this.dealingIndex.add(slot);
  }

  carryInDossier(slot: number): void {
    this.dossierIndex.add(slot);
  }
}
