/**
 * One-cancels-other groups: when one order of a group trades or is triggered, the caller cancels the
 * rest. The orders of a group form a ring over their extensions; a resting member carries a flag that
 * makes matching pause after each of its fills, so that a taker that reaches two members of a group
 * never trades with both.
 *
 * Invariant: the flag is set exactly while the order is in a ring of two or more, and then it rests
 * as a special order, so a ring is closed before its members enter the book, or they are marked there.
 */

import { type AdvancedBook, RING_NEXT, RING_PREV, SLOT } from './advanced.js';
import type { Book } from './book.js';
import type { GroupSight } from './fillable.js';

/** Most orders of a group: what one fill may have to cancel. */
export const OCO_MEMBERS_MAX = 16;

export class Oco implements GroupSight {
  private readonly specials: AdvancedBook;
  private readonly book: Book;
  /** By extension: the count in which a member of its group was seen last. Not state. */
  private readonly seenIn: Float64Array;
  private countNumber = 0;

  constructor(specials: AdvancedBook, book: Book) {
    this.specials = specials;
    this.book = book;
    this.seenIn = new Float64Array(specials.capacity + 1);
    book.fillable.watchGroups(this);
  }

  hasAny(): boolean {
    return this.specials.linkedCount > 0;
  }

  begin(): void {
    this.countNumber += 1;
  }

  wasSeen(slot: number): boolean {
    const extension = this.specials.of(slot);
    if (this.seenIn[extension] === this.countNumber) return true;
    for (let other = this.next(extension); other !== extension; other = this.next(other)) {
      this.seenIn[other] = this.countNumber;
    }
    return false;
  }

  /** Orders in the ring of an extension, itself included. */
  size(extension: number): number {
    let size = 1;
    for (let other = this.next(extension); other !== extension; other = this.next(other)) size += 1;
    return size;
  }

  /** Whether two orders are in one group. */
  isTogether(extension: number, member: number): boolean {
    for (let other = this.next(extension); other !== extension; other = this.next(other)) {
      if (other === member) return true;
    }
    return false;
  }

  /** Whether the group of an order can have no more members. */
  isFull(extension: number): boolean {
    return this.size(extension) >= OCO_MEMBERS_MAX;
  }

  /**
   * Puts an order into the group of another.
   * @returns false when the group is full
   */
  join(extension: number, member: number): boolean {
    if (this.isFull(member)) return false;
    const { specials } = this;
    const after = this.next(member);
    specials.set(member, RING_NEXT, extension);
    specials.set(extension, RING_PREV, member);
    specials.set(extension, RING_NEXT, after);
    specials.set(after, RING_PREV, extension);
    this.mark(member, true);
    this.mark(extension, true);
    return true;
  }

  /** Takes an order out of its group, if it has one. */
  leave(extension: number): void {
    const { specials } = this;
    const next = this.next(extension);
    if (next === extension) return;
    const prev = specials.get(extension, RING_PREV);
    specials.set(prev, RING_NEXT, next);
    specials.set(next, RING_PREV, prev);
    specials.set(extension, RING_NEXT, 0);
    specials.set(extension, RING_PREV, 0);
    this.mark(extension, false);
    if (next !== prev) return;
    specials.set(next, RING_NEXT, 0);
    specials.set(next, RING_PREV, 0);
    this.mark(next, false);
  }

  /** Another order of the group, or 0 if there is none. */
  sibling(extension: number): number {
    const next = this.next(extension);
    return next === extension ? 0 : this.specials.get(next, SLOT);
  }

  private mark(extension: number, isLinked: boolean): void {
    const slot = this.specials.get(extension, SLOT);
    if (this.book.isLinked(slot) === isLinked) return;
    this.book.setLinked(slot, isLinked);
    this.specials.linkedCount += isLinked ? 1 : -1;
  }

  private next(extension: number): number {
    return this.specials.get(extension, RING_NEXT) || extension;
  }
}
