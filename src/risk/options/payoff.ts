/**
 * What options pay, in micro-PAT a lot: European, in cash, on the settlement price. A call pays at most its cap less its strike,
 * a put its strike, so what a seller can lose is known and can be paid in. Pure, total for whole numbers of 0 and above.
 */

export interface OptionTerms {
  readonly isCall: boolean;
  readonly strikeMicroPat: number;
  /** Of a call, above its strike; of a put 0. */
  readonly capMicroPat: number;
}

/** What a lot pays at a settlement price. */
export function payoffMicroPat(terms: OptionTerms, settlementMicroPat: number): number {
  const { isCall, strikeMicroPat, capMicroPat } = terms;
  if (!isCall) return Math.max(0, strikeMicroPat - settlementMicroPat);
  return Math.max(0, Math.min(settlementMicroPat, capMicroPat) - strikeMicroPat);
}

/** The most a lot ever pays: what covers a lot that was sold. */
export function payoffMaxMicroPat({ isCall, strikeMicroPat, capMicroPat }: OptionTerms): number {
  return isCall ? capMicroPat - strikeMicroPat : strikeMicroPat;
}
