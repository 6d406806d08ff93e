/**
 * Fills of one series that wait for their markout: lots with their sign, and what the clean index was worth when they
 * traded. Everything is whole numbers, so what is taken out of inventory and put into adverse selection is exact.
 *
 * Fills of one step of time are judged together, at the end of the step plus the horizon: at most `STEPS + 1` batches
 * wait, however many fills there are, and a markout spans between the horizon and 1/64 more.
 */

const STEPS = 64;

interface Batch {
  readonly dueMs: number;
  /** Bought less sold. */
  lots: number;
  /** Σ signed lots × index at the fill. */
  indexed: bigint;
}

export class Markouts {
  private readonly batches: Batch[] = [];

  /** When the first batch is due; infinity when none waits. */
  get dueMs(): number {
    return this.batches[0]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** @param signedLots positive when the broker bought */
  add(signedLots: number, indexMicroPat: number, atMs: number, horizonMs: number): void {
    const stepMs = Math.max(1, Math.floor(horizonMs / STEPS));
    const dueMs = (Math.floor(atMs / stepMs) + 1) * stepMs + horizonMs;
    let batch = this.batches.at(-1);
    if (batch === undefined || batch.dueMs < dueMs) {
      batch = { dueMs, lots: 0, indexed: 0n };
      this.batches.push(batch);
    }
    batch.lots += signedLots;
    batch.indexed += BigInt(signedLots) * BigInt(indexMicroPat);
  }

  /** What the index did to the lots of the fills that are due, with the broker's sign; they wait no more. */
  judge(nowMs: number, indexMicroPat: number): bigint {
    let moved = 0n;
    while (this.dueMs <= nowMs) {
      const { lots, indexed } = this.batches.shift() as Batch;
      moved += BigInt(lots) * BigInt(indexMicroPat) - indexed;
    }
    return moved;
  }
}
