/**
 * What a run must know of the recorded history beside the commands: which placed order a recorded order id was, which
 * delivery a recorded delivery id was, and which request a firm quote that was taken answered, because all get other ids
 * when the fills differ.
 *
 * Orders are numbered by their place command. Deliveries are numbered by consumer, provider and series, in the order of
 * their tickets: the third delivery of a provider to a consumer stays the third. Plain data, so that it can be sent to
 * another thread.
 */
export interface Tape {
  /** By the how-manieth command that names an order by order id: 1 + number of its place command; 0: none known. */
  readonly orderRefs: Int32Array;
  /** By the how-manieth command that names a delivery: index into `partyKeys` and the number there; −1: none known. */
  readonly deliveryRefs: Int32Array;
  /** By the how-manieth command that takes a firm quote: the request it answered, 0: none known; and its price, ticks. */
  readonly takenRequests: readonly number[];
  readonly takenTicks: readonly number[];
  /** By the how-manieth exercise or withdrawal: 1 when it was done, 0 when it was refused. */
  readonly rightsDone: Int32Array;
  /** An id space the first operator never used, for what a run sets in its name; −1: it used all. */
  readonly ownIdSpace: number;
  readonly partyKeys: readonly string[];
  /** Deliveries ticketed, by index of `partyKeys`. */
  readonly deliveryCounts: readonly number[];
  readonly commandCount: number;
  readonly frameCount: number;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  readonly lastSequence: number;
}

/** Ids of a client count up in each of so many spaces, of so many ids. */
export const ID_SPACES = 32;
export const ID_SPACE_UNIT = 2 ** 48;

/** Key of a consumer, a provider and a series. */
export function partyKey(consumer: number, provider: number, seriesId: number): string {
  return `${consumer} ${provider} ${seriesId}`;
}

/** Numbers appended without a limit, as one array at the end. */
export class GrowingInts {
  private ints = new Int32Array(1 << 10);
  private length = 0;

  push(value: number): void {
    if (this.length === this.ints.length) {
      const grown = new Int32Array(this.ints.length * 2);
      grown.set(this.ints);
      this.ints = grown;
    }
    this.ints[this.length] = value;
    this.length += 1;
  }

  result(): Int32Array {
    return this.ints.slice(0, this.length);
  }
}
