/**
 * The seam between trading and what a trade means: what an order must hold, what it reserves, what a fill moves, and how
 * a fill is taken back. Each kind of instrument has one implementation; matching, checks and reports do not know which.
 *
 * Contract of every implementation: after `hasRoom` said yes for a fill, `fill` cannot fail; what `reserve` took, `release`
 * and `fill` together give back to the last unit; `reverse` is the exact inverse of `fill` and only called when
 * `reversalProblem` answered 0. Amounts are micro-PAT, quantities lots.
 */
import type { OrderCheck } from '../../../risk/index.js';

/** One side of a fill. Reused; filled in by whoever matches. */
export class Party {
  account = 0;
  position = 0;
  /** PAT reserved per lot by its order. */
  unitReserveMicroPat = 0;
  /** Fee ppm of its liquidity; 0 for the broker. */
  feePpm = 0;
  /** Out: what it pays in fees for this fill. */
  feeMicroPat = 0;
}

/** What an amended order already holds, returned to it for the check. */
export interface Held {
  openOrders: number;
  patMicroPat: number;
  rightsLots: number;
  /** Of an order that is amended, its open lots and its price; 0 for whatever is new. */
  amendedLots: number;
  amendedTicks: number;
}

/** A remembered trade, as far as its reversal has to know it. */
export interface PostedTrade {
  readonly series: number;
  readonly tradeId: number;
  readonly buyer: number;
  readonly seller: number;
  readonly buyerPosition: number;
  readonly sellerPosition: number;
  readonly unitMicroPat: number;
  readonly lots: number;
  readonly paidMicroPat: number;
  readonly buyerFeeMicroPat: number;
  readonly collateralMicroPat: number;
  /** Of a provider's lots. */
  readonly attestedLots: number;
  readonly sequence: number;
}

export interface Clearing {
  /** Out: provider collateral the last fill locked. */
  readonly lockedCollateralMicroPat: number;
  /** Out: how many of the lots a provider sold were attested when they were minted. */
  readonly attestedLots: number;

  /** Fills in what an order of an account needs here and has already: the holdings of a pre-trade check. */
  need(
    check: OrderCheck,
    account: number,
    seriesId: number,
    position: number,
    held: Readonly<Held>,
  ): void;

  /** Whether the stores have room for so many fills. */
  hasRoom(fills: number): boolean;

  /** Most fills there is room for. */
  readonly roomFills: number;

  /** Why an account may not have more of the stores fills use, or 0. */
  shareProblem(account: number): number;

  /** Sets aside what an order of these lots needs. @param unit micro-PAT per lot */
  reserve(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void;

  /** Gives back what lots of an order reserved. */
  release(
    account: number,
    position: number,
    series: number,
    side: number,
    unit: number,
    lots: number,
  ): void;

  /** Posts one fill; sets the fees of both parties. */
  fill(seriesId: number, buyer: Party, seller: Party, priceTicks: number, lots: number): void;

  /** Code of why a trade cannot be taken back any more, or 0. Changes nothing. */
  reversalProblem(trade: PostedTrade): number;

  /** What taking a trade back exposes the broker to again. */
  reversalExposure(trade: PostedTrade): number;

  /** Whether the stores have room for what a reversal makes. */
  readonly hasRoomToReverse: boolean;

  /** Takes a trade back by new entries. */
  reverse(trade: PostedTrade): void;
}

/** How instruments of a kind end: the other half of the seam, which trading has no use for. */
export interface Ending {
  /** The last stretch found no room to go on. */
  readonly isWaiting: boolean;

  /** One stretch of the end that is first in the queue of work: about so many steps. */
  stretch(stepsMax: number): void;
}
