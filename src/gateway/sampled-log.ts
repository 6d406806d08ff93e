/** Log lines that somebody outside can cause: so many a second, the rest counted and told with the next one. */
import type { GatewayLog } from './options.js';

const MS_PER_SECOND = 1_000;

export class SampledLog {
  private readonly log: GatewayLog;
  private readonly linesPerSecond: number;
  private secondBeganMs = Number.NEGATIVE_INFINITY;
  private lines = 0;
  private leftOut = 0;

  constructor(log: GatewayLog, linesPerSecond: number) {
    this.log = log;
    this.linesPerSecond = linesPerSecond;
  }

  info(fields: object, message: string, nowMs: number): void {
    if (nowMs - this.secondBeganMs >= MS_PER_SECOND) {
      this.secondBeganMs = nowMs;
      this.lines = 0;
    }
    if (this.lines >= this.linesPerSecond) {
      this.leftOut += 1;
      return;
    }
    this.lines += 1;
    const { leftOut } = this;
    this.leftOut = 0;
    this.log.info(leftOut === 0 ? fields : { ...fields, leftOut }, message);
  }
}
