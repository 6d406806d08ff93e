/**
 * Seeded chance for simulations: the same seed and name give the same numbers, whatever else is drawn.
 *
 * xoshiro128** by Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021), seeded by splitmix32
 * over the seed and a hash of the name. Not for anything that must be unpredictable.
 */

export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @param name of the stream; streams of different names are independent of each other */
  constructor(seed: number, name: string) {
    let state = (seed ^ hashOf(name)) >>> 0;
    const next = (): number => {
      state = (state + 0x9e37_79b9) >>> 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
      return (z ^ (z >>> 16)) >>> 0;
    };
    this.a = next();
    this.b = next();
    this.c = next();
    // All four zero would stay zero for ever.
    this.d = next() | 1;
  }

  /** In [0, 1). */
  uniform(): number {
    const scrambled = Math.imul(rotated(Math.imul(this.b, 5), 7), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = rotated(this.d, 11);
    return scrambled / 2 ** 32;
  }

  /** Exponential with this mean. */
  exponential(mean: number): number {
    return -mean * Math.log1p(-this.uniform());
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A whole number from 1, geometric with this mean. */
  count(mean: number): number {
    if (!(mean > 1)) return 1;
    return 1 + Math.floor(Math.log1p(-this.uniform()) / Math.log1p(-1 / mean));
  }

  /** A whole number in [0, below). */
  index(below: number): number {
    return Math.floor(this.uniform() * below);
  }
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** FNV-1a over the code units of a text. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  }
  return hash >>> 0;
}
