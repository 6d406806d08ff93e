/** What the demo counts: answers with their latency, fills, rights, refusals by code. Bounded. */
import { build, type Histogram } from 'hdr-histogram-js';
import { PatxError } from '../../client/index.js';

const LATENCY_MICROS_MAX = 60_000_000;

export class Tally {
  /** Orders whose acceptance is durable. */
  orders = 0;
  fills = 0;
  filledLots = 0;
  mintedLots = 0;
  exercisedLots = 0;
  /** Deliveries accepted by their consumers. */
  deliveries = 0;
  /** Tickets whose signature was not the desk's. */
  badTickets = 0;
  /** Commands that ended without an answer of the venue. */
  connectionErrors = 0;
  readonly refusals = new Map<string, number>();
  /** From sending an order to its durable acceptance, microseconds. */
  private readonly latency: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LATENCY_MICROS_MAX,
    numberOfSignificantValueDigits: 3,
  });

  acknowledged(latencyMs: number): void {
    this.orders += 1;
    const micros = Math.min(LATENCY_MICROS_MAX, Math.max(1, Math.round(latencyMs * 1000)));
    this.latency.recordValue(micros);
  }

  /** A command was refused or lost. An order that filled or ended on the way is no refusal worth counting. */
  failed(error: unknown): void {
    if (!(error instanceof PatxError)) this.connectionErrors += 1;
    else if (error.name !== 'UNKNOWN_ORDER') {
      this.refusals.set(error.name, (this.refusals.get(error.name) ?? 0) + 1);
    }
  }

  get refusedCount(): number {
    return [...this.refusals.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Latency at a percentile, milliseconds. */
  latencyMs(percentile: number): number {
    return this.latency.getValueAtPercentile(percentile) / 1000;
  }
}
