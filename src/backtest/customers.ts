/**
 * The customers of a run: recorded commands as they would have been sent to this venue.
 *
 * The reaction model, the whole of it: everybody sends what was recorded, when it was recorded, at the recorded price.
 * Ids of orders and deliveries are those of this venue. A holder exercises, and a provider withdraws, at most what it
 * has. A request for quote is asked again; whoever took the recorded offer takes this one if it is no worse. A delivery
 * that was not recorded, or comes after its recorded notice, is served and accepted at once. What names something that
 * never came to be here is left out, and counted.
 */
import {
  type Core,
  DELIVERY,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  FIRM_QUOTE,
  ORDER_ACCEPTED,
  POSITION_FIELD as P,
} from '../engine/core/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  type Command,
  DELIVERY_STATE,
  SIDE,
} from '../values/index.js';
import { deliveryOf, namesDelivery, namesOrder, takesOffer, usesRights } from './kinds.js';
import { partyKey, type Tape } from './tape.js';

/** A delivery nobody recorded: its provider serves it, its consumer accepts. */
export interface Unrecorded {
  readonly deliveryId: number;
  readonly consumer: number;
  readonly provider: number;
}

export interface LeftOut {
  /** Cancels and amends of orders that are not there. */
  orders: number;
  deliveries: number;
  /** Exercises and withdrawals of which nothing was left; and those cut down to what there was. */
  rights: number;
  rightsReduced: number;
  busts: number;
  /** Acceptances of a firm quote whose request got none here; and those whose quote was worse for the client here. */
  acceptances: number;
  acceptancesWorse: number;
}

/** A firm quote of this venue. */
interface Offer {
  readonly orderId: number;
  readonly priceTicks: number;
  /** What the client does. */
  readonly side: number;
}

export class Customers {
  readonly leftOut: LeftOut = {
    orders: 0,
    deliveries: 0,
    rights: 0,
    rightsReduced: 0,
    busts: 0,
    acceptances: 0,
    acceptancesWorse: 0,
  };
  unrecordedDeliveries = 0;
  private readonly core: Core;
  private readonly tape: Tape;
  private readonly keys: ReadonlyMap<string, number>;
  /** Order ids of this venue by number of their place command; 0: refused. */
  private orders = new Float64Array(1 << 10);
  private placed = 0;
  private orderRef = 0;
  private deliveryRef = 0;
  private rightsRef = 0;
  private takenRef = 0;
  /** Firm quotes of this venue by account and request. */
  private readonly offers = new Map<string, Offer>();
  /** Delivery ids of this venue by party key and number. */
  private readonly deliveries: number[][] = [];
  /** Party keys and numbers whose recorded notice or receipt came before their ticket. */
  private readonly early = new Set<string>();
  private waiting: Unrecorded[] = [];

  private readonly servesAll: boolean;

  /** @param servesAll every delivery is served and accepted at once, and what was recorded of deliveries is left out */
  constructor(core: Core, tape: Tape, servesAll = false) {
    this.servesAll = servesAll;
    this.core = core;
    this.tape = tape;
    this.keys = new Map(tape.partyKeys.map((key, index) => [key, index]));
  }

  /** Turns a recorded command into this venue's; false when it is left out. */
  translate(command: Command): boolean {
    if (command.kind === COMMAND_KIND.PLACE_ORDER) {
      this.placed += 1;
      return true;
    }
    if (namesOrder(command)) return this.order(command);
    if (namesDelivery(command)) return !this.servesAll && this.delivery(command);
    if (usesRights(command)) return this.rights(command);
    if (takesOffer(command)) return this.acceptance(command);
    if (command.kind !== COMMAND_KIND.BUST_TRADE) return true;
    this.leftOut.busts += 1;
    return false;
  }

  /** A recorded command somebody else saw to: it is only counted, so that those after it keep their numbers. */
  pass(command: Command): void {
    if (command.kind === COMMAND_KIND.PLACE_ORDER) this.placed += 1;
    else if (usesRights(command)) this.rightsRef += 1;
  }

  /** Events of a translated command: the id its order got. */
  applied(command: Command, { words: w, length }: EventLog, from: number): void {
    if (command.kind !== COMMAND_KIND.PLACE_ORDER) return;
    for (let at = from; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (
        w[at] === EVENT.ORDER_ACCEPTED &&
        w[at + ORDER_ACCEPTED.account] === command.accountId &&
        w[at + ORDER_ACCEPTED.clientId] === command.clientId
      ) {
        this.remember(w[at + ORDER_ACCEPTED.orderId] as number);
        return;
      }
    }
  }

  /** Events of a batch, whoever caused them: tickets are also issued by the close of a series. */
  read({ words: w, length }: EventLog): void {
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.DELIVERY && w[at + DELIVERY.state] === DELIVERY_STATE.TICKETED) {
        this.ticketed(w, at);
      } else if (w[at] === EVENT.FIRM_QUOTE && w[at + FIRM_QUOTE.orderId] !== 0) {
        const account = w[at + FIRM_QUOTE.account] as number;
        this.offers.set(offerKey(account, w[at + FIRM_QUOTE.requestId] as number), {
          orderId: w[at + FIRM_QUOTE.orderId] as number,
          priceTicks: w[at + FIRM_QUOTE.priceTicks] as number,
          side: w[at + FIRM_QUOTE.side] as number,
        });
      }
    }
  }

  /** Tickets that nobody recorded what became of, since this was last asked. */
  takeUnrecorded(): readonly Unrecorded[] {
    if (this.waiting.length === 0) return this.waiting;
    const taken = this.waiting;
    this.waiting = [];
    this.unrecordedDeliveries += taken.length;
    return taken;
  }

  private order(command: Command): boolean {
    const ref = this.tape.orderRefs[this.orderRef] ?? 0;
    this.orderRef += 1;
    const id = ref === 0 ? 0 : (this.orders[ref] ?? 0);
    if (id === 0) {
      this.leftOut.orders += 1;
      return false;
    }
    command.orderId = id;
    return true;
  }

  private remember(orderId: number): void {
    if (this.placed >= this.orders.length) {
      const grown = new Float64Array(Math.max(this.orders.length * 2, this.placed + 1));
      grown.set(this.orders);
      this.orders = grown;
    }
    this.orders[this.placed] = orderId;
  }

  private delivery(command: Command): boolean {
    const key = this.tape.deliveryRefs[this.deliveryRef] ?? -1;
    const number = this.tape.deliveryRefs[this.deliveryRef + 1] ?? -1;
    this.deliveryRef += 2;
    const id = this.deliveries[key]?.[number] ?? 0;
    if (id === 0) {
      if (key >= 0) this.early.add(`${key} ${number}`);
      this.leftOut.deliveries += 1;
      return false;
    }
    command.body = { ...(command.body as object), deliveryId: id } as ColdBodies['ruleDispute'];
    return deliveryOf(command) === id;
  }

  /** Takes the offer the same request got here, at a price no worse than the one that was taken. */
  private acceptance(command: Command): boolean {
    const requestId = this.tape.takenRequests[this.takenRef] ?? 0;
    const takenTicks = this.tape.takenTicks[this.takenRef] ?? 0;
    this.takenRef += 1;
    const key = offerKey(command.accountId, requestId);
    const offer = this.offers.get(key);
    if (offer === undefined) {
      this.leftOut.acceptances += 1;
      return false;
    }
    const isWorse =
      offer.side === SIDE.BUY ? offer.priceTicks > takenTicks : offer.priceTicks < takenTicks;
    if (isWorse) {
      this.leftOut.acceptancesWorse += 1;
      return false;
    }
    const body = command.body as ColdBodies['acceptQuote'];
    command.body = { ...body, quoteId: offer.orderId };
    return true;
  }

  private ticketed(w: Float64Array, at: number): void {
    const consumer = w[at + DELIVERY.consumer] as number;
    const provider = w[at + DELIVERY.provider] as number;
    const deliveryId = w[at + DELIVERY.deliveryId] as number;
    const key = this.keys.get(partyKey(consumer, provider, w[at + DELIVERY.series] as number));
    if (key === undefined || this.servesAll) {
      this.waiting.push({ deliveryId, consumer, provider });
      return;
    }
    const ids = this.deliveries[key] ?? [];
    this.deliveries[key] = ids;
    const number = ids.push(deliveryId) - 1;
    const isRecorded = number < (this.tape.deliveryCounts[key] ?? 0);
    if (!isRecorded || this.early.has(`${key} ${number}`)) {
      this.waiting.push({ deliveryId, consumer, provider });
    }
  }

  private rights(command: Command): boolean {
    const isDone = this.tape.rightsDone[this.rightsRef] === 1;
    this.rightsRef += 1;
    // What was refused then is asked for again as it was.
    if (!isDone) return true;
    const body = command.body as ColdBodies['mintRights'];
    const { positions } = this.core.state;
    const position = positions.find(command.accountId, body.seriesId);
    const free =
      position === 0
        ? 0
        : positions.get(position, P.heldLots) - positions.get(position, P.reservedLots);
    if (free < 1) {
      this.leftOut.rights += 1;
      return false;
    }
    if (free < body.quantityLots) {
      this.leftOut.rightsReduced += 1;
      command.body = { ...body, quantityLots: free };
    }
    return true;
  }
}

function offerKey(accountId: number, requestId: number): string {
  return `${accountId} ${requestId}`;
}
