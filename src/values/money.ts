/**
 * Exact integer arithmetic on doubles below 2^53: the only money arithmetic there is.
 *
 * Every function takes and returns non-negative safe integers; a result that would not be exact is `NaN`-free and
 * reported as `INEXACT` (-1), which callers turn into a typed refusal before anything changes.
 */

export const INEXACT = -1;

/** a × b, or INEXACT when the product leaves the range of exact integers. */
export function multiply(a: number, b: number): number {
  const product = a * b;
  return product <= Number.MAX_SAFE_INTEGER ? product : INEXACT;
}

/** ⌊a × b / c⌋ exactly, for a, b ≥ 0 and c > 0; INEXACT when the quotient leaves the range. */
export function mulDivDown(a: number, b: number, c: number): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) return divideDown(product, c);
  // ⌊(w × c + r) × b / c⌋ = w × b + ⌊r × b / c⌋: in doubles where they suffice, which is nearly always.
  const whole = divideDown(a, c);
  const rest = (a - whole * c) * b;
  if (rest <= Number.MAX_SAFE_INTEGER) return exact(whole * b + divideDown(rest, c));
  return exactBig((BigInt(a) * BigInt(b)) / BigInt(c));
}

/** ⌈a × b / c⌉ exactly, for a, b ≥ 0 and c > 0; INEXACT when the quotient leaves the range. */
export function mulDivUp(a: number, b: number, c: number): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) return divideUp(product, c);
  const whole = divideDown(a, c);
  const rest = (a - whole * c) * b;
  if (rest <= Number.MAX_SAFE_INTEGER) return exact(whole * b + divideUp(rest, c));
  const divisor = BigInt(c);
  return exactBig((BigInt(a) * BigInt(b) + divisor - 1n) / divisor);
}

/** A number that is exact if it is in the range: one beyond may be rounded, but not back into it. */
const exact = (value: number): number => (value <= Number.MAX_SAFE_INTEGER ? value : INEXACT);
const exactBig = (value: bigint): number =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : INEXACT;

/** ⌈product / c⌉ for exact integers. */
function divideUp(product: number, c: number): number {
  const down = divideDown(product, c);
  return down * c === product ? down : down + 1;
}

/** ⌊product / c⌋ for exact integers; rounding of the division can only be one too high. */
function divideDown(product: number, c: number): number {
  const quotient = Math.floor(product / c);
  return quotient * c > product ? quotient - 1 : quotient;
}
