/**
 * One series of the exchange's order book with every order type and nothing around it: no accounts, no
 * money, no clock. For learning, for conformance tests, and for the differential tests of the features.
 *
 * One instruction at a time: what it asks for, then the stops it triggers, one after the other, until none
 * is left. Every instruction is checked whole before anything changes; a refused one changes nothing.
 *
 * Invariants: at the end of an instruction the book is not crossed and no elected stop waits; an order
 * is open, waiting or gone, and only the first two have a slot.
 */
import { Columns } from '../../kernel/columns.js';
import { AdvancedBook } from '../advanced.js';
import { Book } from '../book.js';
import { Oco } from '../oco.js';
import { OrderStore } from '../order-store.js';
import { passiveTicks } from '../post-only.js';
import { Triggers } from '../triggers.js';
import { Groups } from './groups.js';
import {
  type CancelInstruction,
  hasTooManyPeaks,
  type Instruction,
  isOverflow,
  type MassCancelInstruction,
  type PlaceInstruction,
  placedId,
  type ReduceInstruction,
  type ReplaceInstruction,
  readInstruction,
} from './instruction.js';
import { Journal } from './journal.js';
import { type PracticeOrder, PracticeOrders } from './orders.js';
import type { RejectCode } from './reject-codes.js';
import type { FinalView, PracticeEvent } from './report.js';
import { Trading } from './trading.js';

export interface PracticeLimits {
  /** Most orders that are open or waiting at once. */
  readonly ordersMax: number;
  readonly pagesMax: number;
  /** Most orders with a stop price or an OCO group. */
  readonly specialsMax: number;
  readonly trailingMax: number;
}

export const PRACTICE_LIMITS: PracticeLimits = {
  ordersMax: 262_144,
  pagesMax: 16_384,
  specialsMax: 65_536,
  trailingMax: 4096,
};

const SERIES = 0;

export class PracticeBook {
  readonly book: Book;
  readonly triggers: Triggers;
  private readonly orders: PracticeOrders;
  private readonly specials: AdvancedBook;
  private readonly groups: Groups;
  private readonly journal = new Journal();
  private readonly trading: Trading;

  constructor(limits: PracticeLimits = PRACTICE_LIMITS) {
    const columns = new Columns();
    const store = new OrderStore(columns, limits.ordersMax);
    this.book = new Book(columns, store, { seriesMax: 1, pagesMax: limits.pagesMax });
    this.specials = new AdvancedBook(columns, store, limits.specialsMax);
    this.triggers = new Triggers(columns, store, this.specials, { seriesMax: 1, ...limits });
    this.groups = new Groups(this.specials, new Oco(this.specials, this.book));
    this.orders = new PracticeOrders(store);
    this.trading = new Trading({
      book: this.book,
      triggers: this.triggers,
      orders: this.orders,
      specials: this.specials,
      groups: this.groups,
      journal: this.journal,
    });
  }

  /**
   * Carries out one instruction.
   * @param input unknown JSON
   * @returns what happened, in order
   */
  apply(input: unknown): readonly PracticeEvent[] {
    this.journal.begin();
    const instruction = readInstruction(input);
    const code = typeof instruction === 'string' ? instruction : this.carryOut(instruction);
    if (code !== undefined) this.refuseWhole(code, input);
    this.trading.runElected();
    return this.journal.end();
  }

  /** Counts a step whose instruction could not even be read. */
  refuse(code: RejectCode): readonly PracticeEvent[] {
    this.journal.begin();
    this.journal.reject(code, undefined);
    return this.journal.end();
  }

  /** Counts a step at which nothing was asked for. */
  skip(): void {
    this.journal.begin();
  }

  /** The whole state, and everything that happened to it. */
  final(): FinalView {
    return this.journal.finalView(this.book, SERIES);
  }

  private carryOut(instruction: Instruction): RejectCode | undefined {
    switch (instruction.op) {
      case 'place':
        return this.place(instruction);
      case 'cancel':
        return this.cancel(instruction);
      case 'replace':
        return this.replace(instruction);
      case 'reduce':
        return this.reduce(instruction);
      case 'mass_cancel':
        return this.massCancel(instruction);
    }
  }

  private place(terms: PlaceInstruction): RejectCode | undefined {
    if (this.orders.find(terms.id) !== undefined) return 'DUPLICATE_ID';
    const order = this.orders.open(terms);
    if (order === undefined) return 'BOOK_FULL';
    this.book.setLots(order.slot, terms.qty, terms.displayQty);
    const code = this.joinGroup(order) ?? this.enterNew(order);
    if (code !== undefined) this.trading.forget(order);
    return code;
  }

  /** Tells why, and that the order of that id was refused, unless another one lives under it. */
  private refuseWhole(code: RejectCode, input: unknown): void {
    this.journal.reject(code, input);
    const id = placedId(input);
    if (id === undefined || this.orders.find(id) !== undefined) return;
    this.journal.setStatus(id, 'rejected');
  }

  private joinGroup(order: PracticeOrder): RejectCode | undefined {
    const { ocoGroup, type } = order.terms;
    const needsExtension = ocoGroup !== '' || type.includes('stop');
    if (!needsExtension) return undefined;
    if (this.specials.attach(order.slot, SERIES, order.terms.side) === 0) return 'BOOK_FULL';
    return this.groups.join(order) ? undefined : 'GROUP_FULL';
  }

  private enterNew(order: PracticeOrder): RejectCode | undefined {
    if (!order.terms.type.includes('stop')) return this.trading.enter(order, 'new');
    return this.trading.wait(order);
  }

  private cancel({ id, user }: CancelInstruction): RejectCode | undefined {
    const order = this.orders.find(id);
    if (order === undefined) return 'UNKNOWN_ID';
    if (order.terms.user !== user) return 'NOT_YOURS';
    this.trading.cancel(order, 'user');
    return undefined;
  }

  private massCancel({ user, side }: MassCancelInstruction): RejectCode | undefined {
    for (const order of this.orders.inEntryOrder()) {
      if (user !== undefined && order.terms.user !== user) continue;
      if (side !== undefined && order.terms.side !== side) continue;
      this.trading.cancel(order, 'mass_cancel');
    }
    return undefined;
  }

  private reduce({ id, user, by }: ReduceInstruction): RejectCode | undefined {
    const order = this.orders.find(id);
    if (order === undefined) return 'UNKNOWN_ID';
    if (order.terms.user !== user) return 'NOT_YOURS';
    const left = this.book.totalLots(order.slot) - by;
    if (left <= 0) {
      this.trading.cancel(order, 'user');
      return undefined;
    }
    this.trading.shrink(order, left);
    this.journal.say({ event: 'reduced', id, qty: left });
    return undefined;
  }

  private replace(terms: ReplaceInstruction): RejectCode | undefined {
    const order = this.orders.find(terms.id);
    if (order === undefined) return 'UNKNOWN_ID';
    if (order.terms.user !== terms.user) return 'NOT_YOURS';
    if (terms.price === 0 && terms.qty === 0 && terms.stopPrice === 0) return 'NOTHING_TO_REPLACE';
    return order.isWaiting ? this.replaceWaiting(order, terms) : this.replaceOpen(order, terms);
  }

  private replaceOpen(order: PracticeOrder, terms: ReplaceInstruction): RejectCode | undefined {
    const { book } = this;
    if (terms.stopPrice !== 0) return 'BAD_STOP_PRICE';
    const total = book.totalLots(order.slot);
    const current = book.priceTicksOf(order.slot);
    const qty = terms.qty || total;
    const wanted = terms.price || current;
    if (isOverflow(wanted, qty)) return 'NOTIONAL_OVERFLOW';
    if (hasTooManyPeaks(qty, order.terms.displayQty)) return 'BAD_DISPLAY_QTY';
    if (wanted === current && qty <= total) {
      this.trading.shrink(order, qty);
      this.journal.say({ event: 'replaced', id: order.id, keepsPriority: true });
      return undefined;
    }
    const isSliding = order.terms.postOnly === 'slide';
    const price = isSliding ? passiveTicks(book, SERIES, order.terms.side, wanted) : wanted;
    if (price === 0) return 'WOULD_TAKE';
    const code = this.trading.refusal(order, price, qty);
    if (code !== undefined) return code;
    if (this.trading.wouldSplit(order, price, qty)) return 'WOULD_TAKE';
    this.journal.say({ event: 'replaced', id: order.id, keepsPriority: false });
    book.unlink(order.slot);
    order.price = price;
    book.setLots(order.slot, qty, order.terms.displayQty);
    return this.trading.enter(order, 'replaced');
  }

  private replaceWaiting(order: PracticeOrder, terms: ReplaceInstruction): RejectCode | undefined {
    if (terms.stopPrice !== 0 && order.terms.type === 'trailing_stop') return 'BAD_STOP_PRICE';
    const total = this.book.totalLots(order.slot);
    const qty = terms.qty || total;
    const price = terms.price || order.price;
    if (isOverflow(price, qty)) return 'NOTIONAL_OVERFLOW';
    if (hasTooManyPeaks(qty, order.terms.displayQty)) return 'BAD_DISPLAY_QTY';
    const keepsPriority = terms.stopPrice === 0 && qty <= total;
    const code = keepsPriority ? undefined : this.trading.waitAnew(order, terms.stopPrice, qty);
    if (code !== undefined) return code;
    if (keepsPriority) this.trading.shrink(order, qty);
    order.price = price;
    this.journal.say({ event: 'replaced', id: order.id, keepsPriority });
    this.trading.triggerIfReached(order);
    return undefined;
  }
}
