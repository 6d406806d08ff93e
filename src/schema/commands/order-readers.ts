/**
 * Reads the bodies of order entry into the number fields of a `Command`. No allocation on good input.
 *
 * The caller has cleared the command and looks at `reader.fault` afterwards. Unknown fields are stepped over; a field
 * that comes twice counts as its last occurrence.
 */
import { COMMAND_KIND, type Command, hasTerms, ORDER_TYPE } from '../../values/index.js';
import { amendOrderShape, cancelOrderShape, placeOrderShape } from '../generated/command-shapes.js';
import type { WireReader } from '../wire/read.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const { PLACE_ORDER, CANCEL_ORDER } = COMMAND_KIND;

/** Reads the body of an order command of `command.kind` up to the end of the reader's input. */
export function readOrderBody(reader: WireReader, command: Command): void {
  switch (command.kind) {
    case PLACE_ORDER:
      reader.scope = placeOrderShape;
      readPlaceOrder(reader, command);
      break;
    case CANCEL_ORDER:
      reader.scope = cancelOrderShape;
      readCancelOrder(reader, command);
      break;
    default:
      reader.scope = amendOrderShape;
      readAmendOrder(reader, command);
  }
}

function readPlaceOrder(reader: WireReader, command: Command): void {
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        command.clientId = reader.uint64();
        break;
      case 0x10:
        command.seriesId = reader.uint32();
        break;
      case 0x18:
        command.side = reader.uint32();
        break;
      case 0x20:
        command.orderType = reader.uint32();
        break;
      case 0x28:
        command.timeInForce = reader.uint32();
        break;
      case 0x30:
        command.priceTicks = reader.sint64();
        break;
      case 0x38:
        command.lots = reader.sint64();
        break;
      case 0x40:
        command.selfTradePrevention = reader.uint32();
        break;
      case 0x48:
        command.postOnly = reader.bool();
        break;
      case 0x51:
        command.expireTimeMs = reader.timeWholeMs();
        break;
      default:
        readTerm(reader, command, tag);
    }
  }
  if (command.isSpecial || command.orderType > ORDER_TYPE.MARKET) {
    command.isSpecial = hasTerms(command);
  }
}

/** What an order has beyond a plain one. A term that is told as 0 is not there, so the caller looks again at the end. */
function readTerm(reader: WireReader, command: Command, tag: number): void {
  command.isSpecial = true;
  switch (tag) {
    case 0x58:
      command.displayLots = reader.sint64();
      break;
    case 0x60:
      command.allOrNone = reader.bool();
      break;
    case 0x68:
      command.postOnlySlide = reader.bool();
      break;
    case 0x70:
      command.triggerPriceTicks = reader.sint64();
      break;
    case 0x78:
      command.trailingOffsetTicks = reader.sint64();
      break;
    case 0x80:
      command.ocoClientId = reader.uint64();
      break;
    case 0x88:
      command.pegOffsetTicks = reader.sint64();
      break;
    default:
      reader.skip(tag);
  }
}

function readCancelOrder(reader: WireReader, command: Command): void {
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === 0x08) command.orderId = reader.uint64();
    else if (tag === 0x10) command.targetClientId = reader.uint64();
    else reader.skip(tag);
  }
}

function readAmendOrder(reader: WireReader, command: Command): void {
  while (reader.at < reader.end) {
    const tag = reader.tag();
    switch (tag) {
      case 0x08:
        command.orderId = reader.uint64();
        break;
      case 0x10:
        command.targetClientId = reader.uint64();
        break;
      case 0x18:
        command.priceTicks = reader.sint64();
        break;
      case 0x20:
        command.lots = reader.sint64();
        break;
      case 0x28:
        command.clientId = reader.uint64();
        break;
      default:
        reader.skip(tag);
    }
  }
}
