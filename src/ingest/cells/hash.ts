/**
 * Hashes of 64 bits in two halves, for counting, not against who chooses values: murmur3's mixing (Appleby, public domain).
 * Numbers are hashed by value, so that 1, 1.0 and a Parquet 1 are the same. Pure; never fails.
 */

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;
const SEED_HI = 0x9747b28c;
const SEED_LO = 0x3c6ef372;

/** Mixes 32 bits so that each of them changes about half of the result. */
export function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const NUMBER = new Float64Array(1);
const HALVES = new Uint32Array(NUMBER.buffer);

/** The last hash; reused, so that hashing a cell makes no object. */
export const hashed = { hi: 0, lo: 0 };

export function hashText(text: string): void {
  let hi = SEED_HI;
  let lo = SEED_LO;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i);
    hi = Math.imul(hi ^ letter, C1);
    hi = (hi << 13) | (hi >>> 19);
    lo = Math.imul(lo ^ letter, C2);
    lo = (lo << 15) | (lo >>> 17);
  }
  hashed.hi = mix(hi ^ text.length);
  hashed.lo = mix(lo ^ hashed.hi);
}

/** @param kind sets numbers apart from times of the same value */
export function hashNumber(value: number, kind: number): void {
  // −0 is 0.
  NUMBER[0] = value + 0;
  hashed.hi = mix((HALVES[0] as number) ^ Math.imul(HALVES[1] as number, C1) ^ kind);
  hashed.lo = mix((HALVES[1] as number) ^ Math.imul(HALVES[0] as number, C2) ^ hashed.hi);
}

/** A hash as a number below 2^53. */
export const hash53 = (hi: number, lo: number): number => (hi >>> 11) * 4_294_967_296 + (lo >>> 0);
