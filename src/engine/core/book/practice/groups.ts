/** The OCO groups of a practice book, named by a user's own word. */

import type { AdvancedBook } from '../advanced.js';
import type { Oco } from '../oco.js';
import type { PracticeOrder } from './orders.js';

export class Groups {
  private readonly specials: AdvancedBook;
  private readonly oco: Oco;
  /** By user and word: the live members. */
  private readonly members = new Map<string, PracticeOrder[]>();

  constructor(specials: AdvancedBook, oco: Oco) {
    this.specials = specials;
    this.oco = oco;
  }

  /** Puts an order that has an extension into its group, if it names one. */
  join(order: PracticeOrder): boolean {
    if (order.terms.ocoGroup === '') return true;
    const others = this.others(order);
    const [other] = others;
    const extension = this.specials.of(order.slot);
    if (other !== undefined && !this.oco.join(extension, this.specials.of(other.slot))) {
      return false;
    }
    this.members.set(nameOf(order), [...others, order]);
    return true;
  }

  /** Takes an order that ends out of its group. */
  leave(order: PracticeOrder): void {
    if (order.terms.ocoGroup === '') return;
    const left = this.others(order);
    if (left.length === 0) this.members.delete(nameOf(order));
    else this.members.set(nameOf(order), left);
    this.oco.leave(this.specials.of(order.slot));
  }

  /** The other live orders of an order's group, as they came. */
  others(order: PracticeOrder): PracticeOrder[] {
    const all = order.terms.ocoGroup === '' ? [] : (this.members.get(nameOf(order)) ?? []);
    return all.filter((member) => member !== order);
  }
}

const nameOf = ({ terms }: PracticeOrder): string => `${terms.ocoGroup}\n${terms.user}`;
