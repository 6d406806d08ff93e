/** The schema's enums with their full names, made from the numbers in the shared values. */
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  AUCTION_KIND,
  CANCEL_REASON,
  CHANNEL_KIND,
  DELIVERY_STATE,
  DURABILITY,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  ERROR_CATALOG,
  EXECUTION_TYPE,
  KEY_SCOPE,
  KILL_SCOPE,
  LIQUIDITY,
  ORDER_TYPE,
  PARAMETER_REQUEST_STATE,
  QUOTER_STATE,
  RIGHTS_ACTION,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  SLOW_POLICY,
  TIME_IN_FORCE,
} from '../../values/index.js';
import { choicesOf } from './field.js';

const errorCodes = Object.fromEntries(
  Object.entries(ERROR_CATALOG).map(([name, { code }]) => [name, code]),
);

/** By the name of the enum in the schema. */
export const CHOICES = {
  Side: choicesOf('SIDE_', SIDE),
  OrderType: choicesOf('ORDER_TYPE_', ORDER_TYPE),
  TimeInForce: choicesOf('TIME_IN_FORCE_', TIME_IN_FORCE),
  SelfTradePrevention: choicesOf('SELF_TRADE_PREVENTION_', SELF_TRADE_PREVENTION),
  AccountRole: choicesOf('ACCOUNT_ROLE_', ACCOUNT_ROLE),
  AccountClass: choicesOf('ACCOUNT_CLASS_', ACCOUNT_CLASS),
  KeyScope: choicesOf('KEY_SCOPE_', KEY_SCOPE),
  SeriesState: choicesOf('SERIES_STATE_', SERIES_STATE),
  AuctionKind: choicesOf('AUCTION_KIND_', AUCTION_KIND),
  Liquidity: choicesOf('LIQUIDITY_', LIQUIDITY),
  CancelReason: choicesOf('CANCEL_REASON_', CANCEL_REASON),
  DeliveryState: choicesOf('DELIVERY_STATE_', DELIVERY_STATE),
  QuoterState: choicesOf('QUOTER_STATE_', QUOTER_STATE),
  KillScope: choicesOf('KILL_SCOPE_', KILL_SCOPE),
  EntitlementOrigin: choicesOf('ENTITLEMENT_ORIGIN_', ENTITLEMENT_ORIGIN),
  EntitlementStatus: choicesOf('ENTITLEMENT_STATUS_', ENTITLEMENT_STATUS),
  Durability: choicesOf('DURABILITY_', DURABILITY),
  ExecutionType: choicesOf('EXECUTION_TYPE_', EXECUTION_TYPE),
  RightsAction: choicesOf('RIGHTS_ACTION_', RIGHTS_ACTION),
  ChannelKind: choicesOf('CHANNEL_KIND_', CHANNEL_KIND),
  SlowPolicy: choicesOf('SLOW_POLICY_', SLOW_POLICY),
  ParameterRequestState: choicesOf('PARAMETER_REQUEST_STATE_', PARAMETER_REQUEST_STATE),
  ErrorCode: choicesOf('ERROR_CODE_', errorCodes),
} as const;
