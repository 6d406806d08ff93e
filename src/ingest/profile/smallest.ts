/**
 * The k smallest distinct hashes seen, with something kept for each of the first few: a row sketch and a sample of rows in one,
 * both uniform over distinct rows. Never fails.
 */

export class Smallest<T> {
  private readonly size: number;
  private hashes: number[] = [];
  private values = new Map<number, T>();
  private bound = Number.POSITIVE_INFINITY;

  constructor(size: number) {
    this.size = size;
  }

  /** Whether a hash would be kept. */
  wants(hash: number): boolean {
    return hash < this.bound && !this.values.has(hash);
  }

  add(hash: number, value: T): void {
    if (!this.wants(hash)) return;
    this.values.set(hash, value);
    this.hashes.push(hash);
    if (this.hashes.length >= 2 * this.size) this.cut();
  }

  /** Ascending by hash. */
  entries(): (readonly [hash: number, value: T])[] {
    this.cut();
    return this.hashes.map((hash) => [hash, this.values.get(hash) as T]);
  }

  private cut(): void {
    this.hashes.sort((a, b) => a - b);
    for (const hash of this.hashes.splice(this.size)) this.values.delete(hash);
    if (this.hashes.length === this.size) this.bound = this.hashes.at(-1) as number;
  }
}
