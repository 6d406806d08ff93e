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

/** ⌊a × b / c⌋ exactly, for c > 0; INEXACT when the quotient leaves the range. */
export function mulDivDown(a: number, b: number, c: number): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) return divideDown(product, c);
  const quotient = (BigInt(a) * BigInt(b)) / BigInt(c);
  return quotient <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(quotient) : INEXACT;
}

/** ⌈a × b / c⌉ exactly, for c > 0; INEXACT when the quotient leaves the range. */
export function mulDivUp(a: number, b: number, c: number): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER - c) {
    const down = divideDown(product, c);
    return down * c === product ? down : down + 1;
  }
  const divisor = BigInt(c);
  const quotient = (BigInt(a) * BigInt(b) + divisor - 1n) / divisor;
  return quotient <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(quotient) : INEXACT;
}

/** ⌊product / c⌋ for exact integers; rounding of the division can only be one too high. */
function divideDown(product: number, c: number): number {
  const quotient = Math.floor(product / c);
  return quotient * c > product ? quotient - 1 : quotient;
}
