/** Whether the fields of an order go together: what the reference says before it looks at anything else. */
import {
  type Command,
  type FIELD_ID,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';

const { BUY, SELL } = SIDE;
const { LIMIT, MARKET, STOP, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
const { GTC, DAY, GTD, IOC, FOK } = TIME_IN_FORCE;
const PRICE_TICKS_MAX = 2 ** 31 - 2;
export const PEAKS_MAX = 100;

type Field = keyof typeof FIELD_ID;

export const isStop = (type: number): boolean => type >= STOP && type <= TRAILING_STOP;

/** The field of an order that contradicts another. */
export function formProblem(c: Command, nowMs: number): keyof typeof FIELD_ID | undefined {
  const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
  if (c.orderType !== ORDER_TYPE.LIMIT && c.orderType !== ORDER_TYPE.MARKET) return 'order_type';
  if (c.orderType === ORDER_TYPE.MARKET && !isImmediate) return 'time_in_force';
  if (c.timeInForce < GTC || c.timeInForce > FOK) return 'time_in_force';
  if (c.side !== BUY && c.side !== SELL) return 'side';
  if (c.priceTicks > PRICE_TICKS_MAX) return 'price_ticks';
  if (c.postOnly && isImmediate) return 'post_only';
  const expires = c.expireTimeMs;
  if (c.timeInForce === GTD) return expires > nowMs ? undefined : 'expire_time_ns';
  return c.timeInForce !== DAY && expires !== 0 ? 'expire_time_ns' : undefined;
}

/** The field of a special order that contradicts another. */
export function termsProblem(c: Command, nowMs: number): Field | undefined {
  const isImmediate = c.timeInForce === IOC || c.timeInForce === FOK;
  if (c.orderType < LIMIT || c.orderType > PEGGED) return 'order_type';
  if (c.timeInForce < GTC || c.timeInForce > FOK) return 'time_in_force';
  if (c.orderType === (isImmediate ? PEGGED : MARKET)) return 'time_in_force';
  if (c.side !== BUY && c.side !== SELL) return 'side';
  if (c.priceTicks > PRICE_TICKS_MAX) return 'price_ticks';
  return waitProblem(c) ?? restProblem(c, isImmediate) ?? expiryProblem(c, nowMs);
}

/** What only orders that wait or are pegged have. */
function waitProblem(c: Command): Field | undefined {
  const isPrice = (ticks: number) => ticks >= 1 && ticks <= PRICE_TICKS_MAX;
  const trigger = c.triggerPriceTicks;
  const needsTrigger = c.orderType === STOP || c.orderType === STOP_LIMIT;
  const mayLackTrigger = !needsTrigger && trigger === 0;
  const hasTrigger = isStop(c.orderType) && isPrice(trigger);
  if (!mayLackTrigger && !hasTrigger) return 'trigger_price_ticks';
  const trails = c.orderType === TRAILING_STOP;
  const isDistance = trails ? isPrice(c.trailingOffsetTicks) : c.trailingOffsetTicks === 0;
  if (!isDistance) return 'trailing_offset_ticks';
  const pegMax = c.orderType === PEGGED ? PRICE_TICKS_MAX : 0;
  if (Math.abs(c.pegOffsetTicks) > pegMax) return 'peg_offset_ticks';
  return undefined;
}

/** What only an order that may rest has. */
function restProblem(c: Command, isImmediate: boolean): Field | undefined {
  const rests = !isImmediate && (c.orderType === LIMIT || c.orderType === STOP_LIMIT);
  const { displayLots } = c;
  const isPeak = displayLots >= 1 && c.lots <= displayLots * PEAKS_MAX && rests;
  if (displayLots !== 0 && !isPeak) return 'display_lots';
  if (c.postOnly && !rests) return 'post_only';
  const mayslide = rests && c.orderType === LIMIT && !c.postOnly;
  if (c.postOnlySlide && !mayslide) return 'post_only_slide';
  if (c.allOrNone && (!rests || c.postOnly || c.postOnlySlide)) return 'all_or_none';
  return undefined;
}

function expiryProblem(c: Command, nowMs: number): Field | undefined {
  const expires = c.expireTimeMs;
  if (c.timeInForce === GTD) return expires > nowMs ? undefined : 'expire_time_ns';
  return c.timeInForce !== DAY && expires !== 0 ? 'expire_time_ns' : undefined;
}
