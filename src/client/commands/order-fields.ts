/** What a caller says of an order, and how it becomes the fields of a command. */
import { CHOICES, type Choices } from '../../schema/index.js';
import {
  COMMAND_KIND,
  type Command,
  hasTerms,
  ORDER_TYPE,
  type SELF_TRADE_PREVENTION,
  type SIDE,
  TIME_IN_FORCE,
} from '../../values/index.js';
import type { NameOf } from '../names.js';

export interface NewOrder {
  readonly seriesId: number;
  /** `BUY` or `SELL`, or one of SIDE. */
  readonly side: number | NameOf<typeof SIDE>;
  /** Limit price; the protection price of a market order or stop; the worst price a pegged order may have. */
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** A name or number of ORDER_TYPE; `LIMIT` unless told. */
  readonly orderType?: number | NameOf<typeof ORDER_TYPE>;
  /** A name or number of TIME_IN_FORCE; `GTC` unless told, `IOC` for market orders. */
  readonly timeInForce?: number | NameOf<typeof TIME_IN_FORCE>;
  readonly postOnly?: boolean;
  /** A name or number of SELF_TRADE_PREVENTION; the venue's default unless told. */
  readonly selfTradePrevention?: number | NameOf<typeof SELF_TRADE_PREVENTION>;
  /** When a GTD order ends, milliseconds since the epoch. */
  readonly expireTimeMs?: number;
  /** Makes it an iceberg that shows so many lots at a time. */
  readonly displayLots?: number;
  /** What it takes on arrival it takes whole, or it is refused; without anything to take it rests. */
  readonly allOrNone?: boolean;
  /** Like post-only, but priced a tick away from what it would take rather than refused. */
  readonly postOnlySlide?: boolean;
  /** Price of a trade that wakes a stop. */
  readonly triggerPriceTicks?: number;
  /** Distance a trailing stop's trigger keeps from the best trade price since it was placed. */
  readonly trailingOffsetTicks?: number;
  /** Client order id of a live order in the same series: when one of the two trades or wakes, the other is cancelled. */
  readonly ocoClientOrderId?: number;
  /** Distance of a pegged order from the mark; negative is below it. */
  readonly pegOffsetTicks?: number;
  /** Chosen by the caller; sending one again repeats the order safely: it happens once. */
  readonly clientOrderId?: number;
}

/** Names an order by the venue's id or the client's. */
export type OrderRef = { readonly orderId: number } | { readonly clientOrderId: number };

/** What an amend sets; both are told, changed or not. */
export interface OrderChange {
  readonly priceTicks: number;
  /** Open quantity, not counting what has filled. */
  readonly openLots: number;
  /** Chosen by the caller, like a client order id. */
  readonly clientRequestId?: number;
}

/** Which of the account's orders to cancel; without any, all. */
export interface CancelFilter {
  readonly seriesId?: number;
  /** `BUY` or `SELL`, or one of SIDE. */
  readonly side?: number | NameOf<typeof SIDE>;
  readonly minPriceTicks?: number;
  readonly maxPriceTicks?: number;
  /** Only orders this session placed. */
  readonly sessionId?: number;
}

/** Sets a command to place an order. */
export function fillPlace(command: Command, order: NewOrder, clientOrderId: number): void {
  const { LIMIT, MARKET } = ORDER_TYPE;
  const orderType = numberOf(CHOICES.OrderType, order.orderType ?? LIMIT);
  command.kind = COMMAND_KIND.PLACE_ORDER;
  command.clientId = clientOrderId;
  command.seriesId = order.seriesId;
  command.side = numberOf(CHOICES.Side, order.side);
  command.orderType = orderType;
  command.timeInForce = numberOf(
    CHOICES.TimeInForce,
    order.timeInForce ?? (orderType === MARKET ? TIME_IN_FORCE.IOC : TIME_IN_FORCE.GTC),
  );
  command.priceTicks = order.priceTicks;
  command.lots = order.quantityLots;
  command.postOnly = order.postOnly ?? false;
  command.selfTradePrevention = numberOf(
    CHOICES.SelfTradePrevention,
    order.selfTradePrevention ?? 0,
  );
  command.expireTimeMs = order.expireTimeMs ?? 0;
  fillTerms(command, order);
}

/** The number of an enum given by number or name; a name that does not exist is refused by the encoder. */
function numberOf(choices: Choices, given: number | string): number {
  if (typeof given === 'number') return given;
  return choices.numbers.get(choices.prefix + given) ?? (given as unknown as number);
}

function fillTerms(command: Command, order: NewOrder): void {
  command.displayLots = order.displayLots ?? 0;
  command.allOrNone = order.allOrNone ?? false;
  command.postOnlySlide = order.postOnlySlide ?? false;
  command.triggerPriceTicks = order.triggerPriceTicks ?? 0;
  command.trailingOffsetTicks = order.trailingOffsetTicks ?? 0;
  command.ocoClientId = order.ocoClientOrderId ?? 0;
  command.pegOffsetTicks = order.pegOffsetTicks ?? 0;
  command.isSpecial = hasTerms(command);
}

/** Sets a command to cancel an order. */
export function fillCancel(command: Command, ref: OrderRef): void {
  command.kind = COMMAND_KIND.CANCEL_ORDER;
  command.clientId = 0;
  command.orderId = 'orderId' in ref ? ref.orderId : 0;
  command.targetClientId = 'orderId' in ref ? 0 : ref.clientOrderId;
}

/** Sets a command to amend an order. */
export function fillAmend(
  command: Command,
  ref: OrderRef,
  change: OrderChange,
  clientRequestId: number,
): void {
  fillCancel(command, ref);
  command.kind = COMMAND_KIND.AMEND_ORDER;
  command.clientId = clientRequestId;
  command.priceTicks = change.priceTicks;
  command.lots = change.openLots;
}
