/**
 * The terms of an incoming order as matching needs them, and what became of it. One object is filled
 * in again for every order, so that nothing is allocated.
 */

export const BUY = 0;
export const SELL = 1;

/** What happens when an order would trade with one of the same owner. */
export const STP_NONE = 0;
/** The incoming order's rest is cancelled. */
export const STP_CANCEL_TAKER = 1;
/** The resting order is cancelled and matching goes on. */
export const STP_CANCEL_MAKERS = 2;
/** Both are cancelled. */
export const STP_CANCEL_BOTH = 3;
/** The smaller quantity is taken off both, without a trade. */
export const STP_DECREMENT_BOTH = 4;

/** Whom self-trade prevention regards as the same: the account, or its firm group. */
export const SCOPE_ACCOUNT = 0;
export const SCOPE_GROUP = 1;

const NOBODY = -1;

export class Taker {
  series = 0;
  /** BUY or SELL. */
  side = BUY;
  /** The worst price it may trade at, within PRICE_TICKS_MIN and PRICE_TICKS_MAX. */
  limitPriceTicks = 0;
  /** Lots still to trade; matching counts it down. */
  lots = 0;
  owner = 0;
  ownerGroup = 0;
  /** One of the STP modes. */
  stpMode = STP_NONE;
  /** SCOPE_ACCOUNT or SCOPE_GROUP. */
  stpScope = SCOPE_ACCOUNT;
}

/** The owner or group a taker must not trade with; -1 = nobody. */
export function whoToAvoid(taker: Taker): number {
  if (taker.stpMode === STP_NONE) return NOBODY;
  return taker.stpScope === SCOPE_GROUP ? taker.ownerGroup : taker.owner;
}
