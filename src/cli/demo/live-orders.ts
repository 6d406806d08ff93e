/**
 * The recorded orders that are in the venue's books, by their number in the recording.
 *
 * Client order ids carry loop and number, so that what the venue knows says where the replay stands: the highest id of all
 * accounts is the order placed last, and an open order names the recorded one it came from. An order is live from its
 * placing until the venue reports its end.
 */
import {
  ClientIds,
  EXECUTION_TYPE,
  type ExecutionReport,
  type OrderRef,
  type PatxClient,
  splitClientId,
} from '../../client/index.js';

export interface LiveOrder {
  readonly client: PatxClient;
  readonly seriesId: number;
  readonly side: number;
  readonly clientOrderId: number;
  /** 0 until the venue has said it. */
  orderId: number;
  openLots: number;
  priceTicks: number;
}

/** Where a client order id stands in the recording. */
export interface FlowPlace {
  readonly loop: number;
  readonly order: number;
}

const { ACCEPTED, REFUSED, CANCELED, AMENDED, REDUCED, TRADE } = EXECUTION_TYPE;

/** Order ids are in their own space, so that nothing else gets between them. */
export const ORDER_ID_SPACE = 0;
const orderIds = new ClientIds(ORDER_ID_SPACE);

export class LiveOrders {
  private readonly orders = new Map<number, LiveOrder>();
  /** Ids of one loop. */
  private readonly span: number;

  constructor(orderCount: number) {
    this.span = 2 ** Math.ceil(Math.log2(orderCount + 1));
  }

  get size(): number {
    return this.orders.size;
  }

  get(order: number): LiveOrder | undefined {
    return this.orders.get(order);
  }

  /** All live orders with their numbers. */
  entries(): IterableIterator<[number, LiveOrder]> {
    return this.orders.entries();
  }

  add(order: number, live: LiveOrder): void {
    this.orders.set(order, live);
  }

  remove(order: number): void {
    this.orders.delete(order);
  }

  clear(): void {
    this.orders.clear();
  }

  /** The id of an order in a loop. */
  idOf({ loop, order }: FlowPlace): number {
    return orderIds.at(loop * this.span + order + 1);
  }

  /** Where an id stands; undefined for ids that are not of the flow. */
  placeOf(clientOrderId: number): FlowPlace | undefined {
    const { idSpace, counter } = splitClientId(clientOrderId);
    if (idSpace !== ORDER_ID_SPACE || counter < 1) return undefined;
    return { loop: Math.floor((counter - 1) / this.span), order: (counter - 1) % this.span };
  }

  /** Follows a report of the venue. */
  learn(report: Readonly<ExecutionReport>): void {
    const place = this.placeOf(report.clientOrderId);
    const live = place === undefined ? undefined : this.orders.get(place.order);
    if (place === undefined || live?.clientOrderId !== report.clientOrderId) return;
    switch (report.executionType) {
      case ACCEPTED:
        live.orderId = report.orderId;
        return;
      case AMENDED:
      case REDUCED:
      case TRADE:
        live.openLots = report.openLots;
        if (report.openLots === 0) this.orders.delete(place.order);
        return;
      case CANCELED:
      case REFUSED:
        this.orders.delete(place.order);
        return;
      default:
    }
  }
}

/** How to name a live order: by the venue's id once it is known. */
export function refOf({ orderId, clientOrderId }: LiveOrder): OrderRef {
  return orderId === 0 ? { clientOrderId } : { orderId };
}
