/**
 * How much of a data set is in another one, from the smallest hashes of their rows (KMV, Beyer et al. 2007).
 *
 * Rows are hashed without names and order of their columns. Both sketches keep the k smallest of the same hash function, so the
 * k smallest of their union are a uniform sample of the union of both row sets. Pure; never fails.
 */
import { OVERLAP_REVIEW_SHARE, SKETCH_SIZE } from './rule-set.js';

/** Distinct row hashes, ascending, each below 2^53; all of a set's when it has fewer than the sketch keeps. */
export type RowSketch = readonly number[];

const HASH_END = 2 ** 53;

/** Distinct rows: exact below the sketch's size, else (k − 1) / the k-th hash as a share of all. */
export function distinctRows(sketch: RowSketch): number {
  if (sketch.length < SKETCH_SIZE) return sketch.length;
  return Math.round((sketch.length - 1) / ((sketch.at(-1) as number) / HASH_END));
}

export interface Overlap {
  /** Rows in both ÷ rows in either. */
  readonly jaccard: number;
  /** Share of the smaller set's rows that the other one has. */
  readonly containment: number;
  readonly needsReview: boolean;
}

export function overlap(one: RowSketch, other: RowSketch): Overlap {
  const isWhole = one.length < SKETCH_SIZE && other.length < SKETCH_SIZE;
  const inOther = new Set(other);
  const inOne = new Set(one);
  const union = [...new Set([...one, ...other])].sort((a, b) => a - b);
  // Beyond the k-th of either sketch the union is not known.
  const known = isWhole ? union : union.slice(0, SKETCH_SIZE);
  const both = known.filter((hash) => inOne.has(hash) && inOther.has(hash)).length;
  const jaccard = known.length === 0 ? 0 : both / known.length;
  const [a, b] = [distinctRows(one), distinctRows(other)];
  // |A ∩ B| = J·(|A| + |B|) / (1 + J), since |A ∪ B| = |A| + |B| − |A ∩ B|.
  const shared = (jaccard * (a + b)) / (1 + jaccard);
  const smaller = Math.min(a, b);
  const containment = smaller === 0 ? 0 : Math.min(1, shared / smaller);
  return { jaccard, containment, needsReview: containment >= OVERLAP_REVIEW_SHARE };
}
