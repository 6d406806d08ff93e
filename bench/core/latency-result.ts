/** What the latency bench prints. */
export const PERCENTILES = [50, 90, 99, 99.9, 99.99, 99.999, 100] as const;

export interface LatencyResult {
  readonly name: string;
  readonly seriesCount: number;
  readonly commands: number;
  readonly ratePerSecond: number;
  /** By PERCENTILES. */
  readonly micros: readonly number[];
  /** The same of a loop that only reads the clock, as often. */
  readonly idleMicros: readonly number[];
}
