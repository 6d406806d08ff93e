/**
 * Finds the record of a pair of small integers in constant time: chains through the records themselves, hung into
 * buckets of four bytes.
 *
 * The buckets grow two a record, as records come (linear hashing): the table is as small as what it holds, so it
 * stays in the processor's cache, and no insertion ever rehashes it whole. It never shrinks.
 * Invariants: a record is in the chain of its key's bucket and in no other; equal histories give equal bytes.
 */
import type { ColumnAllocator } from './columns.js';

/** Where a record keeps its key and the link of its chain, in words. */
export interface PairRecords {
  readonly f: Float64Array;
  readonly words: number;
  readonly key: number;
  readonly next: number;
}

/** The second number of a pair is below this: series are numbered from 1 to as many as 2^16. */
const SECOND_LIMIT = 2 ** 17;
const BUCKETS_MIN = 16;
/** So many that a record is nearly always the first of its chain: every other one passed is a wait for memory. */
const BUCKETS_PER_RECORD = 2;
/** The first word counts the buckets, the second the records. */
const BUCKETS = 0;
const RECORDS = 1;
const HEADER_WORDS = 2;

/** The key of a pair: both numbers in one double. The first is below 2^31. */
export const pairKey = (first: number, second: number): number => first * SECOND_LIMIT + second;
export const firstOf = (key: number): number => Math.floor(key / SECOND_LIMIT) | 0;
/** By subtraction: a remainder of doubles is a call, and fills ask. */
export const secondOf = (key: number): number => (key - firstOf(key) * SECOND_LIMIT) | 0;

export class PairIndex {
  private readonly heads: Int32Array;
  private readonly records: PairRecords;
  private readonly bucketsMax: number;

  /** @param recordsMax most records indexed at once */
  constructor(alloc: ColumnAllocator, name: string, records: PairRecords, recordsMax: number) {
    this.records = records;
    this.bucketsMax = Math.max(BUCKETS_MIN, recordsMax * BUCKETS_PER_RECORD);
    const heads: Int32Array = alloc.i32(
      name,
      HEADER_WORDS + this.bucketsMax,
      () => HEADER_WORDS + (heads[BUCKETS] as number),
    );
    this.heads = heads;
    heads[BUCKETS] = BUCKETS_MIN;
  }

  /** The record of a pair, or 0. A second number that is none would be taken for another first one: it has no record. */
  get(first: number, second: number): number {
    if (second >= SECOND_LIMIT) return 0;
    const { heads } = this;
    const { f, words, key, next } = this.records;
    const wanted = first * SECOND_LIMIT + second;
    let record = heads[bucketOf(hashPair(first, second), heads[BUCKETS] as number)] as number;
    while (record !== 0 && f[record * words + key] !== wanted) {
      record = f[record * words + next] as number;
    }
    return record;
  }

  /** Adds a record whose key is set and not yet there. */
  add(record: number): void {
    const { heads } = this;
    const { f, words, next } = this.records;
    const count = (heads[RECORDS] as number) + 1;
    heads[RECORDS] = count;
    const wanted = Math.min(count * BUCKETS_PER_RECORD, this.bucketsMax);
    while ((heads[BUCKETS] as number) < wanted) this.split();
    const bucket = this.homeOf(record, heads[BUCKETS] as number);
    f[record * words + next] = heads[bucket] as number;
    heads[bucket] = record;
  }

  /** Removes a record that is there. */
  remove(record: number): void {
    const { heads } = this;
    const { f, words, next } = this.records;
    const bucket = this.homeOf(record, heads[BUCKETS] as number);
    const after = f[record * words + next] as number;
    heads[RECORDS]! -= 1;
    if (heads[bucket] === record) {
      heads[bucket] = after;
      return;
    }
    let before = heads[bucket] as number;
    while (f[before * words + next] !== record) before = f[before * words + next] as number;
    f[before * words + next] = after;
  }

  /** Opens one more bucket and moves to it what is now its own out of the bucket that had it. */
  private split(): void {
    const { heads } = this;
    const { f, words, next } = this.records;
    const opened = heads[BUCKETS] as number;
    const from = HEADER_WORDS + (opened & (maskOf(opened + 1) >> 1));
    heads[BUCKETS] = opened + 1;
    let record = heads[from] as number;
    heads[from] = 0;
    while (record !== 0) {
      const at = record * words + next;
      const after = f[at] as number;
      const home = this.homeOf(record, opened + 1);
      f[at] = heads[home] as number;
      heads[home] = record;
      record = after;
    }
  }

  private homeOf(record: number, buckets: number): number {
    const { f, words, key } = this.records;
    const pair = f[record * words + key] as number;
    return bucketOf(hashPair(firstOf(pair), secondOf(pair)), buckets);
  }
}

/** All ones, as many as it takes to count to `buckets − 1`. */
function maskOf(buckets: number): number {
  return 0x7fffffff >>> (Math.clz32(buckets - 1) - 1);
}

function bucketOf(hash: number, buckets: number): number {
  const mask = maskOf(buckets);
  const bucket = hash & mask;
  return HEADER_WORDS + (bucket < buckets ? bucket : bucket & (mask >> 1));
}

function hashPair(first: number, second: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
