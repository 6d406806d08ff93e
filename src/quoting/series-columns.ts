/**
 * What series read of one another, by slot, in preallocated columns: so that pricing one series touches
 * a few cache lines of the others and not their whole records.
 */
export class SeriesColumns {
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
    this.unsoldLots = new Float64Array(capacity);
    this.capAskMicroPat = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
    this.capBidMicroPat = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
    this.capped = new Uint8Array(capacity);
    this.dirty = new Uint8Array(capacity);
  }

  clear(slot: number): void {
    this.unsoldLots[slot] = 0;
    this.capAskMicroPat[slot] = Number.POSITIVE_INFINITY;
    this.capBidMicroPat[slot] = Number.POSITIVE_INFINITY;
    this.capped[slot] = 0;
    this.dirty[slot] = 0;
  }
}
