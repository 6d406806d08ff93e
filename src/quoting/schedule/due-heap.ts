/**
 * The earliest of many timers, one per slot: a binary heap over preallocated arrays.
 * Setting a slot's time moves it; infinity takes it out. O(log n), no allocation.
 */
export class DueHeap {
  private readonly heap: Int32Array;
  private readonly places: Int32Array;
  private readonly times: Float64Array;
  private size = 0;

  constructor(capacity: number) {
    this.heap = new Int32Array(capacity);
    this.places = new Int32Array(capacity).fill(-1);
    this.times = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
  }

  /** Time of the earliest slot; infinity when there is none. */
  get earliestMs(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.times[this.heap[0]!]!;
  }

  /** The earliest slot; −1 when there is none. */
  get earliestSlot(): number {
    return this.size === 0 ? -1 : this.heap[0]!;
  }

  /** When this slot is due; infinity when it is not. */
  timeOf(slot: number): number {
    return this.times[slot]!;
  }

  /** Sets when a slot is due; infinity, or anything that is not a time, removes it. */
  set(slot: number, timeMs: number): void {
    const before = this.times[slot]!;
    const place = this.places[slot]!;
    if (!Number.isFinite(timeMs)) {
      this.times[slot] = Number.POSITIVE_INFINITY;
      if (place >= 0) this.remove(place);
      return;
    }
    this.times[slot] = timeMs;
    if (place < 0) {
      this.put(this.size, slot);
      this.size += 1;
      this.rise(this.size - 1);
    } else if (timeMs < before) {
      this.rise(place);
    } else {
      this.sink(place);
    }
  }

  private remove(place: number): void {
    const removed = this.heap[place]!;
    this.places[removed] = -1;
    this.size -= 1;
    if (place === this.size) return;
    this.put(place, this.heap[this.size]!);
    this.rise(place);
    this.sink(place);
  }

  private put(place: number, slot: number): void {
    this.heap[place] = slot;
    this.places[slot] = place;
  }

  private rise(start: number): void {
    const slot = this.heap[start]!;
    const time = this.times[slot]!;
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.heap[parent]!;
      if (this.times[above]! <= time) break;
      this.put(place, above);
      place = parent;
    }
    this.put(place, slot);
  }

  private sink(start: number): void {
    const slot = this.heap[start]!;
    const time = this.times[slot]!;
    let place = start;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.size) break;
      const right = child + 1;
      if (right < this.size && this.times[this.heap[right]!]! < this.times[this.heap[child]!]!) {
        child = right;
      }
      if (this.times[this.heap[child]!]! >= time) break;
      this.put(place, this.heap[child]!);
      place = child;
    }
    this.put(place, slot);
  }
}
