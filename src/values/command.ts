/**
 * A command as the core sees it: one reused object whose number fields carry the frequent commands, and a plain body
 * for the rest.
 *
 * The door (codec) guarantees: every number is a safe integer of the documented range, enums are known, texts are
 * bounded. The core still checks what depends on its state. Times are milliseconds since the epoch.
 */

import { ORDER_TYPE } from './enums.js';
import type { ColdBodies, ColdKind } from './generated/command-bodies.js';

export class Command {
  /** One of COMMAND_KIND. */
  kind = 0;
  /** The acting account; 0 is the venue itself. */
  accountId = 0;
  /** The session it came from; 0 is none. */
  sessionId = 0;
  /** Sequenced time; never less than the last. */
  timeMs = 0;
  /** client_order_id or client_request_id. */
  clientId = 0;
  /** client_order_id of the order a cancel or amend names, when it names none by order id. */
  targetClientId = 0;
  orderId = 0;
  seriesId = 0;
  side = 0;
  orderType = 0;
  timeInForce = 0;
  priceTicks = 0;
  lots = 0;
  selfTradePrevention = 0;
  postOnly = false;
  expireTimeMs = 0;
  /** Whether a PLACE_ORDER is more than a plain limit or market order: says `hasTerms`, and then the next seven count. */
  isSpecial = false;
  displayLots = 0;
  allOrNone = false;
  postOnlySlide = false;
  triggerPriceTicks = 0;
  trailingOffsetTicks = 0;
  /** client_order_id of the order it shares a group with. */
  ocoClientId = 0;
  pegOffsetTicks = 0;
  /** Body of a command that is not order entry; set together with a kind of ColdKind. */
  body: ColdBodies[ColdKind] | undefined = undefined;
}

/** Whether the fields of a PLACE_ORDER ask for more than a plain limit or market order: what `isSpecial` must be. */
export function hasTerms(c: Command): boolean {
  return (
    c.orderType > ORDER_TYPE.MARKET ||
    c.displayLots !== 0 ||
    c.allOrNone ||
    c.postOnlySlide ||
    c.triggerPriceTicks !== 0 ||
    c.trailingOffsetTicks !== 0 ||
    c.ocoClientId !== 0 ||
    c.pegOffsetTicks !== 0
  );
}
