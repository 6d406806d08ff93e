/**
 * Every order's row: as it was accepted, and as it was left by the last thing that happened to it. What happens to one order
 * between two transactions is written once. Refused orders are rows of their own, since they have no id.
 */
import { ORDER_TYPE, TIME_IN_FORCE } from '../../values/index.js';
import type { Database } from '../store/database.js';
import { RowBuffer } from '../store/row-buffer.js';
import type {
  OrderAcceptedFact,
  OrderCanceledFact,
  OrderChangedFact,
  OrderRefusedFact,
} from '../views/index.js';
import type { Moment } from './moment.js';

/** What the command that placed it says beside the event. */
export interface OrderTerms {
  readonly orderType: number;
  readonly timeInForce: number;
}

/** A resting order of a command that is no order of one account's own: a leg, a firm quote. */
export const NO_TERMS: OrderTerms = { orderType: ORDER_TYPE.LIMIT, timeInForce: TIME_IN_FORCE.GTC };

type OrderState = 'OPEN' | 'FILLED' | 'CANCELED';

interface Change {
  priceTicks: number;
  quantityLots: number;
  openLots: number;
  filledLots: number;
  state: OrderState;
  reason: number;
  sequence: number;
  timeMs: number;
}

interface NewOrder extends Change, OrderTerms {
  readonly accepted: OrderAcceptedFact;
  readonly createdSequence: number;
  readonly createdMs: number;
}

/** −1 keeps what the row has. */
const KEEP = -1;

const UPDATE = `UPDATE orders SET
  price_ticks = CASE WHEN ?1 < 0 THEN price_ticks ELSE ?1 END, quantity_lots = ?2, open_lots = ?3, filled_lots = ?4,
  state = ?5, reason = ?6, updated_sequence = ?7, updated_ms = ?8 WHERE order_id = ?9`;

export class OrderHistory {
  private readonly database: Database;
  private readonly rows: RowBuffer;
  private readonly refusals: RowBuffer;
  private readonly created = new Map<number, NewOrder>();
  private readonly changed = new Map<number, Change>();

  constructor(database: Database) {
    this.database = database;
    this.rows = new RowBuffer(database, 'INSERT OR REPLACE INTO orders', 17);
    this.refusals = new RowBuffer(
      database,
      `INSERT INTO order_refusals (account_id, client_id, sequence, time_ms, series_id, side, price_ticks,
        quantity_lots, code, field)`,
      10,
    );
  }

  accepted(fact: OrderAcceptedFact, terms: OrderTerms, { sequence, timeMs }: Moment): void {
    const { orderType, timeInForce } = terms;
    this.created.set(fact.orderId, {
      ...{ accepted: fact, orderType, timeInForce, createdSequence: sequence, createdMs: timeMs },
      ...{ priceTicks: fact.priceTicks, quantityLots: fact.lots, openLots: fact.lots },
      ...{ filledLots: 0, state: 'OPEN', reason: 0, sequence, timeMs },
    });
  }

  refused(fact: OrderRefusedFact, { sequence, timeMs }: Moment): void {
    if (fact.isDuplicate) return;
    const { accountId, clientId, seriesId, side, priceTicks, lots, code, field } = fact;
    this.refusals.add(
      ...[accountId, clientId, sequence, timeMs, seriesId, side, priceTicks, lots, code, field],
    );
  }

  filled(orderId: number, openLots: number, originalLots: number, moment: Moment): void {
    const change = this.change(orderId, moment);
    change.quantityLots = originalLots;
    change.openLots = openLots;
    change.filledLots = originalLots - openLots;
    change.state = openLots === 0 ? 'FILLED' : 'OPEN';
  }

  amended({ orderId, priceTicks, openLots, originalLots }: OrderChangedFact, moment: Moment): void {
    const change = this.change(orderId, moment);
    change.priceTicks = priceTicks;
    change.quantityLots = originalLots;
    change.openLots = openLots;
    change.filledLots = originalLots - openLots;
    change.state = openLots === 0 ? 'CANCELED' : 'OPEN';
  }

  canceled(fact: OrderCanceledFact, moment: Moment): void {
    const { orderId, canceledLots, originalLots, reason } = fact;
    const change = this.change(orderId, moment);
    change.quantityLots = originalLots;
    change.openLots = 0;
    change.filledLots = originalLots - canceledLots;
    change.state = 'CANCELED';
    change.reason = reason;
  }

  flush(): void {
    for (const order of this.created.values()) this.insert(order);
    this.created.clear();
    this.rows.flush();
    this.refusals.flush();
    const update = this.database.prepare(UPDATE);
    for (const [orderId, change] of this.changed) {
      const { priceTicks, quantityLots, openLots, filledLots, state, reason } = change;
      update.run([
        ...[priceTicks, quantityLots, openLots, filledLots, state, reason],
        ...[change.sequence, change.timeMs, orderId],
      ]);
    }
    this.changed.clear();
  }

  /** What changes about an order: its row while that was not written, else what is to be written over it. */
  private change(orderId: number, { sequence, timeMs }: Moment): Change {
    let change: Change | undefined = this.created.get(orderId) ?? this.changed.get(orderId);
    if (change === undefined) {
      const lots = { quantityLots: 0, openLots: 0, filledLots: 0 };
      change = { priceTicks: KEEP, ...lots, state: 'OPEN', reason: 0, sequence, timeMs };
      this.changed.set(orderId, change);
    }
    change.sequence = sequence;
    change.timeMs = timeMs;
    return change;
  }

  private insert(order: NewOrder): void {
    const { accepted, quantityLots, openLots, filledLots, priceTicks } = order;
    const { orderId, accountId, clientId, seriesId, side } = accepted;
    this.rows.add(
      ...[orderId, accountId, clientId, seriesId, side, order.orderType, order.timeInForce],
      ...[priceTicks, quantityLots, openLots, filledLots, order.state, order.reason],
      ...[order.createdSequence, order.createdMs, order.sequence, order.timeMs],
    );
  }
}
