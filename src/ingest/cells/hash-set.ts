/**
 * A set of 64-bit hashes in two columns, open addressing; grows up to a bound and then only answers.
 * Memory: 12 to 24 bytes a hash. Never fails.
 */

const BEGIN_SLOTS = 1_024;
const FILL_MAX = 0.67;

export class HashSet {
  private readonly sizeMax: number;
  private hi = new Uint32Array(BEGIN_SLOTS);
  private lo = new Uint32Array(BEGIN_SLOTS);
  private count = 0;

  constructor(sizeMax: number) {
    this.sizeMax = sizeMax;
  }

  get size(): number {
    return this.count;
  }

  /** Whether hashes were left out because the set is full. */
  isFull = false;

  /** Adds a hash; whether it was not there. A full set says so of every hash it does not hold. */
  add(hi: number, lo: number): boolean {
    // Zero in both halves marks a free slot.
    const low = hi === 0 && lo === 0 ? 1 : lo;
    const slot = this.slotOf(hi, low);
    if (this.isTaken(slot)) return false;
    if (this.count >= this.sizeMax) {
      this.isFull = true;
      return true;
    }
    this.hi[slot] = hi;
    this.lo[slot] = low;
    this.count += 1;
    if (this.count > this.hi.length * FILL_MAX) this.grow();
    return true;
  }

  has(hi: number, lo: number): boolean {
    return this.isTaken(this.slotOf(hi, hi === 0 && lo === 0 ? 1 : lo));
  }

  private isTaken(slot: number): boolean {
    return this.hi[slot] !== 0 || this.lo[slot] !== 0;
  }

  private slotOf(hi: number, lo: number): number {
    const mask = this.hi.length - 1;
    let slot = (lo ^ Math.imul(hi, 0x9e3779b1)) & mask;
    while (this.isTaken(slot) && (this.hi[slot] !== hi || this.lo[slot] !== lo)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const [hi, lo] = [this.hi, this.lo];
    this.hi = new Uint32Array(hi.length * 2);
    this.lo = new Uint32Array(hi.length * 2);
    for (let i = 0; i < hi.length; i += 1) {
      const [high, low] = [hi[i] as number, lo[i] as number];
      if (high === 0 && low === 0) continue;
      const slot = this.slotOf(high, low);
      this.hi[slot] = high;
      this.lo[slot] = low;
    }
  }
}
