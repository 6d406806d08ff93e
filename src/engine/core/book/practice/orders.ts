/** The live orders of a practice book, found by their id or by their slot. */

import * as orderLayout from '../order-layout.js';
import type { OrderStore } from '../order-store.js';
import type { PlaceInstruction } from './instruction.js';

const { HOT_I32_LOG2, COLD_I32_LOG2, OWNER, OWNER_GROUP, FLAGS } = orderLayout;

/** An order that is open or waiting. */
export interface PracticeOrder {
  readonly id: number;
  readonly slot: number;
  /** As it was placed; `price` below is what a replacement has made of the limit. */
  readonly terms: PlaceInstruction;
  price: number;
  /** Waits for its stop price. */
  isWaiting: boolean;
  /** Counts the orders as they came. */
  readonly sequence: number;
}

export class PracticeOrders {
  private readonly store: OrderStore;
  private readonly byId = new Map<number, PracticeOrder>();
  private readonly bySlot: (PracticeOrder | undefined)[] = [];
  private readonly owners = new Map<string, number>();
  private sequence = 0;

  constructor(store: OrderStore) {
    this.store = store;
  }

  /** A new live order, or undefined when there is no room. */
  open(terms: PlaceInstruction): PracticeOrder | undefined {
    const slot = this.store.allocate();
    if (slot === 0) return undefined;
    this.sequence += 1;
    const { id, price } = terms;
    const order = { id, slot, terms, price, isWaiting: false, sequence: this.sequence };
    this.store.i32[(slot << HOT_I32_LOG2) + OWNER] = this.ownerOf(terms.user);
    this.store.i32[(slot << HOT_I32_LOG2) + OWNER_GROUP] = 0;
    this.store.coldI32[(slot << COLD_I32_LOG2) + FLAGS] = 0;
    this.byId.set(id, order);
    this.bySlot[slot] = order;
    return order;
  }

  close(order: PracticeOrder): void {
    this.byId.delete(order.id);
    this.bySlot[order.slot] = undefined;
    this.store.free(order.slot);
  }

  find(id: number): PracticeOrder | undefined {
    return this.byId.get(id);
  }

  /** The order in a slot that is in use. */
  at(slot: number): PracticeOrder {
    const order = this.bySlot[slot];
    if (order === undefined) throw new Error(`slot ${slot} has no order`);
    return order;
  }

  /** The number that stands for a user in the book. */
  ownerOf(user: string): number {
    const known = this.owners.get(user);
    if (known !== undefined) return known;
    const owner = this.owners.size + 1;
    this.owners.set(user, owner);
    return owner;
  }

  /** Every live order, the one that came first first. */
  inEntryOrder(): PracticeOrder[] {
    return [...this.byId.values()].sort((a, b) => a.sequence - b.sequence);
  }
}
