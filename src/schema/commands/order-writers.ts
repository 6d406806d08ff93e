/**
 * Writes the bodies of order entry straight from the number fields of a `Command`. No allocation.
 *
 * A value the schema cannot carry throws (see wire/write); the codec then names the field. Each body takes less than
 * 128 bytes, so that its length is one byte.
 */
import { COMMAND_KIND, type Command } from '../../values/index.js';
import { writeTimeParts } from '../wire/time.js';
import { writeSint64, writeUint32, writeUint64 } from '../wire/write.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const { PLACE_ORDER, CANCEL_ORDER } = COMMAND_KIND;

/** Bytes the body of an order command may take. */
export const ORDER_BODY_BYTES_MAX = 104;

/** Writes the body of a PLACE_ORDER, CANCEL_ORDER or AMEND_ORDER command and returns the place after it. */
export function writeOrderBody(out: Uint8Array, at: number, command: Command): number {
  switch (command.kind) {
    case PLACE_ORDER:
      return writePlaceOrder(out, at, command);
    case CANCEL_ORDER:
      return writeCancelOrder(out, at, command);
    default:
      return writeAmendOrder(out, at, command);
  }
}

function writePlaceOrder(out: Uint8Array, start: number, command: Command): number {
  if (!hasKnownChoices(command)) throw new RangeError('an enum has no such value');
  let at = start;
  if (command.clientId !== 0) {
    out[at] = 0x08;
    at = writeUint64(out, at + 1, command.clientId);
  }
  if (command.seriesId !== 0) {
    out[at] = 0x10;
    at = writeUint32(out, at + 1, command.seriesId);
  }
  out[at] = 0x18;
  out[at + 1] = command.side;
  out[at + 2] = 0x20;
  out[at + 3] = command.orderType;
  out[at + 4] = 0x28;
  out[at + 5] = command.timeInForce;
  at += 6;
  if (command.priceTicks !== 0) {
    out[at] = 0x30;
    at = writeSint64(out, at + 1, command.priceTicks);
  }
  if (command.lots !== 0) {
    out[at] = 0x38;
    at = writeSint64(out, at + 1, command.lots);
  }
  if (command.selfTradePrevention !== 0) {
    out[at] = 0x40;
    out[at + 1] = command.selfTradePrevention;
    at += 2;
  }
  if (command.postOnly) {
    out[at] = 0x48;
    out[at + 1] = 1;
    at += 2;
  }
  if (command.expireTimeMs !== 0) {
    out[at] = 0x51;
    at = writeTimeParts(out, at + 1, command.expireTimeMs, 0);
  }
  return command.isSpecial ? writeTerms(out, at, command) : at;
}

/** What an order has beyond a plain one. Fields from 16 on have tags of two bytes. */
function writeTerms(out: Uint8Array, start: number, command: Command): number {
  let at = start;
  if (command.displayLots !== 0) {
    out[at] = 0x58;
    at = writeSint64(out, at + 1, command.displayLots);
  }
  if (command.allOrNone) {
    out[at] = 0x60;
    out[at + 1] = 1;
    at += 2;
  }
  if (command.postOnlySlide) {
    out[at] = 0x68;
    out[at + 1] = 1;
    at += 2;
  }
  if (command.triggerPriceTicks !== 0) {
    out[at] = 0x70;
    at = writeSint64(out, at + 1, command.triggerPriceTicks);
  }
  if (command.trailingOffsetTicks !== 0) {
    out[at] = 0x78;
    at = writeSint64(out, at + 1, command.trailingOffsetTicks);
  }
  if (command.ocoClientId !== 0) {
    out[at] = 0x80;
    out[at + 1] = 1;
    at = writeUint64(out, at + 2, command.ocoClientId);
  }
  if (command.pegOffsetTicks !== 0) {
    out[at] = 0x88;
    out[at + 1] = 1;
    at = writeSint64(out, at + 2, command.pegOffsetTicks);
  }
  return at;
}

function writeCancelOrder(out: Uint8Array, start: number, command: Command): number {
  let at = start;
  if (command.orderId !== 0) {
    out[at] = 0x08;
    at = writeUint64(out, at + 1, command.orderId);
  }
  if (command.targetClientId !== 0) {
    out[at] = 0x10;
    at = writeUint64(out, at + 1, command.targetClientId);
  }
  return at;
}

function writeAmendOrder(out: Uint8Array, start: number, command: Command): number {
  let at = writeCancelOrder(out, start, command);
  if (command.priceTicks !== 0) {
    out[at] = 0x18;
    at = writeSint64(out, at + 1, command.priceTicks);
  }
  if (command.lots !== 0) {
    out[at] = 0x20;
    at = writeSint64(out, at + 1, command.lots);
  }
  if (command.clientId !== 0) {
    out[at] = 0x28;
    at = writeUint64(out, at + 1, command.clientId);
  }
  return at;
}

/** Whether the enums of a PLACE_ORDER are values of the schema; self-trade prevention may be unspecified. */
export function hasKnownChoices(command: Command): boolean {
  return (
    isWithin(command.side, 1, 2) &&
    isWithin(command.orderType, 1, 6) &&
    isWithin(command.timeInForce, 1, 5) &&
    isWithin(command.selfTradePrevention, 0, 4)
  );
}

const isWithin = (value: number, min: number, max: number): boolean =>
  (value | 0) === value && value >= min && value <= max;
