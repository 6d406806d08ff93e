/**
 * The enums of messages and commands as types: which literal numbers a field holds, and by which names a caller may give it.
 *
 * Types only. A field is known by its name; where a name means several enums (`state`, `kind`, `change`), the message says
 * which. A test holds the table against the shapes of all messages.
 */
import type { ServerBodies, ServerMessage, ServerMessageType } from '../schema/index.js';
import type {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  AUCTION_KIND,
  CANCEL_REASON,
  CHANNEL_KIND,
  COLLATERAL_CALL_CHANGE,
  DELIVERY_STATE,
  DURABILITY,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  EXECUTION_TYPE,
  FUND_REASON,
  INDEX_STATE,
  KEY_SCOPE,
  KILL_SCOPE,
  LIQUIDATION_BY,
  LIQUIDITY,
  MARGIN_CHANGE,
  MARGIN_STANDING,
  MARK_STATE,
  ORDER_TYPE,
  PARAMETER_REQUEST_STATE,
  PROTECTION_CHANGE,
  PROTECTION_LIMIT,
  QUOTER_STATE,
  RIGHTS_ACTION,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SETTLEMENT_SOURCE,
  SIDE,
  SLOW_POLICY,
  TIME_IN_FORCE,
  WALLET_CHANGE,
} from '../values/index.js';

/** The numbers of an enum. */
export type NumberOf<E> = E[keyof E];
/** The names of an enum. */
export type NameOf<E> = keyof E & string;

/** Fields whose name says their enum. */
interface EnumByField {
  side: typeof SIDE;
  takerSide: typeof SIDE;
  orderType: typeof ORDER_TYPE;
  timeInForce: typeof TIME_IN_FORCE;
  selfTradePrevention: typeof SELF_TRADE_PREVENTION;
  role: typeof ACCOUNT_ROLE;
  accountClass: typeof ACCOUNT_CLASS;
  minimumClass: typeof ACCOUNT_CLASS;
  scopes: typeof KEY_SCOPE;
  killScope: typeof KILL_SCOPE;
  quoterState: typeof QUOTER_STATE;
  origin: typeof ENTITLEMENT_ORIGIN;
  status: typeof ENTITLEMENT_STATUS;
  action: typeof RIGHTS_ACTION;
  executionType: typeof EXECUTION_TYPE;
  cancelReason: typeof CANCEL_REASON;
  liquidity: typeof LIQUIDITY;
  durability: typeof DURABILITY;
  limit: typeof PROTECTION_LIMIT;
  slowPolicy: typeof SLOW_POLICY;
  indexState: typeof INDEX_STATE;
  marginStanding: typeof MARGIN_STANDING;
  markState: typeof MARK_STATE;
  settlementSource: typeof SETTLEMENT_SOURCE;
  liquidationBy: typeof LIQUIDATION_BY;
  fundReason: typeof FUND_REASON;
}

/** Fields whose enum depends on the message: what tells the message, and the enum there. */
type EnumIn<T, K> = K extends keyof EnumByField
  ? EnumByField[K]
  : K extends 'state'
    ? T extends { deliveryId: number }
      ? typeof DELIVERY_STATE
      : T extends { parameterRequestId: number }
        ? typeof PARAMETER_REQUEST_STATE
        : typeof SERIES_STATE
    : K extends 'kind'
      ? T extends { surplusLots: number }
        ? typeof AUCTION_KIND
        : typeof CHANNEL_KIND
      : K extends 'change'
        ? T extends { chainAccountId: number }
          ? typeof WALLET_CHANGE
          : T extends { fundReason: number }
            ? typeof MARGIN_CHANGE
            : T extends { deadlineTimeMs: number }
              ? typeof COLLATERAL_CALL_CHANGE
              : typeof PROTECTION_CHANGE
        : never;

type EnumField = keyof EnumByField | 'state' | 'kind' | 'change';

/** The literal numbers of an enum field; 0 is "none". */
type Literal<T, K extends keyof T> = T[K] extends number
  ? NumberOf<EnumIn<T, K>> | 0
  : T[K] extends readonly number[]
    ? readonly NumberOf<EnumIn<T, K>>[]
    : T[K];

/**
 * A message as this client hands it on: enums are literal numbers, and whatever is about a series has its symbol, such as
 * `AUTO_INTENT|7D|0.70-0.85@2026-03-02`. Logged in Node, or given to `describe`, it shows names in place of the numbers.
 */
export type Told<T> = {
  readonly [K in keyof T]: K extends EnumField ? Literal<T, K> : Parts<T[K]>;
} & (T extends { seriesId: number } ? { readonly series: string } : unknown);

/** Lists in a message are of messages, too. */
type Parts<V> = V extends readonly (infer U)[] ? (U extends object ? readonly Told<U>[] : V) : V;

/** Everything the venue sends, as this client hands it on. */
export type ToldMessage = {
  [T in ServerMessageType]: Omit<Extract<ServerMessage, { type: T }>, 'body'> & {
    readonly body: Told<ServerBodies[T]>;
  };
}[ServerMessageType];

/** The fields of a command, where enums may be given by number or by name. */
export type ByName<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer U)[]
    ? readonly ByName<U>[]
    : T extends object
      ? { readonly [K in keyof T]: K extends keyof EnumByField ? Given<T[K], K> : ByName<T[K]> }
      : T;

type Given<V, K extends keyof EnumByField> = V extends readonly number[]
  ? readonly (number | NameOf<EnumByField[K]>)[]
  : V | NameOf<EnumByField[K]>;
