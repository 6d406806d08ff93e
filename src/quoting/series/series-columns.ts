/**
 * The numbers of all series by slot, preallocated. What series read of one another is in columns, so that pricing one
 * touches a few cache lines of the others; what only a series itself reads is in its record.
 */
import { RECORD_FLOATS } from './series-numbers.js';

export class SeriesColumns {
  /** The numbers of a series that only it reads, a record each; see series-numbers. */
  readonly records: Float64Array;
  /** Lots minted that no consumer holds. */
  readonly unsoldLots: Float64Array;
  /** Best prices a worse series must respect, micro-PAT a lot; infinity while there is none. */
  readonly capAskMicroPat: Float64Array;
  readonly capBidMicroPat: Float64Array;
  /** 1 while dominance lowers the series' quote. */
  readonly capped: Uint8Array;
  /** 1 while the series waits to be requoted. */
  readonly dirty: Uint8Array;

  constructor(capacity: number) {
    this.records = new Float64Array(capacity * RECORD_FLOATS);
    this.unsoldLots = new Float64Array(capacity);
    this.capAskMicroPat = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
    this.capBidMicroPat = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
    this.capped = new Uint8Array(capacity);
    this.dirty = new Uint8Array(capacity);
  }

  clear(slot: number): void {
    this.records.fill(0, slot * RECORD_FLOATS, (slot + 1) * RECORD_FLOATS);
    this.unsoldLots[slot] = 0;
    this.capAskMicroPat[slot] = Number.POSITIVE_INFINITY;
    this.capBidMicroPat[slot] = Number.POSITIVE_INFINITY;
    this.capped[slot] = 0;
    this.dirty[slot] = 0;
  }
}
