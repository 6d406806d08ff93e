/** Shares of amounts, exact over the whole range of money: no product leaves the integers a double has. */

const PPM = 1_000_000;
/** Hundredths of a percent in the whole. */
export const BPS = 10_000;

/** ⌈amount × ppm / 10⁶⌉: a fee is never rounded to nothing. */
export function ppmOf(amount: number, ppm: number): number {
  const whole = Math.floor(amount / PPM);
  return whole * ppm + Math.ceil(((amount % PPM) * ppm) / PPM);
}

/** ⌊amount × bps / 10⁴⌋. */
export function bpsOf(amount: number, bps: number): number {
  const whole = Math.floor(amount / BPS);
  return whole * bps + Math.floor(((amount % BPS) * bps) / BPS);
}

/** An account's share in hundredths of a percent. */
export interface Share {
  readonly account: number;
  readonly shareBps: number;
}

/** What each share of an amount is, and what is left; together they are the amount. */
export function sharesOf(
  amount: number,
  royalties: readonly Share[],
): {
  readonly shares: readonly { account: number; amountMicroPat: number }[];
  readonly rest: number;
} {
  const shares = royalties.map(({ account, shareBps }) => ({
    account,
    amountMicroPat: bpsOf(amount, shareBps),
  }));
  return { shares, rest: shares.reduce((left, share) => left - share.amountMicroPat, amount) };
}
