/** Fees: one rule for what is reserved and for what is charged, so that the two always fit. */

const PPM = 1_000_000;

/**
 * Fee per lot in micro-PAT, rounded up: ⌈unit × ppm / 1e6⌉, exact while the product is below 2^53, which a contract's
 * rules guarantee. Fees are linear in lots, so that partial fills add up, and never fall with the price.
 */
export function unitFeeMicroPat(unitMicroPat: number, feePpm: number): number {
  const product = unitMicroPat * feePpm;
  // The division may round up to the next integer, never past it.
  const near = Math.floor(product / PPM);
  return near * PPM >= product ? near : near + 1;
}
