/**
 * What netting, the liabilities tree and the batch machine refuse, each with a code that a caller can tell apart. None of
 * them is a state to go on from: the range that was refused is not settled until somebody has looked.
 */

export const REFUSAL = [
  /** The changes of a range do not add up to zero. */
  'UNBALANCED',
  /** An amount that is negative where none may be, not whole, or beyond the exact integers. */
  'OUT_OF_RANGE',
  /** The venue's own account on chain is not there. */
  'UNREGISTERED_ACCOUNT',
  /** An account has two changes, or its account on chain is the clearing account. */
  'SHARED_ACCOUNT',
  /** Caps under which nothing can be settled. */
  'BAD_LIMITS',
  /** The tree does not say what the ledger says. */
  'LIABILITIES_MISMATCH',
  /** An account that is not in the tree. */
  'UNKNOWN_ACCOUNT',
  /** A fact that a batch in its state cannot meet. */
  'BAD_TRANSITION',
] as const;

export type Refusal = (typeof REFUSAL)[number];

export class SettlementRefused extends Error {
  override readonly name = 'SettlementRefused';
  readonly code: Refusal;

  constructor(code: Refusal, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** The amount, if it is an exact integer from `least` up. */
export function exact(microPat: number, what: string, least = 0): number {
  if (Number.isSafeInteger(microPat) && microPat >= least) return microPat;
  throw new SettlementRefused('OUT_OF_RANGE', `${what} is ${microPat} micro-PAT`);
}
