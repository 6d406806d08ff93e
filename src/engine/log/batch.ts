/**
 * The commands of one turn: their frame, their events, and whom each came from. Two batches alternate, one filling
 * while the other is on its way to disk, so nothing is allocated per turn.
 */
import { EventLog } from '../core/index.js';
import { FrameWriter } from './store/index.js';

export class Batch {
  readonly writer: FrameWriter;
  readonly events = new EventLog();
  /** What the submitter gave with each command, in order. */
  readonly origins: Float64Array;
  /** Where the events of each command end, in words. */
  readonly eventEnds: Int32Array;
  count = 0;
  firstSequence = 0;
  /** Sequenced time of every command of the batch. */
  timeMs = 0;

  constructor(payloadBytesMax: number, commandsMax: number) {
    this.writer = new FrameWriter(payloadBytesMax);
    this.origins = new Float64Array(commandsMax);
    this.eventEnds = new Int32Array(commandsMax);
  }

  get isFull(): boolean {
    return this.count === this.origins.length;
  }

  get lastSequence(): number {
    return this.firstSequence + this.count - 1;
  }

  reset(): void {
    this.writer.reset();
    this.events.clear();
    this.count = 0;
  }
}
