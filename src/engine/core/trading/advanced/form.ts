/**
 * Whether the terms of a special order go together: pure, the first check of all. Answers the FIELD_ID of the field that
 * contradicts another, or 0. docs/order-types.md has the same as a table.
 */
import {
  type Command,
  FIELD_ID,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../values/index.js';
import { PRICE_TICKS_MAX } from '../../book/index.js';
import { isStopType } from './orders.js';

const { LIMIT, MARKET, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
const { GTC, DAY, GTD, IOC, FOK } = TIME_IN_FORCE;
/** Most peaks an iceberg may have, so that no taker has more fills with it. */
const PEAKS_MAX = 100;

/** What is wrong with an order's terms at a time, as a FIELD_ID, or 0. */
export function termsProblem(c: Command, timeMs: number): number {
  const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
  if (c.orderType < LIMIT || c.orderType > PEGGED) return FIELD_ID.order_type;
  if (c.timeInForce < GTC || c.timeInForce > FOK) return FIELD_ID.time_in_force;
  if (c.orderType === MARKET && !isImmediate) return FIELD_ID.time_in_force;
  if (c.orderType === PEGGED && isImmediate) return FIELD_ID.time_in_force;
  if (c.side !== SIDE.BUY && c.side !== SIDE.SELL) return FIELD_ID.side;
  if (c.priceTicks > PRICE_TICKS_MAX) return FIELD_ID.price_ticks;
  return (
    triggerProblem(c) || pegProblem(c) || restProblem(c, isImmediate) || expiryProblem(c, timeMs)
  );
}

/** Whether so many lots can be shown in such peaks; 0 shows all at once. */
export function isPeak(displayLots: number, lots: number): boolean {
  return displayLots === 0 || (displayLots >= 1 && lots <= displayLots * PEAKS_MAX);
}

function triggerProblem(c: Command): number {
  const { orderType, triggerPriceTicks, trailingOffsetTicks } = c;
  const isTrailing = orderType === TRAILING_STOP;
  const mayHaveTrigger = isStopType(orderType);
  const mustHaveTrigger = mayHaveTrigger && !isTrailing;
  const isPrice = triggerPriceTicks >= 1 && triggerPriceTicks <= PRICE_TICKS_MAX;
  if (mustHaveTrigger && !isPrice) return FIELD_ID.trigger_price_ticks;
  if (triggerPriceTicks !== 0 && (!mayHaveTrigger || !isPrice)) return FIELD_ID.trigger_price_ticks;
  const isOffset = trailingOffsetTicks >= 1 && trailingOffsetTicks <= PRICE_TICKS_MAX;
  if (isTrailing ? !isOffset : trailingOffsetTicks !== 0) return FIELD_ID.trailing_offset_ticks;
  return 0;
}

function pegProblem(c: Command): number {
  if (c.orderType !== PEGGED) return c.pegOffsetTicks === 0 ? 0 : FIELD_ID.peg_offset_ticks;
  return Math.abs(c.pegOffsetTicks) <= PRICE_TICKS_MAX ? 0 : FIELD_ID.peg_offset_ticks;
}

/** What only an order that rests after all can have. */
function restProblem(c: Command, isImmediate: boolean): number {
  const { orderType } = c;
  const canRest = !isImmediate && (orderType === LIMIT || orderType === STOP_LIMIT);
  if (c.displayLots !== 0 && !canRest) return FIELD_ID.display_lots;
  if (!isPeak(c.displayLots, c.lots)) return FIELD_ID.display_lots;
  if (c.postOnly && !canRest) return FIELD_ID.post_only;
  const canSlide = canRest && orderType === LIMIT && !c.postOnly;
  if (c.postOnlySlide && !canSlide) return FIELD_ID.post_only_slide;
  const canBeWhole = canRest && !c.postOnly && !c.postOnlySlide;
  if (c.allOrNone && !canBeWhole) return FIELD_ID.all_or_none;
  return 0;
}

function expiryProblem(c: Command, timeMs: number): number {
  if (c.timeInForce === GTD) return c.expireTimeMs > timeMs ? 0 : FIELD_ID.expire_time_ns;
  return c.timeInForce !== DAY && c.expireTimeMs !== 0 ? FIELD_ID.expire_time_ns : 0;
}
