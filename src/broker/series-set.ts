/** A set of series numbers that remembers the order they came in: preallocated, constant work, no duplicates. */
export class SeriesSet {
  private readonly ids: Int32Array;
  private readonly has: Uint8Array;
  private count = 0;

  /** @param maxSeries largest series number */
  constructor(maxSeries: number) {
    this.ids = new Int32Array(maxSeries + 1);
    this.has = new Uint8Array(maxSeries + 1);
  }

  get size(): number {
    return this.count;
  }

  add(seriesId: number): void {
    if (seriesId < 1 || seriesId >= this.has.length || this.has[seriesId] === 1) return;
    this.has[seriesId] = 1;
    this.ids[this.count] = seriesId;
    this.count += 1;
  }

  includes(seriesId: number): boolean {
    return this.has[seriesId] === 1;
  }

  /** Looks at each once, in order; those it answers false for leave. Nothing may be added meanwhile. */
  retain(keep: (seriesId: number) => boolean): void {
    let kept = 0;
    for (let index = 0; index < this.count; index += 1) {
      const seriesId = this.ids[index] as number;
      if (keep(seriesId)) {
        this.ids[kept] = seriesId;
        kept += 1;
      } else {
        this.has[seriesId] = 0;
      }
    }
    this.count = kept;
  }

  /** Empties the set, telling each. Nothing may be added meanwhile. */
  drain(visit: (seriesId: number) => void): void {
    this.retain((seriesId) => {
      visit(seriesId);
      return false;
    });
  }
}
