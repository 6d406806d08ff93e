/**
 * Amounts of PAT. The venue counts whole micro-PAT (1 PAT is 1,000,000); people write PAT with up to six decimals.
 *
 * Exact both ways, without floats: what is not an amount, or does not fit, throws a RangeError that says what does.
 */

export const MICRO_PAT_PER_PAT = 1_000_000;

/** Micro-PAT of an amount of PAT written as a decimal, such as `250.5` or `-0.000001`. */
export function microPatOf(pat: string): number {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,6}))?$/.exec(pat.trim());
  if (match === null) {
    throw new RangeError(
      `"${pat}" is no amount of PAT; write one like 250.5, at most six decimals`,
    );
  }
  const [, sign, whole = '', part = ''] = match;
  const micro = Number(whole + part.padEnd(6, '0'));
  if (!Number.isSafeInteger(micro)) {
    throw new RangeError(
      `${pat} PAT is too much; the most is ${formatPat(Number.MAX_SAFE_INTEGER)}`,
    );
  }
  return sign === '-' && micro !== 0 ? -micro : micro;
}

/** An amount of micro-PAT in PAT: `250500000` is `250.5`, `1` is `0.000001`. */
export function formatPat(microPat: number): string {
  if (!Number.isSafeInteger(microPat)) {
    throw new RangeError(`${microPat} is no whole number of micro-PAT within ±(2^53−1)`);
  }
  const digits = String(Math.abs(microPat)).padStart(7, '0');
  const part = digits.slice(-6).replace(/0+$/, '');
  const sign = microPat < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -6)}${part === '' ? '' : `.${part}`}`;
}

/**
 * What lots cost at a price, in micro-PAT: price × lots × the contract's value of a tick (`rules.tickValueMicroPat`).
 * Throws a RangeError when the product is not exact; the venue would refuse the order as well.
 */
export function notionalMicroPat(order: {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly tickValueMicroPat: number;
}): number {
  const { priceTicks, quantityLots, tickValueMicroPat } = order;
  const ticks = priceTicks * quantityLots;
  const micro = ticks * tickValueMicroPat;
  if (Number.isSafeInteger(ticks) && Number.isSafeInteger(micro)) return micro;
  throw new RangeError(`${quantityLots} lots at ${priceTicks} ticks are beyond 2^53−1 micro-PAT`);
}
