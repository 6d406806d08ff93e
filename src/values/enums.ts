/**
 * The numbers of the schema's enums, for code that must not load the protobuf runtime.
 *
 * They mirror `proto/patx/v1/types.proto`; a test compares every one. `0` (unspecified) is left out: it is refused at
 * the door, so nothing behind the door handles it.
 */

export const SIDE = { BUY: 1, SELL: 2 } as const;
export const ORDER_TYPE = {
  LIMIT: 1,
  MARKET: 2,
  STOP: 3,
  STOP_LIMIT: 4,
  TRAILING_STOP: 5,
  PEGGED: 6,
} as const;
export const TIME_IN_FORCE = { GTC: 1, DAY: 2, GTD: 3, IOC: 4, FOK: 5 } as const;
export const SELF_TRADE_PREVENTION = {
  CANCEL_TAKER: 1,
  CANCEL_MAKER: 2,
  CANCEL_BOTH: 3,
  DECREMENT: 4,
} as const;
export const ACCOUNT_ROLE = {
  BROKER: 1,
  CONSUMER: 2,
  PROVIDER: 3,
  CREATOR: 4,
  OPERATOR: 5,
  AUDITOR: 6,
  SYSTEM: 7,
  STORE: 8,
  SCORER: 9,
} as const;
export const ACCOUNT_CLASS = { RETAIL: 1, INSTITUTION: 2, QUALIFIED: 3 } as const;
export const KEY_SCOPE = {
  READ: 1,
  TRADE: 2,
  PROVIDE: 3,
  OPERATE: 4,
  WALLET: 5,
  STORE: 6,
  SCORE: 7,
} as const;
/** How a person signed in. */
export const SIGN_IN_METHOD = { PASSKEY: 1, WALLET: 2, LINK: 3, AGENT: 4 } as const;
export const SERIES_STATE = {
  SCHEDULED: 1,
  OPEN: 2,
  CLOSING: 3,
  CLOSED: 4,
  HALTED: 5,
  AUCTION: 6,
  FORWARD: 7,
  CONVERTING: 8,
} as const;
export const AUCTION_KIND = { OPENING: 1, RESUME: 2, VOLATILITY: 3 } as const;
export const LIQUIDITY = { MAKER: 1, TAKER: 2, AUCTION: 3 } as const;
export const CANCEL_REASON = {
  REQUESTED: 1,
  IMMEDIATE_REST: 2,
  EXPIRED: 3,
  SELF_TRADE: 4,
  SERIES_CLOSED: 5,
  KILLED: 6,
  DISCONNECTED: 7,
  REPLACED: 8,
  MINTED: 9,
  RECOVERED: 10,
  CAPACITY: 11,
  ONE_CANCELS_OTHER: 12,
  REFUSED_ON_ENTRY: 13,
  PROTECTED: 14,
  GROUP_CANCELED: 15,
  SELF_TRADE_REST: 16,
  FAILED: 17,
  PHASE_SUSPENDED: 20,
  LIQUIDATED: 21,
} as const;
/** How the venue closed lots of an account. */
export const LIQUIDATION_BY = {
  /** An order in the book, a slice an hour's volume bears. */
  BOOK: 1,
  /** Against the other side of the same owner. */
  OWNER: 2,
  /** Taken over by the backstop account. */
  BACKSTOP: 3,
  /** Against those who had gained most for their margin. */
  DELEVERAGED: 4,
} as const;
/** Where an account stands on the way to its liquidation. */
export const MARGIN_STANDING = { SOUND: 1, WARNED: 2, LIQUIDATING: 3 } as const;
/** How good the mark of an instrument that settles in cash is. */
export const MARK_STATE = { NONE: 1, WEAK: 2, GOOD: 3 } as const;
/** How the price was found that an instrument settled at. */
export const SETTLEMENT_SOURCE = {
  /** Mean of the last hour's samples. */
  HOUR: 1,
  /** Mean of the last day's. */
  DAY: 2,
  /** Not yet: the next sample may bring one, for seven days. */
  POSTPONED: 3,
  /** Median of a day that ended an hour before the index failed. */
  LAST_VALID: 4,
  /** There never was a price of it. */
  NONE: 5,
} as const;
/** What happened to what an account holds that settles in cash. */
export const MARGIN_CHANGE = {
  STANDING: 1,
  VARIATION: 2,
  CLOSED: 3,
  TAKEN: 4,
  FUND: 5,
  SETTLED: 6,
  ISSUED: 7,
} as const;
/** Why PAT came into the default fund or left it. */
export const FUND_REASON = {
  CONTRIBUTED: 1,
  WITHDRAWN: 2,
  LIQUIDATION_FEE: 3,
  DEFAULT: 4,
} as const;
export const DELIVERY_STATE = {
  TICKETED: 1,
  NOTICED: 2,
  DISPUTED: 3,
  ACCEPTED: 4,
  FAILED: 5,
  CONFIRMED: 6,
  OVERDUE: 7,
} as const;
export const QUOTER_STATE = { NORMAL: 1, WIDE: 2, REDUCE_ONLY: 3, HALT: 4 } as const;
export const KILL_SCOPE = { GLOBAL: 1, ACCOUNT: 2, SERIES: 3, QUOTER: 4 } as const;
/** What happened to the protection of a maker, and which limit it passed. */
export const PROTECTION_CHANGE = { SET: 1, REMOVED: 2, TRIPPED: 3, RESET: 4 } as const;
export const PROTECTION_LIMIT = { FILLS: 1, QUANTITY: 2, DELTA: 3 } as const;
/** Where a change of a parameter is that did not take effect at once. */
export const PARAMETER_REQUEST_STATE = {
  AWAITING_APPROVAL: 1,
  SCHEDULED: 2,
  EFFECTIVE: 3,
  WITHDRAWN: 4,
  LAPSED: 5,
  REFUSED: 6,
} as const;
export const ENTITLEMENT_ORIGIN = {
  EXERCISE: 1,
  SUBSCRIPTION: 2,
  PURCHASE: 3,
  TRIAL: 4,
  GRANT: 5,
} as const;
export const ENTITLEMENT_STATUS = { ACTIVE: 1, REVOKED: 2, SUSPENDED: 3 } as const;
export const RIGHTS_ACTION = {
  MINTED: 1,
  WITHDRAWN: 2,
  EXERCISED: 3,
  LAPSED: 4,
  FORFEITED: 5,
  FAILED: 6,
  PAID: 7,
  DEFAULTED: 8,
} as const;
/** What became of a demand for more collateral. */
export const COLLATERAL_CALL_CHANGE = { CALLED: 1, MET: 2, DEFAULTED: 3 } as const;
export const EXECUTION_TYPE = {
  ACCEPTED: 1,
  REFUSED: 2,
  TRADE: 3,
  CANCELED: 4,
  AMENDED: 5,
  REDUCED: 6,
  BUSTED: 7,
  TRIGGERED: 8,
  REPRICED: 9,
} as const;
export const CHANNEL_KIND = { BOOK: 1, TRADES: 2, QUOTES: 3, VENUE: 4, DROP_COPY: 5 } as const;
export const SLOW_POLICY = { CONFLATE: 1, DISCONNECT: 2 } as const;
/** Whether there is a value of an index, and why not. */
export const INDEX_STATE = {
  VALID: 1,
  NO_PRINTS: 2,
  BROKER_ONLY: 3,
  FEW_BUYERS: 4,
  FEW_SELLERS: 5,
} as const;
/** What happened between an account and its wallet on chain. */
export const WALLET_CHANGE = {
  LINKED: 1,
  REGISTERED: 2,
  DEPOSITED: 3,
  WITHHELD: 4,
  PAID: 5,
  VOIDED: 6,
  LINK_PENDING: 7,
  LINK_CANCELED: 8,
} as const;
export const DURABILITY = { DISK: 1, REPLICATED: 2 } as const;
export const LISTING_KIND = { DATASET: 1, SERVICE: 2, FEED: 3 } as const;
export const LISTING_VISIBILITY = { PUBLIC: 1, PRIVATE: 2, BY_REQUEST: 3 } as const;
export const PRICE_KIND = { ONE_TIME: 1, USAGE: 2, SUBSCRIPTION: 3 } as const;
export const LISTING_CHANGE = {
  DEPRECATE: 1,
  DELIST: 2,
  PAUSE_SALES: 3,
  RESUME_SALES: 4,
} as const;
export const FEED_STAGE = { ALPHA: 1, BETA: 2, GA: 3 } as const;
export const CREATOR_STANDING = { WAITING: 1, ADMITTED: 2, REMOVED: 3 } as const;
export const TAX_FORM = { W9: 1, W8BEN: 2, W8BENE: 3 } as const;
export const FEED_TIER = { RETAIL: 1, PRO: 2, ENTERPRISE: 3 } as const;
export const FEED_DRIFT = { NORMAL: 1, WATCH: 2, DOWNGRADED: 3, DELISTED: 4 } as const;
/** What a case of surveillance looks like. */
export const CASE_KIND = {
  WASH: 1,
  SPOOFING: 2,
  CLOSE: 3,
  PINGING: 4,
  MINT_AND_DUMP: 5,
  FISHING: 6,
  OTHER: 7,
} as const;
export const CASE_DECISION = { NO_VIOLATION: 1, WARNED: 2, RESTRICTED: 3, REFERRED: 4 } as const;
export const DOSSIER_STEP = {
  NEED: 1,
  VETTING: 2,
  PROVIDER: 3,
  PROVENANCE: 4,
  QUALITY: 5,
  GOVERNANCE: 6,
  VERIFY: 7,
  MONITOR: 8,
} as const;
