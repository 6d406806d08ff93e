/**
 * Model feeds, their creators, and who entered which model first: what decides money and permission. Texts are in the catalog.
 *
 * A listing has at most one feed, found by it. A claim is for good, and so is a feed: what an owner entered counts. Fails by
 * answering 0 when a table is full.
 */
import type { ColumnAllocator } from '../../kernel/columns.js';
import { PairIndex, pairKey } from '../../kernel/pair-index.js';
import { HASH_WORDS, OWN_WORDS, RecordTable, wordOf } from '../record-table.js';

const OWN = OWN_WORDS;
const HASH = HASH_WORDS;

/** ENTERED: it burns in. PASSED: it can be listed. FAILED, ABANDONED: it may be entered anew. */
export const FEED_PHASE = { ENTERED: 1, PASSED: 2, FAILED: 3, ABANDONED: 4 } as const;

/** Fields of the plan of a tier, in words; plans lie one behind the other. */
export const PLAN_FIELD = {
  priceMicroPat: 0,
  /** Seats that may be held at once: the mint cap of the strip. */
  seatCap: 1,
  trialDays: 2,
  heldSeats: 3,
  /** Until when holders keep the old price after a rise, on the service clock. */
  protectedUntilMs: 4,
} as const;
const PLAN_WORDS = 5;
export const TIERS = 3;

/** Fields of a feed, in words. */
export const FEED_FIELD = {
  key: OWN,
  keyNext: OWN + 1,
  listing: OWN + 2,
  phase: OWN + 3,
  /** One of FEED_DRIFT; 0: nothing was recorded. */
  drift: OWN + 4,
  reviewAtMs: OWN + 5,
  /** In the market's escrow until the review. */
  depositMicroPat: OWN + 6,
  gatesMask: OWN + 7,
  /** Seats the capacity carries, of all tiers together; 0 is unknown. */
  seatLimit: OWN + 8,
  signalsPerDayMax: OWN + 9,
  lastSequence: OWN + 10,
  lastDataAsOfMs: OWN + 11,
  /** Day of the last signal, counted from 1970, and its signals. */
  day: OWN + 12,
  signalsOfDay: OWN + 13,
  /** Nothing new is sold before, on the service clock. */
  coolingUntilMs: OWN + 14,
  /** Week of the last score, and of the last drift, counted from 1970. */
  week: OWN + 15,
  trustPpm: OWN + 16,
  heldSeats: OWN + 17,
  driftWeek: OWN + 18,
  plans: OWN + 19,
  modelHash: OWN + 19 + TIERS * PLAN_WORDS,
  packHash: OWN + 19 + TIERS * PLAN_WORDS + HASH,
  stamp: OWN + 19 + TIERS * PLAN_WORDS + 2 * HASH,
  /** Document of the listing whose claims were checked with the gates. */
  listingHash: OWN + 19 + TIERS * PLAN_WORDS + 3 * HASH,
  /** Of the chain of its signals, and of the last sealed signal. */
  chainHash: OWN + 19 + TIERS * PLAN_WORDS + 4 * HASH,
  sealedHash: OWN + 19 + TIERS * PLAN_WORDS + 5 * HASH,
} as const;
const FEED_WORDS = OWN + 19 + TIERS * PLAN_WORDS + 6 * HASH;

/** Word of a plan of a tier. */
export const planWord = (tier: number, field: number): number =>
  FEED_FIELD.plans + (tier - 1) * PLAN_WORDS + field;

/** Fields of a creator, in words. */
export const CREATOR_FIELD = {
  key: OWN,
  keyNext: OWN + 1,
  account: OWN + 2,
  standing: OWN + 3,
  payoutsHeld: OWN + 4,
  taxForm: OWN + 5,
  taxUntilMs: OWN + 6,
  /** In the market's escrow, until it can be paid out. */
  payableMicroPat: OWN + 7,
  /** Entries it ever made. */
  entries: OWN + 8,
  taxHash: OWN + 9,
} as const;
const CREATOR_WORDS = OWN + 9 + HASH;

/** Fields of a claim, in words. */
export const CLAIM_FIELD = {
  key: OWN,
  keyNext: OWN + 1,
  account: OWN + 2,
  claimed: OWN + 3,
} as const;
const CLAIM_WORDS = OWN + 3 + HASH;
const CLAIMS_PER_FEED = 4;

/** Numbers of the rules. */
export const FEED_RULE = { stage: 0, entryDepositMicroPat: 1 } as const;
const RULES = 2;
/** The second number of a key where an account or a listing is all of it. */
const ALONE = 0;
/** A claim is found by 31 and 17 bits of its hash, and is taken for another's only if these are the same. */
const FIRST_BITS = 2 ** 31;
const SECOND_BITS = 2 ** 17;

export class Feeds extends RecordTable {
  readonly creators: RecordTable;
  readonly claims: RecordTable;
  readonly rules: Float64Array;
  private readonly index: PairIndex;
  private readonly creatorIndex: PairIndex;
  private readonly claimIndex: PairIndex;

  constructor(alloc: ColumnAllocator, listingsMax: number) {
    super(alloc, 'feeds', FEED_WORDS, listingsMax);
    this.creators = new RecordTable(alloc, 'creators', CREATOR_WORDS, listingsMax);
    const claimsMax = CLAIMS_PER_FEED * listingsMax;
    this.claims = new RecordTable(alloc, 'claims', CLAIM_WORDS, claimsMax);
    this.rules = alloc.f64('feeds.rules', RULES);
    const of = (table: RecordTable, { key, keyNext }: { key: number; keyNext: number }) => ({
      ...{ f: table.f, words: table.words, key, next: keyNext },
    });
    this.index = new PairIndex(alloc, 'feeds.index', of(this, FEED_FIELD), listingsMax);
    this.creatorIndex = new PairIndex(
      ...([alloc, 'creators.index', of(this.creators, CREATOR_FIELD)] as const),
      listingsMax,
    );
    this.claimIndex = new PairIndex(
      ...([alloc, 'claims.index', of(this.claims, CLAIM_FIELD)] as const),
      claimsMax,
    );
  }

  /** One of FEED_STAGE; 0: there are no feeds. */
  get stage(): number {
    return this.rules[FEED_RULE.stage] as number;
  }

  /** The feed of a listing, or 0. */
  of(listing: number): number {
    return this.index.get(listing, ALONE);
  }

  /** Begins the feed of a listing; the caller has checked that there is room. */
  make(listing: number): number {
    const slot = this.take();
    this.set(slot, FEED_FIELD.listing, listing);
    this.set(slot, FEED_FIELD.key, pairKey(listing, ALONE));
    this.index.add(slot);
    return slot;
  }

  /** What is known of a creator, or 0. */
  creator(account: number): number {
    return this.creatorIndex.get(account, ALONE);
  }

  /** Begins the record of a creator; the caller has checked that there is room. */
  makeCreator(account: number): number {
    const slot = this.creators.take();
    this.creators.set(slot, CREATOR_FIELD.account, account);
    this.creators.set(slot, CREATOR_FIELD.key, pairKey(account, ALONE));
    this.creatorIndex.add(slot);
    return slot;
  }

  /** Who claimed a hash, or 0. */
  claimant(hash: Uint8Array): number {
    const slot = this.claimIndex.get(...claimKey(hash));
    return slot === 0 ? 0 : this.claims.get(slot, CLAIM_FIELD.account);
  }

  /** An account claims a hash nobody claimed; the caller has checked that there is room. */
  claim(account: number, hash: Uint8Array): void {
    const slot = this.claims.take();
    this.claims.set(slot, CLAIM_FIELD.account, account);
    this.claims.set(slot, CLAIM_FIELD.key, pairKey(...claimKey(hash)));
    this.claims.setHash(slot, CLAIM_FIELD.claimed, hash);
    this.claimIndex.add(slot);
  }

  carryInFeed(slot: number): void {
    this.index.add(slot);
  }

  carryInCreator(slot: number): void {
    this.creatorIndex.add(slot);
  }

  carryInClaim(slot: number): void {
    this.claimIndex.add(slot);
  }
}

function claimKey(hash: Uint8Array): readonly [number, number] {
  return [wordOf(hash, 0) % FIRST_BITS, wordOf(hash, 1) % SECOND_BITS];
}
