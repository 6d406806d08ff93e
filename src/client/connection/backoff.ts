/**
 * How long to wait before the next attempt to connect: doubling from the least to the most, each drawn evenly from the
 * upper half, so that clients cut off together do not come back together.
 */

export interface BackoffOptions {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** In [0, 1); replaced in tests. */
  readonly random?: () => number;
}

export class Backoff {
  private readonly options: BackoffOptions;
  private attempts = 0;

  constructor(options: BackoffOptions) {
    this.options = options;
  }

  /** The delay before the next attempt. */
  nextDelayMs(): number {
    const { minDelayMs, maxDelayMs, random = Math.random } = this.options;
    const full = Math.min(maxDelayMs, minDelayMs * 2 ** Math.min(this.attempts, 30));
    this.attempts += 1;
    return Math.round(full / 2 + (full / 2) * random());
  }

  /** An attempt succeeded. */
  reset(): void {
    this.attempts = 0;
  }
}
