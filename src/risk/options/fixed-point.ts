/**
 * ln, exp and the normal integral in whole numbers, for what the core computes of a model: the same bits on every machine.
 *
 * A number x is the whole number x·2^48. Each function is within 2^-44 (6e-14) of its value, absolutely, for exp relatively; a
 * test holds that against 50 digits. Pure and total in the ranges named. Sources of the series: M. Abramowitz and I. Stegun,
 * Handbook of Mathematical Functions, 4.1.27 (ln), 4.2.1 (exp), 26.2.11 (Φ).
 */

const BITS = 48n;
/** 1. */
export const ONE = 1n << BITS;
const HALF = ONE >> 1n;
/** Bits that constants and the table are made with, so that their own error is nothing. */
const GUARD = 64n;
const FINE = 1n << (BITS + GUARD);

/** a·b, rounded down. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BITS;
}

/** a/b, for b > 0; rounded towards 0. */
export function over(a: bigint, b: bigint): bigint {
  return (a << BITS) / b;
}

/** 2·atanh(z) = 2·(z + z³/3 + z⁵/5 + …) at a scale. */
function twoAtanh(z: bigint, scale: bigint): bigint {
  const square = (z * z) / scale;
  let power = z;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * square) / scale;
  }
  return 2n * sum;
}

/** ln 2 = 2·atanh(1/3). */
const LN_2_FINE = twoAtanh(FINE / 3n, FINE);
const LN_2 = LN_2_FINE >> GUARD;
/** √½, for splitting: any number near it would do. */
const ROOT_HALF = (ONE * 70_710_678n) / 100_000_000n;

/** ln x, for x > 0. */
export function lnFixed(x: bigint): bigint {
  let exponent = 0n;
  let m = x;
  // Into [√½, √2): by the length first, then by at most one more.
  const shift = BigInt(m.toString(2).length) - BITS;
  if (shift > 0n) m >>= shift;
  else m <<= -shift;
  exponent += shift;
  if (m < ROOT_HALF) {
    m <<= 1n;
    exponent -= 1n;
  }
  return exponent * LN_2 + twoAtanh(((m - ONE) << BITS) / (m + ONE), ONE);
}

/** e^x; 0 below −33, and for x at most 40. */
export function expFixed(x: bigint): bigint {
  return x < -33n * ONE ? 0n : expAt(x, LN_2, BITS);
}

/** e^x of a number with so many bits behind the point: 2^k·e^r with r in [0, ln 2), by its series. */
function expAt(x: bigint, ln2: bigint, bits: bigint): bigint {
  let shift = x / ln2;
  if (x < shift * ln2) shift -= 1n;
  const rest = x - shift * ln2;
  let term = 1n << bits;
  let sum = term;
  for (let n = 1n; term !== 0n; n += 1n) {
    term = ((term * rest) >> bits) / n;
    sum += term;
  }
  return shift >= 0n ? sum << shift : sum >> -shift;
}

/** ⌊√n⌋ of a whole number. */
export function rootWhole(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** 1/√(2π), from π = 16·atan(1/5) − 4·atan(1/239) (Machin). */
const INVERSE_ROOT_TWO_PI = (() => {
  const atan = (inverse: bigint): bigint => {
    let power = FINE / inverse;
    let sum = 0n;
    for (let n = 1n, sign = 1n; power !== 0n; n += 2n, sign = -sign) {
      sum += (sign * power) / n;
      power /= inverse * inverse;
    }
    return sum;
  };
  const pi = 16n * atan(5n) - 4n * atan(239n);
  return (FINE * FINE) / rootWhole(2n * pi * FINE);
})();

/** Φ of what lies further out is 0 or 1. */
const END = 8;
/** Nodes of the tables for each unit. */
const NODES = 8;

interface Node {
  /** φ, and Φ = ½ + φ(x)·Σ x^(2k+1)/(1·3·…·(2k+1)). */
  readonly density: bigint;
  readonly cumulative: bigint;
}

const TABLE: readonly Node[] = Array.from({ length: END * NODES + 1 }, (_, n) => {
  const fine = BITS + GUARD;
  const x = (FINE * BigInt(n)) / BigInt(NODES);
  const square = (x * x) >> fine;
  const density = (INVERSE_ROOT_TWO_PI * expAt(-square / 2n, LN_2_FINE, fine)) >> fine;
  let term = x;
  let sum = 0n;
  for (let k = 3n; term !== 0n; k += 2n) {
    sum += term;
    term = ((term * square) >> fine) / k;
  }
  const cumulative = FINE / 2n + ((density * sum) >> fine);
  return { density: density >> GUARD, cumulative: cumulative >> GUARD };
});

/** Φ(x), from Taylor's series about the nearest node. */
export function cumulativeFixed(x: bigint): bigint {
  if (x < 0n) return ONE - cumulativeFixed(-x);
  const node = Number((x * BigInt(NODES) + HALF) >> BITS);
  if (node > END * NODES) return ONE;
  const { density, cumulative } = TABLE[node] as Node;
  const from = (ONE * BigInt(node)) / BigInt(NODES);
  const step = x - from;
  // Derivatives of Φ: f'' = −x·f', and then f⁽ⁿ⁺¹⁾ = −x·f⁽ⁿ⁾ − (n − 1)·f⁽ⁿ⁻¹⁾.
  let before = 0n;
  let derivative = density;
  let power = step;
  let sum = cumulative;
  for (let n = 1n; n <= 14n && power !== 0n; n += 1n) {
    sum += times(derivative, power);
    const next = -times(from, derivative) - (n - 1n) * before;
    before = derivative;
    derivative = next;
    power = times(power, step) / (n + 1n);
  }
  return sum < 0n ? 0n : sum > ONE ? ONE : sum;
}
