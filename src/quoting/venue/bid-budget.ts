/**
 * One PAT budget for all bids, shared by what each series needs.
 *
 * When needs exceed the budget every series gets the same fraction of its own. What series hold never
 * adds up to more than the budget: a share is also limited by what the others have left. A series
 * whose share is too small for one lot may take one lot from what is left, so that many small needs do
 * not starve each other. Amounts are micro-PAT.
 */
export class BidBudget {
  private readonly needs: Float64Array;
  private readonly held: Float64Array;
  private totalMicroPat = 0;
  private needSum = 0;
  private heldSum = 0;
  private toldFraction = 1;

  constructor(capacity: number) {
    this.needs = new Float64Array(capacity);
    this.held = new Float64Array(capacity);
  }

  get heldMicroPat(): number {
    return this.heldSum;
  }

  get totalBudgetMicroPat(): number {
    return this.totalMicroPat;
  }

  set(totalMicroPat: number): void {
    this.totalMicroPat = totalMicroPat;
  }

  /** The fraction of its need each series gets, in [0, 1]. */
  get fraction(): number {
    return this.needSum > this.totalMicroPat ? this.totalMicroPat / this.needSum : 1;
  }

  /** Whether the fraction moved by more than a twentieth since this was last asked and true. */
  shifted(): boolean {
    const { fraction } = this;
    const moved = Math.abs(fraction - this.toldFraction) > 0.05 * this.toldFraction;
    const over = this.heldSum > this.totalMicroPat;
    if (moved) this.toldFraction = fraction;
    return moved || over;
  }

  /** What a slot may spend when it needs `needMicroPat` and one lot costs `lotMicroPat`. */
  share(slot: number, needMicroPat: number, lotMicroPat: number): number {
    this.needSum = Math.max(0, this.needSum + needMicroPat - this.needs[slot]!);
    this.needs[slot] = needMicroPat;
    const left = Math.max(0, this.totalMicroPat - (this.heldSum - this.held[slot]!));
    const fair = Math.min(needMicroPat * this.fraction, left);
    return fair < lotMicroPat && lotMicroPat <= left ? Math.min(lotMicroPat, needMicroPat) : fair;
  }

  /** Records what the slot's standing bids cost. */
  hold(slot: number, microPat: number): void {
    this.heldSum = Math.max(0, this.heldSum + microPat - this.held[slot]!);
    this.held[slot] = microPat;
  }

  /** The slot wants and holds nothing. */
  release(slot: number): void {
    this.share(slot, 0, 0);
    this.hold(slot, 0);
  }
}
