/**
 * Order commands under the schema's own names, for JSON and for telling what is wrong with one. The frequent paths go
 * straight between the wire and the number fields of a `Command`.
 */
import {
  type AmendOrderBody,
  type CancelOrderBody,
  COMMAND_KIND,
  type Command,
  hasTerms,
  type PlaceOrderBody,
} from '../../values/index.js';
import { amendOrderShape, cancelOrderShape, placeOrderShape } from '../generated/command-shapes.js';
import { Faults, type Problem } from '../problem.js';
import { checkChoice } from '../shape/check.js';
import type { AnyShape } from '../shape/field.js';
import { hasKnownChoices } from './order-writers.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const { PLACE_ORDER, CANCEL_ORDER, AMEND_ORDER } = COMMAND_KIND;

export type OrderBody = PlaceOrderBody | CancelOrderBody | AmendOrderBody;

export const isOrderKind = (kind: number): boolean => kind >= PLACE_ORDER && kind <= AMEND_ORDER;

/** The shape of an order command of this kind. */
export function orderShape(kind: number): AnyShape {
  if (kind === PLACE_ORDER) return placeOrderShape;
  return kind === CANCEL_ORDER ? cancelOrderShape : amendOrderShape;
}

/** The schema's message of an order command. */
export function orderBody(command: Command): OrderBody {
  switch (command.kind) {
    case PLACE_ORDER:
      return {
        clientOrderId: command.clientId,
        seriesId: command.seriesId,
        side: command.side,
        orderType: command.orderType,
        timeInForce: command.timeInForce,
        priceTicks: command.priceTicks,
        quantityLots: command.lots,
        selfTradePrevention: command.selfTradePrevention,
        postOnly: command.postOnly,
        expireTimeMs: command.expireTimeMs,
        displayLots: command.displayLots,
        allOrNone: command.allOrNone,
        postOnlySlide: command.postOnlySlide,
        triggerPriceTicks: command.triggerPriceTicks,
        trailingOffsetTicks: command.trailingOffsetTicks,
        ocoClientOrderId: command.ocoClientId,
        pegOffsetTicks: command.pegOffsetTicks,
      };
    case CANCEL_ORDER:
      return { orderId: command.orderId, clientOrderId: command.targetClientId };
    default:
      return {
        orderId: command.orderId,
        clientOrderId: command.targetClientId,
        priceTicks: command.priceTicks,
        openLots: command.lots,
        clientRequestId: command.clientId,
      };
  }
}

/** Fills a cleared order command from the schema's message of its kind. */
export function fillOrder(command: Command, body: OrderBody): void {
  if ('side' in body) {
    command.clientId = body.clientOrderId;
    command.seriesId = body.seriesId;
    command.side = body.side;
    command.orderType = body.orderType;
    command.timeInForce = body.timeInForce;
    command.priceTicks = body.priceTicks;
    command.lots = body.quantityLots;
    command.selfTradePrevention = body.selfTradePrevention;
    command.postOnly = body.postOnly;
    command.expireTimeMs = body.expireTimeMs;
    fillTerms(command, body);
    return;
  }
  command.orderId = body.orderId;
  command.targetClientId = body.clientOrderId;
  if ('openLots' in body) {
    command.priceTicks = body.priceTicks;
    command.lots = body.openLots;
    command.clientId = body.clientRequestId;
  }
}

function fillTerms(command: Command, body: PlaceOrderBody): void {
  command.displayLots = body.displayLots;
  command.allOrNone = body.allOrNone;
  command.postOnlySlide = body.postOnlySlide;
  command.triggerPriceTicks = body.triggerPriceTicks;
  command.trailingOffsetTicks = body.trailingOffsetTicks;
  command.ocoClientId = body.ocoClientOrderId;
  command.pegOffsetTicks = body.pegOffsetTicks;
  command.isSpecial = hasTerms(command);
}

/** What is wrong with the enums of an order command, if anything is. */
export function choiceProblem(command: Command): Problem | undefined {
  if (command.kind !== PLACE_ORDER || hasKnownChoices(command)) return undefined;
  const faults = new Faults();
  const values = orderBody(command) as unknown as Readonly<Record<string, unknown>>;
  for (const { field, plain, proto } of placeOrderShape.fields) {
    if (field.type === 'choice') checkChoice(field, values[plain], proto, faults);
  }
  return faults.problem;
}
