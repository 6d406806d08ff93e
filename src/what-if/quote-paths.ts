/**
 * Keeps the broker's quote and fair value of every series over time, once a minute. Bounded: where that becomes too much every other
 * moment is forgotten, and the moments are twice as far apart from then on.
 */
import { type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import { SERIES_STATE } from '../values/index.js';
import type { QuotePath } from './observed.js';

const EVERY_MS = 60_000;
/** Moments of all series together: 32 bytes each. */
const POINTS_MAX = 4_000_000;

class Numbers {
  private values = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Float64Array(2 * this.values.length);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** Forgets every other one. */
  thin(): void {
    const kept = Math.ceil(this.length / 2);
    for (let i = 0; i < kept; i += 1) this.values[i] = this.values[2 * i] as number;
    this.length = kept;
  }

  result(): Float64Array {
    return this.values.slice(0, this.length);
  }
}

interface Path {
  readonly atMs: Numbers;
  readonly bidTicks: Numbers;
  readonly askTicks: Numbers;
  readonly markTicks: Numbers;
}

export class QuotePaths {
  private readonly core: Core;
  private readonly paths: (Path | undefined)[] = [];
  private lookedMs = 0;
  private everyMs = EVERY_MS;
  private points = 0;

  constructor(core: Core) {
    this.core = core;
  }

  /** A moment passed. */
  look(nowMs: number): void {
    if (nowMs - this.lookedMs < this.everyMs) return;
    this.lookedMs = nowMs;
    if (this.points > POINTS_MAX) this.thin();
    const { series } = this.core.state;
    for (let id = 1; id <= series.count; id += 1) {
      if (series.get(id, S.state) === SERIES_STATE.OPEN) this.note(id, nowMs);
    }
  }

  private note(id: number, nowMs: number): void {
    const { checks, state } = this.core;
    const path = this.paths[id] ?? {
      atMs: new Numbers(),
      bidTicks: new Numbers(),
      askTicks: new Numbers(),
      markTicks: new Numbers(),
    };
    this.paths[id] = path;
    this.points += 1;
    path.atMs.push(nowMs);
    path.bidTicks.push(checks.brokerBid(id));
    path.askTicks.push(checks.brokerAsk(id));
    path.markTicks.push(state.series.get(id, S.markTicks));
  }

  private thin(): void {
    this.everyMs *= 2;
    this.points = 0;
    for (const path of this.paths) {
      if (path === undefined) continue;
      for (const numbers of Object.values(path) as Numbers[]) numbers.thin();
      this.points += path.atMs.length;
    }
  }

  result(): QuotePath[] {
    const { series } = this.core.state;
    const none = new Float64Array(0);
    const paths: QuotePath[] = [];
    for (let id = 0; id <= series.count; id += 1) {
      const path = this.paths[id];
      paths.push({
        contractId: id === 0 ? 0 : series.get(id, S.contract),
        startMs: id === 0 ? 0 : series.get(id, S.startMs),
        endMs: id === 0 ? 0 : series.get(id, S.endMs),
        atMs: path?.atMs.result() ?? none,
        bidTicks: path?.bidTicks.result() ?? none,
        askTicks: path?.askTicks.result() ?? none,
        markTicks: path?.markTicks.result() ?? none,
      });
    }
    return paths;
  }
}

/** Fair value of a series at a moment by its path; 0 where it has none. */
export function markAt({ atMs, markTicks }: QuotePath, nowMs: number): number {
  let low = 0;
  let high = atMs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((atMs[middle] as number) <= nowMs) low = middle;
    else high = middle - 1;
  }
  return markTicks[low] ?? 0;
}
