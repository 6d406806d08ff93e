/**
 * How long the desk goes on following once nothing more is written. Usually it is a few frames behind and done at once;
 * behind a long journal that it has only begun to read, nobody waits for it: the next start reads it again.
 */
import type { DurableWatermark } from '../engine/log/index.js';

/** Ends the following; not a failure. */
export class LeftBehind extends Error {
  override readonly name = 'LeftBehind';
}

const CATCH_UP_MS = 2_000;

export class CatchUp {
  private readonly watermark: Pick<DurableWatermark, 'state'>;
  private readonly nowMs: () => number;
  private stoppedMs: number | undefined;

  constructor(watermark: Pick<DurableWatermark, 'state'>, nowMs: () => number) {
    this.watermark = watermark;
    this.nowMs = nowMs;
  }

  /** After each frame. Throws LeftBehind when the writer has stopped too long ago. */
  check(): void {
    if (this.watermark.state() === 'running') return;
    this.stoppedMs ??= this.nowMs();
    if (this.nowMs() - this.stoppedMs > CATCH_UP_MS) throw new LeftBehind();
  }
}
