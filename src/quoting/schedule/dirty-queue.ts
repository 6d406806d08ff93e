/**
 * Slots waiting to be requoted, each at most once: a ring over preallocated arrays, first in first out.
 * It can never overflow, because it never holds a slot twice.
 */
export class DirtyQueue {
  private readonly ring: Int32Array;
  private readonly waiting: Uint8Array;
  private head = 0;
  private count = 0;

  constructor(capacity: number) {
    this.ring = new Int32Array(capacity);
    this.waiting = new Uint8Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  has(slot: number): boolean {
    return this.waiting[slot] === 1;
  }

  push(slot: number): void {
    if (this.waiting[slot] === 1) return;
    this.waiting[slot] = 1;
    this.ring[(this.head + this.count) % this.ring.length] = slot;
    this.count += 1;
  }

  /** The slot that waited longest, or −1. */
  shift(): number {
    if (this.count === 0) return -1;
    const slot = this.ring[this.head]!;
    this.head = (this.head + 1) % this.ring.length;
    this.count -= 1;
    this.waiting[slot] = 0;
    return slot;
  }
}
