/** What is measured of a history, recorded or simulated: P&L by cause, fills, and the path of inventory and limits. */
import { AttributionReader, attributionReport, type PnlReport } from '../attribution/index.js';
import type { Core, EventLog } from '../engine/core/index.js';
import { FillCounter, type Fills } from './fills.js';
import { type Sample, Samples } from './samples.js';

export interface Measured {
  readonly pnl: PnlReport;
  readonly fills: Fills;
  readonly samples: readonly Sample[];
}

export class Monitor {
  private readonly core: Core;
  private readonly attribution: AttributionReader;
  private readonly fills: FillCounter;
  private readonly samples: Samples;

  /** @param core as it stands before the first event that will be read */
  constructor(core: Core, horizonMs: number) {
    this.core = core;
    this.fills = new FillCounter(core.state);
    this.attribution = new AttributionReader(core, horizonMs);
    this.samples = new Samples(core, this.attribution);
  }

  /** Events, and the state at their end. */
  read(events: EventLog, timeMs: number): void {
    this.attribution.read(events, timeMs);
    this.fills.read(events);
  }

  /** A recorded frame is over. */
  passed(timeMs: number): void {
    this.samples.passed(timeMs);
  }

  result(endMs: number): Measured {
    return {
      samples: this.samples.result(endMs),
      pnl: attributionReport(this.attribution, this.core),
      fills: this.fills.result(),
    };
  }
}
