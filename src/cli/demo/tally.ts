/** What the demo counts: acknowledgements with their latency, fills, deliveries, refusals by code. Bounded. */
import { build, type Histogram } from 'hdr-histogram-js';
import { PatxError } from '../../client/index.js';

const LATENCY_MICROS_MAX = 60_000_000;

export class Tally {
  orders = 0;
  fills = 0;
  filledLots = 0;
  deliveries = 0;
  connectionErrors = 0;
  readonly refusals = new Map<string, number>();
  /** From sending an order to its durable acknowledgement, microseconds. */
  readonly latency: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LATENCY_MICROS_MAX,
    numberOfSignificantValueDigits: 3,
  });

  acknowledged(latencyMs: number): void {
    this.orders += 1;
    this.latency.recordValue(
      Math.min(LATENCY_MICROS_MAX, Math.max(1, Math.round(latencyMs * 1000))),
    );
  }

  refused(error: unknown): void {
    if (!(error instanceof PatxError)) {
      this.connectionErrors += 1;
      return;
    }
    this.refusals.set(error.name, (this.refusals.get(error.name) ?? 0) + 1);
  }

  /** Waits for a request and counts it when it is refused. */
  async guard(request: Promise<unknown>): Promise<void> {
    try {
      await request;
    } catch (error) {
      this.refused(error);
    }
  }

  /** Latency at a percentile, milliseconds. */
  latencyMs(percentile: number): number {
    return this.latency.getValueAtPercentile(percentile) / 1000;
  }
}
