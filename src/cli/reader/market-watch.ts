/**
 * Surveillance beside a reader: it is shown every frame the reader reads, and asked by the API. It begins where the reader's core
 * begins, which is a snapshot after a restart, so counts of before are not in it; it says since when it has watched.
 *
 * A fault of it is logged, once, and ends the watch; the reader goes on.
 */
import type { Watch } from '../../api/index.js';
import type { Core, EventLog } from '../../engine/core/index.js';
import { evidenceText, Surveillance, type SurveillanceCase } from '../../surveillance/index.js';

export class MarketWatch {
  private readonly failed: (error: unknown) => void;
  private core: Core | undefined;
  private surveillance: Surveillance | undefined;
  private sinceSequence = 0;

  constructor(failed: (error: unknown) => void) {
    this.failed = failed;
  }

  /** Events of one frame, and the core they led to. */
  readonly read = (core: Core, events: EventLog, timeMs: number): void => {
    // Another core: the reader began anew, and what it reads again would be counted twice.
    if (core !== this.core) {
      this.core = core;
      this.surveillance = new Surveillance(core);
      this.sinceSequence = core.state.sequence;
    }
    try {
      this.surveillance?.read(events, timeMs);
    } catch (error) {
      this.surveillance = undefined;
      this.failed(error);
    }
  };

  /** What it found; undefined while it has seen nothing, and after a fault. */
  now(): Watch | undefined {
    const { surveillance, sinceSequence } = this;
    if (surveillance === undefined) return undefined;
    const { cases, casesDropped } = surveillance;
    const textOf = (found: Watch['found'][number]) => evidenceText(found as SurveillanceCase);
    return { found: cases, dropped: casesDropped, sinceSequence, textOf };
  }
}
