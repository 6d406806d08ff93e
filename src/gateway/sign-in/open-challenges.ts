/** Challenges that wait for their answer: each for one use and two minutes; of too many the oldest goes. */

export class OpenChallenges<T> {
  private readonly open = new Map<string, { readonly value: T; readonly expiresAtMs: number }>();
  private readonly countMax: number;
  private readonly forMs: number;

  constructor(countMax: number, forMs: number) {
    this.countMax = countMax;
    this.forMs = forMs;
  }

  /** Returns when it expires. */
  add(id: string, value: T, nowMs: number): number {
    const expiresAtMs = Math.ceil(nowMs) + this.forMs;
    this.open.set(id, { value, expiresAtMs });
    const [oldest] = this.open.keys();
    if (this.open.size > this.countMax && oldest !== undefined) this.open.delete(oldest);
    return expiresAtMs;
  }

  /** The challenge of this id, which is over with that. */
  take(id: string, nowMs: number): T | undefined {
    const found = this.open.get(id);
    this.open.delete(id);
    return found !== undefined && nowMs < found.expiresAtMs ? found.value : undefined;
  }
}
