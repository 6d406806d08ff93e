/** What the words of records mean that settle in cash: holdings, instruments, accounts, the default fund. Amounts are micro-PAT, quantities lots. */

/** Fields of a holding, in words. */
export const HOLDING = {
  /** Account and series: `pairKey`. */
  key: 0,
  indexNext: 1,
  /** Signed: below 0 is short. */
  lots: 2,
  valueMicroPat: 3,
  accruedMicroPat: 4,
  /** Lots in open orders; of them those that only reduce, which reserve nothing. */
  bidLots: 5,
  askLots: 6,
  freeBidLots: 7,
  freeAskLots: 8,
  /** The run of its instrument it was settled in last. */
  run: 9,
  accountNext: 10,
  accountPrevious: 11,
} as const;

/** Fields of an instrument, in words. */
export const CASH = {
  series: 0,
  /** One of INSTRUMENT_KIND. */
  kind: 1,
  expiryMs: 2,
  strikeMicroPat: 3,
  capMicroPat: 4,
  markMicroPat: 5,
  markAtMs: 6,
  /** One of MARK_QUALITY. */
  quality: 7,
  /** 1: the mark wanted to move further than a minute allows. */
  isSliding: 8,
  /** As of the last mark. */
  initialPpm: 9,
  maintenancePpm: 10,
  liquidityMicroPat: 11,
  /** Runs of variation so far, and the price of the last. */
  run: 12,
  runMarkMicroPat: 13,
  /** What its holders are owed and owe; in the pool and owed when gains began to be paid. */
  dueMicroPat: 14,
  owedMicroPat: 15,
  poolAtMicroPat: 16,
  dueAtMicroPat: 17,
  /** Debts nobody paid, less gains that were written off for them. */
  lostMicroPat: 18,
  /** Lots held long. */
  longLots: 19,
  /** Lots traded in the hour that runs and in the one before it; which hour runs. */
  hourLots: 20,
  lastHourLots: 21,
  hour: 22,
  /** One of SETTLEMENT, once it settled. */
  settlement: 23,
  settlementMicroPat: 24,
  /** Where the samples of its book are, from 1 on; 0 is nowhere. */
  samples: 25,
  /** Accounts that have lots of it, or something to settle. */
  holders: 26,
  /** Most lots held long in the contract, and most of one owner, as of the last mark. */
  longLotsMax: 27,
  ownerLotsMax: 28,
} as const;

/** How good a mark is. */
export const MARK_QUALITY = {
  /** No index: nothing is added. */
  NONE: 0,
  /** An index, but no two owners in the book: wider margin, nothing is liquidated, no cash moves. */
  WEAK: 1,
  GOOD: 2,
} as const;

/** Fields of an account, in words. */
export const STAKE = {
  /** First of its holdings, and how many. */
  first: 0,
  holdings: 1,
  /** One of LADDER. */
  state: 2,
  /** Shares of the default fund it has. */
  fundShares: 3,
  /** The epoch of the fund these are of. */
  fundEpoch: 4,
} as const;

/** Where an account stands on the way to its liquidation. */
export const LADDER = { NONE: 0, WARNED: 1, LIQUIDATING: 2 } as const;

/** A sample of the book: the order, its price and its lots. */
export const SAMPLE = { order: 0, priceTicks: 1, lots: 2 } as const;
/** A winner that may be deleveraged: the holding, and how it ranks. */
export const WINNER = { holding: 0, score: 1 } as const;

/** Orders of a side that are looked at for the impact mid. */
export const SAMPLES_MAX = 32;
/** Winners of a side kept for deleveraging. */
export const WINNERS_MAX = 8;
/** Instruments an account may have holdings in: what bounds the look at one account. */
export const HOLDINGS_MAX = 64;

/** Fields of the fund and of the run, in words. */
export const FUND = {
  /** Shares all who contributed have. */
  shares: 0,
  /** Losses of the two accounts that would lose most beyond their margin, as of the last run; and as found so far. */
  stressMicroPat: 1,
  secondStressMicroPat: 2,
  nextStressMicroPat: 3,
  nextSecondMicroPat: 4,
  /** Time of the run. */
  runMs: 5,
  /** 1: the fund is smaller than both losses together. */
  isShort: 6,
  /** Of the fund, what no shares stand for. */
  commonMicroPat: 7,
  /** Counts how often all shares ended worthless. */
  epoch: 8,
} as const;
