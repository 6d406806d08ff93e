/** Sizes of the core's preallocated stores, fixed by the first command of a journal. */
export interface Limits {
  readonly maxOrders: number;
  readonly maxAccounts: number;
  readonly maxSeries: number;
  /** Account and series pairs with rights. */
  readonly maxPositions: number;
  /** Obligations and inventory entries. */
  readonly maxObligations: number;
  readonly maxDeliveries: number;
  readonly maxIdSpaces: number;
  /** Outcomes remembered one by one in each id space; a power of two. */
  readonly outcomesPerIdSpace: number;
  /** Pages of 32 price levels over all books. */
  readonly maxPricePages: number;
  readonly maxEntitlements: number;
  /** Trades remembered so that they can be busted. */
  readonly maxBustableTrades: number;
}
