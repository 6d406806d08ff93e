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
} as const;
export const ACCOUNT_CLASS = { RETAIL: 1, INSTITUTION: 2, QUALIFIED: 3 } as const;
export const KEY_SCOPE = { READ: 1, TRADE: 2, PROVIDE: 3, OPERATE: 4, WALLET: 5 } as const;
export const SERIES_STATE = {
  SCHEDULED: 1,
  OPEN: 2,
  CLOSING: 3,
  CLOSED: 4,
  HALTED: 5,
  AUCTION: 6,
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
} as const;
export const DELIVERY_STATE = {
  TICKETED: 1,
  NOTICED: 2,
  DISPUTED: 3,
  ACCEPTED: 4,
  FAILED: 5,
  CONFIRMED: 6,
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
} as const;
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
/** What happened between an account and its wallet on chain. */
export const WALLET_CHANGE = {
  LINKED: 1,
  REGISTERED: 2,
  DEPOSITED: 3,
  WITHHELD: 4,
  PAID: 5,
  VOIDED: 6,
} as const;
export const DURABILITY = { DISK: 1, REPLICATED: 2 } as const;

/** Kind of a command: its field number in `Command` and `ClientEnvelope`. */
export const COMMAND_KIND = {
  PLACE_ORDER: 3,
  CANCEL_ORDER: 4,
  AMEND_ORDER: 5,
  MASS_CANCEL: 6,
  MASS_QUOTE: 7,
  MARK_UPDATE: 8,
  EXERCISE_RIGHTS: 9,
  GET_OUTCOME: 10,
  PLACE_BUNDLE: 11,
  REQUEST_QUOTE: 12,
  OFFER_QUOTE: 13,
  ACCEPT_QUOTE: 14,
  ESCROW_CAPACITY: 20,
  MINT_RIGHTS: 21,
  WITHDRAW_RIGHTS: 22,
  NOTICE_DELIVERY: 23,
  ACCEPT_DELIVERY: 24,
  DISPUTE_DELIVERY: 25,
  RULE_DISPUTE: 26,
  ACKNOWLEDGE_TICKET: 27,
  SET_AUTO_EXERCISE: 28,
  MOVE_COLLATERAL: 29,
  OPEN_ACCOUNT: 30,
  UPDATE_ACCOUNT: 31,
  ADD_KEY: 32,
  REVOKE_KEY: 33,
  DEPOSIT: 34,
  WITHDRAW: 35,
  DEFINE_CONTRACT: 36,
  OPEN_SERIES: 37,
  SET_PARAMETER: 38,
  SET_PHASE: 39,
  KILL: 40,
  RELEASE_KILL: 41,
  HALT_SERIES: 42,
  RESUME_SERIES: 43,
  BUST_TRADE: 44,
  GRANT_ENTITLEMENT: 45,
  REVOKE_ENTITLEMENT: 46,
  SET_QUOTER_STATE: 47,
  SET_CONFIDENCE: 48,
  APPROVE_PARAMETER: 49,
  WITHDRAW_PARAMETER: 50,
  ROLL_BACK_PARAMETER: 51,
  REQUIRE_APPROVAL: 52,
  SET_PROTECTION: 53,
  RESET_PROTECTION: 54,
  ADVANCE_TIME: 60,
  OPEN_SESSION: 61,
  CLOSE_SESSION: 62,
  START_EPOCH: 63,
  QUOTER_CHECKPOINT: 64,
  INITIALIZE_VENUE: 65,
  SET_CORE_VERSION: 66,
  CARRY_OVER: 67,
  BIND_CHAIN: 70,
  LINK_WALLET: 71,
  REGISTER_WALLET: 72,
  CREDIT_DEPOSIT: 73,
  HOLD_WITHDRAWAL: 74,
  PAY_WITHDRAWAL: 75,
  VOID_WITHDRAWAL: 76,
  CONFIRM_BATCH: 77,
  OBSERVE_PHASE: 78,
  OBSERVE_ESCAPE: 79,
} as const;
